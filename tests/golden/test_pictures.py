"""Each scene is composed as in its golden picture."""

import numpy as np
import pytest
from PIL import Image

from tests.golden.layouts import LAYOUT_PICTURES
from tests.golden.regenerate import PICTURES, drawn
from tests.golden.scenes import SCENES
from viewer.render.compose import compose
from viewer.render.overlays import OVERLAYS

TOLERANCE = 2  # grey levels


@pytest.mark.parametrize("name", [*SCENES, *LAYOUT_PICTURES])
def test_the_scene_is_composed_as_in_its_golden_picture(name: str) -> None:
    with Image.open(PICTURES / f"{name}.png") as image:
        golden = np.asarray(image).astype(int)
    now = drawn(name)[..., 2::-1].astype(int)
    assert now.shape == golden.shape
    assert np.abs(now - golden).max() <= TOLERANCE


@pytest.mark.parametrize("name", ["axial", "coronal", "sagittal", "mask", "slanted-plane"])
def test_a_flipped_picture_could_not_pass(name: str) -> None:
    with Image.open(PICTURES / f"{name}.png") as image:
        golden = np.asarray(image).astype(int)
    for flipped in (golden[:, ::-1], golden[::-1], golden[::-1, ::-1]):
        assert (np.abs(flipped - golden).max(axis=-1) > TOLERANCE).mean() > 0.02


def test_every_golden_picture_belongs_to_a_scene() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == {*SCENES, *LAYOUT_PICTURES}


@pytest.mark.parametrize("name", OVERLAYS)
def test_some_golden_picture_would_change_without_the_overlay(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(OVERLAYS, name)
    changed = (_departs(scene) for scene in SCENES)
    assert any(changed)


def _departs(name: str) -> bool:
    with Image.open(PICTURES / f"{name}.png") as image:
        golden = np.asarray(image).astype(int)
    now = compose(SCENES[name]())[..., 2::-1].astype(int)
    return bool(np.abs(now - golden).max() > TOLERANCE)
