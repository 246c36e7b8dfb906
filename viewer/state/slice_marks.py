"""What the bar beside a view shows: the slice shown, of how many, and which way is up."""

from dataclasses import dataclass

from viewer.state.pane_frame import slice_place, upright
from viewer.state.planes import slice_order_is_up
from viewer.state.view_state import ViewState


@dataclass(frozen=True, slots=True)
class SliceMarks:
    """Indices are 0-based in the order of ``planes``; ``ascending`` when they grow upwards."""

    count: int
    current: int
    ascending: bool


def marks_of(state: ViewState, index: int) -> SliceMarks | None:
    """The marks of a pane's bar; None for an empty pane."""
    series, cursor = state.series_of(index), state.cursor_of(index)
    if series is None or cursor is None:
        return None
    geometry, plane = series.volume.geometry, state.panes[index].plane
    tilt = state.tilt_of(index)
    current, count = slice_place(geometry, plane, cursor, tilt)
    up = slice_order_is_up(geometry, upright(geometry, plane, tilt))
    return SliceMarks(count, current, up)
