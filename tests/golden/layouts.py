"""Whole layouts as a screenshot of all views composes them, on the asymmetric body."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tests.golden.phantoms import INFO, WINDOW, body, upright
from tests.unit.state.states import entry
from viewer.controllers.scenes import scene_of
from viewer.controllers.view_size import ViewSize
from viewer.export.screenshot import composed, with_identity
from viewer.state.facts import SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.layouts import LAYOUTS, Cell, Layout
from viewer.state.pane_intents import SetLayout
from viewer.state.reducer import reduce
from viewer.state.shelf import study_key
from viewer.state.view_state import ViewState

PART_WH, GAP = (200, 180), 2
FOOT = ("RESEARCH USE ONLY",)  # what a real footer says has tests of its own


def layout_picture(layout: Layout) -> NDArray[np.uint8]:
    """(h, w, 4) BGRX of the slice panes, each where its cell lies; 3D panes stay empty."""
    state = _hung(layout)
    places = [(pane, _size(cell)) for pane, cell in enumerate(layout.cells) if cell.view == "slice"]
    found = [(scene_of(state, pane, size, with_identity=False), size) for pane, size in places]
    scenes = [with_identity(scene, False) for scene, _ in found if scene is not None]
    assert len(scenes) == len(places)
    return composed(scenes, [(size.left, size.top) for _, size in places], FOOT, None)


def _size(cell: Cell) -> ViewSize:
    (width, height), columns, rows = PART_WH, cell.columns, cell.rows
    return ViewSize(
        columns * (width + GAP) - GAP,
        rows * (height + GAP) - GAP,
        left=cell.column * (width + GAP),
        top=cell.row * (height + GAP),
    )


def _hung(layout: Layout) -> ViewState:
    """The body in every pane; in compare layouts each is turned in a way of its own."""
    volume = replace(body(upright()), info=replace(INFO, study_uid="1.2.g", series_uid="1"))
    series = entry(volume, "1.2.g", INFO.patient_name)
    state = reduce(ViewState(), SeriesFound((series,)))
    state = reduce(state, StudyOpened(study_key(series), "token"))
    state = reduce(state, SeriesLoaded("token", series, volume, 21, WINDOW))
    state = reduce(state, SetLayout(layout.name))
    if not layout.compare:
        return state
    look = state.panes[0].look
    panes = (replace(pane, series_id=series.id, look=look) for pane in state.panes)
    turned = (replace(pane, quarter_turns=n % 4, flip_h=n > 3) for n, pane in enumerate(panes))
    return replace(state, panes=tuple(turned))


LAYOUT_PICTURES = {
    f"layout-{layout.name}": partial(layout_picture, layout)
    for layout in LAYOUTS.values()
    if any(cell.view == "slice" for cell in layout.cells)
}
