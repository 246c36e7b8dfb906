"""One view: shows its pane's scene pixel for pixel, and turns the mouse into intents."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.controllers.curved_scenes import frame_in
from viewer.controllers.reference_lines import line_parts
from viewer.controllers.scenes import scene_of
from viewer.controllers.view_size import ViewSize
from viewer.render.compose import draw
from viewer.render.kernels.frame import Frame
from viewer.render.resting import prepare_scroll
from viewer.state.fused import fused_series
from viewer.state.intents import OpenSeriesById
from viewer.state.pane_frame import frame_of
from viewer.state.pane_intents import PointAt
from viewer.state.panes import PaneView
from viewer.state.scene import Scene
from viewer.state.solid_intents import RenderSolid
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.awaited import Awaited, write
from viewer.widgets.brush_hand import brush_pointer
from viewer.widgets.device_pixels import pixels_under
from viewer.widgets.drawing_hand import KINDS
from viewer.widgets.lens import Lens
from viewer.widgets.note_field import NoteField
from viewer.widgets.resting_mouse import RestingMouse
from viewer.widgets.slice_mouse import SliceMouse
from viewer.widgets.solid_mouse import SolidMouse
from viewer.widgets.view_picture import ViewPicture
from viewer.widgets.words import Dispatch, tr

SERIES_MIME = "application/x-radlens-series"
_REST_MS = 80  # without a frame, after which a view is at rest


class SliceView(QWidget):
    """Paints ``compose(scene)`` 1:1 in device pixels; several changes make one repaint.

    ``pictured`` tells that the first picture was painted.
    """

    pictured = Signal()

    def __init__(self, index: int, dispatch: Dispatch) -> None:
        super().__init__()
        self._index = index
        self._dispatch = dispatch
        self._state: ViewState | None = None
        self._shown: tuple[object, ...] = ()
        self._picture = ViewPicture()
        self._pointer: tuple[object, ...] = ()
        self.scene: Scene | None = None
        self.paints = 0
        self.companions: Sequence[SliceView] = ()  # views that change with this one
        self._has_pictured = False
        self._awaited = Awaited(self)
        self._resting = RestingMouse(self, self._point)
        self._hands: dict[PaneView, SliceMouse | SolidMouse] = {
            "slice": SliceMouse(self, index, dispatch),
            "3d": SolidMouse(self, index, dispatch),
        }
        self._lens = Lens()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._prepare_scroll)
        self._note = NoteField(self, index, dispatch)
        self._hands["curved"] = self._hands["slice"]
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("View {n}").format(n=index + 1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 64)

    @property
    def index(self) -> int:
        return self._index

    @property
    def state(self) -> ViewState | None:
        return self._state

    @property
    def _mouse(self) -> SliceMouse | SolidMouse:
        return self._hands["slice" if self._state is None else self._state.panes[self._index].view]

    def render_state(self, state: ViewState) -> None:
        """Take the state; repaint only when something shown in this pane has changed."""
        self._state = state
        shown = _parts(state, self._index)
        if len(shown) != len(self._shown) or any(
            new is not old and new != old for new, old in zip(shown, self._shown, strict=True)
        ):
            self._shown = shown
            self._picture.forget()
            self.update()
        if self._lens.choose(state.tool == "magnifier"):
            self.update()
        self._show_pointer(state)
        if state.drawings.naming is not None or self._note.isVisible():
            self._note.render_state(state, self.frame())

    def picture(self) -> QImage | None:
        """The composed picture as it is (or will be) painted."""
        if self._picture.waits or self._picture.is_shown:
            self._compose()
        return self._picture.image

    def waits(self) -> bool:
        """Whether a picture is wanted that was not tried yet."""
        return self._picture.waits

    def frame(self) -> ViewFrame | None:
        """Where the view lies in the patient now, also before the next repaint."""
        state = self._state
        series, cursor = (
            (None, None)
            if state is None
            else (state.series_of(self._index), state.cursor_of(self._index))
        )
        if state is None or series is None or cursor is None:
            return None
        size = self.device_size()
        pane = state.panes[self._index]
        wh = (size.width, size.height)
        if pane.view == "curved":
            return frame_in(state, self._index, wh)
        tilt = state.tilt_of(self._index)
        return frame_of(series.volume.geometry, pane, np.array(cursor), wh, tilt)

    def device_size(self) -> ViewSize:
        ratio = self.devicePixelRatioF()
        scale = float(self._state.settings.get("font_scale", 1.0)) if self._state else 1.0
        corner = self.mapTo(self.window(), QPoint(0, 0))
        return ViewSize(
            max(1, round(self.width() * ratio)),
            max(1, round(self.height() * ratio)),
            ratio * scale,
            round(corner.x() * ratio),
            round(corner.y() * ratio),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        has_picture = self._draw_onto_window(painter, event)
        if not has_picture and (image := self.picture()) is not None:
            painter.drawImage(QPoint(0, 0), image)
            has_picture = True
        if has_picture:
            self._lens.paint(painter, self.scene, self.devicePixelRatioF(), self._table())
        else:
            painter.fillRect(event.rect(), QColor(0, 0, 0))
            self._paint_words(painter)
        painter.end()
        self._resting.painted(None if self.scene is None else self.scene.frame)
        self.paints += 1
        self._rest.start()
        if has_picture and not self._has_pictured:
            self._has_pictured = True
            self.pictured.emit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(512, 512)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._picture.forget()
        if self._state is not None and self._state.panes[self._index].view == "3d":
            QTimer.singleShot(0, lambda: self._dispatch(RenderSolid(self._index)))
        self._pointer = ()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._resting.follow(event.position())
        self._mouse.move(event)
        if self._lens.follow(event.position()):
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._mouse.wheel(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        self._mouse.forget_wheel()
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        self._resting.follow(None)
        self._dispatch(PointAt())
        if self._lens.follow(None):
            self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasFormat(SERIES_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        series_id = bytes(event.mimeData().data(SERIES_MIME).data()).decode()
        event.acceptProposedAction()
        self._dispatch(OpenSeriesById(series_id, self._index))

    def _point(self, at: QPointF) -> None:
        self._mouse.point(at)

    def _paint_words(self, painter: QPainter) -> None:
        """Why there is no picture."""
        state = self._state
        if state is None or not state.open_series:
            return
        if state.series_of(self._index) is None:
            write(painter, self, tr("Drag a series here."))
        elif not state.drawing_ready:
            self._awaited.paint(painter)

    def _show_pointer(self, state: ViewState) -> None:
        """The brush's circle while it paints, a cross to measure with, else the usual arrow."""
        wanted = (state.tool, state.edits.brush_mm, state.panes[self._index])
        if wanted != self._pointer:
            self._pointer = wanted
            pointer = brush_pointer(self, self._index)
            if pointer is not None:
                self.setCursor(pointer)
            elif state.tool in KINDS:
                self.setCursor(Qt.CursorShape.CrossCursor)
            else:
                self.unsetCursor()

    def _compose(self, onto: Frame | None = None) -> None:
        """This view's picture, and those of its companions that wait for theirs."""
        others = (view for view in self.companions if view is not self and view.isVisible())
        compose_views([self, *(view for view in others if view.waits())], onto)

    def _draw_onto_window(self, painter: QPainter, event: QPaintEvent) -> bool:
        """Compose a picture that nobody keeps where the window shows it; whether that was done.

        Under a lens, which moves while the picture stays, it is kept.
        """
        if not self._picture.waits or self._lens.is_shown:
            return False
        onto = pixels_under(painter, event, self.rect())
        if onto is not None:
            self._compose(onto)
        return self._picture.is_shown

    def _prepare_scroll(self) -> None:
        if self.scene is not None:
            prepare_scroll(self.scene)

    def begin_picture(self) -> Scene | None:
        """What to compose; None where there is nothing."""
        self._picture.is_tried = True
        state = self._state
        if state is None or not state.drawing_ready:
            return None
        self.scene = scene_of(state, self._index, self.device_size())
        return self.scene

    def place_for(self, scene: Scene, onto: Frame | None) -> Frame:
        """Where to draw ``scene``: onto the window where that fits, else into the view's own."""
        return self._picture.place(scene.frame.size_wh, onto)

    def take_picture(self, frame: Frame, onto: Frame | None) -> None:
        """What was begun has been drawn into ``frame``."""
        self._picture.take(frame, onto, self._table(), self.devicePixelRatioF())

    def _table(self) -> bytes | None:
        """The screen's table while it is calibrated."""
        kept = None if self._state is None else self._state.calibration
        return None if kept is None else kept.table


def compose_views(views: Sequence[SliceView], onto: Frame | None = None) -> None:
    """The pictures of views that change at once, their lines shared out together; that of the
    first one straight into the window's pixels ``onto``, if it has their size."""
    places = {views[0]: onto}
    begun = [(view, scene) for view in views if (scene := view.begin_picture()) is not None]
    frames = [view.place_for(scene, places.get(view)) for view, scene in begun]
    draw([(scene, frame) for (_, scene), frame in zip(begun, frames, strict=True)])
    for (view, _), frame in zip(begun, frames, strict=True):
        view.take_picture(frame, places.get(view))


def _parts(state: ViewState, index: int) -> tuple[object, ...]:
    """What this pane's picture depends on."""
    return (
        state.series_of(index),
        state.panes[index],
        state.cursor_of(index),
        state.solids.get(index),
        state.tilts_of(index),
        state.layout,
        state.curved if state.panes[index].view == "curved" else None,
        state.results,
        state.drawings,
        state.fusions.get(state.panes[index].series_id),
        fused_series(state, state.panes[index].series_id),
        state.links,
        state.overlays_shown,
        state.crosshair_shown,
        state.identity_hidden,
        state.active == index,
        state.enlarged,
        state.drawing_ready,
        state.settings.get("font_scale"),
        line_parts(state),
        state.calibration,
    )
