"""The hand on a 3D pane: left drag turns, wheel and right drag zoom, middle drag pans."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from viewer.state.pane_intents import Activate, Enlarge, PanBy, ZoomBy
from viewer.state.solid_intents import SpinSolid, TurnSolid
from viewer.widgets.slice_mouse import NOTCH, ZOOM_PIXELS, ZOOM_STEP, View
from viewer.widgets.words import Dispatch

DEGREES_PER_POINT = 0.5
ACTIONS = {
    Qt.MouseButton.LeftButton: "turn",
    Qt.MouseButton.MiddleButton: "pan",
    Qt.MouseButton.RightButton: "zoom",
}


class SolidMouse:
    """What is at the front follows the mouse."""

    def __init__(self, view: View, index: int, dispatch: Dispatch) -> None:
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._last = QPointF()
        self._anchor = QPointF()
        self._action = ""

    def press(self, event: QMouseEvent) -> None:
        state = self._view.state
        if state is not None and state.active != self._index:
            self._dispatch(Activate(self._index))
        self._last = self._anchor = event.position()
        self._action = ACTIONS.get(event.button(), "")
        spinning = state is not None and state.panes[self._index].solid.spinning
        if self._action == "turn" and spinning:
            self._dispatch(SpinSolid(self._index))

    def move(self, event: QMouseEvent) -> None:
        step = event.position() - self._last
        self._last = event.position()
        if not event.buttons():
            return
        if self._action == "turn":
            turn = TurnSolid(
                -step.x() * DEGREES_PER_POINT, step.y() * DEGREES_PER_POINT, self._index
            )
            self._dispatch(turn)
        elif self._action == "pan":
            frame = self._view.frame()
            scale = 0.0 if frame is None else frame.mm_per_pixel * self._view.devicePixelRatioF()
            self._dispatch(PanBy(step.x() * scale, step.y() * scale, self._index))
        elif self._action == "zoom":
            self._zoom(2.718281828 ** (-step.y() / ZOOM_PIXELS), self._anchor)

    def point(self, at: QPointF) -> None:
        """No one place lies under the mouse."""

    def release(self, _event: QMouseEvent) -> None:
        self._action = ""

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._action = ""
            self._dispatch(Enlarge(self._index))

    def wheel(self, event: QWheelEvent) -> None:
        self._zoom(ZOOM_STEP ** (event.angleDelta().y() / NOTCH), event.position())

    def forget_wheel(self) -> None:
        """Nothing is kept between two turns of the wheel."""

    def _zoom(self, factor: float, about: QPointF) -> None:
        frame = self._view.frame()
        scale = 0.0 if frame is None else frame.mm_per_pixel * self._view.devicePixelRatioF()
        x = (about.x() - self._view.width() / 2) * scale
        y = (about.y() - self._view.height() / 2) * scale
        self._dispatch(ZoomBy(factor, (x, y), self._index))
