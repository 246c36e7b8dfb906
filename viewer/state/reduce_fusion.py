"""How fusion and the links between series change."""

from dataclasses import replace

import numpy as np

from viewer.state.curved import behind
from viewer.state.fused import link_of
from viewer.state.fusion import MODES, Fusion, SeriesLink, wanted_series
from viewer.state.fusion_intents import (
    DropLink,
    FuseSeries,
    LinkHere,
    LinkViews,
    MoveSwipe,
    SeriesLinked,
    SetFusion,
    StepFusionMode,
)
from viewer.state.view_state import ViewState


def fuse(state: ViewState, intent: FuseSeries) -> ViewState:
    base = state.active_pane.series_id
    if not base or intent.series_id == base:
        return state
    fusions = {key: value for key, value in state.fusions.items() if key != base}
    if intent.series_id:
        fusions[base] = Fusion(intent.series_id)
    wanted = wanted_series((*state.panes, *behind(state)), fusions)
    opened = {key: value for key, value in state.open_series.items() if key in wanted}
    return replace(state, fusions=fusions, open_series=opened)


def set_fusion(state: ViewState, intent: SetFusion) -> ViewState:
    base = state.active_pane.series_id
    if base not in state.fusions:
        return state
    return replace(state, fusions={**state.fusions, base: intent.fusion})


def step_mode(state: ViewState, _: StepFusionMode) -> ViewState:
    fusion = state.fusions.get(state.active_pane.series_id)
    if fusion is None:
        return state
    mode = MODES[(MODES.index(fusion.mode) + 1) % len(MODES)]
    return set_fusion(state, SetFusion(replace(fusion, mode=mode, visible=True)))


def move_swipe(state: ViewState, intent: MoveSwipe) -> ViewState:
    fusion = state.fusions.get(state.active_pane.series_id)
    if fusion is None:
        return state
    split = float(np.clip(fusion.split + intent.by, 0.0, 1.0))
    return set_fusion(state, SetFusion(replace(fusion, split=split, mode="swipe")))


def take_link(state: ViewState, fact: SeriesLinked) -> ViewState:
    """A registration is shown as a checkerboard at once, so that it is looked at."""
    if fact.study_token != state.study_token:
        return state
    base = fact.link.fixed
    fusions = dict(state.fusions)
    if base in fusions and fusions[base].series_id == fact.link.moving:
        fusions[base] = replace(fusions[base], mode="checkerboard", visible=True)
    return replace(state, links=(*state.links, fact.link), fusions=fusions)


def link_here(state: ViewState, _: LinkHere) -> ViewState:
    """Each pane of another space is tied to the active one by the places now in view."""
    fixed, here = state.active_series, state.cursor_of(state.active)
    if fixed is None or here is None:
        return state
    links = list(state.links)
    for pane in range(len(state.panes)):
        moving, there = state.series_of(pane), state.cursor_of(pane)
        if moving is None or there is None or moving.space == fixed.space:
            continue
        known = link_of(state, moving, fixed)
        matrix = np.eye(4) if known is None else known.moving_to_fixed.copy()
        matrix[:3, 3] = np.array(here) - matrix[:3, :3] @ np.array(there)
        links.append(
            SeriesLink(
                moving.entry.id, fixed.entry.id, moving.space, fixed.space, matrix, "by hand"
            )
        )
    return replace(state, links=tuple(links)) if len(links) > len(state.links) else state


def drop_link(state: ViewState, _: DropLink) -> ViewState:
    return replace(state, links=state.links[:-1]) if state.links else state


def link_views(state: ViewState, _: LinkViews) -> ViewState:
    return replace(state, views_linked=not state.views_linked)
