"""The list of studies: two lines each, thousands of them without a pause."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from viewer.state.header_words import readable_name
from viewer.state.intents import OpenStudyByKey
from viewer.state.shelf import Study
from viewer.state.view_state import ViewState
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr

Index = QModelIndex | QPersistentModelIndex
STUDY = Qt.ItemDataRole.UserRole
PADDING = 8


class StudyModel(QAbstractListModel):
    """The studies that match the search, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.studies: tuple[Study, ...] = ()
        self.hidden = False

    def show_studies(self, studies: tuple[Study, ...], hidden: bool) -> None:
        self.beginResetModel()
        self.studies, self.hidden = studies, hidden
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.studies)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        study = self.studies[index.row()]
        if role == STUDY:
            return study
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(study_lines(study, self.hidden))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((*study_lines(study, self.hidden), _details(study, self.hidden)))
        return None


class StudyDelegate(QStyledItemDelegate):
    """Draws name over date, modality and description, each cut with an ellipsis."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(80, 2 * QFontMetrics(font_of(option)).height() + 2 * PADDING + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_back(painter, option, self._theme)
        first, second = str(index.data()).split("\n")[:2]
        font = font_of(option)
        metrics = QFontMetrics(font)
        area = rect_of(option).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.setFont(font)
        for line, (text, colour) in enumerate(
            ((first, self._theme.text), (second, self._theme.quiet))
        ):
            painter.setPen(QColor(colour))
            row = area.adjusted(0, line * (metrics.height() + 2), 0, 0)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, row.width())
            painter.drawText(row, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, cut)


class StudyList(QListView):
    """Enter or a click opens a study."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._model = StudyModel()
        self._delegate = StudyDelegate(theme)
        self._shown: tuple[object, ...] = ()
        self._rows: dict[str, int] = {}
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("Studies"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: dispatch(OpenStudyByKey(index.data(STUDY).key)))
        self.activated.connect(lambda index: dispatch(OpenStudyByKey(index.data(STUDY).key)))

    def render_state(self, state: ViewState) -> None:
        shown = (
            state.shelf.studies,
            state.shelf.listed,
            state.shelf.search,
            state.identity_hidden,
        )
        if shown != self._shown:
            self._shown = shown
            self._model.show_studies(state.shelf.shown, state.identity_hidden)
            self._rows = {study.key: row for row, study in enumerate(self._model.studies)}
        row = self._rows.get(state.study_key, -1)
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())


def study_lines(study: Study, hidden: bool) -> tuple[str, str]:
    """Name, and date · modalities · description; never an identity while it is hidden."""
    name = tr("Patient (hidden)") if hidden else readable_name(study.patient_name)
    facts = (
        "" if hidden else study.date,
        "/".join(study.modalities),
        study.description,
    )
    return name or tr("No name"), " · ".join(fact for fact in facts if fact)


def _details(study: Study, hidden: bool) -> str:
    count = tr("{n} series").format(n=study.summary.series_count)
    return count if hidden or not study.patient_id else f"{study.patient_id} · {count}"


def paint_back(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    state: Any = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect_of(option), QColor(theme.accent_quiet))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect_of(option), QColor(theme.hover))


def rect_of(option: QStyleOptionViewItem) -> Any:
    return option.rect


def font_of(option: QStyleOptionViewItem) -> Any:
    return option.font
