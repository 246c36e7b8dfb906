"""Rows spread over a view's columns: eight at once or one by one, the same pixels."""

import numpy as np
import pytest
from numpy.typing import NDArray

from viewer.render.axis_tables import split_index
from viewer.render.kernels.spread import SLACK, spread_row
from viewer.render.kernels.tables import AxisTable

VOXELS, PIXELS = 61, 203


@pytest.mark.parametrize("step", [0.02, 0.31, 0.5, 0.999, 1.0, 1.01, 1.7, 7.3, -0.4, -1.0, -3.1])
@pytest.mark.parametrize("first", [0, 5])
def test_each_pixel_lies_between_its_two_voxels(step: float, first: int) -> None:
    row = np.full(VOXELS + SLACK, np.nan, np.float32)  # what lies behind may be anything
    row[:VOXELS] = np.random.default_rng(1).normal(0, 300, VOXELS)
    row[VOXELS] = row[VOXELS - 1]
    start = 0.0 if step > 0 else VOXELS - 1.0
    places: NDArray[np.float64] = start + step * np.arange(PIXELS, dtype=np.float64)
    index, share = split_index(places, VOXELS, nearest=False)
    voxel, weight = index.astype(np.uint32), share.astype(np.float32)
    target = np.full(PIXELS, 7, np.float32)
    spread_row(target, row, AxisTable(first, PIXELS - 3, voxel, weight))
    wanted = row[voxel] + (row[voxel + 1] - row[voxel]) * weight
    assert np.allclose(target[first : PIXELS - 3], wanted[first : PIXELS - 3], atol=1e-3)
    assert np.all(target[:first] == 7) and np.all(target[PIXELS - 3 :] == 7)
