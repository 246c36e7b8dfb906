"""The composed picture shows each value where it lies, as scipy's sampling says."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.golden.phantoms import attention
from tests.golden.scenes import flagged, pointed
from tests.unit.render.views import (
    SHAPE,
    UPRIGHT,
    bare_scene,
    noise_volume,
    oblique_frame,
    pixel_points,
    sampled,
    sheared_affine,
    sure,
    turned_affine,
)
from viewer.render.compose import compose, compose_all
from viewer.state.layers import HeatmapLayer
from viewer.state.planes import PLANES, Plane, fitted_frame
from viewer.state.scene import Interpolation, Scene, SlabMode
from viewer.state.view_frame import ViewFrame

# 256 values, one grey level each: what is drawn is the value itself.
IDENTITY = DisplayWindow(127.5, 255.0, "LINEAR_EXACT")
GAPS = np.array([0, 1, 2.5, 3, 5, 6, 7.5])


def grey(scene: Scene) -> np.ndarray:
    pixels = compose(scene)
    assert (pixels[..., 3] == 255).all()
    assert (pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all()
    return pixels[..., 0].astype(int)


def expected(volume: Volume, frame: ViewFrame, order: int = 1) -> np.ndarray:
    values, inside = sampled(volume.array, volume.geometry, pixel_points(frame), order)
    return np.where(inside, np.rint(values), 0).astype(int)


def assert_same(scene: Scene, order: int = 1, tolerance: int = 1) -> None:
    certain = sure(scene.frame, scene.volume.geometry)
    assert certain.mean() > 0.8
    difference = np.abs(grey(scene) - expected(scene.volume, scene.frame, order))[certain]
    assert difference.max() <= tolerance
    assert expected(scene.volume, scene.frame, order).max() > 100


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine(), sheared_affine()])
@pytest.mark.parametrize("gaps", [None, GAPS])
def test_standard_planes_show_every_value_at_its_place(
    plane: Plane, affine: np.ndarray, gaps: np.ndarray | None
) -> None:
    volume = noise_volume(affine, k_positions=gaps)
    frame = fitted_frame(volume.geometry, plane, (83, 71))
    between = frame.moved_to(frame.centre_lps + 0.61 * frame.towards_lps + 3.3 * frame.right_lps)
    assert_same(bare_scene(volume, between, IDENTITY))


@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine(), sheared_affine()])
@pytest.mark.parametrize("gaps", [None, GAPS])
@pytest.mark.parametrize("interpolation", ["linear", "nearest"])
def test_an_oblique_plane_shows_every_value_at_its_place(
    affine: np.ndarray, gaps: np.ndarray | None, interpolation: Interpolation
) -> None:
    volume = noise_volume(affine, k_positions=gaps)
    frame = oblique_frame().moved_to(volume.geometry.centre_lps)
    scene = bare_scene(volume, frame, IDENTITY, interpolation=interpolation)
    assert_same(scene, order=0 if interpolation == "nearest" else 1)


@pytest.mark.parametrize("turn", range(16))
def test_turned_and_flipped_planes_show_every_value_at_its_place(turn: int) -> None:
    volume = noise_volume()
    frame = fitted_frame(volume.geometry, "coronal", (61, 53))
    quarters, flip_h, flip_v = turn % 4, bool(turn & 4), bool(turn & 8)
    right, down = frame.right_lps, frame.down_lps
    for _ in range(quarters):
        right, down = -down, right
    turned = replace(
        frame, right_lps=-right if flip_h else right, down_lps=-down if flip_v else down
    )
    assert_same(bare_scene(volume, turned, IDENTITY, interpolation="nearest"), order=0)
    assert_same(bare_scene(volume, turned, IDENTITY))


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "float32", "float64"])
@pytest.mark.parametrize("oblique", [False, True])
def test_every_type_of_voxel_is_drawn_alike(dtype: str, oblique: bool) -> None:
    volume = noise_volume(dtype=dtype)
    flat = fitted_frame(volume.geometry, "axial", (50, 40))
    frame = oblique_frame().moved_to(volume.geometry.centre_lps) if oblique else flat
    assert_same(bare_scene(volume, frame, IDENTITY))


def test_a_single_slice_is_drawn() -> None:
    array = np.arange(99, dtype=np.int16).reshape(1, 9, 11) * 2
    volume = Volume(array, Geometry((1, 9, 11), UPRIGHT))
    frame = fitted_frame(volume.geometry, "axial", (110, 90))
    assert_same(bare_scene(volume, frame, IDENTITY))
    tilted = replace(oblique_frame((110, 90), 0.4), centre_lps=volume.geometry.centre_lps)
    assert_same(bare_scene(volume, tilted, IDENTITY))


def test_both_threads_draw_what_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    volume = noise_volume()
    for frame in (
        fitted_frame(volume.geometry, "axial", (300, 301)),
        replace(oblique_frame(), size_wh=(300, 301), centre_lps=volume.geometry.centre_lps),
    ):
        scene = bare_scene(volume, frame, IDENTITY)
        together = compose(scene)
        with monkeypatch.context() as patch:
            patch.setattr("viewer.render.bands._SMALL", 10**9)
            np.testing.assert_array_equal(compose(scene), together)


def test_views_drawn_together_show_what_each_alone_shows() -> None:
    volume = noise_volume()
    sizes = ((300, 280), (5, 3), (64, 400))
    scenes = [
        Scene(volume, fitted_frame(volume.geometry, plane, size), DisplayWindow(100, 200))
        for plane, size in zip(PLANES, sizes, strict=True)
    ]
    kept = np.zeros((280, 300, 4), np.uint8)
    together = compose_all([(scenes[0], kept), (scenes[1], None), (scenes[2], None)])
    assert together[0] is kept and not compose_all([])
    for scene, pixels in zip(scenes, together, strict=True):
        np.testing.assert_array_equal(pixels, compose(scene))


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("oblique", [False, True])
def test_outside_the_volume_is_black_also_when_inverted(inverted: bool, oblique: bool) -> None:
    volume = noise_volume()
    frame = fitted_frame(volume.geometry, "axial", (60, 60))
    if oblique:
        frame = oblique_frame().moved_to(volume.geometry.centre_lps)
    frame = replace(frame, mm_per_pixel=3.0)
    _, inside = sampled(volume.array, volume.geometry, pixel_points(frame))
    picture = grey(bare_scene(volume, frame, IDENTITY, inverted=inverted))
    assert (picture[~inside & sure(frame, volume.geometry)] == 0).all()
    assert picture[inside].mean() > 50


def test_a_plane_beyond_the_stack_is_black() -> None:
    volume = noise_volume()
    frame = fitted_frame(volume.geometry, "axial", (60, 60))
    beyond = frame.moved_to(frame.centre_lps + np.array([0, 0, 40.0]))
    assert grey(bare_scene(volume, beyond, IDENTITY)).max() == 0


@pytest.mark.parametrize("oblique", [False, True])
@pytest.mark.parametrize("inverted", [False, True])
def test_padding_is_black_and_does_not_bleed_as_a_value(oblique: bool, inverted: bool) -> None:
    array = np.full(SHAPE, 100, np.int16)
    array[:, :, :4] = -2000
    volume = replace(noise_volume(), array=array, padding_value=-2000.0)
    frame = fitted_frame(volume.geometry, "axial", (110, 90))
    if oblique:
        right = np.array([1.0, 0.001, 0.0])
        frame = replace(frame, right_lps=right / np.linalg.norm(right))
    picture = grey(bare_scene(volume, frame, IDENTITY, inverted=inverted))
    tissue = 155 if inverted else 100
    assert (picture[5:85, 5:30] == 0).all()
    assert (np.abs(picture[5:85, 45:105] - tissue) <= 1).all()
    assert (picture[5:85, 35:45] <= tissue + 1).all()


def test_nan_and_infinity_are_dark_and_leave_their_neighbours_alone() -> None:
    whole = noise_volume(dtype="float32")
    array = whole.array.copy()
    array[3, 4, 5], array[3, 4, 7], array[3, 4, 9] = np.nan, np.inf, -np.inf
    volume = replace(whole, array=array)
    frame = fitted_frame(volume.geometry, "axial", (110, 90))
    spots = [[3, 4, 5], [3, 4, 7], [3, 4, 9]]
    columns, rows = np.rint(frame.pixel_at(volume.geometry.lps_from_index(spots))).astype(int).T
    picture = grey(bare_scene(volume, frame, IDENTITY, interpolation="nearest"))
    untouched = grey(bare_scene(whole, frame, IDENTITY, interpolation="nearest"))
    assert (picture[rows, columns] <= 1).all()
    changed = np.argwhere(picture != untouched)
    assert len(changed) <= 3 * 10 * 10  # the three voxels, 10 × 10 pixels each


@pytest.mark.parametrize(("mode", "fold"), [("mip", np.max), ("minip", np.min), ("mean", np.mean)])
@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine()])
def test_a_slab_folds_the_slices_within_it(
    mode: SlabMode, fold: Callable[..., np.ndarray], affine: np.ndarray
) -> None:
    volume = noise_volume(affine)
    frame = fitted_frame(volume.geometry, "axial", (99, 81))  # 9 pixels a voxel
    wanted = np.rint(fold(volume.array[2:5].astype(float), axis=0))
    picture = grey(bare_scene(volume, frame, IDENTITY, slab_mode=mode, slab_mm=6.0))
    drawn = picture[4::9, 4::9]  # at the voxels' centres, where blending within slices is none
    assert np.abs(drawn - wanted).max() <= 1


def test_an_oblique_slab_folds_the_planes_within_it() -> None:
    volume = noise_volume()
    frame = oblique_frame().moved_to(volume.geometry.centre_lps)
    depths = np.linspace(-3, 3, 3)
    parts = [
        sampled(volume.array, volume.geometry, pixel_points(frame.moved_to(c)))[0]
        for c in (frame.centre_lps + mm * frame.towards_lps for mm in depths)
    ]
    inside = sampled(volume.array, volume.geometry, pixel_points(frame))[1]
    certain = sure(frame, volume.geometry)
    picture = grey(bare_scene(volume, frame, IDENTITY, slab_mode="mip", slab_mm=6.0))
    wanted = np.where(inside, np.max(parts, axis=0), 0)
    assert np.abs(picture - wanted)[certain].max() <= 2


@pytest.mark.parametrize("oblique", [False, True])
def test_colour_is_shown_as_it_is(oblique: bool) -> None:
    array = np.random.default_rng(3).integers(0, 255, (*SHAPE, 3)).astype(np.uint8)
    volume = Volume(array, Geometry(SHAPE, UPRIGHT))
    frame = fitted_frame(volume.geometry, "axial", (60, 50))
    if oblique:
        frame = oblique_frame().moved_to(volume.geometry.centre_lps)
    pixels = compose(bare_scene(volume, frame, IDENTITY, interpolation="nearest"))
    certain = sure(frame, volume.geometry)
    for channel in range(3):
        part = replace(volume, array=np.ascontiguousarray(array[..., channel]))
        wanted = expected(part, frame, order=0)
        drawn = pixels[..., 2 - channel].astype(int)
        assert np.abs(drawn - wanted)[certain].max() <= 1


def test_a_kept_buffer_is_drawn_into_and_a_wrong_one_refused() -> None:
    volume = noise_volume()
    scene = bare_scene(volume, fitted_frame(volume.geometry, "axial", (60, 50)), IDENTITY)
    buffer = np.empty((50, 60, 4), np.uint8)
    assert compose(scene, buffer) is buffer
    np.testing.assert_array_equal(buffer, compose(scene))
    with pytest.raises(ValueError, match="does not fit"):
        compose(scene, np.empty((60, 50, 4), np.uint8))


def test_an_array_in_any_memory_order_is_drawn_alike() -> None:
    volume = noise_volume()
    frame = fitted_frame(volume.geometry, "axial", (60, 50))
    for array in (np.asfortranarray(volume.array), volume.array[::-1].copy()[::-1]):
        np.testing.assert_array_equal(
            compose(bare_scene(replace(volume, array=array), frame, IDENTITY)),
            compose(bare_scene(volume, frame, IDENTITY)),
        )


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (1, 50), (64, 64), (900, 40)])
@pytest.mark.parametrize("text_scale", [1.0, 3.0])
def test_a_view_of_any_size_and_zoom_is_drawn_with_all_its_overlays(
    size: tuple[int, int], text_scale: float
) -> None:
    scene = replace(flagged(), findings=pointed().findings, strips=pointed().strips, active=True)
    scene = replace(scene, crosshair_lps=np.zeros(3), text_scale=text_scale)
    heat = (HeatmapLayer("h", attention()), HeatmapLayer("i", attention()))
    for mm_per_pixel in (1e-3, 0.7, 1e3):
        frame = replace(scene.frame, size_wh=size, mm_per_pixel=mm_per_pixel)
        pixels = compose(replace(scene, frame=frame, heatmaps=heat))
        assert pixels.shape == (size[1], size[0], 4)
