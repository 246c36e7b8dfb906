"""What lies over a series now, and the link that says where."""

from viewer.state.fusion import SeriesLink, turned_link
from viewer.state.view_state import OpenSeries, ViewState


def link_of(state: ViewState, moving: OpenSeries, fixed: OpenSeries) -> SeriesLink | None:
    """The link made last that puts one series into the other's space, turned where needed."""
    for link in reversed(state.links):
        if (link.moving, link.fixed) == (moving.entry.id, fixed.entry.id):
            return link
        if (link.fixed, link.moving) == (moving.entry.id, fixed.entry.id):
            return turned_link(link)
    if moving.space == fixed.space:
        return None
    for link in reversed(state.links):
        if (link.moving_space, link.fixed_space) == (moving.space, fixed.space):
            return link
        if (link.fixed_space, link.moving_space) == (moving.space, fixed.space):
            return turned_link(link)
    return None


def can_be_fused(state: ViewState, other: OpenSeries, base: OpenSeries) -> bool:
    """Whether it is known where one series lies in the other's space."""
    return other.space == base.space or link_of(state, other, base) is not None


def fused_series(state: ViewState, base_id: str) -> OpenSeries | None:
    """The series laid over another, once its pixels are here."""
    fusion = state.fusions.get(base_id)
    return None if fusion is None else state.open_series.get(fusion.series_id)


def missing_series(state: ViewState) -> list[tuple[str, str]]:
    """(a series that is shown, what is to lie over it) where the pixels of that are not here."""
    shown = dict.fromkeys(p.series_id for p in state.panes if p.series_id in state.open_series)
    pairs = [(base, state.fusions[base].series_id) for base in shown if base in state.fusions]
    return [pair for pair in pairs if pair[1] not in state.open_series]
