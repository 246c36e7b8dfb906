"""A mouse that rests while another slice comes under it: what lies there is told again."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QWidget

from viewer.state.view_frame import ViewFrame

SOON_MS = 30  # while a stack runs by, the words need not be quicker than an eye


class RestingMouse:
    """Knows where over ``view`` the mouse is, and for which frame ``point`` told of it last."""

    def __init__(self, view: QWidget, point: Callable[[QPointF], None]) -> None:
        self._point = point
        self._at: QPointF | None = None
        self._told: ViewFrame | None = None
        self._soon = QTimer(view)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._tell)

    def follow(self, at: QPointF | None) -> None:
        """The mouse is here now; None: it has left."""
        self._at = at

    def painted(self, frame: ViewFrame | None) -> None:
        """A frame was painted; what it brought under the mouse is told soon after."""
        if frame is not self._told and self._at is not None:
            self._told = frame
            if not self._soon.isActive():
                self._soon.start()

    def _tell(self) -> None:
        if self._at is not None:
            self._point(self._at)
