"""The curved plane that is open: along which drawn line, in which pane, and places in it."""

from functools import lru_cache

import numpy as np

from inference.imaging.errors import InputError
from viewer.state.curves import (
    CurvedCut,
    CutForm,
    cut_along,
    fixed_direction,
    spline_through,
    stretched_along,
)
from viewer.state.measurements import Measurement, Point
from viewer.state.panes import Pane
from viewer.state.view_state import ViewState


def line_of(state: ViewState) -> Measurement | None:
    """The drawn line of the open curved plane; None when it was deleted."""
    curved = state.curved
    wanted = "" if curved is None else curved.measurement_id
    return next((item for item in state.drawings.items if item.id == wanted), None)


def behind(state: ViewState) -> tuple[Pane, ...]:
    """What the curved pane showed before, and shows again once it is closed."""
    curved = state.curved
    if curved is None or curved.pane >= len(state.panes):
        return ()
    return (curved.before,) if state.panes[curved.pane].view == "curved" else ()


def lines_of(state: ViewState, pane: int) -> tuple[Measurement, ...]:
    """The drawn lines in the patient space of a pane along which a curved plane can be opened."""
    series = state.series_of(pane)
    if series is None:
        return ()
    return tuple(
        item
        for item in state.drawings.items
        if item.kind == "curve" and (item.frame_of_reference_uid or item.series_uid) == series.space
    )


def cut_in(state: ViewState, pane: int) -> CurvedCut | None:
    """The cut that a curved pane shows; None when its line is gone.

    InputError for a line that spans nothing, is too long or runs along the cut.
    """
    series, line, curved = state.series_of(pane), line_of(state), state.curved
    if series is None or line is None or curved is None:
        return None
    step = min(series.volume.geometry.spacing_mm_kji)
    return _cut(line, curved.half_width_mm, step, curved.turn_degrees, curved.form)


def known_cut(state: ViewState, pane: int) -> CurvedCut | None:
    """As ``cut_in``; None too where there is none to be had, which the pane itself explains."""
    try:
        return cut_in(state, pane)
    except InputError:
        return None


def lps_at_place(state: ViewState, pane: int, place: Point) -> Point | None:
    """Where a place (mm across, mm along, 0) of a curved pane lies in the patient."""
    cut = known_cut(state, pane)
    return None if cut is None else _point(cut.lps_at(place))


def moved_along(state: ViewState, pane: int, steps: int) -> Point | None:
    """The crosshair moved along the line, as far from it as it was; down or right is on."""
    cut, cursor = known_cut(state, pane), state.cursor_of(pane)
    if cut is None or cursor is None:
        return None
    x, s, _ = cut.place_of(cursor)
    there = s + steps * cut.step_mm
    return _point(cut.lps_at((x + cut.on_line(there)[0] - cut.on_line(s)[0], there)))


def on_row(state: ViewState, pane: int, row: int) -> Point | None:
    """The point of the line at a step along the cut; negative from its end."""
    cut = known_cut(state, pane)
    if cut is None:
        return None
    at = row if row >= 0 else len(cut.points) + row
    s = at * cut.step_mm
    return _point(cut.lps_at((cut.on_line(s)[0], s)))


def row_place(state: ViewState, pane: int) -> tuple[int, int] | None:
    """(step along the cut at which the crosshair stands, number of steps)."""
    cut, cursor = known_cut(state, pane), state.cursor_of(pane)
    if cut is None or cursor is None:
        return None
    return round(float(cut.place_of(cursor)[1]) / cut.step_mm), len(cut.points)


@lru_cache(maxsize=16)
def _cut(
    line: Measurement, half_width_mm: float, step_mm: float, turn: float, form: CutForm
) -> CurvedCut:
    path = spline_through(line.points)
    if form == "stretched":
        fixed = fixed_direction(path, line.normal_lps, turn)
        return stretched_along(path, fixed, half_width_mm, step_mm)
    return cut_along(path, line.normal_lps, half_width_mm, step_mm, turn)


def _point(place: np.ndarray) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
