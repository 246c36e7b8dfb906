"""Messages in place: the newest few over the pictures, each with its cause and cure."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from viewer.state.intents import DismissMessage
from viewer.state.messages import Message
from viewer.state.view_state import ViewState
from viewer.widgets.icons import picture
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, said, tr

SHOWN = 3
NOTE_MS = 6000
WIDTH = 520
_TONES = {"note": "accent", "warning": "warning", "error": "error"}


class Notices(QWidget):
    """A column at the top of ``host``; warnings and errors stay until they are dismissed."""

    def __init__(self, host: QWidget, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[int, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setStyleSheet("Notices { background: transparent; }")
        host.installEventFilter(self)
        self.hide()

    def render_state(self, state: ViewState) -> None:
        live = [message for message in state.messages if message.id not in state.dismissed]
        newest = live[-SHOWN:]
        ids = tuple(message.id for message in newest)
        if ids == self._shown:
            return
        fresh = [message for message in newest if message.id not in self._shown]
        self._shown = ids
        self._fill(newest)
        for message in fresh:
            if message.level == "note":
                QTimer.singleShot(NOTE_MS, self, self._dismisser(message.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _dismisser(self, message_id: int) -> Dispatch:
        return lambda *_: self._dispatch(DismissMessage(message_id))

    def _fill(self, messages: list[Message]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for message in messages:
            notice = self._notice(message)
            self._column.addWidget(notice)
            notice.show()  # later otherwise, and until then it has no height
        self.setVisible(bool(messages))
        self._place()

    def _notice(self, message: Message) -> QWidget:
        notice = QWidget()
        notice.setObjectName("notice")
        notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        notice.setProperty("tone", message.level)
        sign = QLabel()
        colour = getattr(self._theme, _TONES[message.level])
        ratio = self.devicePixelRatioF()
        pixmap = picture(message.level, colour, round(20 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        sign.setPixmap(pixmap)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(_text(said(message.text)))
        if message.cure:
            words.addWidget(_text(said(message.cure), quiet=True))
        close = QToolButton()
        close.setIcon(self._theme.icon("close"))
        close.setToolTip(tr("Dismiss (it stays in the log)"))
        close.setAccessibleName(tr("Dismiss"))
        close.clicked.connect(self._dismisser(message.id))
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return notice

    def _place(self) -> None:
        width = min(WIDTH, self._host.width() - 32)
        width = max(200, width)
        self.ensurePolished()
        self.setFixedSize(width, max(0, self._column.totalHeightForWidth(width)))
        self.move((self._host.width() - self.width()) // 2, 40)
        self.raise_()


def _text(text: str, quiet: bool = False) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("quiet", quiet)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
