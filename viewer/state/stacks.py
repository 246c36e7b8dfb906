"""The stacks of a 4D series (time points, b-values, echoes): parts that share every place."""

from inference.reading.entry import SeriesEntry
from viewer.state.view_state import ViewState


def are_stacks(one: SeriesEntry, other: SeriesEntry) -> bool:
    """True for two named parts of one series on the same grid."""
    return bool(
        one.info.series_uid == other.info.series_uid
        and one.stack_name
        and other.stack_name
        and one.geometry.same_grid(other.geometry)
    )


def stacks_of(state: ViewState, pane: int) -> tuple[SeriesEntry, ...]:
    """The stacks among which a pane's series is one, in the study's order; else nothing."""
    series_id = state.panes[pane].series_id
    study = state.shelf.study_of(series_id)
    shown = state.shelf.entry(series_id)
    if study is None or shown is None or not shown.stack_name:
        return ()
    stacks = tuple(entry for entry in study.series if are_stacks(entry, shown))
    return stacks if len(stacks) > 1 else ()


def stepped_stack(state: ViewState, step: int) -> SeriesEntry | None:
    """The stack ``step`` further in the active pane; None beyond the ends."""
    stacks = stacks_of(state, state.active)
    ids = [entry.id for entry in stacks]
    if not ids:
        return None
    wanted = ids.index(state.active_pane.series_id) + step
    return stacks[wanted] if 0 <= wanted < len(stacks) else None
