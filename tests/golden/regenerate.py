"""``python -m tests.golden.regenerate [NAME…]``: draw the golden pictures anew; look at each."""

import sys
from pathlib import Path

from PIL import Image

from tests.golden.scenes import SCENES
from viewer.render.compose import compose

PICTURES = Path(__file__).resolve().parent / "pictures"


def regenerate(names: list[str]) -> None:
    """Write the PNG of each named scene (all without names)."""
    PICTURES.mkdir(exist_ok=True)
    for name in names or SCENES:
        rgb = compose(SCENES[name]())[..., 2::-1]
        Image.fromarray(rgb.copy(), "RGB").save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    regenerate(sys.argv[1:])
