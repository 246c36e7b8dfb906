"""Scrolling through sagittal slices reads neighbours together and shows the same pixels."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import Volume
from viewer.render import slabs
from viewer.render.brush import Stroke, paint_stroke
from viewer.render.compose import compose
from viewer.render.elements import flat_elements
from viewer.render.resting import _background, prepare_scroll
from viewer.state.layers import MaskLayer
from viewer.state.planes import fitted_frame, go_to_slice
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

SHAPE = (20, 24, 43)
GEOMETRY = Geometry(SHAPE, affine_from_steps((0, 0, 0), (0, 0, 2.0), (0, 1.5, 0), (1.0, 0, 0)))
SEGMENTS = (Segment(1, "a", (255, 0, 0)), Segment(2, "b", (0, 255, 0)))


@pytest.fixture(autouse=True)
def _small_slices_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slabs, "_SMALL", 1)
    slabs.forget_slabs()


def noise() -> Volume:
    values = np.random.default_rng(3).integers(0, 200, SHAPE).astype(np.int16)
    return Volume(values, GEOMETRY)


def sagittal(slice_index: float) -> ViewFrame:
    start = fitted_frame(GEOMETRY, "sagittal", (90, 70))
    frame = go_to_slice(GEOMETRY, start, int(slice_index))
    offset = np.array([slice_index - int(slice_index), 0.0, 0.0])
    return frame.moved_to(frame.centre_lps + offset)


def scene(volume: Volume, at: float, **look: object) -> Scene:
    return Scene(volume, sagittal(at), DisplayWindow(100, 200), settled=True, **look)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "places",
    [
        range(43),
        range(42, -1, -1),
        range(0, 43, 3),
        [5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 30, 31, 32, 33, 34, 35, 36, 37, 2],
        np.arange(0, 42, 0.4),
    ],
    ids=["up", "down", "by threes", "to and fro", "between slices"],
)
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_a_scroll_shows_what_each_slice_alone_shows(places: object, dtype: str) -> None:
    volume = noise()
    labels = np.random.default_rng(4).integers(0, 3, SHAPE).astype(dtype)
    layer = MaskLayer("m", LabelMap(labels, GEOMETRY, SEGMENTS))
    for at in places:  # type: ignore[attr-defined]
        shown = compose(scene(volume, float(at), masks=(layer,)))
        fresh = MaskLayer("m", LabelMap(labels, GEOMETRY, SEGMENTS))
        alone = compose(replace(scene(volume, float(at), masks=(fresh,)), settled=False))
        np.testing.assert_array_equal(shown, alone)


def test_a_steady_scroll_reads_a_slab_and_the_next_one_is_there_in_time() -> None:
    volume, kept, begun = noise(), [], []
    flat = flat_elements(volume)
    for at in range(40):
        compose(scene(volume, at))
        scroll = slabs._SCROLLS[volume]
        slab = scroll.now
        kept.append(slab is not None and slab.is_complete and slab.holds(at, at))
        begun.append(0 if slab is None else slab.begun)
    assert all(kept[1:])
    assert set(begun[1:16]) == {0} and set(begun[16:]) == {SHAPE[0]}
    assert slab is not None and slab.voxels.size < flat.size


def test_a_jump_copies_nothing() -> None:
    volume = noise()
    for at in (0, 40, 10, 30, 5):
        compose(scene(volume, at))
    assert slabs._SCROLLS[volume].now is None


def test_voxels_that_may_still_come_are_not_kept() -> None:
    volume = noise()
    for at in range(10):
        compose(replace(scene(volume, at), settled=False))
    assert volume not in slabs._SCROLLS


def test_a_stroke_shows_at_once_in_a_slab() -> None:
    labels = np.zeros(SHAPE, np.uint8)
    layer = MaskLayer("m", LabelMap(labels, GEOMETRY, SEGMENTS))
    volume = noise()
    for at in range(16, 24):
        compose(scene(volume, at, masks=(layer,)))
    before = compose(scene(volume, 23, masks=(layer,)))
    frame = sagittal(23)
    patch = paint_stroke(labels, GEOMETRY, Stroke(frame, frame.centre_lps, frame.centre_lps, 5), 1)
    painted = compose(scene(volume, 23, masks=(layer,)))
    assert patch is not None
    assert (painted != before).any()
    patch.restore(labels)
    np.testing.assert_array_equal(compose(scene(volume, 23, masks=(layer,))), before)


def resting(scene: Scene) -> None:
    """Prepare as a view at rest does, and wait for it."""
    prepare_scroll(scene)
    _background().submit(lambda: None).result()


def test_a_view_at_rest_has_the_slab_before_the_first_step() -> None:
    volume = noise()
    labels = LabelMap(
        np.random.default_rng(4).integers(0, 3, SHAPE).astype(np.uint8), GEOMETRY, SEGMENTS
    )
    layer = MaskLayer("m", labels)
    compose(scene(volume, 20, masks=(layer,)))
    assert slabs._SCROLLS[volume].now is None
    resting(scene(volume, 20, masks=(layer,)))
    for owner in (volume, labels):
        slab = slabs._SCROLLS[owner].now
        assert slab is not None and slab.is_complete and slab.holds(20, 21)
    for at in (20, 21, 22):
        shown = compose(scene(volume, at, masks=(layer,)))
        fresh = MaskLayer("m", LabelMap(labels.array, GEOMETRY, SEGMENTS))
        alone = compose(replace(scene(volume, at, masks=(fresh,)), settled=False))
        np.testing.assert_array_equal(shown, alone)
        assert slabs._SCROLLS[volume].now is not None


def test_a_preparation_that_fails_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise MemoryError("slab")

    monkeypatch.setattr("viewer.render.resting.prepare", full)
    resting(scene(noise(), 20))
    assert "could not be prepared" in caplog.text


@pytest.mark.parametrize("look", [{"slab_mode": "mip", "slab_mm": 6.0}, {"settled": False}])
def test_nothing_is_prepared_for_what_a_scroll_does_not_read(look: dict[str, object]) -> None:
    volume = noise()
    resting(replace(scene(volume, 20), **look))  # type: ignore[arg-type]
    assert volume not in slabs._SCROLLS


def test_a_stroke_while_a_view_rests_is_never_lost() -> None:
    volume, labels = noise(), np.zeros(SHAPE, np.uint8)
    layer = MaskLayer("m", LabelMap(labels, GEOMETRY, SEGMENTS))
    resting(scene(volume, 20, masks=(layer,)))
    labels[:] = 2
    slabs.forget_slabs()
    shown = compose(scene(volume, 20, masks=(layer,)))
    fresh = MaskLayer("m", LabelMap(labels, GEOMETRY, SEGMENTS))
    alone = compose(replace(scene(volume, 20, masks=(fresh,)), settled=False))
    np.testing.assert_array_equal(shown, alone)
