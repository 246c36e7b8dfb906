"""What is drawn over the picture, bottom first; a new overlay is one file and one row here."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.recording import RecordingCanvas
from viewer.render.kernels.frame import Frame
from viewer.render.kernels.replay import Recorded
from viewer.state.scene import Scene


class Overlay(NamedTuple):
    """What draws, and the fields of a scene of which one at least must hold something for it.

    ``sets_pixels`` where it does not draw by the canvas' own marks alone.
    """

    draw: Callable[[Scene, Canvas], None]
    needs: tuple[str, ...] = ()
    sets_pixels: bool = False


def _reference_lines(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.crosshair import draw_reference_lines

    draw_reference_lines(scene, canvas)


def _crosshair(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.crosshair import draw_crosshair

    draw_crosshair(scene, canvas)


def _contours(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.contours import draw_contours

    draw_contours(scene, canvas)


def _marks(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.marks import draw_marks

    draw_marks(scene, canvas)


def _findings(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.findings import draw_findings

    draw_findings(scene, canvas)


def _measurements(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.measurements import draw_measurements

    draw_measurements(scene, canvas)


def _strip(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.strip import draw_strip

    draw_strip(scene, canvas)


def _colour_bars(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.colour_bar import draw_colour_bars

    draw_colour_bars(scene, canvas)


def _scale_bar(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.scale_bar import draw_scale_bar

    draw_scale_bar(scene, canvas)


def _letters(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.letters import draw_letters

    draw_letters(scene, canvas)


def _corners(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.corners import draw_corners

    draw_corners(scene, canvas)


def _badges(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.badges import draw_badges

    draw_badges(scene, canvas)


def _sentence(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.sentence import draw_sentence

    draw_sentence(scene, canvas)


def _labels(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.labels import draw_labels

    draw_labels(scene, canvas)


def _border(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.border import draw_border

    draw_border(scene, canvas)


OVERLAYS: dict[str, Overlay] = {
    "colour-bars": Overlay(_colour_bars, ("heatmaps",)),
    "reference-lines": Overlay(_reference_lines, ("reference_lines",)),
    "crosshair": Overlay(_crosshair, ("crosshair_lps",)),
    "contours": Overlay(_contours, ("contours",), sets_pixels=True),
    "marks": Overlay(_marks, ("marks",)),
    "findings": Overlay(_findings, ("findings",)),
    "measurements": Overlay(_measurements, ("measurements",)),
    "strip": Overlay(_strip, ("strips", "findings", "measurements"), sets_pixels=True),
    "scale-bar": Overlay(_scale_bar),
    "letters": Overlay(_letters),
    "corners": Overlay(_corners),
    "sentence": Overlay(_sentence, ("sentence",)),
    "badges": Overlay(_badges, ("badges", "fusion", "measurements", "strips")),
    "labels": Overlay(_labels, ("findings", "measurements", "marks")),
    "border": Overlay(_border, ("active",)),
}


EDGES = ("colour-bars", "strip", "scale-bar", "letters", "corners", "badges", "border")


def record_overlays(scene: Scene, frame: Frame) -> list[Recorded] | None:
    """What ``draw_overlays`` would draw, for ``replay``; ``frame`` may still be without a picture.

    None where an overlay that shows something sets pixels of its own.
    """
    shown = _shown(scene)
    if any(overlay.sets_pixels for overlay in shown):
        return None
    canvas = RecordingCanvas(frame, scene.text_scale)
    for overlay in shown:
        overlay.draw(scene, canvas)
    return canvas.all_recorded()


def draw_overlays(scene: Scene, frame: Frame) -> None:
    """Draw every overlay of the table over the composed picture; EDGES only where wished."""
    canvas = Canvas(frame, scene.text_scale)
    for overlay in _shown(scene):
        overlay.draw(scene, canvas)


def _shown(scene: Scene) -> list[Overlay]:
    """The overlays that may have something to show, bottom first."""
    return [
        overlay
        for name, overlay in OVERLAYS.items()
        if (scene.show_edges or name not in EDGES) and _has(scene, overlay.needs)
    ]


def _has(scene: Scene, needs: tuple[str, ...]) -> bool:
    """Whether one of the fields holds something; most views show few of the overlays."""
    for name in needs:
        value = getattr(scene, name)
        if isinstance(value, np.ndarray) or value:
            return True
    return not needs
