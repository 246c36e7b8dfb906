"""Volumes, masks and heatmaps are never half-valid, and never change."""

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import Volume

SEGMENT = Segment(1, "lesion", (144, 238, 144))


def grid(through_plane_mm: bool = True) -> Geometry:
    affine = affine_from_steps((0, 0, 0), (0, 0, 5), (0, 2, 0), (1, 0, 0))
    return Geometry((2, 3, 4), affine, through_plane_mm=through_plane_mm)


def test_pixels_that_do_not_fit_the_geometry_are_refused() -> None:
    with pytest.raises(InputError):
        Volume(np.zeros((2, 3, 5), np.int16), grid())


def test_a_volume_is_read_only() -> None:
    volume = Volume(np.zeros((2, 3, 4), np.int16), grid())
    with pytest.raises(ValueError, match="read-only"):
        volume.array[0, 0, 0] = 1


def test_segment_volume_is_in_millilitres() -> None:
    array = np.zeros((2, 3, 4), np.uint8)
    array[0, :2, :2] = 1
    assert LabelMap(array, grid(), (SEGMENT,)).volume_ml(1) == pytest.approx(4 * 10 / 1000)


def test_volume_is_unknown_without_millimetres() -> None:
    mask = LabelMap(np.ones((2, 3, 4), np.uint8), grid(through_plane_mm=False), (SEGMENT,))
    assert mask.volume_ml(1) is None


def test_a_label_map_holds_integers() -> None:
    with pytest.raises(InputError):
        LabelMap(np.zeros((2, 3, 4), np.float32), grid(), (SEGMENT,))


def test_a_heatmap_states_its_native_grid() -> None:
    heatmap = Heatmap(np.zeros((2, 3, 4), np.float32), grid(), "seg-grad-cam", "lesion")
    assert heatmap.native_grid == "2×3×4 at 5.0×2.0×1.0 mm"


def test_equal_spacings_are_written_alike() -> None:
    affine = affine_from_steps((0, 0, 0), (0, 0, 6.5), (0, 3.75 - 1e-12, 0), (3.75 + 1e-12, 0, 0))
    heatmap = Heatmap(np.zeros((2, 3, 4), np.float32), Geometry((2, 3, 4), affine), "x", "y")
    assert heatmap.native_grid == "2×3×4 at 6.5×3.75×3.75 mm"


def test_a_window_has_a_positive_width() -> None:
    with pytest.raises(InputError):
        DisplayWindow(40, 0)
