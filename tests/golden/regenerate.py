"""``python -m tests.golden.regenerate [NAME…]``: draw the golden pictures anew; look at each."""

import sys
from pathlib import Path

from PIL import Image

from tests.golden.layouts import LAYOUT_PICTURES
from tests.golden.scenes import SCENES
from viewer.render.compose import Pixels, compose

PICTURES = Path(__file__).resolve().parent / "pictures"


def drawn(name: str) -> Pixels:
    """(h, w, 4) BGRX of a scene or a whole layout, by the name of its picture."""
    return compose(SCENES[name]()) if name in SCENES else LAYOUT_PICTURES[name]()


def regenerate(names: list[str]) -> None:
    """Write the PNG of each named scene or layout (all without names)."""
    PICTURES.mkdir(exist_ok=True)
    for name in names or (*SCENES, *LAYOUT_PICTURES):
        rgb = drawn(name)[..., 2::-1]
        Image.fromarray(rgb.copy(), "RGB").save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    regenerate(sys.argv[1:])
