"""The hand that turns the planes: a grip of the crosshair taken, the line follows the mouse."""

from functools import lru_cache
from typing import Protocol

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QMouseEvent, QPainter, QPixmap

from viewer.controllers.scenes import crosshair_lines
from viewer.state.grips import grips
from viewer.state.tilt_intents import TurnPlanes
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.icons import picture
from viewer.widgets.words import Dispatch

NEAR_PX = 9.0
CURSOR_PX = 24
Pixel = tuple[float, float]


class GrippedView(Protocol):
    """What the hand needs to know of the view under it."""

    @property
    def state(self) -> ViewState | None: ...

    def frame(self) -> ViewFrame | None: ...

    def devicePixelRatioF(self) -> float: ...  # noqa: N802

    def setCursor(self, cursor: QCursor) -> None: ...  # noqa: N802

    def unsetCursor(self) -> None: ...  # noqa: N802


class CrosshairHand:
    """Positions are in device pixels of the view."""

    def __init__(self, view: GrippedView, index: int, dispatch: Dispatch) -> None:
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._angle = 0.0
        self._shown = False

    def grab(self, at: Pixel, event: QMouseEvent) -> bool:
        """Take hold of a grip near a left press, if there is one."""
        if event.button() != Qt.MouseButton.LeftButton or not self._near(at):
            return False
        self._angle = self._angle_at(at)
        return True

    def turn(self, at: Pixel) -> None:
        """The line that is held goes through the mouse."""
        angle = self._angle_at(at)
        step = (angle - self._angle + 180.0) % 360.0 - 180.0
        self._angle = angle
        if step:
            self._dispatch(TurnPlanes(step, self._index))

    def hover(self, at: Pixel) -> None:
        """The shape of the mouse says where a grip is."""
        near = self._near(at)
        if near == self._shown:
            return
        self._shown = near
        if near:
            self._view.setCursor(turning_cursor())
        else:
            self._view.unsetCursor()

    def _near(self, at: Pixel) -> bool:
        state, frame = self._view.state, self._view.frame()
        if state is None or frame is None or not (state.crosshair_shown and state.overlays_shown):
            return False
        cursor, lines = state.cursor_of(self._index), crosshair_lines(state, self._index)
        if cursor is None or lines is None or state.drawings.draft is not None:
            return False
        places = grips(frame, cursor, lines)
        gaps = np.linalg.norm(places - np.array(at), axis=1)
        return bool((gaps <= NEAR_PX * self._view.devicePixelRatioF()).any())

    def _angle_at(self, at: Pixel) -> float:
        """Degrees clockwise of a place as seen from the crosshair."""
        state, frame = self._view.state, self._view.frame()
        cursor = None if state is None else state.cursor_of(self._index)
        if frame is None or cursor is None:
            return self._angle
        x, y = np.array(at) - frame.pixel_at(cursor)
        return float(np.degrees(np.arctan2(y, x)))


@lru_cache(maxsize=1)
def turning_cursor() -> QCursor:
    """A white round arrow over a black one, to be seen on any picture."""
    shape = QPixmap(CURSOR_PX + 2, CURSOR_PX + 2)
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    for x, y in ((0, 1), (2, 1), (1, 0), (1, 2)):
        painter.drawPixmap(x, y, picture("rotate-right", "#000000", CURSOR_PX))
    painter.drawPixmap(1, 1, picture("rotate-right", "#ffffff", CURSOR_PX))
    painter.end()
    return QCursor(shape)
