"""The left of the window: search, studies and the open study's series; or thumbnails alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.state.intents import SearchStudies, ToggleLeftPanel
from viewer.state.view_state import ViewState
from viewer.widgets.series_list import SeriesList
from viewer.widgets.study_list import StudyList
from viewer.widgets.theme import Theme
from viewer.widgets.tips import name_button, with_keys
from viewer.widgets.words import Dispatch, tr

STRIP_WIDTH = 104
LEAST_WIDTH = 180


class LeftPanel(QWidget):
    """``wide``, ``strip`` or ``folded``, as the state says."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("leftPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mode = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search studies"))
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)  # a folder dropped here is opened, not searched for
        self.search.setAccessibleName(tr("Search studies"))
        self.search.setToolTip(with_keys(tr("Search studies"), "search"))
        self.search.textEdited.connect(lambda words: dispatch(SearchStudies(words)))
        self.studies = StudyList(dispatch, theme)
        self.series = SeriesList(dispatch, theme, strip=False)
        self.strip = SeriesList(dispatch, theme, strip=True)
        self._count = QLabel()
        self._count.setProperty("small", True)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._wide_page(dispatch, theme))
        self._stack.addWidget(self._strip_page(dispatch, theme))

    def render_state(self, state: ViewState) -> None:
        mode = state.panels.left
        if mode != self._mode:
            self._mode = mode
            self.setVisible(mode != "folded")
            self._stack.setCurrentIndex(1 if mode == "strip" else 0)
            if mode == "strip":
                self.setFixedWidth(STRIP_WIDTH)
            else:
                self.setMinimumWidth(LEAST_WIDTH)
                self.setMaximumWidth(800)
        if self.search.text() != state.shelf.search:
            self.search.setText(state.shelf.search)
        self.studies.render_state(state)
        self.series.render_state(state)
        self.strip.render_state(state)
        shown, known = len(state.shelf.shown), state.shelf.known
        self._count.setText(
            (tr("1 study") if known == 1 else tr("{n} studies").format(n=known))
            if shown == known
            else tr("{n} of {m} studies").format(n=shown, m=known)
        )

    def _wide_page(self, dispatch: Dispatch, theme: Theme) -> QWidget:
        page = QWidget()
        page.setObjectName("body")
        narrow = _button(theme, "narrow", tr("Thumbnails only"), dispatch)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(narrow)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.studies)
        split.addWidget(self.series)
        split.setSizes([300, 400])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._count)
        column.addWidget(split, 1)
        return page

    def _strip_page(self, dispatch: Dispatch, theme: Theme) -> QWidget:
        page = QWidget()
        page.setObjectName("body")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        widen = _button(theme, "widen", tr("Search and list of studies"), dispatch)
        column.addWidget(widen, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.strip, 1)
        return page


def _button(theme: Theme, icon: str, words: str, dispatch: Dispatch) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    name_button(button, words, "left-narrow")
    button.clicked.connect(lambda: dispatch(ToggleLeftPanel(narrow=True)))
    return button
