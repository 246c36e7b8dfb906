"""The series of the open study as thumbnails: click to hang, drag into any view."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from inference.reading.entry import SeriesEntry
from viewer.state.header_words import stack_words
from viewer.state.intents import OpenSeriesById
from viewer.state.view_state import ViewState
from viewer.widgets.slice_view import SERIES_MIME
from viewer.widgets.study_list import Index, font_of, paint_back, rect_of
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, said, tr

ENTRY = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.UserRole + 1
SHOWN = Qt.ItemDataRole.UserRole + 2
PADDING = 8
ROW_PICTURE, STRIP_PICTURE = 56, 84


class SeriesModel(QAbstractListModel):
    """The series of one study with their pictures."""

    def __init__(self) -> None:
        super().__init__()
        self._series: tuple[SeriesEntry, ...] = ()
        self._pictures: dict[str, QPixmap] = {}
        self._hung: frozenset[str] = frozenset()

    def show_series(self, state: ViewState) -> None:
        """Take the open study's series; thumbnails already drawn are kept."""
        study = next((s for s in state.shelf.studies if s.key == state.study_key), None)
        series = study.series if study else ()
        thumbnails = state.shelf.thumbnails
        for entry in series:
            if entry.id in thumbnails and entry.id not in self._pictures:
                self._pictures[entry.id] = _pixmap(thumbnails[entry.id])
        self._hung = frozenset(pane.series_id for pane in state.panes)
        if series is not self._series:
            self.beginResetModel()
            self._series = series
            self.endResetModel()
        elif series:
            self.dataChanged.emit(self.index(0), self.index(len(series) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._series)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._series[index.row()]
        if role == ENTRY:
            return entry
        if role == PICTURE:
            return self._pictures.get(entry.id)
        if role == SHOWN:
            return entry.id in self._hung
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(series_lines(entry))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((*series_lines(entry), *(said(flag.message) for flag in entry.flags)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [SERIES_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:  # noqa: N802
        data = QMimeData()
        data.setData(SERIES_MIME, indexes[0].data(ENTRY).id.encode())
        return data


class SeriesDelegate(QStyledItemDelegate):
    """A picture with its words beside it (rows) or under it (strip)."""

    def __init__(self, theme: Theme, strip: bool) -> None:
        super().__init__()
        self._theme = theme
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        line = QFontMetrics(font_of(option)).height()
        if self._strip:
            return QSize(STRIP_PICTURE + PADDING, STRIP_PICTURE + 2 * line + 2 * PADDING)
        return QSize(120, max(ROW_PICTURE, 3 * line) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_back(painter, option, self._theme)
        area: QRect = rect_of(option).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        side = STRIP_PICTURE if self._strip else ROW_PICTURE
        left = area.x() + (area.width() - side) // 2 if self._strip else area.x()
        frame = QRect(left, area.y(), side, side)
        self._paint_picture(painter, frame, index)
        words = (
            QRect(area.x(), frame.bottom() + 3, area.width(), area.height() - side)
            if self._strip
            else area.adjusted(side + PADDING, 0, 0, 0)
        )
        self._paint_words(painter, words, font_of(option), index)

    def _paint_picture(self, painter: QPainter, frame: QRect, index: Index) -> None:
        painter.fillRect(frame, QColor(self._theme.view))
        pixmap = index.data(PICTURE)
        if pixmap is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            fitted = pixmap.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(frame.topLeft(), fitted)
            place.moveCenter(frame.center())
            painter.drawPixmap(place, pixmap)
        painter.setPen(QColor(self._theme.accent if index.data(SHOWN) else self._theme.line))
        painter.drawRect(frame)
        if index.data(ENTRY).flags:
            painter.setPen(QColor(self._theme.warning))
            painter.drawText(frame.adjusted(0, 2, -4, 0), Qt.AlignmentFlag.AlignRight, "▲")

    def _paint_words(self, painter: QPainter, area: QRect, font: Any, index: Index) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        lines = str(index.data()).split("\n")
        for number, text in enumerate(lines[: 2 if self._strip else 3]):
            painter.setPen(QColor(self._theme.quiet if number else self._theme.text))
            row = area.adjusted(0, number * metrics.height(), 0, 0)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, row.width())
            painter.drawText(row, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, cut)


class SeriesList(QListView):
    """The thumbnails; ``strip`` has the words under the pictures."""

    def __init__(self, dispatch: Dispatch, theme: Theme, strip: bool) -> None:
        super().__init__()
        self._model = SeriesModel()
        self._delegate = SeriesDelegate(theme, strip)
        self._shown: tuple[object, ...] = ()
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Series"))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: dispatch(OpenSeriesById(index.data(ENTRY).id)))
        self.activated.connect(lambda index: dispatch(OpenSeriesById(index.data(ENTRY).id)))

    def render_state(self, state: ViewState) -> None:
        hung = tuple(pane.series_id for pane in state.panes)
        shown = (state.shelf.studies, state.study_key, state.shelf.thumbnails, hung)
        if shown != self._shown:
            self._shown = shown
            self._model.show_series(state)


def series_lines(entry: SeriesEntry) -> tuple[str, str, str]:
    """Description; modality and slices; matrix."""
    info = entry.info
    slices, rows, columns = entry.geometry.shape_kji
    stack = stack_words(entry.stack_name, said)
    name = " ".join(part for part in (info.series_description, stack) if part)
    number = f"{info.series_number}: " if info.series_number is not None else ""
    return (
        f"{number}{name or info.modality or tr('Series')}",
        f"{info.modality} · {slices}" if info.modality else str(slices),
        f"{columns}×{rows}",
    )


def _pixmap(pixels: np.ndarray) -> QPixmap:
    grey = np.ascontiguousarray(pixels)
    height, width = grey.shape
    image = QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8)
    return QPixmap.fromImage(image.copy())
