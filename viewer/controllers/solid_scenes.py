"""What a 3D pane shows as a scene: the rendered picture, and in words how it is seen."""

from dataclasses import replace

import numpy as np

from inference.imaging.errors import InputError
from viewer.controllers.view_size import ViewSize
from viewer.render.corner_words import CornerOptions, corner_text
from viewer.render.picture_words import word
from viewer.state.pane_frame import solid_frame
from viewer.state.scene import CornerText, Scene
from viewer.state.solid import SolidPicture
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries, ViewState
from viewer.state.volume_presets import chosen_preset

RENDERING = "RENDERING"


def solid_scene(
    state: ViewState, index: int, size: ViewSize, series: OpenSeries, badges: tuple[str, ...],
    options: CornerOptions,
) -> Scene:  # fmt: skip
    """The pane at the view's size; letters and crosshair are those of the picture's own frame."""
    pane = state.panes[index]
    size_wh = (size.width, size.height)
    picture = state.solids.get(index)
    if picture is None or picture.series_id != series.entry.id:
        picture = _nothing_yet(series, solid_frame(series.volume.geometry, pane, size_wh))
        badges = (*badges, RENDERING) if series.complete else badges
    else:
        badges += _state_badges(picture)
    placed = replace(
        picture,
        frame=replace(picture.frame, size_wh=size_wh),
        pixels=centred(picture.pixels, size_wh),
    )
    cursor = state.cursor_of(index)
    words = corner_text(series.volume, placed.frame, pane.look.window, options)
    return Scene(
        volume=series.volume,
        frame=placed.frame,
        window=pane.look.window,
        crosshair_lps=np.array(cursor) if state.crosshair_shown and cursor is not None else None,
        corner_text=_with_how(words, state, index, series, options.language),
        badges=badges,
        show_letters=not picture.problem,
        show_scale_bar=not picture.problem,
        show_overlays=state.overlays_shown and not picture.problem,
        active=index == state.active and len(state.panes) > 1 and state.enlarged is None,
        text_scale=size.text_scale,
        language=options.language,
        solid=placed,
        sentence=picture.problem,
    )


def centred(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], size_wh: tuple[int, int]
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture in the middle of a view of another size, cut or with black around it."""
    height, width = pixels.shape[:2]
    if (width, height) == size_wh:
        return pixels
    whole = np.zeros((size_wh[1], size_wh[0], 4), np.uint8)
    spans = []
    for old, new in ((height, size_wh[1]), (width, size_wh[0])):
        length = min(old, new)
        spans.append((slice((old - length) // 2, (old - length) // 2 + length),
                      slice((new - length) // 2, (new - length) // 2 + length)))  # fmt: skip
    (from_rows, to_rows), (from_columns, to_columns) = spans
    whole[to_rows, to_columns] = pixels[from_rows, from_columns]
    return whole


def _nothing_yet(series: OpenSeries, frame: ViewFrame) -> SolidPicture:
    """Black, or at once the reason why there will be no picture."""
    from viewer.render.solid_volume import check_solid

    width, height = frame.size_wh
    picture = SolidPicture(series.entry.id, frame, np.zeros((height, width, 4), np.uint8))
    try:
        check_solid(series.volume)
    except InputError as error:
        return replace(picture, problem=str(error))
    return picture


def _state_badges(picture: SolidPicture) -> tuple[str, ...]:
    badges = []
    if picture.voxel_mm_kji is not None:
        badges.append("3D: " + " × ".join(f"{mm:.1f}" for mm in picture.voxel_mm_kji[::-1]) + " mm")
    if picture.draft:
        badges.append(RENDERING)
    return tuple(badges)


def _with_how(
    words: CornerText, state: ViewState, index: int, series: OpenSeries, language: str
) -> CornerText:
    """Bottom left: the preset and from where one looks, instead of window and slice."""
    solid = state.panes[index].solid
    preset = chosen_preset(solid.preset, series.volume)
    turn = solid.turntable
    degrees = f"{turn.azimuth_degrees:.0f}° / {turn.elevation_degrees:.0f}°"
    lines = (f"3D: {word(preset.name, language)}", f"{word('turned', language)} {degrees}")
    return replace(words, bottom_left=lines)
