"""A measurement in words: mm and mm² only where they are known, else pixels."""

import numpy as np

from viewer.state import measurements as maths
from viewer.state.curves import path_length, spline_through
from viewer.state.measurements import Measurement
from viewer.state.view_state import OpenSeries

NOTES = ("arrow", "key-image")
AREAS = ("ellipse", "polygon", "freehand")


def measurement_words(item: Measurement, series: OpenSeries | None) -> tuple[str, ...]:
    """The lines that stand beside a measurement; values come from ``series``."""
    if item.kind in NOTES:
        return (item.text or item.kind,)
    if item.kind in ("angle", "cobb"):
        of = maths.angle_degrees if item.kind == "angle" else maths.cobb_degrees
        return (f"{of(item.points):.1f}°",)
    if item.kind == "probe":
        return (_probe(item, series),)
    if item.kind == "bidirectional":
        long, short = maths.axes_mm(item.points)
        return (f"{_length(long, series)} × {_length(short, series)}",)
    if item.kind in AREAS:
        return _area(item, series)
    line = spline_through(item.points) if item.kind == "curve" else item.points[:2]
    return (_length(path_length(line), series),)


def _length(mm: float, series: OpenSeries | None) -> str:
    return f"{mm:.1f} {'mm' if _known(series) else 'px'}"


def _area(item: Measurement, series: OpenSeries | None) -> tuple[str, ...]:
    lines = [f"{maths.area_mm2(item):.1f} {'mm²' if _known(series) else 'px²'}"]
    if series is None or not series.complete or series.volume.is_colour:
        return tuple(lines)
    found = maths.roi_statistics(series.volume.array, series.volume.geometry, item)
    if found is None:
        return tuple(lines)
    unit = series.volume.unit
    mean, sd, low, high = (
        value_words(value, unit) for value in (found.mean, found.sd, found.minimum, found.maximum)
    )
    return (*lines, f"mean {mean} SD {sd}", f"min {low} max {high} {unit}".rstrip())


def _probe(item: Measurement, series: OpenSeries | None) -> str:
    value = None if series is None else value_at(series, item.points_lps[0])
    return "outside" if value is None or series is None else value_with_unit(value, series)


def value_at(series: OpenSeries, point_lps: tuple[float, float, float]) -> object:
    """The value of the voxel at a place, a tuple for colour, or None outside the picture."""
    geometry = series.volume.geometry
    index = geometry.index_from_lps(point_lps)
    if not geometry.contains_index(index):
        return None
    value = series.volume.array[tuple(np.floor(index + 0.5).astype(int))]
    return tuple(int(v) for v in value) if series.volume.is_colour else float(value)


def value_with_unit(value: object, series: OpenSeries) -> str:
    if isinstance(value, float):
        return f"{value_words(value, series.volume.unit)} {series.volume.unit}".rstrip()
    return str(value)


def value_words(value: float, unit: str) -> str:
    """Whole HU; else what the value needs."""
    if unit == "HU" or value == round(value):
        return f"{value:.0f}"
    return f"{value:.4g}"


def _known(series: OpenSeries | None) -> bool:
    return series is not None and series.volume.geometry.calibrated
