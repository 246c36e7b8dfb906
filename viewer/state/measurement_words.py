"""A measurement in words: mm and mm² only where they are known, else pixels."""

from collections.abc import Callable

import numpy as np

from inference.imaging.geometry import Geometry
from inference.reading.entry import SeriesEntry
from viewer.state import measurements as maths
from viewer.state.curves import path_length, spline_through
from viewer.state.measurements import AREAS, UNDRAWN, Measurement
from viewer.state.view_state import OpenSeries, ViewState

NOTES = ("arrow", *UNDRAWN)
NO_MM = "no mm across slices"


def measured_series(state: ViewState, item: Measurement) -> OpenSeries | None:
    """The open series that gives a measurement its values: its own, else one of its space."""
    series = state.open_series.get(item.series_uid) or state.active_series
    space = item.frame_of_reference_uid or item.series_uid
    shares = series is not None and space in (series.space, series.entry.id)
    return series if shares else None


def measurement_words(
    item: Measurement, series: OpenSeries | None, entry: SeriesEntry | None = None
) -> tuple[str, ...]:
    """The lines that stand beside a measurement, what it was called first; values come from
    ``series``.

    ``entry`` says whether mm are known where the series is not open.
    """
    geometry = None if entry is None else entry.geometry
    if series is not None:
        geometry = series.volume.geometry
    unit = _unit(item, geometry)
    named = (item.text,) if item.text else ()
    if item.kind in NOTES:
        return named
    return (*named, *_values(item, series, unit))


def told_words(
    item: Measurement, lines: tuple[str, ...], told: Callable[[str], str]
) -> tuple[str, ...]:
    """The lines beside a measurement in another language: what its author wrote stays."""
    own = 1 if item.text else 0
    return (*lines[:own], *(told(line) for line in lines[own:]))


def _unit(item: Measurement, geometry: Geometry | None) -> str:
    """``mm`` or ``px`` of the plane it was drawn in; "" where it has neither.

    Across slices whose distance is unknown, what was drawn mixes millimetres with a step that
    means nothing: no number of it is true.
    """
    if geometry is None or not geometry.in_plane_mm:
        return "px"
    return "mm" if geometry.in_mm(item.normal_lps) else ""


def _values(item: Measurement, series: OpenSeries | None, unit: str) -> tuple[str, ...]:
    if not unit and item.kind != "probe":
        return (NO_MM, *_statistics(item, series)) if item.kind in AREAS else (NO_MM,)
    if item.kind in ("angle", "cobb"):
        of = maths.angle_degrees if item.kind == "angle" else maths.cobb_degrees
        degrees = of(item.points)
        return () if np.isnan(degrees) else (f"{degrees:.1f}°",)
    if item.kind == "probe":
        return () if series is not None and not series.complete else (_probe(item, series),)
    if item.kind == "bidirectional":
        long, short = maths.axes_mm(item.points)
        return (f"{long:.1f} {unit} × {short:.1f} {unit}",)
    if item.kind in AREAS:
        return _area(item, series, unit)
    line = spline_through(item.points) if item.kind == "curve" else item.points[:2]
    return (f"{path_length(line):.1f} {unit}",)


def _area(item: Measurement, series: OpenSeries | None, unit: str) -> tuple[str, ...]:
    return (f"{maths.area_mm2(item):.1f} {unit}²", *_statistics(item, series))


def _statistics(item: Measurement, series: OpenSeries | None) -> tuple[str, ...]:
    """Of the values within an area, where they are here."""
    if series is None or not series.complete or series.volume.is_colour:
        return ()
    found = maths.roi_statistics(series.volume.array, series.volume.geometry, item)
    if found is None:
        return ()
    unit = series.volume.unit
    mean, sd, low, high = (
        value_words(value, unit) for value in (found.mean, found.sd, found.minimum, found.maximum)
    )
    mean_words = f"{mean} {unit}".rstrip()
    return f"mean {mean_words}, SD {sd}", f"min {low}, max {high}"


def _probe(item: Measurement, series: OpenSeries | None) -> str:
    value = None if series is None else value_at(series, item.points_lps[0])
    return "outside" if value is None or series is None else value_with_unit(value, series)


def value_at(series: OpenSeries, point_lps: tuple[float, float, float]) -> object:
    """The value of the voxel at a place, a tuple for colour, or None outside the picture."""
    geometry = series.volume.geometry
    index = geometry.index_from_lps(point_lps)
    if not geometry.contains_index(index):
        return None
    last = np.array(geometry.shape_kji) - 1  # the outermost face is inside
    value = series.volume.array[tuple(np.minimum(np.floor(index + 0.5), last).astype(int))]
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
