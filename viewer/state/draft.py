"""A measurement while it is drawn: the points that are set, and the one under the mouse."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viewer.state.measurements import POINTS_NEEDED, Measurement, MeasurementKind, Point, has_extent

Float = NDArray[np.float64]
OPEN_ENDED = ("polygon", "freehand", "curve")  # ended by a double click, or by letting go


@dataclass(frozen=True, slots=True)
class Draft:
    """``begun`` holds all but the points; ``moving`` is the place under the mouse.

    ``grabbed`` is the number of the point that is moved, in a measurement drawn before; ``held``
    the place at which the whole of one was taken hold of.
    """

    begun: Measurement
    pane: int
    moving: Point
    grabbed: int | None = None
    held: Point | None = None

    @property
    def moves_old(self) -> bool:
        """Whether something drawn before is moved, rather than something new drawn."""
        return self.grabbed is not None or self.held is not None

    @property
    def fixed(self) -> tuple[Point, ...]:
        return self.begun.points_lps

    def shown(self, right: Point, down: Point) -> Measurement | None:
        """What stands on the screen now; None while it is less than a line."""
        if self.grabbed is not None:
            return moved_point(self.begun, self.grabbed, self.moving)
        if self.held is not None:
            return moved_whole(self.begun, np.array(self.moving) - np.array(self.held))
        points = self.fixed if self.begun.kind == "freehand" else (*self.fixed, self.moving)
        if self.begun.kind == "ellipse":
            return shaped(self.begun, points[:2], right, down) if len(points) > 1 else None
        drawable = len(points) > 1 or self.begun.kind == "probe"
        return replace(self.begun, points_lps=points) if drawable else None

    def with_point(self, point: Point) -> "Draft":
        begun = replace(self.begun, points_lps=(*self.fixed, point))
        return replace(self, begun=begun, moving=point)

    @property
    def complete(self) -> bool:
        return len(self.fixed) >= clicks_needed(self.begun.kind)


def clicks_needed(kind: MeasurementKind) -> int:
    """How many places make it; the open-ended kinds have no such number."""
    if kind == "ellipse":
        return 2
    return 1_000_000 if kind in OPEN_ENDED else POINTS_NEEDED[kind]


def finished(draft: Draft, right: Point, down: Point) -> Measurement | None:
    """The measurement that a draft has become; None when there is too little of it."""
    item = _whole(draft, right, down)
    return item if item is not None and has_extent(item) else None


def _whole(draft: Draft, right: Point, down: Point) -> Measurement | None:
    if draft.moves_old:
        return draft.shown(right, down)
    points = draft.fixed
    if draft.begun.kind in OPEN_ENDED:
        needed = 2 if draft.begun.kind == "curve" else 3
        return draft.begun if len(points) >= needed else None
    if len(points) < clicks_needed(draft.begun.kind):
        return None
    return shaped(draft.begun, points, right, down)


def shaped(begun: Measurement, points: tuple[Point, ...], right: Point, down: Point) -> Measurement:
    """Points as the kind stores them: an ellipse by the ends of its axes along the screen."""
    if begun.kind != "ellipse":
        return replace(begun, points_lps=points)
    first, last = np.array(points[0]), np.array(points[1])
    across, along = np.array(right), np.array(down)
    middle = (first + last) / 2
    half_x = ((last - first) @ across / 2) * across
    half_y = ((last - first) @ along / 2) * along
    ends = (middle - half_x, middle + half_x, middle - half_y, middle + half_y)
    return replace(begun, points_lps=tuple(_point(end) for end in ends))


def moved_point(item: Measurement, number: int, to: Point) -> Measurement:
    """The measurement with one point moved; the opposite end of an ellipse's axis goes along."""
    points = [np.array(point) for point in item.points_lps]
    if item.kind != "ellipse":
        points[number] = np.array(to)
        return replace(item, points_lps=tuple(_point(point) for point in points))
    middle = np.mean(points, axis=0)
    axis = points[number] - middle
    length = float(np.linalg.norm(axis))
    reach = abs(float((np.array(to) - middle) @ axis)) / length if length else 0.0
    partner = number ^ 1
    points[number] = middle + axis / max(length, 1e-9) * max(reach, 1e-3)
    points[partner] = 2 * middle - points[number]
    return replace(item, points_lps=tuple(_point(point) for point in points))


def moved_whole(item: Measurement, by_mm: Float) -> Measurement:
    """The measurement with all of its points moved by one (3,) step."""
    if not by_mm.any():
        return item
    return replace(item, points_lps=tuple(_point(np.array(p) + by_mm) for p in item.points_lps))


def _point(place: Float) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
