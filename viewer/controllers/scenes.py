"""What a pane shows, as the one input of rendering: the same on screen and in every export."""

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import SliceStrip
from viewer.controllers.curved_scenes import CurvedLayers, curved_scene
from viewer.controllers.fusion_layers import fusion_layer
from viewer.controllers.reference_lines import reference_lines
from viewer.controllers.solid_scenes import solid_scene
from viewer.controllers.view_size import ViewSize
from viewer.render.badge_words import badges_for
from viewer.render.corner_words import CornerOptions, corner_text, look_words
from viewer.render.picture_words import word
from viewer.state.fused import link_of
from viewer.state.layers import MaskLayer
from viewer.state.layouts import LAYOUTS
from viewer.state.measurement_words import measurement_words
from viewer.state.measurements import POINTS_NEEDED, Measurement, Point
from viewer.state.object_layers import shows_made_masks
from viewer.state.pane_frame import frame_of, other_planes
from viewer.state.scene import Scene, ShownMeasurement
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries, PlacedResult, Results, ViewState

MOST_WORDS = 256
ON_PLANE_MM = 1e-3
_WORDS: WeakKeyDictionary[OpenSeries, dict[Measurement, tuple[str, ...]]] = WeakKeyDictionary()


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
    language = str(state.settings.get("language", "en"))
    masks = masks_over(state, series)
    heatmaps = tuple(h for h in results.heatmaps if results.lies_in(h.id, series.space))
    hidden = state.identity_hidden if with_identity is None else not with_identity
    models, looks = model_lines(state, series, language), _look_words(state, index, language)
    options = CornerOptions(not hidden, models, looks, language)
    by_model = shows_model_work(state, series, masks)
    if pane.view == "3d":
        badges = _badges(series, hidden, by_model)
        return solid_scene(state, index, size, series, badges, options)
    contours = tuple(c for c in results.contours if results.lies_in(c.id, series.space))
    if pane.view == "curved":
        badges = _badges(series, hidden, bool(heatmaps) or by_model)
        layers = CurvedLayers(masks, heatmaps, contours)
        return curved_scene(state, index, size, series, badges, options, layers)
    tilt, size_wh = state.tilt_of(index), (size.width, size.height)
    frame = frame_of(series.volume.geometry, pane, np.array(cursor), size_wh, tilt)
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
        contours=contours,
        marks=tuple(m for m in results.marks if m.series_id == series.entry.id),
        findings=tuple(f for f in results.findings if results.lies_in(f.id, series.space)),
        selected_finding=results.selected_finding,
        strips=strips_of(state, series),
        crosshair_lps=np.array(cursor) if crosses(state, series, frame, cursor) else None,
        crosshair_lines=crosshair_lines(state, index),
        reference_lines=reference_lines(state, index, frame),
        corner_text=corner_text(series.volume, frame, pane.look.window, options),
        badges=_badges(series, hidden, bool(heatmaps) or by_model),
        measurements=_measurements(state, series, index, frame),
        fusion=fusion_layer(state, series),
        show_overlays=state.overlays_shown,
        active=index == state.active and len(state.panes) > 1 and state.enlarged is None,
        text_scale=size.text_scale,
        language=language,
        settled=series.complete,
    )


def masks_over(state: ViewState, series: OpenSeries) -> tuple[MaskLayer, ...]:
    """The masks that lie in the patient space of a series and may be shown over it."""
    results = state.results
    return tuple(
        mask
        for mask in results.masks
        if results.lies_in(mask.id, series.space) and mask.series_id in ("", series.entry.id)
    )


def crosshair_lines(state: ViewState, index: int) -> tuple[np.ndarray, ...] | None:
    """Where the other planes cut a pane's; None where no other plane is looked at."""
    series = state.series_of(index)
    flat = series is None or min(series.volume.geometry.shape_kji) < 2
    if (
        series is None
        or flat
        or state.panes[index].view != "slice"
        or LAYOUTS[state.layout].compare
    ):
        return None
    tilts = state.tilts_of(index)
    return other_planes(series.volume.geometry, state.panes[index].plane, tilts)


def strips_of(state: ViewState, series: OpenSeries) -> tuple[SliceStrip, ...]:
    """The per-slice weights that the newest result gave the slices of a series."""
    given = (
        placed.result.strips
        for placed in reversed(state.results.results)
        if placed.series_id == series.entry.id and placed.result.strips
    )
    return next(given, ())


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
        and item.kind != "study-label"
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


def crosses(state: ViewState, series: OpenSeries, frame: ViewFrame, cursor: Point) -> bool:
    """Whether a frame shows a crosshair: not where that lies beyond the series' last slice."""
    return links_views(state, series) and abs(float(frame.distance_mm(cursor))) < ON_PLANE_MM


def links_views(state: ViewState, series: OpenSeries) -> bool:
    """Whether a crosshair is of use: a radiograph alone has no other plane to find a place in."""
    alone = len(state.panes) == 1 and min(series.volume.geometry.shape_kji) == 1
    return state.crosshair_shown and not alone


def _words_of(item: Measurement, series: OpenSeries) -> tuple[str, ...]:
    """The words once all of its points are there; nothing for a part of it."""
    needed = POINTS_NEEDED.get(item.kind, 3)
    return kept_words(item, series) if len(item.points_lps) >= needed else ()


def kept_words(item: Measurement, series: OpenSeries) -> tuple[str, ...]:
    """Statistics of a region take a while: they are kept for as long as the series is open."""
    kept = _WORDS.setdefault(series, {})
    if item not in kept:
        while len(kept) >= MOST_WORDS:  # each place a drawn point goes through leaves its words
            kept.pop(next(iter(kept)))
        kept[item] = measurement_words(item, series)
    return kept[item]


def _point(place: NDArray[np.float64]) -> Point:
    return float(place[0]), float(place[1]), float(place[2])


def model_lines(state: ViewState, series: OpenSeries, language: str) -> tuple[str, ...]:
    """The models whose layers lie over a series, and whether a person has judged them."""
    lines = []
    for placed in state.results.results:
        if placed.space == series.space:
            made_by = placed.result.provenance
            status = result_status(state.results, placed)
            words = [f"{made_by.model_name} {made_by.model_version}"]
            lines.append(" · ".join(words + [word(part, language) for part in status]))
    return tuple(lines)


def result_status(results: Results, placed: PlacedResult) -> tuple[str, ...]:
    """Run outside its card's limits; and what became of its findings, where it has any."""
    judged = {f.review for f in results.findings if results.owner(f.id) is placed}
    outside = ("outside its limits",) if placed.result.provenance.overrides else ()
    if not judged:
        return outside
    if "unreviewed" in judged:
        return (*outside, "unreviewed")
    return (*outside, "edited" if "edited" in judged else "reviewed")


def _look_words(state: ViewState, index: int, language: str) -> tuple[str, ...]:
    """An oblique plane's angle, the interpolation, and how thick a slab is seen through."""
    look, tilt = state.panes[index].look, state.tilt_of(index)
    oblique = f"{word('oblique', language)} {tilt.degrees:.0f}°"
    words = look_words(look.interpolation, look.slab_mode, look.slab_mm, language)
    words = (oblique, *words) if tilt.degrees > 0.05 else words
    return (*words, *_link_words(state, index, language))


def _link_words(state: ViewState, index: int, language: str) -> tuple[str, ...]:
    """That the place shown follows a view of another patient space, and who tied them."""
    own, panes = state.series_of(index), range(len(state.panes))
    others = [series for n in panes if (series := state.series_of(n)) is not None]
    if own is None or not state.links:
        return ()
    links = (link_of(state, own, other) for other in others if other.space != own.space)
    found = {f"linked: {link.how}" for link in links if link is not None}
    return tuple(word(words, language) for words in sorted(found))


def shows_model_work(state: ViewState, series: OpenSeries, masks: tuple[MaskLayer, ...]) -> bool:
    """Whether what a model made may be seen here: a mask, a finding or weights of slices."""
    results = state.results
    found = any(
        results.owner(f.id) is not None and results.lies_in(f.id, series.space)
        for f in results.findings
    )
    return found or shows_made_masks(masks) or bool(strips_of(state, series))


def _badges(series: OpenSeries, hidden: bool, made_by_model: bool) -> tuple[str, ...]:
    """Short warnings that stay on the picture."""
    badges = badges_for(series.volume, identity=not hidden, made_by_model=made_by_model)
    if series.complete:
        return badges
    total = series.volume.geometry.shape_kji[0]
    return (*badges, f"READING {series.slices_loaded} / {total}")
