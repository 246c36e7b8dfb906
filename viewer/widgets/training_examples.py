"""Pictures of the last validation: the truth in green, the answer in orange."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.state.training import TrainingRun
from viewer.widgets.parts import clear, words
from viewer.widgets.words import tr

HEIGHT = 150


class TrainingExamples(QWidget):
    """A row of pictures with their words; hidden where the task draws none."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        caption = tr("Last validation; contours: truth in green, answer in orange")
        column.addWidget(words(caption, small=True, quiet=True))
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        column.addLayout(self._line)

    def show_run(self, run: TrainingRun) -> None:
        clear(self._line)
        for path, text in run.examples:
            pixmap = QPixmap(str(path))
            if not pixmap.isNull():
                self._line.addWidget(_framed(pixmap, text), 0, Qt.AlignmentFlag.AlignTop)
        self._line.addStretch(1)
        self.setVisible(self._line.count() > 1)


def _framed(pixmap: QPixmap, text: str) -> QWidget:
    picture = QLabel()
    picture.setPixmap(pixmap.scaledToHeight(HEIGHT, Qt.TransformationMode.SmoothTransformation))
    picture.setAccessibleName(text)
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(picture)
    caption = words(text, small=True)
    caption.setFixedWidth(max(picture.sizeHint().width(), 200))
    column.addWidget(caption)
    return frame
