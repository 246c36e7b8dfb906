"""Finding boxes and points where the view cuts them, with label and score."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import Finding
from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import Label
from viewer.render.picture_words import word
from viewer.state.finding_words import KEY_IMAGE
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
_COLOURS = {"unreviewed": 0xFFD54F, "accepted": 0x80CBC4, "edited": 0x80CBC4, "rejected": 0x9A9A9A}
_BETWEEN = "   "
_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if (a ^ b).bit_count() == 1]


def draw_findings(scene: Scene, canvas: Canvas) -> None:
    """The outline of each box in this plane, or a ring around a point near it."""
    if not scene.show_overlays or not scene.findings:
        return
    reach = slice_step_mm(scene.volume.geometry, scene.frame) / 2
    for finding in scene.findings:
        if finding.kind == KEY_IMAGE:
            continue
        if finding.box_lps is not None:
            outline = box_outline(scene.frame, finding.box_lps, reach)
            if outline is not None:
                _draw_outline(scene, canvas, finding, outline)
        elif finding.point_lps is not None:
            point = np.array(finding.point_lps)
            if abs(float(scene.frame.distance_mm(point))) <= reach + 1e-6:
                _draw_ring(scene, canvas, finding, scene.frame.pixel_at(point))


def finding_words(finding: Finding, language: str = "en") -> str:
    """Label and score; only a calibrated score is called a probability."""
    if finding.score is None:
        return finding.label
    name = word("probability" if finding.calibrated else "score (uncalibrated)", language)
    return f"{finding.label}{_BETWEEN}{name} {finding.score:.2f}"


def box_outline(
    frame: ViewFrame, box_lps: tuple[tuple[float, ...], tuple[float, ...]], reach_mm: float
) -> Float | None:
    """(n, 2) screen polygon where the view's plane cuts an LPS box; None where it misses.

    A plane within ``reach_mm`` beyond the box shows its face, so that a flat box is seen.
    """
    ends = np.array(box_lps, dtype=np.float64)
    corners = np.array([[ends[(c >> a) & 1, a] for a in range(3)] for c in range(8)])
    depth = np.atleast_1d(frame.distance_mm(corners))
    if depth.min() > reach_mm + 1e-6 or depth.max() < -reach_mm - 1e-6:
        return None
    level = float(np.clip(0.0, depth.min() + 1e-9, depth.max() - 1e-9))
    points = _crossings(corners, depth - level)
    if len(points) < 3:  # the box is flat and lies in the plane
        points = corners
    outline = _hull(frame.pixel_at(points))
    return outline if len(outline) > 1 else None  # only a corner is touched


def _crossings(corners: Float, depth: Float) -> Float:
    """Where the edges of a box cross depth 0."""
    points = []
    for a, b in _EDGES:
        if (depth[a] < 0) != (depth[b] < 0):
            share = depth[a] / (depth[a] - depth[b])
            points.append(corners[a] + share * (corners[b] - corners[a]))
    return np.array(points)


def _hull(points: Float) -> Float:
    """The points of a convex outline in order around their middle, inner ones left out."""
    ordered = sorted({(round(float(x), 6), round(float(y), 6)) for x, y in points})
    halves: list[list[tuple[float, float]]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        halves.append(chain[:-1])
    return np.array(halves[0] + halves[1])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _draw_outline(scene: Scene, canvas: Canvas, finding: Finding, outline: Float) -> None:
    colour, dash = _COLOURS[finding.review], 5.0 if finding.review == "rejected" else 0.0
    closed = np.vstack([outline, outline[:1]]).tolist()
    canvas.path(closed, colour=colour, width=_width(scene, finding), dash=dash)
    _name(scene, canvas, finding, outline.min(axis=0), outline.max(axis=0))


def _draw_ring(scene: Scene, canvas: Canvas, finding: Finding, centre: Float) -> None:
    colour, radius = _COLOURS[finding.review], 9 * canvas.scale
    angles = np.linspace(0, 2 * np.pi, 25)
    ring = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    canvas.path(ring.tolist(), colour=colour, width=_width(scene, finding))
    _name(scene, canvas, finding, centre - radius, centre + radius)


def _width(scene: Scene, finding: Finding) -> float:
    """The selected finding is drawn thicker."""
    return 2.5 if finding.id == scene.selected_finding else 1.5


def _name(scene: Scene, canvas: Canvas, finding: Finding, low: Float, high: Float) -> None:
    """The words for what lies between two corners; in two lines where one is half the view."""
    line = finding_words(finding, scene.language)
    parts = tuple(line.split(_BETWEEN))
    forms = ((line,), parts) if canvas.text_width(line) < canvas.width / 2 else (parts, (line,))
    about = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    colour, selected = _COLOURS[finding.review], finding.id == scene.selected_finding
    canvas.labels.append(Label((*forms, parts[:1]), about, colour, first=selected))
