"""The window: pictures in the middle, studies left, tabs right, one line at the bottom."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenuBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer.state.intents import ChooseTool, Intent, OpenPaths, ShowOverlays, ToggleLeftPanel
from viewer.state.training_intents import WatchTrainings
from viewer.state.view_state import Panels, ViewState
from viewer.widgets.left_panel import STRIP_WIDTH, LeftPanel
from viewer.widgets.menus import Actions, fill_menu_bar, make_tool_bar
from viewer.widgets.right_panel import RightPanel
from viewer.widgets.status_line import StatusLine
from viewer.widgets.theme import Theme
from viewer.widgets.top_bar import TopBar
from viewer.widgets.views_area import ViewsArea
from viewer.widgets.words import Dispatch

if TYPE_CHECKING:
    from viewer.widgets.training_page import TrainingPage

PEEK_MS = 350
HANDLE = 2


class MainWindow(QMainWindow):
    """Its content can be built again at any time: all that matters is in the state."""

    def __init__(self, dispatch: Dispatch, closing: Callable[[], None]) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._closing = closing
        self._peek = QTimer(self)
        self._peek.setSingleShot(True)
        self._peek.setInterval(PEEK_MS)
        self._back: Intent = ShowOverlays()
        self._held = 0
        self._active: tuple[object, ...] = ()
        self._state = ViewState()
        self._panels = self._state.panels
        self._widths = (236, 280)
        self.trainings: TrainingPage | None = None
        self.setWindowTitle("RadLens")
        self.setAcceptDrops(True)
        self.installEventFilter(self)

    def build(self, theme: Theme) -> None:
        """Make all parts anew, in the present language and theme."""
        self.setWindowIcon(theme.icon("radlens"))
        self._theme = theme
        page_open = self.trainings is not None and self.trainings.isVisible()
        if self.trainings is not None:
            self.trainings.close()
            self.trainings.deleteLater()
            self.trainings = None
        self.views = ViewsArea(self._dispatch, theme)
        self.left = LeftPanel(self._dispatch, theme)
        self.right = RightPanel(self._dispatch, theme)
        self.status = StatusLine()
        for action in list(self.actions()):
            self.removeAction(action)
            action.deleteLater()
        self.commands = Actions(self, self.views, self._dispatch, theme)
        self.setMenuWidget(self._top(theme))
        self.setCentralWidget(self._central())
        self._active = ()
        self.render_state(self._state)
        if page_open:
            self.show_trainings()

    def render_state(self, state: ViewState) -> None:
        self._state = state
        folded = (state.panels.left, state.panels.right) != (self._panels.left, self._panels.right)
        if folded:
            self._note_widths()
        self.commands.render_state(state)
        self.left.render_state(state)
        self.right.render_state(state)
        self.views.render_state(state)
        self.status.render_state(state)
        if self.trainings is not None:
            self.trainings.render_state(state)
        if folded:
            self._share_width(state.panels)
        active = (state.study_key, state.active, state.layout)
        if active != self._active and state.open_series:
            self._active = active
            self.views.focus_active(state)

    def peek_is_long(self) -> bool:
        """Whether G or Y has been held long enough for a peek."""
        return not self._peek.isActive()

    def show_search(self) -> None:
        """Put the cursor into the search of the studies, unfolding them where needed."""
        if self._state.panels.left != "wide":
            self._dispatch(ToggleLeftPanel(narrow=self._state.panels.left == "strip"))
        self.left.search.setFocus()
        self.left.search.selectAll()

    def show_trainings(self) -> None:
        """The page of trainings, beside the window; its curves are imported when first wanted."""
        if self.trainings is None:
            from viewer.widgets.training_page import TrainingPage

            self.trainings = TrainingPage(self, self._dispatch, self._theme)
        self.trainings.render_state(self._state)
        self.trainings.show()
        self.trainings.raise_()
        self.trainings.activateWindow()
        self._dispatch(WatchTrainings())

    def areas(self, state: ViewState) -> tuple[QWidget, ...]:
        """Where the keyboard can be: the active picture, the studies, the tabs, the tools."""
        pictures = self.views.panes[state.active].view if state.open_series else self.views
        return pictures, self.left, self.right, self.tools

    def panel_widths(self) -> tuple[int, int]:
        """(left, right) as the user drew them, also while they are folded."""
        self._note_widths()
        return self._widths

    def set_panel_widths(self, left: int, right: int) -> None:
        self._widths = (left, right)
        self._share_width(self._state.panels)

    def _note_widths(self) -> None:
        if not self.isVisible():
            return
        left = self.left.width() if self._panels.left == "wide" else self._widths[0]
        right = self.right.width() if self._panels.right else self._widths[1]
        self._widths = (left, right)

    def _share_width(self, panels: Panels) -> None:
        """Give the pictures all that the panels do not take as they are folded now."""
        self._panels = panels
        left = {"wide": self._widths[0], "strip": STRIP_WIDTH, "folded": 0}[panels.left]
        right = self._widths[1] if panels.right else 0
        self.split.setSizes([left, max(400, self.width() - left - right), right])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self._dispatch(OpenPaths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._closing()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Holding G or Y peeks: letting it go after a while puts back what was before."""
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_G, Qt.Key.Key_Y):
            self._peek_at(event)
        return False

    def _peek_at(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return
        overlays = event.key() == Qt.Key.Key_G
        if event.type() == QEvent.Type.ShortcutOverride:
            shown, tool = self._state.overlays_shown, self._state.tool
            self._back = ShowOverlays(shown) if overlays else ChooseTool(tool)
            self._peek.start()
            self._held = event.key()
        elif event.type() == QEvent.Type.KeyRelease and event.key() == self._held:
            self._held = 0  # the release of a letter typed in a field comes here too
            if not self._peek.isActive():
                self._dispatch(self._back)

    def _top(self, theme: Theme) -> QWidget:
        menus = QMenuBar()
        fill_menu_bar(menus, self.commands)
        self.tools = make_tool_bar(self.commands, theme)
        return TopBar(menus, self.tools)

    def _central(self) -> QWidget:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(HANDLE)
        self.split.setChildrenCollapsible(False)
        for part in (self.left, self.views, self.right):
            self.split.addWidget(part)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setStretchFactor(2, 0)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.split, 1)
        column.addWidget(self.status)
        return central
