"""The hand on a view: wheel, drags and clicks become intents in patient space."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QWheelEvent

from inference.imaging.display_window import DisplayWindow
from viewer.state.curved_intents import SetAnchor
from viewer.state.look_intents import SetWindow
from viewer.state.mask_edits import PAINTING
from viewer.state.measurements import Point
from viewer.state.pane_intents import (
    Activate,
    Enlarge,
    PanBy,
    PointAt,
    ScrollSlices,
    SetCursor,
    ZoomBy,
)
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.brush_hand import BrushHand
from viewer.widgets.crosshair_hand import CrosshairHand
from viewer.widgets.drawing_hand import KINDS, DrawingHand
from viewer.widgets.words import Dispatch

DRAWING = (*KINDS, "grab")
MOVING = ("window", "zoom", "pan")  # tools under which the crosshair can be taken hold of
NOTCH = 120  # eighths of a degree, one click of a usual wheel
ZOOM_STEP = 1.15
WINDOW_PIXELS = 512  # a drag of that length changes the window by its automatic width
ZOOM_PIXELS = 150  # a drag of that length zooms by e


class View(Protocol):
    """What the hand needs to know of the view under it."""

    @property
    def state(self) -> ViewState | None: ...

    def frame(self) -> ViewFrame | None: ...

    def width(self) -> int: ...

    def height(self) -> int: ...

    def devicePixelRatioF(self) -> float: ...  # noqa: N802

    def setCursor(self, cursor: QCursor) -> None: ...  # noqa: N802

    def unsetCursor(self) -> None: ...  # noqa: N802


class SliceMouse:
    """Keeps what one drag needs, and nothing else."""

    def __init__(self, view: View, index: int, dispatch: Dispatch) -> None:
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._last = QPointF()
        self._action = ""
        self._wheel = 0
        self._over = False
        self._anchor = QPointF()
        self._hand = DrawingHand(view, index, dispatch)
        self._crosshair = CrosshairHand(view, index, dispatch)
        self._brush = BrushHand(view, index, dispatch)

    def press(self, event: QMouseEvent) -> None:
        state = self._view.state
        if state is not None and state.active != self._index:
            self._dispatch(Activate(self._index))
        self._last = event.position()
        self._action = self._action_of(event)
        self._anchor = event.position()
        if self._action == "along":
            self._begin_along(event.position())
        elif self._action == "crosshair":
            self._place_cursor(event.position())
        elif self._action in MOVING and self._crosshair.grab(self._pixel(event.position()), event):
            self._action = "turn-planes"
        elif self._action in PAINTING:
            self._brush.press(self._pixel(event.position()), self._action == "eraser")
        elif event.button() == Qt.MouseButton.LeftButton and not self._curved():
            self._press_drawing(event)

    def move(self, event: QMouseEvent) -> None:
        step = event.position() - self._last
        self._last = event.position()
        self.point(event.position())
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if (
            shift
            and event.buttons()
            in (
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
            )
        ) or self._action == "along":
            self._place_cursor(event.position())
        elif self._action == "turn-planes":
            self._crosshair.turn(self._pixel(event.position()))
        elif self._action in PAINTING:
            self._brush.move(self._pixel(event.position()))
        elif self._action in DRAWING or not event.buttons():
            self._hand.move(self._pixel(event.position()))
            if not self._painting():
                self._hover(self._pixel(event.position()))
        elif self._action == "window":
            self._change_window(step)
        elif self._action == "pan":
            scale = self._mm_per_point()
            self._dispatch(PanBy(step.x() * scale, step.y() * scale, self._index))
        elif self._action == "zoom":
            self._zoom(2.718281828 ** (-step.y() / ZOOM_PIXELS), self._middle_mm(self._anchor))

    def point(self, at: QPointF) -> None:
        """Say which place lies under the mouse."""
        point = self._lps(at)
        if point is not None:
            self._dispatch(PointAt(point, self._index))

    def release(self, event: QMouseEvent) -> None:
        if self._action in DRAWING:
            self._hand.release(self._pixel(event.position()))
        elif self._action in PAINTING:
            self._brush.release()
        self._action = ""

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._action = ""
            state = self._view.state
            if self._painting():
                self.press(event)  # two quick dabs are two dabs
            elif state is not None and state.drawings.draft is not None:
                self._hand.end()
            else:
                self._dispatch(Enlarge(self._index))

    def wheel(self, event: QWheelEvent) -> None:
        """Whole notches scroll; the rest of a fine wheel or touch pad is kept for the next."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            about = self._middle_mm(event.position())
            self._zoom(ZOOM_STEP ** (event.angleDelta().y() / NOTCH), about)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / NOTCH)
        self._wheel -= steps * NOTCH
        state = self._view.state
        if steps and state is not None:
            sign = -1 if state.settings.get("reverse_wheel") else 1
            self._dispatch(ScrollSlices(sign * steps, self._index))

    def forget_wheel(self) -> None:
        self._wheel = 0

    def _hover(self, at: tuple[float, float]) -> None:
        """The shape of the mouse says what a press would take hold of."""
        state = self._view.state
        if state is None or state.tool not in MOVING:
            return
        moves = self._hand.over_selected(at)
        if moves != self._over:
            self._over = moves
            if moves:
                self._view.setCursor(QCursor(Qt.CursorShape.SizeAllCursor))
            else:
                self._view.unsetCursor()
        if not moves:
            self._crosshair.hover(at)

    def _painting(self) -> bool:
        state = self._view.state
        return state is not None and state.tool in PAINTING

    def _action_of(self, event: QMouseEvent) -> str:
        state = self._view.state
        tool = "window" if state is None or state.tool == "magnifier" else state.tool
        if event.button() == Qt.MouseButton.MiddleButton:
            return "pan"
        if event.button() == Qt.MouseButton.RightButton:
            return "zoom" if tool in ("window", "zoom", "pan") else "window"
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return "crosshair"
        return "along" if self._curved() and tool not in MOVING else tool

    def _curved(self) -> bool:
        state = self._view.state
        return state is not None and state.panes[self._index].view == "curved"

    def _begin_along(self, position: QPointF) -> None:
        """In a curved pane any measuring tool measures along the line."""
        place = self._lps(position)
        if place is not None:
            self._dispatch(SetAnchor(max(0.0, place[1])))
            self._place_cursor(position)

    def _press_drawing(self, event: QMouseEvent) -> None:
        """A press near a point takes hold of it, with any tool but in the midst of a drawing."""
        state = self._view.state
        at = self._pixel(event.position())
        idle = state is not None and state.drawings.draft is None
        moving = self._action in MOVING
        if idle and (self._hand.grab(at) or (moving and self._hand.grab_whole(at))):
            self._action = "grab"
        elif self._action in KINDS:
            self._hand.press(KINDS[self._action], at)

    def _pixel(self, position: QPointF) -> tuple[float, float]:
        """Device pixel of a position; a pixel's own middle is a whole number."""
        ratio = self._view.devicePixelRatioF()
        return position.x() * ratio - 0.5, position.y() * ratio - 0.5

    def _change_window(self, step: QPointF) -> None:
        state = self._view.state
        series = state.series_of(self._index) if state else None
        if state is None or series is None:
            return
        window = state.panes[self._index].look.window
        speed = float(state.settings.get("window_speed", 1.0)) / WINDOW_PIXELS
        per_pixel = max(series.automatic.width, 1e-6) * speed
        least = 1.0 if window.function == "LINEAR" else 1e-6
        width = max(least, window.width + step.x() * per_pixel)
        centre = window.centre + step.y() * per_pixel
        self._dispatch(SetWindow(DisplayWindow(centre, width, window.function), self._index))

    def _zoom(self, factor: float, about_mm: tuple[float, float]) -> None:
        self._dispatch(ZoomBy(factor, about_mm, self._index))

    def _place_cursor(self, position: QPointF) -> None:
        point = self._lps(position)
        if point is not None:
            self._dispatch(SetCursor(point, self._index))

    def _mm_per_point(self) -> float:
        """Millimetres of patient under one logical pixel."""
        frame = self._view.frame()
        return 0.0 if frame is None else frame.mm_per_pixel * self._view.devicePixelRatioF()

    def _middle_mm(self, position: QPointF) -> tuple[float, float]:
        scale = self._mm_per_point()
        x = (position.x() - self._view.width() / 2) * scale
        y = (position.y() - self._view.height() / 2) * scale
        return x, y

    def _lps(self, position: QPointF) -> Point | None:
        frame = self._view.frame()
        if frame is None:
            return None
        x, y, z = frame.lps_at(self._pixel(position))
        return float(x), float(y), float(z)
