"""The hand with the brush: a drag paints, and the pointer is as wide as what it paints."""

from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from viewer.state.mask_edit_intents import EndStroke, PaintStroke
from viewer.state.mask_edits import PAINTING
from viewer.state.measurements import Point
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch

LEAST_PX, MOST_PX = 4, 256  # of the pointer; beyond, a cross stands for it
Pixel = tuple[float, float]


class PaintedView(Protocol):
    """What the hand needs to know of the view under it."""

    @property
    def state(self) -> ViewState | None: ...

    def frame(self) -> ViewFrame | None: ...

    def devicePixelRatioF(self) -> float: ...  # noqa: N802


class BrushHand:
    """Each move paints from the place before it; letting go makes one step of undo."""

    def __init__(self, view: PaintedView, index: int, dispatch: Dispatch) -> None:
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._last: Point | None = None
        self._erases = False

    def press(self, at: Pixel, erases: bool) -> None:
        self._erases = erases
        self._last = self._lps(at)
        self.move(at)

    def move(self, at: Pixel) -> None:
        frame, here = self._view.frame(), self._lps(at)
        if frame is None or here is None or self._last is None:
            return
        right, down = _point(frame.right_lps), _point(frame.down_lps)
        self._dispatch(PaintStroke(self._last, here, right, down, self._index, self._erases))
        self._last = here

    def release(self) -> None:
        if self._last is not None:
            self._last = None
            self._dispatch(EndStroke())

    def _lps(self, at: Pixel) -> Point | None:
        frame = self._view.frame()
        return None if frame is None else _point(frame.lps_at(at))


def brush_pointer(view: PaintedView, index: int) -> QCursor | None:
    """A circle as wide as the brush on the screen; None while another tool is chosen."""
    state, frame = view.state, view.frame()
    if state is None or frame is None or state.tool not in PAINTING:
        return None
    if state.panes[index].view != "slice":
        return None
    ratio = view.devicePixelRatioF()
    width = round(state.edits.brush_mm / frame.mm_per_pixel / ratio)
    if width > MOST_PX:
        return QCursor(Qt.CursorShape.CrossCursor)
    return _circle(max(width, LEAST_PX), ratio)


def _circle(width: int, ratio: float) -> QCursor:
    """White on black, so that it is seen on every picture."""
    side = width + 4
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, pen in ((QColor(0, 0, 0), 3.0), (QColor(255, 255, 255), 1.2)):
        painter.setPen(QPen(ink, pen))
        painter.drawEllipse(QPointF(side / 2, side / 2), width / 2, width / 2)
    painter.end()
    return QCursor(picture, side // 2, side // 2)


def _point(place: np.ndarray) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
