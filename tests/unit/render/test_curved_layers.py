"""What lies over a volume, straightened along a curve whose answer is known."""

import itertools

import numpy as np
import pytest

from inference.imaging.contour_set import Contour, ContourSet, Structure
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from tests.unit.render.test_curved import UP, cut, half_ring, tube
from viewer.render.curved_layers import (
    places_of,
    straightened_contours,
    straightened_heatmap,
    straightened_mask,
)
from viewer.state.curves import CurvedCut, stretched_along
from viewer.state.layers import ContourLayer, HeatmapLayer, MaskLayer


@pytest.fixture
def ring_cut() -> CurvedCut:
    """Along the middle of the tube, a half ring of 18 mm radius, across the axial plane."""
    return cut(tube(), half_ring(), 10.0, UP)


def test_a_mask_of_the_tube_is_a_straight_bar_of_its_own_labels(ring_cut: CurvedCut) -> None:
    bright = tube().array.astype(np.int64) > 0
    labels = np.where(bright, np.where(np.indices(bright.shape)[2] > 30, 7, 3), 0)
    layer = MaskLayer("m", LabelMap(labels.astype(np.uint8), tube().geometry, _segments(3, 7)))
    flat = straightened_mask(layer, ring_cut).label_map
    assert set(np.unique(flat.array)) <= {0, 3, 7}
    assert (flat.array[0, :, 9:12] != 0).all()
    assert not flat.array[0, :, :5].any() and not flat.array[0, :, 16:].any()
    assert flat.geometry.shape_kji == ring_cut.geometry(True).shape_kji
    width_mm = np.count_nonzero(flat.array[0], axis=1).mean() * ring_cut.step_mm
    assert width_mm == pytest.approx(7.0, abs=1.5)  # the tube is 7 mm wide, its voxels 2 mm thick


def test_labels_are_of_the_nearest_voxel_never_a_mixture(ring_cut: CurvedCut) -> None:
    labels = (np.indices(tube().array.shape).sum(axis=0) % 2 * 200).astype(np.uint8)
    layer = MaskLayer("m", LabelMap(labels, tube().geometry, _segments(200)))
    assert set(np.unique(straightened_mask(layer, ring_cut).label_map.array)) == {0, 200}


def test_a_heatmap_is_linear_in_the_cut_and_says_its_own_grid(ring_cut: CurvedCut) -> None:
    geometry = tube().geometry
    index = np.moveaxis(np.indices(geometry.shape_kji), 0, -1)
    height = geometry.lps_from_index(index)[..., 2].astype(np.float32)
    layer = HeatmapLayer("h", Heatmap(height, geometry, "grad", "t", value_range=(-40.0, 40.0)))
    flat = straightened_heatmap(layer, ring_cut)
    columns = (np.arange(21) - 10) * ring_cut.step_mm
    np.testing.assert_allclose(flat.heatmap.array[0, 20], columns, atol=1e-3)
    assert flat.native_grid == layer.native_grid == layer.heatmap.native_grid


def test_beyond_its_grid_a_heatmap_is_at_the_bottom_of_its_range() -> None:
    layer = HeatmapLayer("h", Heatmap(np.ones((24, 60, 60), np.float32), tube().geometry, "g", "t"))
    out = cut(tube(), np.array([[0.0, 0, 0], [200.0, 0, 0]]), 5.0, UP)
    assert (straightened_heatmap(layer, out).heatmap.array[0, 40:] == 0).all()


def test_places_tell_how_far_across_along_and_off_the_cut_a_point_lies(
    ring_cut: CurvedCut,
) -> None:
    turn = np.radians(60.0)
    ray = np.array([np.cos(turn), np.sin(turn), 0.0])
    places, holds = places_of(np.array([20.5 * ray + [0, 0, 3.0], [0.0, -40.0, 0.0]]), ring_cut)
    assert holds.tolist() == [True, False]
    along = 18 * turn
    assert places[0] == pytest.approx((3.0, along, places[0, 2]), abs=0.15)
    assert abs(places[0, 2]) == pytest.approx(2.5, abs=0.05)


def test_contours_pass_the_cut_where_their_own_lines_do(ring_cut: CurvedCut) -> None:
    square = np.array([[-30.0, 5, 4], [30, 5, 4], [30, 40, 4], [-30, 40, 4]])
    drawing = ContourSet((Structure(1, "s", (255, 0, 0), (Contour(square),)),))
    flat = straightened_contours(ContourLayer("c", drawing), ring_cut)
    crossings = []
    for piece in flat.contour_set.structures[0].contours:
        places = piece.points_lps
        for start, end in itertools.pairwise(places):
            if (start[2] < 0) != (end[2] < 0):
                share = start[2] / (start[2] - end[2])
                crossings.append((start + share * (end - start))[:2])
    turn = float(np.arcsin(5 / 18))  # the line y = 5 mm meets the ring twice
    wanted = [(4.0, 18 * turn), (4.0, 18 * (np.pi - turn))]
    np.testing.assert_allclose(sorted(map(tuple, crossings), key=lambda p: p[1]), wanted, atol=0.3)


def _segments(*numbers: int) -> tuple[Segment, ...]:
    return tuple(Segment(number, str(number), (255, 0, 0)) for number in numbers)


def test_stretched_a_layer_has_the_grid_of_the_picture_and_its_own_places() -> None:
    stretched = stretched_along(half_ring(), UP, 10.0, 1.0)
    geometry = tube().geometry
    height = geometry.lps_from_index(np.moveaxis(np.indices(geometry.shape_kji), 0, -1))[..., 2]
    labels = np.where(height > 0, 5, 0).astype(np.uint8)
    flat = straightened_mask(MaskLayer("m", LabelMap(labels, geometry, _segments(5))), stretched)
    assert flat.label_map.geometry.shape_kji == stretched.geometry(True).shape_kji
    assert (flat.label_map.array[0, :9] == 5).all() and not flat.label_map.array[0, 12:].any()
    heat = Heatmap(height.astype(np.float32), geometry, "grad", "t", value_range=(-40.0, 40.0))
    warm = straightened_heatmap(HeatmapLayer("h", heat), stretched).heatmap
    np.testing.assert_allclose(warm.array[0, :, 20], np.arange(10, -11, -1), atol=1e-3)
    square = np.array([[-30.0, 5, 4], [30, 5, 4], [30, 40, 4], [-30, 40, 4]])
    drawing = ContourSet((Structure(1, "s", (255, 0, 0), (Contour(square),)),))
    lines = straightened_contours(ContourLayer("c", drawing), stretched).contour_set
    for piece in lines.structures[0].contours:
        np.testing.assert_allclose(piece.points_lps[:, 0], 4.0, atol=1e-6)
