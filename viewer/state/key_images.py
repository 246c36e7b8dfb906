"""Key images: slices that a person marked, kept like measurements and undone like them."""

import numpy as np

from viewer.state.measurements import Measurement, MeasurementKind
from viewer.state.pane_frame import slice_place, upright
from viewer.state.planes import PLANES, Plane, slice_step_mm
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries, ViewState

KIND: MeasurementKind = "key-image"
_PARALLEL = 0.9999  # cosine between the normals of one and the same plane


def key_images(state: ViewState) -> tuple[Measurement, ...]:
    """All marked slices of the open study, in the order in which they were marked."""
    return tuple(item for item in state.drawings.items if item.kind == KIND)


def shows(item: Measurement, series: OpenSeries, frame: ViewFrame) -> bool:
    """Whether a view of ``series`` shows just the slice that ``item`` marks."""
    if item.kind != KIND or item.series_uid != series.entry.id:
        return False
    return lies_in(item, frame, slice_step_mm(series.volume.geometry, frame))


def lies_in(item: Measurement, frame: ViewFrame, step_mm: float) -> bool:
    """Whether the marked slice is parallel to a view and less than half a step away."""
    if abs(float(np.dot(item.normal_lps, frame.towards_lps))) < _PARALLEL:
        return False
    return abs(float(frame.distance_mm(item.points[0]))) <= step_mm / 2 + 1e-3


def key_image_here(state: ViewState, pane: int, frame: ViewFrame) -> Measurement | None:
    """The mark on the slice that a pane shows, if there is one."""
    series = state.series_of(pane)
    if series is None:
        return None
    return next((item for item in key_images(state) if shows(item, series, frame)), None)


def plane_of(item: Measurement, series: OpenSeries) -> Plane:
    """The standard plane of the series that a marked slice is closest to, its own slices first."""
    geometry = series.volume.geometry
    planes: tuple[Plane, ...] = ("acquisition", *PLANES)
    normals = [upright(geometry, plane).towards_lps for plane in planes]
    along = [round(abs(float(np.dot(item.normal_lps, normal))), 4) for normal in normals]
    return planes[along.index(max(along))]


def slice_place_of(item: Measurement, series: OpenSeries) -> tuple[Plane, int, int]:
    """(plane, index from 0, number of slices) of a marked slice."""
    plane = plane_of(item, series)
    return plane, *slice_place(series.volume.geometry, plane, item.points[0])


def stepped_key_image(state: ViewState, step: int) -> Measurement | None:
    """The next (+1) or previous (−1) key image after the selected one, round and round."""
    marked = key_images(state)
    if not marked:
        return None
    ids = [item.id for item in marked]
    if state.drawings.selected not in ids:
        return marked[0 if step > 0 else -1]
    return marked[(ids.index(state.drawings.selected) + step) % len(ids)]
