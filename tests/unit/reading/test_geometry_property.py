"""Any orientation, tilt, jitter, order and gaps: every slice centre stays where its header says."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import grid_affine, series_slices, write_series
from tests.unit.reading.dicom_checks import assert_true_centres, assert_true_values, only_entry

angles = st.floats(-180, 180, allow_nan=False)
spacings = st.tuples(*[st.floats(0.3, 8.0)] * 3)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(
    euler=st.tuples(angles, angles, angles),
    spacing=spacings,
    origin=st.tuples(*[st.floats(-900, 900)] * 3),
    tilt=st.floats(-25, 25),
    lost=st.sets(st.integers(1, 8), max_size=3),
    seed=st.integers(0, 2**16),
)
def test_slice_centres_and_values_are_true(
    euler: tuple[float, float, float],
    spacing: tuple[float, float, float],
    origin: tuple[float, float, float],
    tilt: float,
    lost: set[int],
    seed: int,
) -> None:
    rng = np.random.default_rng(seed)
    turned = Rotation.from_euler("xyz", euler, degrees=True).as_matrix()
    affine = grid_affine(spacing, origin, turned)
    affine[:3, 0] += affine[:3, 1] / spacing[1] * spacing[0] * np.tan(np.radians(tilt))
    stored: NDArray[np.int16] = rng.integers(0, 3000, (10, 7, 9)).astype(np.int16)
    data = [one for k, one in enumerate(series_slices(stored, affine)) if k not in lost]
    for one in data:  # written as a scanner writes: decimal strings of at most 16 characters
        one.ImagePositionPatient = [f"{float(v):.6f}" for v in one.ImagePositionPatient]
        one.ImageOrientationPatient = [f"{float(v):.9f}" for v in one.ImageOrientationPatient]
        one.PixelSpacing = [f"{float(v):.9f}" for v in one.PixelSpacing]
    data = [data[n] for n in rng.permutation(len(data))]
    with tempfile.TemporaryDirectory() as folder:
        write_series(data, Path(folder))
        volume = load_volume(only_entry(scan_paths([Path(folder)])))
    assert_true_centres(volume, data)
    assert_true_values(volume, data)
    assert ("gantry-tilt" in {f.code for f in volume.flags}) == (abs(tilt) > 0.11) or abs(
        abs(tilt) - 0.1
    ) < 0.02
