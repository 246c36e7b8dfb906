"""What a pane shows, as the one input of rendering: the same on screen and in every export."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import SliceStrip
from viewer.render.badge_words import badges_for
from viewer.render.corner_words import CornerOptions, corner_text
from viewer.state.measurement_words import measurement_words
from viewer.state.measurements import POINTS_NEEDED, Measurement, Point
from viewer.state.pane_frame import frame_of
from viewer.state.panes import Look
from viewer.state.scene import Scene, ShownMeasurement
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries, ViewState


@dataclass(frozen=True, slots=True)
class ViewSize:
    """A view in device pixels, how much larger than usual its words are, where it stands."""

    width: int
    height: int
    text_scale: float = 1.0
    left: int = 0
    top: int = 0


def scene_of(
    state: ViewState, index: int, size: ViewSize, with_identity: bool | None = None
) -> Scene | None:
    """The scene of a pane; None while it shows no series.

    ``with_identity`` None follows the window's own switch.
    """
    series, cursor = state.series_of(index), state.cursor_of(index)
    if series is None or cursor is None:
        return None
    pane, results = state.panes[index], state.results
    frame = frame_of(series.volume.geometry, pane, np.array(cursor), (size.width, size.height))
    language = str(state.settings.get("language", "en"))
    masks = tuple(
        m
        for m in results.masks
        if results.lies_in(m.id, series.space) and m.series_id in ("", series.entry.id)
    )
    heatmaps = tuple(h for h in results.heatmaps if results.lies_in(h.id, series.space))
    hidden = state.identity_hidden if with_identity is None else not with_identity
    return Scene(
        volume=series.volume,
        frame=frame,
        window=pane.look.window,
        inverted=pane.look.inverted,
        interpolation=pane.look.interpolation,
        colour_map=pane.look.colour_map,
        slab_mode=pane.look.slab_mode,
        slab_mm=pane.look.slab_mm,
        masks=masks,
        heatmaps=heatmaps,
        contours=tuple(c for c in results.contours if results.lies_in(c.id, series.space)),
        marks=tuple(m for m in results.marks if m.series_id == series.entry.id),
        findings=tuple(f for f in results.findings if results.lies_in(f.id, series.space)),
        selected_finding=results.selected_finding,
        strips=strips_of(state, series),
        crosshair_lps=np.array(cursor) if state.crosshair_shown else None,
        corner_text=corner_text(
            series.volume,
            frame,
            pane.look.window,
            CornerOptions(not hidden, _lines(state, series), _slab_words(pane.look), language),
        ),
        badges=_badges(series, hidden, bool(heatmaps) or any(not m.series_id for m in masks)),
        measurements=_measurements(state, series, index, frame),
        show_overlays=state.overlays_shown,
        active=index == state.active and len(state.panes) > 1 and state.enlarged is None,
        text_scale=size.text_scale,
        language=language,
    )


def strips_of(state: ViewState, series: OpenSeries) -> tuple[SliceStrip, ...]:
    """The per-slice weights that models gave the slices of a series."""
    return tuple(
        strip
        for placed in state.results.results
        if placed.series_id == series.entry.id
        for strip in placed.result.strips
    )


def _measurements(
    state: ViewState, series: OpenSeries, index: int, frame: ViewFrame
) -> tuple[ShownMeasurement, ...]:
    """What is drawn in the patient space of a pane, and in its own pane what is being drawn."""
    drawings = state.drawings
    draft = drawings.draft if drawings.draft is not None and drawings.draft.pane == index else None
    items = [
        item
        for item in drawings.items
        if (item.frame_of_reference_uid or item.series_uid) == series.space
        and (draft is None or item.id != draft.begun.id)
        and (item.kind != "key-image" or item.series_uid == series.entry.id)
    ]
    shown = [
        ShownMeasurement(item, _words_of(item, series), item.id == drawings.selected)
        for item in items
    ]
    growing = (
        None if draft is None else draft.shown(_point(frame.right_lps), _point(frame.down_lps))
    )
    if growing is not None:
        shown.append(ShownMeasurement(growing, _words_of(growing, series), selected=True))
    return tuple(shown)


def _words_of(item: Measurement, series: OpenSeries) -> tuple[str, ...]:
    """The words once all of its points are there; nothing for a part of it."""
    needed = POINTS_NEEDED.get(item.kind, 3)
    return kept_words(item, series) if len(item.points_lps) >= needed else ()


@lru_cache(maxsize=256)
def kept_words(item: Measurement, series: OpenSeries) -> tuple[str, ...]:
    """Statistics of a region take a while: they are kept for as long as nothing changes."""
    return measurement_words(item, series)


def _point(place: NDArray[np.float64]) -> Point:
    return float(place[0]), float(place[1]), float(place[2])


def _lines(state: ViewState, series: OpenSeries) -> tuple[str, ...]:
    """The models whose layers lie over a series, and whether a person has judged them."""
    lines = []
    for placed in state.results.results:
        if placed.space == series.space:
            made_by = placed.result.provenance
            lines.append(f"{made_by.model_name} {made_by.model_version}")
    return tuple(lines)


def _slab_words(look: Look) -> tuple[str, ...]:
    """How thick a slab is seen through, and how; and when pixels are shown as they are."""
    names = {"mip": "MIP", "minip": "MinIP", "mean": "mean"}
    words = [f"{names[look.slab_mode]} {look.slab_mm:.0f} mm"] if look.slab_mode in names else []
    return (*words, "nearest") if look.interpolation == "nearest" else tuple(words)


def _badges(series: OpenSeries, hidden: bool, made_by_model: bool) -> tuple[str, ...]:
    """Short warnings that stay on the picture."""
    badges = badges_for(series.volume, identity=not hidden, made_by_model=made_by_model)
    if series.complete:
        return badges
    total = series.volume.geometry.shape_kji[0]
    return (*badges, f"READING {series.slices_loaded} / {total}")
