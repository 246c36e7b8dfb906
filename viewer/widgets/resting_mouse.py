"""A mouse that rests while another slice comes under it: what lies there is told again."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QWidget

from viewer.state.view_frame import ViewFrame


class RestingMouse:
    """Knows where over ``view`` the mouse is, and for which frame ``point`` told of it last."""

    def __init__(self, view: QWidget, point: Callable[[QPointF], None]) -> None:
        self._view = view
        self._point = point
        self._at: QPointF | None = None
        self._told: ViewFrame | None = None

    def follow(self, at: QPointF | None) -> None:
        """The mouse is here now; None: it has left."""
        self._at = at

    def painted(self, frame: ViewFrame | None) -> None:
        """A frame was painted; what it brought under the mouse is told after the painting."""
        if frame is not self._told and self._at is not None:
            self._told = frame
            QTimer.singleShot(0, self._view, self._tell)

    def _tell(self) -> None:
        if self._at is not None:
            self._point(self._at)
