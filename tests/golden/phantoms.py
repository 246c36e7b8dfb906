"""A left/right-asymmetric body in LPS: whatever the grid, the same patient is drawn."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume

WINDOW = DisplayWindow(40, 400)
INFO = SeriesInfo(
    patient_name="SYNTHETIC^PHANTOM", patient_id="GOLDEN-1", birth_date="19700101", sex="O",
    study_date="20240301", study_time="1022", study_description="Golden study",
    institution="Nowhere", series_number=3, series_description="Asymmetric body", modality="CT",
    slice_thickness_mm=5.0,
)  # fmt: skip
Float = NDArray[np.float64]


def upright() -> Geometry:
    affine = affine_from_steps((-84, -70, -50), (0, 0, 5), (0, 3.5, 0), (3.5, 0, 0))
    return Geometry((21, 41, 49), affine)


def stored_upside_down() -> Geometry:
    """The same space, its slices from the head down and its rows from behind."""
    affine = affine_from_steps((84, 70, 50), (0, 0, -5), (0, -3.5, 0), (-3.5, 0, 0))
    return Geometry((21, 41, 49), affine)


def tilted() -> Geometry:
    """Gantry tilt of 20°."""
    tilt = np.radians(20)
    row = 3.5 * np.array([0, np.cos(tilt), -np.sin(tilt)])
    return Geometry((21, 41, 49), affine_from_steps((-84, -66, -26), (0, 0, 5), row, (3.5, 0, 0)))


def oblique() -> Geometry:
    """An acquisition turned by 25° about the body's axis and 15° forward."""
    a, b = np.radians(25), np.radians(15)
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    turn = np.eye(4)
    turn[:3, :3] = about_z @ about_x
    return Geometry((21, 41, 49), turn @ upright().index_to_lps)


def gapped() -> Geometry:
    """Slices missing in the middle: the rest stay at their true places."""
    base = upright()
    positions = np.r_[np.arange(10), np.arange(14, 21)].astype(float)
    return Geometry((17, 41, 49), base.index_to_lps, k_positions=positions)


def points(geometry: Geometry) -> tuple[Float, Float, Float]:
    index = np.moveaxis(np.indices(geometry.shape_kji), 0, -1)
    x, y, z = np.moveaxis(geometry.lps_from_index(index), -1, 0)
    return x, y, z


def body(geometry: Geometry) -> Volume:
    """Liver on the right, a spine behind, a heart to the left and front, a head-ward notch."""
    x, y, z = points(geometry)
    values = np.full(geometry.shape_kji, -900.0)
    inside = (x / 75) ** 2 + (y / 60) ** 2 + (z / 48) ** 4 < 1
    values[inside] = 10 + 0.5 * z[inside]
    values[liver_of(geometry)] = 110
    values[(x / 9) ** 2 + ((y - 42) / 10) ** 2 + (z / 46) ** 8 < 1] = 230
    values[((x - 30) / 17) ** 2 + ((y + 24) / 15) ** 2 + ((z - 18) / 18) ** 2 < 1] = 170
    values[inside & (z > 25) & (np.abs(x - 10) < 6) & (y < -20)] = -150
    return Volume(values.astype(np.int16), geometry, INFO, unit="HU")


def liver_of(geometry: Geometry) -> NDArray[np.bool_]:
    x, y, z = points(geometry)
    result: NDArray[np.bool_] = ((x + 36) / 26) ** 2 + ((y + 14) / 28) ** 2 + (
        (z + 8) / 26
    ) ** 2 < 1
    return result


def organs(geometry: Geometry) -> LabelMap:
    """Liver and spine, and a small lesion within the liver."""
    x, y, z = points(geometry)
    labels = liver_of(geometry).astype(np.uint8)
    labels[(x / 9) ** 2 + ((y - 42) / 10) ** 2 + (z / 46) ** 8 < 1] = 2
    labels[((x + 44) / 9) ** 2 + ((y + 8) / 8) ** 2 + ((z + 4) / 9) ** 2 < 1] = 3
    segments = (
        Segment(1, "liver", (221, 130, 101)),
        Segment(2, "bone", (241, 214, 145)),
        Segment(3, "mass", (144, 238, 144)),
    )
    return LabelMap(labels, geometry, segments, "organs")


def coarse() -> Geometry:
    """A heatmap's native grid, unlike the picture's in every way."""
    affine = affine_from_steps((-75, -60, -44), (0, 0, 17), (0, 15, 0), (15, 0, 0))
    return Geometry((6, 9, 11), affine)


def attention() -> Heatmap:
    x, y, z = points(coarse())
    values = np.exp(-((x + 40) ** 2 + (y + 5) ** 2 + (z + 4) ** 2) / 900).astype(np.float32)
    return Heatmap(values, coarse(), "Seg-Grad-CAM", "mass", "decoder 2", faithful=False)
