"""Contours are drawn where their points lie: whole in their own plane, as points across it."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.contour_set import Contour, ContourKind, ContourSet, Structure
from inference.imaging.display_window import DisplayWindow
from tests.unit.render.views import Float, bare_scene, noise_volume, oblique_frame
from viewer.render.compose import compose
from viewer.render.contour_cut import cut_contours
from viewer.state.layers import ContourLayer, SegmentStyle
from viewer.state.planes import fitted_frame
from viewer.state.scene import Scene

RED = (255, 10, 20)


def square(z: float, half: float = 8.0) -> Float:
    """Corners of an axial square around (2, -1)."""
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half + (2.0, -1.0)
    return np.column_stack([flat, np.full(4, z)])


def drawn(*contours: Float, kind: ContourKind = "CLOSED_PLANAR") -> ContourSet:
    made = tuple(Contour(points, kind) for points in contours)
    return ContourSet((Structure(3, "Bladder", RED, made),), "1.2.frame", "PLAN")


def axial_scene(contours: ContourSet, z: float = 0.0, **style: object) -> Scene:
    volume = noise_volume()
    frame = fitted_frame(volume.geometry, "axial", (220, 180))
    frame = replace(frame, centre_lps=np.array([0.0, 0.0, z]))
    layer = ContourLayer("plan", contours, **style)  # type: ignore[arg-type]
    return replace(bare_scene(volume, frame, DisplayWindow(100.0, 200.0)), contours=(layer,))


def is_red(scene: Scene) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    pixels = compose(scene).astype(int)
    return (pixels[..., 2] > 200) & (pixels[..., 0] < 60) & (pixels[..., 1] < 60)


def test_a_contour_parallel_to_the_view_is_shown_whole_at_its_points() -> None:
    scene = axial_scene(drawn(square(0.4)))
    red = is_red(scene)
    corners = np.atleast_2d(scene.frame.pixel_at(square(0.0)))
    rows, columns = np.nonzero(red)
    assert columns.min() == pytest.approx(corners[:, 0].min(), abs=1.6)
    assert columns.max() == pytest.approx(corners[:, 0].max(), abs=1.6)
    assert rows.min() == pytest.approx(corners[:, 1].min(), abs=1.6)
    assert rows.max() == pytest.approx(corners[:, 1].max(), abs=1.6)
    middle = np.floor(scene.frame.pixel_at(np.array([2.0, -1.0, 0.0]))).astype(int)
    assert not red[middle[1], middle[0]]


def test_of_several_planes_within_reach_the_nearest_alone_is_shown() -> None:
    frame = axial_scene(drawn()).frame
    contours = drawn(square(1.2, half=3), square(-0.5, half=5), square(-0.5, half=2))
    (cut,) = cut_contours(contours, frame, 1.5)
    widths = sorted(float(np.ptp(o.pixels[:, 0])) * frame.mm_per_pixel for o in cut.outlines)
    assert widths == pytest.approx([4.0, 10.0])
    assert len(cut.crossings) == 0


def test_a_contour_further_than_half_a_slice_step_is_not_shown() -> None:
    assert is_red(axial_scene(drawn(square(1.4)))).any()  # slices are 3 mm apart
    assert not is_red(axial_scene(drawn(square(1.6)))).any()


def test_a_plane_across_shows_the_points_where_the_edges_pass() -> None:
    scene = axial_scene(drawn(square(0.0), square(3.0, half=4)))
    frame = fitted_frame(scene.volume.geometry, "sagittal", (200, 200))
    frame = replace(frame, centre_lps=np.array([2.5, 0.0, 0.0]))
    (cut,) = cut_contours(scene.contours[0].contour_set, frame, 1.5)
    expected = np.array([[2.5, -9, 0], [2.5, 7, 0], [2.5, -5, 3], [2.5, 3, 3]])
    wanted = np.sort(np.atleast_2d(frame.pixel_at(expected)), axis=0)
    assert np.sort(cut.crossings, axis=0) == pytest.approx(wanted)
    assert cut.outlines == ()
    red = is_red(replace(scene, frame=frame))
    for x, y in np.floor(cut.crossings).astype(int):
        assert red[y, x]


def test_an_open_contour_is_not_joined_at_its_ends() -> None:
    frame = fitted_frame(noise_volume().geometry, "sagittal", (200, 200))
    frame = replace(frame, centre_lps=np.array([2.5, 0.0, 0.0]))
    last_crosses = np.roll(square(0.0), -1, axis=0)
    (closed,) = cut_contours(drawn(last_crosses), frame, 1.5)
    (opened,) = cut_contours(drawn(last_crosses, kind="OPEN_PLANAR"), frame, 1.5)
    assert (len(closed.crossings), len(opened.crossings)) == (2, 1)


def test_an_oblique_view_cuts_edges_in_its_own_plane() -> None:
    frame = oblique_frame()
    (cut,) = cut_contours(drawn(square(0.0), square(0.5)), frame, 1.5)
    assert len(cut.crossings) == 4
    assert cut.outlines == ()


def test_a_point_is_marked_in_its_slice() -> None:
    point = np.array([[2.0, -1.0, 0.3]])
    assert is_red(axial_scene(drawn(point, kind="POINT"))).any()
    assert not is_red(axial_scene(drawn(point, kind="POINT"), z=6.0)).any()


def test_layers_and_structures_can_be_hidden_and_coloured() -> None:
    contours = drawn(square(0.0))
    assert not is_red(axial_scene(contours, visible=False)).any()
    assert not is_red(axial_scene(contours, styles={3: SegmentStyle(visible=False)})).any()
    assert not is_red(axial_scene(contours, styles={3: SegmentStyle(colour=(0, 255, 0))})).any()
    assert not is_red(replace(axial_scene(contours), show_overlays=False)).any()


def test_a_set_without_contours_draws_nothing() -> None:
    assert not is_red(axial_scene(drawn())).any()
