"""How the open study changes: found, opened, loaded, let go."""

from dataclasses import replace

import numpy as np

from inference.reading.entry import SeriesEntry
from viewer.state.curved import behind
from viewer.state.facts import (
    SeriesFound,
    SeriesLoaded,
    SlicesArrived,
    StudiesListed,
    StudyOpened,
    ThumbnailMade,
)
from viewer.state.fusion import ASIDE, linked_places, wanted_series
from viewer.state.intents import CloseStudy, SearchStudies
from viewer.state.layouts import LAYOUTS
from viewer.state.measurements import Point
from viewer.state.panes import Look, Pane, PaneView
from viewer.state.patient import PatientDesk
from viewer.state.planes import Plane, planes_in_order
from viewer.state.stacks import are_stacks
from viewer.state.view_state import (
    Drawings,
    MaskEdits,
    OpenSeries,
    Results,
    ViewState,
    empty_panes,
)


def find_series(state: ViewState, fact: SeriesFound) -> ViewState:
    """The list unfolds when there is something to choose from."""
    shelf = state.shelf.with_series(fact.series)
    panels = state.panels
    if len(shelf.studies) > max(1, len(state.shelf.studies)):
        panels = replace(panels, left="wide")
    known = {found.path: found for found in (*shelf.objects, *fact.objects)}
    objects = tuple(known.values())
    shelf = replace(shelf, refused=shelf.refused + fact.refused, objects=objects)
    return replace(state, shelf=shelf, panels=panels)


def list_studies(state: ViewState, fact: StudiesListed) -> ViewState:
    """What the library found; with nothing open yet, the list unfolds to choose from."""
    shelf = replace(
        state.shelf, listed=fact.studies, listed_for=fact.words, in_library=fact.in_library
    )
    panels = state.panels
    if fact.in_library > 1 and not state.study_key and panels.left == "strip":
        panels = replace(panels, left="wide")
    return replace(state, shelf=shelf, panels=panels)


def keep_thumbnail(state: ViewState, fact: ThumbnailMade) -> ViewState:
    thumbnails = {**state.shelf.thumbnails, fact.series_id: fact.pixels}
    return replace(state, shelf=replace(state.shelf, thumbnails=thumbnails))


def search_studies(state: ViewState, intent: SearchStudies) -> ViewState:
    return replace(state, shelf=replace(state.shelf, search=intent.words))


def open_study(state: ViewState, fact: StudyOpened) -> ViewState:
    """Everything that belonged to the study before goes in the same instant."""
    return replace(
        state,
        study_key=fact.study_key,
        study_token=fact.study_token,
        open_series={},
        layout=state.wished_layout,
        panes=empty_panes(state.wished_layout),
        active=0,
        enlarged=None,
        hung=None,
        cursors={},
        tilts={},
        solids={},
        curved=None,
        results=Results(),
        drawings=Drawings(),
        patient=PatientDesk(),
        edits=MaskEdits(brush_mm=state.edits.brush_mm),
        fusions={},
        links=(),
        cine=False,
        models=replace(state.models, acknowledged=frozenset(), override_suitability=False),
    )


def close_study(state: ViewState, _: CloseStudy) -> ViewState:
    return open_study(state, StudyOpened("", ""))


def hang_series(state: ViewState, fact: SeriesLoaded) -> ViewState:
    """Hang a series; one of another study than the open one is dropped."""
    if fact.study_token != state.study_token:
        return state
    series = opened_series(fact)
    if fact.pane is None:
        state = _room_for(_with_stack_behind(state, fact.entry), series)
    panes = _hung(state, series, fact.pane)
    hung = replace(state, panes=panes)
    kept = wanted_series((*panes, *behind(hung)), state.fusions)
    known = {**state.open_series, fact.entry.id: series}
    return replace(
        hung,
        open_series={key: value for key, value in known.items() if key in kept},
        cursors=cursors_with(hung, series),
        curved=state.curved if behind(hung) else None,
    )


def cursors_with(state: ViewState, series: OpenSeries) -> dict[str, Point]:
    """The crosshairs once a series is hung: its space's begins in its middle, stays where other
    series have it, and goes to the middle where they are gone and this one has nothing there."""
    known, middle = state.cursors.get(series.space), first_cursor(series)
    moved = linked_places(state.links, series.space, middle)
    here = {pane.series_id for pane in state.panes} - {series.entry.id}
    shared = any(opened.space in moved for key, opened in state.open_series.items() if key in here)
    if known is None or not (shared or _holds(series, known)):
        return {**state.cursors, **moved}
    return dict(state.cursors)


def opened_series(fact: SeriesLoaded) -> OpenSeries:
    return OpenSeries(fact.entry, fact.volume, fact.slices_loaded, fact.automatic)


def receive_slices(state: ViewState, fact: SlicesArrived) -> ViewState:
    """More slices of an open series; panes that still wear the automatic window get the new."""
    old = state.open_series.get(fact.series_id)
    if old is None or fact.study_token != state.study_token:
        return state
    automatic = fact.automatic or old.automatic
    series = replace(
        old,
        volume=fact.volume,
        slices_loaded=fact.slices_loaded,
        automatic=automatic,
        revision=old.revision + 1,
    )
    panes = tuple(_with_automatic(pane, old, series) for pane in state.panes)
    return replace(state, open_series={**state.open_series, fact.series_id: series}, panes=panes)


def first_window_look(series: OpenSeries) -> Look:
    """The file's own first window, or the automatic one."""
    windows = series.volume.windows
    return Look(window=windows[0] if windows else series.automatic)


def _hung(state: ViewState, series: OpenSeries, pane: int | None) -> tuple[Pane, ...]:
    layout = LAYOUTS[state.layout]
    if pane == ASIDE:
        return state.panes
    if pane is None and _is_next_stack(state, series.entry):
        return tuple(
            _with_stack(state, p, series.entry) if _steps_along(state, n) else p
            for n, p in enumerate(state.panes)
        )
    fresh = Pane(series_id=series.entry.id, look=first_window_look(series))
    if pane is not None or layout.compare:
        target = state.active if pane is None else pane
        old = state.panes[target]
        plane: Plane = "acquisition" if layout.compare else old.plane
        view: PaneView = "3d" if old.view == "3d" else "slice"
        hung = replace(fresh, plane=plane, view=view)
        return tuple(hung if n == target else p for n, p in enumerate(state.panes))
    planes = planes_in_order(series.volume.geometry)
    return tuple(
        replace(fresh, plane=planes[n % 3], view=cell.view) for n, cell in enumerate(layout.cells)
    )


def _room_for(state: ViewState, series: OpenSeries) -> ViewState:
    """A picture of one slice is shown alone, what comes after it as the user likes it; panes that
    compare series, and those of another stack, stay as they are."""
    if LAYOUTS[state.layout].compare or _is_next_stack(state, series.entry):
        return state
    shown = state.active_series
    after_one = shown is not None and _is_one_slice(shown)
    layout = "1x1" if _is_one_slice(series) else state.wished_layout if after_one else state.layout
    if layout == state.layout:
        return state
    return replace(state, layout=layout, panes=empty_panes(layout), active=0, enlarged=None)


def _is_one_slice(series: OpenSeries) -> bool:
    return series.volume.geometry.shape_kji[0] == 1


def _holds(series: OpenSeries, point_lps: Point) -> bool:
    """Whether a place lies in the grid of a series, the outer halves of its voxels included."""
    geometry = series.volume.geometry
    index = geometry.index_from_lps(point_lps)
    return bool(np.all((index >= -0.5) & (index <= np.array(geometry.shape_kji) - 0.5)))


def _is_next_stack(state: ViewState, entry: SeriesEntry) -> bool:
    shown = state.shelf.entry(state.active_pane.series_id)
    return shown is not None and are_stacks(shown, entry)


def _steps_along(state: ViewState, pane: int) -> bool:
    """Whether a pane that shows the active one's stack goes to the next one with it: where panes
    compare series, only those that a stage hung with one series, each in a window of its own."""
    if pane == state.active or not LAYOUTS[state.layout].compare:
        return True
    hung = state.hung
    wishes = hung.wishes if hung is not None and hung.layout == state.layout else ()
    first, last = sorted((pane, state.active))
    return last < len(wishes) and wishes[first].series_id == wishes[last].series_id != ""


def _with_stack(state: ViewState, pane: Pane, entry: SeriesEntry) -> Pane:
    """The pane with the other stack, its window, plane and zoom as they were."""
    shown = state.shelf.entry(pane.series_id)
    linked = shown is not None and shown.id == state.active_pane.series_id
    return replace(pane, series_id=entry.id) if linked else pane


def _with_stack_behind(state: ViewState, entry: SeriesEntry) -> ViewState:
    """What lies over a stack lies over the next one too, and a curved pane goes back to that."""
    if not _is_next_stack(state, entry):
        return state
    fusion = state.fusions.get(state.active_pane.series_id)
    if fusion is not None and fusion.series_id != entry.id:
        state = replace(state, fusions={**state.fusions, entry.id: fusion})
    if state.curved is None:
        return state
    before = _with_stack(state, state.curved.before, entry)
    return replace(state, curved=replace(state.curved, before=before))


def first_cursor(series: OpenSeries) -> Point:
    """The voxel in the middle, so that all three planes begin on a slice, not between two."""
    geometry = series.volume.geometry
    middle = [(count - 1) // 2 for count in geometry.shape_kji]
    x, y, z = geometry.lps_from_index(middle)
    return float(x), float(y), float(z)


def _with_automatic(pane: Pane, old: OpenSeries, new: OpenSeries) -> Pane:
    if pane.series_id != new.entry.id or pane.look.window is not old.automatic:
        return pane
    return replace(pane, look=replace(pane.look, window=new.automatic))
