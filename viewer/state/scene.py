"""All that one view shows at one instant: the single input of rendering, on screen or off."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.volume import Volume
from viewer.state.curves import CurvedCut
from viewer.state.layers import ContourLayer, FusionLayer, HeatmapLayer, MarkLayer, MaskLayer
from viewer.state.measurements import Measurement
from viewer.state.solid import SolidPicture
from viewer.state.view_frame import ViewFrame

Interpolation = Literal["linear", "nearest"]
SlabMode = Literal["none", "mip", "minip", "mean"]


@dataclass(frozen=True, slots=True)
class CornerText:
    """The lines of the four corners, already in words (top to bottom)."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownMeasurement:
    """A measurement with the lines of words beside it."""

    measurement: Measurement
    lines: tuple[str, ...] = ()
    selected: bool = False


@dataclass(frozen=True, eq=False)
class Scene:
    """One view: volume, frame, window, layers, findings, words.

    ``text_scale`` multiplies the base text size (device pixel ratio × the user's font scale).
    ``crosshair_lines`` are the directions (LPS) in which the other planes cut this one, each
    with grips; None = along the screen, without. ``solid`` stands instead of a cut through the
    volume; ``frame`` is then the one it was seen through. ``sentence`` says in the middle of the
    view why there is no picture.
    ``show_edges`` False leaves out what belongs to the edges of a view and not to a place.
    ``settled`` promises that all of the volume's voxels are in place.
    ``curved`` is the cut whose straightened picture ``volume`` is: all is then in its places.
    ``badges`` are short warnings that stay on the picture (flags, RESEARCH USE ONLY), in
    English; they and the legends are drawn in ``language``. ``corner_text`` is in words already.
    """

    volume: Volume
    frame: ViewFrame
    window: DisplayWindow
    inverted: bool = False
    interpolation: Interpolation = "linear"
    colour_map: str = "grey"
    slab_mode: SlabMode = "none"
    slab_mm: float = 0.0
    masks: tuple[MaskLayer, ...] = ()
    heatmaps: tuple[HeatmapLayer, ...] = ()
    findings: tuple[Finding, ...] = ()
    selected_finding: str = ""
    strips: tuple[SliceStrip, ...] = ()
    crosshair_lps: NDArray[np.float64] | None = None
    crosshair_lines: tuple[NDArray[np.float64], ...] | None = None
    reference_lines: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...] = ()
    corner_text: CornerText = field(default_factory=CornerText)
    badges: tuple[str, ...] = ()
    show_letters: bool = True
    show_scale_bar: bool = True
    show_overlays: bool = True
    show_edges: bool = True
    active: bool = False
    text_scale: float = 1.0
    language: str = "en"
    fusion: FusionLayer | None = None
    measurements: tuple[ShownMeasurement, ...] = ()
    contours: tuple[ContourLayer, ...] = ()
    marks: tuple[MarkLayer, ...] = ()
    solid: SolidPicture | None = None
    sentence: str = ""
    curved: CurvedCut | None = None
    settled: bool = False
