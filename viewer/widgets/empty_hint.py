"""What an empty window says: open, drop, or try the demo study."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.state.intents import OpenDemo, PerformCommand
from viewer.state.view_state import ViewState
from viewer.widgets.theme import Theme
from viewer.widgets.tips import name_button
from viewer.widgets.words import Dispatch, tr


class EmptyHint(QWidget):
    """Shown instead of the panes while no study is open."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("views")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = _label("", large=True)
        self._text = _label(tr("Drop a folder, files or a ZIP anywhere in this window."))
        self.open_button = QPushButton(tr("Open folder…"))
        self.open_button.setProperty("primary", True)
        self.open_button.setIcon(theme.icon("folder"))
        self.open_button.clicked.connect(lambda: dispatch(PerformCommand("open-folder")))
        name_button(self.open_button, tr("Open folder…"), "open-folder")
        self.demo_button = QPushButton(tr("Open the demo study"))
        self.demo_button.setIcon(theme.icon("demo"))
        self.demo_button.clicked.connect(lambda: dispatch(OpenDemo()))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.open_button, self.demo_button):
            button.setIconSize(QSize(18, 18))
            button.setMinimumHeight(36)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(_label(tr("Ctrl+K finds every command, F1 lists mouse and keys."), True))
        column.addStretch(3)

    def words(self) -> str:
        """What it says to do."""
        return self._text.text()

    def render_state(self, state: ViewState) -> None:
        reading = any(job.alive and job.kind in ("scan", "load") for job in state.jobs)
        if reading:
            self._title.setText(tr("Reading…"))
        elif state.shelf.known:
            self._title.setText(tr("Choose a study on the left"))
        else:
            self._title.setText(tr("Open a study"))


def _label(text: str, small: bool = False, large: bool = False) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setProperty("large", large)
    label.setProperty("quiet", not large)
    label.setProperty("small", small)
    return label
