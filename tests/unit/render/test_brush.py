"""The brush paints the voxels under it, in the view's plane alone, and can be taken back."""

import numpy as np
import pytest

from inference.imaging.geometry import Geometry, affine_from_steps
from tests.unit.render.views import oblique_frame, turned_affine
from viewer.render.brush import Stroke, paint_stroke
from viewer.state.planes import PLANES, Plane, fitted_frame, go_to_slice

UPRIGHT = affine_from_steps((-20, -20, -20), (0, 0, 4), (0, 1, 0), (0.5, 0, 0))
SHAPE = (11, 41, 81)


def under_brush(geometry: Geometry, stroke: Stroke, depth: float) -> np.ndarray:
    """Word by word, for every voxel of the volume."""
    index = np.moveaxis(np.indices(SHAPE), 0, -1)
    points = geometry.lps_from_index(index)
    way = stroke.end_lps - stroke.start_lps
    best = np.full(SHAPE, np.inf)
    for share in np.linspace(0, 1, 201):
        offset = points - (stroke.start_lps + share * way)
        flat = offset - (offset @ stroke.frame.towards_lps)[..., None] * stroke.frame.towards_lps
        best = np.minimum(best, np.linalg.norm(flat, axis=-1))
    return (best <= stroke.radius_mm) & (np.abs(stroke.frame.distance_mm(points)) <= depth)


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine() @ np.diag([1, 0.3, 0.2, 1])])
def test_a_stroke_paints_one_slice_under_the_brush(plane: Plane, affine: np.ndarray) -> None:
    geometry = Geometry(SHAPE, affine)
    frame = go_to_slice(geometry, fitted_frame(geometry, plane, (100, 100)), 5)
    right, down = frame.right_lps, frame.down_lps
    end = frame.centre_lps + 4.3 * right + 1.7 * down
    stroke = Stroke(frame, frame.centre_lps, end, 3.1)
    labels = np.zeros(SHAPE, np.uint8)
    assert paint_stroke(labels, geometry, stroke, 2) is not None
    wanted = under_brush(geometry, stroke, 0.1)
    assert wanted.sum() > 10
    assert ((labels == 2) != wanted).mean() < 1e-4  # the stroke's sampling in this test is coarse


def test_an_oblique_stroke_reaches_half_a_voxel_to_either_side() -> None:
    geometry = Geometry(SHAPE, UPRIGHT)
    frame = oblique_frame()
    stroke = Stroke(frame, frame.centre_lps, frame.centre_lps, 4.0)
    labels = np.zeros(SHAPE, np.uint8)
    paint_stroke(labels, geometry, stroke, 1)
    steps = np.abs(frame.towards_lps @ UPRIGHT[:3, :3])
    np.testing.assert_array_equal(labels == 1, under_brush(geometry, stroke, steps.max() / 2))


def test_a_stroke_is_taken_back_and_erasing_paints_nothing() -> None:
    geometry = Geometry(SHAPE, UPRIGHT)
    labels = np.random.default_rng(0).integers(0, 3, SHAPE).astype(np.uint8)
    before = labels.copy()
    frame = go_to_slice(geometry, fitted_frame(geometry, "axial", (100, 100)), 5)
    stroke = Stroke(frame, frame.centre_lps, frame.centre_lps + 3 * frame.right_lps, 5.0)
    patch = paint_stroke(labels, geometry, stroke, 0)
    assert patch is not None and (labels != before).any()
    patch.restore(labels)
    np.testing.assert_array_equal(labels, before)
    paint_stroke(labels, geometry, stroke, 7, only=1)
    assert set(before[labels == 7]) == {1}


def test_a_stroke_beside_the_volume_touches_nothing() -> None:
    geometry = Geometry(SHAPE, UPRIGHT)
    labels = np.zeros(SHAPE, np.uint8)
    frame = fitted_frame(geometry, "axial", (100, 100))
    far = np.array([500.0, 0.0, 0.0])
    assert paint_stroke(labels, geometry, Stroke(frame, far, far, 3.0), 1) is None
    assert not labels.any()
