"""Each scene is composed as in its golden picture."""

import numpy as np
import pytest
from PIL import Image

from tests.golden.regenerate import PICTURES
from tests.golden.scenes import SCENES
from viewer.render.compose import compose

TOLERANCE = 2  # grey levels


@pytest.mark.parametrize("name", SCENES)
def test_the_scene_is_composed_as_in_its_golden_picture(name: str) -> None:
    with Image.open(PICTURES / f"{name}.png") as image:
        golden = np.asarray(image).astype(int)
    drawn = compose(SCENES[name]())[..., 2::-1].astype(int)
    assert drawn.shape == golden.shape
    assert np.abs(drawn - golden).max() <= TOLERANCE


@pytest.mark.parametrize("name", ["axial", "coronal", "sagittal", "mask", "slanted-plane"])
def test_a_flipped_picture_could_not_pass(name: str) -> None:
    with Image.open(PICTURES / f"{name}.png") as image:
        golden = np.asarray(image).astype(int)
    for flipped in (golden[:, ::-1], golden[::-1], golden[::-1, ::-1]):
        assert (np.abs(flipped - golden).max(axis=-1) > TOLERANCE).mean() > 0.02


def test_every_golden_picture_belongs_to_a_scene() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == set(SCENES)
