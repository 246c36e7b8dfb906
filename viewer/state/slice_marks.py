"""What stands on the bar beside a view: the slice shown, findings and weights by slice."""

from dataclasses import dataclass

import numpy as np

from inference.imaging.finding import Finding
from viewer.state.pane_frame import slice_place, upright
from viewer.state.planes import Plane, slice_axis, slice_order_is_up
from viewer.state.view_state import OpenSeries, ViewState


@dataclass(frozen=True, slots=True)
class SliceMarks:
    """Indices are 0-based in the order of ``planes``; ``ascending`` when they grow upwards.

    ``findings`` are (first slice, last slice, selected), ``weights`` (slice, 0…1).
    """

    count: int
    current: int
    ascending: bool
    findings: tuple[tuple[int, int, bool], ...] = ()
    weights: tuple[tuple[int, float], ...] = ()


def marks_of(state: ViewState, index: int) -> SliceMarks | None:
    """The marks of a pane's bar; None for an empty pane."""
    series, cursor = state.series_of(index), state.cursor_of(index)
    if series is None or cursor is None:
        return None
    geometry, plane = series.volume.geometry, state.panes[index].plane
    frame = upright(geometry, plane)
    current, count = slice_place(geometry, plane, cursor)
    return SliceMarks(
        count=count,
        current=current,
        ascending=slice_order_is_up(geometry, frame),
        findings=_finding_marks(state, series, plane),
        weights=_weight_marks(state, series) if slice_axis(geometry, frame) == 0 else (),
    )


def _finding_marks(
    state: ViewState, series: OpenSeries, plane: Plane
) -> tuple[tuple[int, int, bool], ...]:
    results = state.results
    marks = []
    for finding in results.findings:
        span = _span(finding, series, plane) if results.lies_in(finding.id, series.space) else None
        if span is not None:
            marks.append((*span, finding.id == results.selected_finding))
    return tuple(marks)


def _span(finding: Finding, series: OpenSeries, plane: Plane) -> tuple[int, int] | None:
    """First and last slice of a finding, by its box's extent along the normal, else its point."""
    geometry = series.volume.geometry
    if finding.box_lps is not None:
        low, high = np.array(finding.box_lps[0]), np.array(finding.box_lps[1])
        normal = upright(geometry, plane).towards_lps
        reach = float(np.abs(normal) @ ((high - low) / 2)) * normal
        middle = (low + high) / 2
        ends = [slice_place(geometry, plane, middle + sign * reach)[0] for sign in (-1, 1)]
        return min(ends), max(ends)
    if finding.point_lps is not None:
        at, _ = slice_place(geometry, plane, finding.point_lps)
        return at, at
    return None


def _weight_marks(state: ViewState, series: OpenSeries) -> tuple[tuple[int, float], ...]:
    """The weights, by slice k, of the last result that has any."""
    strips = [
        strip
        for placed in state.results.results
        if placed.series_id == series.entry.id
        for strip in placed.result.strips
    ]
    if not strips or len(strips[-1].values) != series.volume.geometry.shape_kji[0]:
        return ()
    weights = enumerate(strips[-1].values)
    return tuple((k, float(np.clip(value, 0, 1))) for k, value in weights if value > 0)
