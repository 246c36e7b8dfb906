"""Pages of text: mouse and keys, the messages so far, about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.commands import COMMANDS
from viewer.state.view_state import ViewState
from viewer.widgets.menus import key_words
from viewer.widgets.parts import scaled
from viewer.widgets.words import said, tr

MOUSE = (
    ("Wheel", "Next / previous slice"),
    ("Ctrl+wheel", "Zoom"),
    ("Left drag", "Window (across) and level (up and down), or the chosen tool"),
    ("Middle drag", "Pan"),
    ("Right drag", "Zoom; with a measuring tool: window and level"),
    ("Shift+move", "Crosshair follows in all views"),
    ("Drag a ring of the crosshair", "Turn the other planes about it"),
    ("Press on a measurement's line", "Select it; a drag then moves it whole"),
    ("Double click", "One view large / back"),
    ("Measuring tool in a curved plane", "Measure along the line"),
    ("Left drag in 3D", "Turn the volume; the wheel zooms"),
)


def keys_page(parent: QWidget) -> QDialog:
    """Every mouse action and every command that has a key."""
    rows = [(tr(action), tr(words)) for action, words in MOUSE]
    rows += [(key_words(c), tr(c.title)) for c in COMMANDS.values() if c.keys]
    body = QWidget()
    grid = QGridLayout(body)
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(24)
    for number, (keys, words) in enumerate(rows):
        label = QLabel(keys)
        label.setProperty("quiet", True)
        grid.addWidget(label, number, 0)
        meaning = QLabel(words)
        meaning.setWordWrap(True)
        grid.addWidget(meaning, number, 1)
    scroll = QScrollArea()
    scroll.setWidget(body)
    scroll.setWidgetResizable(True)
    scroll.setObjectName("column")
    scroll.setAccessibleName(tr("Mouse and keys"))
    return _page(parent, tr("Mouse and keys"), scroll, (560, 600))


def log_page(parent: QWidget, state: ViewState) -> QDialog:
    """All messages of this session, the newest first, with their details."""
    text = QPlainTextEdit()
    text.setReadOnly(True)
    lines = []
    for message in reversed(state.messages):
        lines.append(f"{message.utc_time}  {tr(message.level)}  {said(message.text)}")
        below = (message.cure, *message.details.splitlines())
        lines += [f"    {said(line)}" for line in below if line]
    text.setPlainText("\n".join(lines) or tr("No messages so far."))
    text.setAccessibleName(tr("Messages so far"))
    return _page(parent, tr("Messages so far"), text, (720, 480))


def about_page(parent: QWidget) -> QDialog:
    words = QLabel(
        tr("RadLens shows CT and MRI studies and runs models on them.")
        + "\n\n"
        + tr("RESEARCH USE ONLY: not a medical device.")
        + "\n\n"
        + tr("Nothing is sent over a network.")
    )
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    return _page(parent, tr("About RadLens"), words, (420, 220))


def _page(parent: QWidget, title: str, content: QWidget, size: tuple[int, int]) -> QDialog:
    page = QDialog(parent)
    page.setWindowTitle(title)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = QDialogButtonBox()
    close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(page.reject)
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(12)
    column.addWidget(content, 1)
    column.addWidget(buttons)
    width, height = scaled(size[0]), scaled(size[1])
    page.resize(min(width, parent.width() - 40), min(height, parent.height() - 40))
    return page
