"""Reference lines: where the slices of other series cut the slice of a view."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.render.reference_line import reference_line
from viewer.state.layouts import LAYOUTS
from viewer.state.pane_frame import frame_of
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState

Line = tuple[NDArray[np.float64], NDArray[np.float64]]


def reference_lines(state: ViewState, index: int, frame: ViewFrame) -> tuple[Line, ...]:
    """One line for each other view of the same patient space, as long as that view's picture.

    In compare layouts alone: elsewhere the crosshair is where the other planes cut.
    """
    own = state.series_of(index)
    if own is None or not lines_are_shown(state):
        return ()
    lines: list[Line] = []
    for n, pane in enumerate(state.panes):
        series, cursor = state.series_of(n), state.cursor_of(n)
        if n == index or pane.view != "slice" or series is None or cursor is None:
            continue
        if series.space == own.space:
            whole = replace(pane, zoom=1.0, pan_mm=(0.0, 0.0))
            geometry, tilt = series.volume.geometry, state.tilt_of(n)
            other = frame_of(geometry, whole, np.array(cursor), frame.size_wh, tilt)
            line = reference_line(frame, other)
            lines += [line] if line is not None else []
    return tuple(lines)


def lines_are_shown(state: ViewState) -> bool:
    """Whether views show each other's lines now."""
    return state.reference_lines_shown and LAYOUTS[state.layout].compare


def line_parts(state: ViewState) -> tuple[object, ...]:
    """What the reference lines of any view depend on."""
    if not lines_are_shown(state):
        return ()
    return tuple(
        (pane.series_id, pane.plane, state.cursor_of(n), state.tilt_of(n))
        for n, pane in enumerate(state.panes)
    )
