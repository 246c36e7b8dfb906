"""Compile, or load from the kept cache, every kernel before the first scroll needs it."""

import string
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.compose import compose
from viewer.render.corner_words import corner_text
from viewer.render.drawing.canvas import TEXT_SIZES
from viewer.render.drawing.fonts import font_for
from viewer.render.drawing.tiles import text_tile
from viewer.render.elements import GREY_TYPES, LABEL_TYPES
from viewer.render.kernels.gather import DEPTH, QUAD, gather
from viewer.state.layers import FusionLayer, HeatmapLayer, MaskLayer
from viewer.state.scene import CornerText, Scene
from viewer.state.view_frame import ViewFrame

_SHAPE = (3, 4, 5)
_PARTS = ("0 cm", "0 mm", "0-0", "ID 0", "CT", "MR", *(f"0   {side} 0" for side in "LRAPHF"))


def warm(on_grey: Callable[[], None] = lambda: None) -> None:
    """Compose a few tiny scenes, such that each kernel exists for each type of voxel.

    ``on_grey`` is called once unturned grey pictures can be drawn: the first of a series is one.
    """
    for turn in (0.0, 0.2):
        frame = _frame(turn)
        for name in GREY_TYPES:
            compose(Scene(_volume(np.zeros(_SHAPE, name)), frame, DisplayWindow(0, 2)))
        if not turn:
            on_grey()
        compose(Scene(_volume(np.zeros((*_SHAPE, 3), np.uint8)), frame, DisplayWindow(0, 2)))
        compose(_layered_scene(frame))
        for name in ("int16", "uint16"):
            compose(_fused_scene(frame, name))
    compose(_worded_scene())
    for name in {*GREY_TYPES, *LABEL_TYPES}:
        flat, filled = np.zeros(DEPTH, name), np.zeros(1, np.bool_)
        flat.setflags(write=False)
        slab = np.zeros((DEPTH // QUAD, 1, 1, QUAD), name)
        gather(slab, flat, (0, 1), (DEPTH, DEPTH), 0, filled)


def _frame(turn: float) -> ViewFrame:
    right = np.array([np.cos(turn), np.sin(turn), 0.0])
    down = np.array([-np.sin(turn), np.cos(turn), 0.0])
    return ViewFrame(np.array([2.0, 1.5, 1.0]), right, down, 0.1, (64, 48))


def _geometry() -> Geometry:
    return Geometry(_SHAPE, affine_from_steps((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0)))


def _volume(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Volume:
    return Volume(array, _geometry())


def _worded_scene() -> Scene:
    """The letters, digits and words that nearly every view shows, in the size of a large one;
    two threads draw it."""
    info = SeriesInfo(modality="CT", series_number=1, slice_thickness_mm=1.0)
    volume = replace(_volume(np.zeros(_SHAPE, np.int16)), info=info)
    frame, window = replace(_frame(0.0), size_wh=(512, 512)), DisplayWindow(40, 400)
    words = corner_text(volume, frame, window)
    for size_px in TEXT_SIZES:
        font_for(string.printable, size_px)  # any name may come
        for part in _PARTS:
            text_tile(part, size_px)
    digits = CornerText(("0 1 2 3 4 5 6 7 8 9",), (), words.bottom_left, ())
    heat = HeatmapLayer("h", Heatmap(np.ones(_SHAPE, np.float32), _geometry(), "m", "t"))
    return Scene(volume, frame, window, heatmaps=(heat,), corner_text=digits)


def _fused_scene(frame: ViewFrame, voxel_type: str) -> Scene:
    """A second series blended over the first."""
    volume = _volume(np.zeros(_SHAPE, voxel_type))
    window = DisplayWindow(0, 2)
    return Scene(volume, frame, window, fusion=FusionLayer("f", volume, window))


def _layered_scene(frame: ViewFrame) -> Scene:
    """Masks of each type, a heatmap and everything that draws lines and words."""
    segment = (Segment(1, "a", (255, 0, 0)),)
    masks = tuple(
        MaskLayer(name, LabelMap(np.ones(_SHAPE, name), _geometry(), segment))
        for name in LABEL_TYPES
    )
    heat = HeatmapLayer("h", Heatmap(np.ones(_SHAPE, np.float32), _geometry(), "m", "t"))
    box = Finding("1", "box", "a", 0.5, box_lps=((0, 0, 0), (3, 3, 3)))
    volume = _volume(np.zeros(_SHAPE, np.int16))
    return Scene(
        volume,
        frame,
        DisplayWindow(0, 2),
        masks=masks,
        heatmaps=(heat,),
        findings=(box,),
        crosshair_lps=frame.centre_lps,
        badges=("a",),
        active=True,
    )
