"""What a curved pane shows as a scene: the unrolled picture, the marker, mm along the line."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from viewer.controllers.view_size import ViewSize
from viewer.render.corner_words import CornerOptions, corner_text, window_words
from viewer.render.curved import curved_picture
from viewer.render.curved_layers import (
    straightened_contours,
    straightened_heatmap,
    straightened_mask,
)
from viewer.render.picture_words import word
from viewer.state.curved import cut_in, known_cut
from viewer.state.curves import CurvedCut
from viewer.state.layers import ContourLayer, HeatmapLayer, MaskLayer
from viewer.state.measurements import Measurement, MeasurementKind
from viewer.state.pane_frame import curved_frame
from viewer.state.scene import CornerText, Scene, ShownMeasurement
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries, ViewState

CURVED = "CURVED REFORMAT"
STEPS_SHOWN = 9  # points of a measurement along a line that is not straight in the picture
GONE = "The line of this curved plane was deleted; press Esc to close it."


@dataclass(frozen=True, eq=False)
class CurvedLayers:
    """What lies over the series, as the flat views show it."""

    masks: tuple[MaskLayer, ...] = ()
    heatmaps: tuple[HeatmapLayer, ...] = ()
    contours: tuple[ContourLayer, ...] = ()

    def along(self, cut: CurvedCut) -> "CurvedLayers":
        """All that is visible, in places of the cut."""
        return CurvedLayers(
            tuple(straightened_mask(one, cut) for one in self.masks if one.visible),
            tuple(straightened_heatmap(one, cut) for one in self.heatmaps if one.visible),
            tuple(straightened_contours(one, cut) for one in self.contours if one.visible),
        )


def curved_scene(
    state: ViewState, index: int, size: ViewSize, series: OpenSeries, badges: tuple[str, ...],
    options: CornerOptions, layers: CurvedLayers,
) -> Scene:  # fmt: skip
    """The picture along the line; the crosshair is where the patient's is."""
    size_wh = (size.width, size.height)
    try:
        cut = cut_in(state, index)
        volume = None if cut is None else straightened(series, cut)
    except InputError as error:
        return _without_picture(state, index, size, series, str(error))
    if cut is None or volume is None:
        return _without_picture(state, index, size, series, GONE)
    look, cursor = state.panes[index].look, state.cursor_of(index)
    place = cut.place_of(cursor if cursor is not None else cut.lps_at((cut.on_line(0.0)[0], 0.0)))
    frame = curved_frame(volume.geometry, state.panes[index], size_wh)
    words = corner_text(volume, frame, look.window, options)
    shown = layers.along(cut) if state.overlays_shown else CurvedLayers()
    return Scene(
        volume=volume,
        frame=frame,
        window=look.window,
        inverted=look.inverted,
        interpolation=look.interpolation,
        colour_map=look.colour_map,
        masks=shown.masks,
        heatmaps=shown.heatmaps,
        contours=shown.contours,
        crosshair_lps=place if state.crosshair_shown else None,
        corner_text=_with_way(words, state, cut, volume, place, options.language),
        badges=tuple(dict.fromkeys((*badges, CURVED))),
        measurements=_measured(state, cut, volume, place),
        show_overlays=state.overlays_shown,
        active=index == state.active and len(state.panes) > 1 and state.enlarged is None,
        text_scale=size.text_scale,
        language=options.language,
        curved=cut,
    )


@lru_cache(maxsize=4)
def straightened(series: OpenSeries, cut: CurvedCut) -> Volume:
    """Kept for as long as neither the line nor the pixels change."""
    return curved_picture(series.volume, cut)


def frame_in(state: ViewState, index: int, size_wh: tuple[int, int]) -> ViewFrame | None:
    """The frame of a curved pane, in places of its cut; None when it has no picture."""
    series = state.series_of(index)
    cut = known_cut(state, index)
    if series is None or cut is None:
        return None
    geometry = cut.geometry(series.volume.geometry.calibrated)
    return curved_frame(geometry, state.panes[index], size_wh)


def _with_way(
    words: CornerText, state: ViewState, cut: CurvedCut, volume: Volume,
    place: np.ndarray, language: str,
) -> CornerText:  # fmt: skip
    unit = "mm" if volume.geometry.in_plane_mm else "px"
    gone = cut.on_line(float(place[1]))[1]
    way = f"{gone:.1f} / {cut.length_mm:.1f} {unit} {word('along the line', language)}"
    curved = state.curved
    turn = 0.0 if curved is None else curved.turn_degrees
    window = state.panes[0 if curved is None else curved.pane].look.window
    lines = [window_words(window), word(cut.form, language), way]
    if cut.form == "stretched":
        lines.insert(2, word("unrolled: no letters", language))
    if turn:
        lines.append(f"{word('turned', language)} {turn:.0f}°")
    return CornerText(words.top_left, words.top_right, tuple(lines), words.bottom_right)


def _measured(
    state: ViewState, cut: CurvedCut, volume: Volume, place: np.ndarray
) -> tuple[ShownMeasurement, ...]:
    """The way along the line from the mark to the marker."""
    curved = state.curved
    if curved is None or curved.anchor_mm is None:
        return ()
    start = cut.row_of_way(curved.anchor_mm) * cut.step_mm
    steps = 2 if cut.form == "straightened" else STEPS_SHOWN
    shown = np.linspace(start, float(place[1]), steps)
    points = tuple((cut.on_line(s)[0], float(s), 0.0) for s in shown)
    kind: MeasurementKind = "length" if cut.form == "straightened" else "curve"
    item = Measurement("along", kind, points, (0.0, 0.0, 1.0), "", "")
    way = abs(cut.on_line(place[1])[1] - min(curved.anchor_mm, cut.length_mm))
    unit = "mm" if volume.geometry.in_plane_mm else "px"
    return (ShownMeasurement(item, (f"{way:.1f} {unit}",)),)


def _without_picture(
    state: ViewState, index: int, size: ViewSize, series: OpenSeries, sentence: str
) -> Scene:
    """Black, with the reason in the middle."""
    size_wh = (size.width, size.height)
    black = Volume(np.zeros((1, 2, 2), np.int16), series.volume.geometry.with_shape_and_affine(
        (1, 2, 2), np.eye(4)), series.volume.info)  # fmt: skip
    return Scene(
        volume=black,
        frame=curved_frame(black.geometry, state.panes[index], size_wh),
        window=state.panes[index].look.window,
        show_letters=False,
        show_scale_bar=False,
        active=index == state.active and len(state.panes) > 1 and state.enlarged is None,
        text_scale=size.text_scale,
        language=str(state.settings.get("language", "en")),
        sentence=sentence,
    )
