"""The card in which a person enters the numbers of the patient that a prognosis asks for."""

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy

from inference.imaging.errors import InputError
from inference.imaging.patient_input import PatientInput
from viewer.state.patient_intents import EnterNumber, RedoNumber, UndoNumber
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, clear, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr


class PatientCard(Card):
    """Shown while the chosen model asks for numbers; those not known are shown as unknown."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._asks: tuple[PatientInput, ...] = ()
        self._shown: dict[str, float | None] = {}
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self._undo = tool(theme, "undo", tr("Undo"), lambda: dispatch(UndoNumber()))
        self._redo = tool(theme, "redo", tr("Redo"), lambda: dispatch(RedoNumber()))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._wrong = words(small=True)
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        self._known = words(small=True)
        title = row(words(tr("Patient"), large=True), self._undo, self._redo, stretch=0)
        self.column.addLayout(title)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._wrong)
        self.column.addWidget(self._known)

    def render_state(self, state: ViewState) -> None:
        """The chosen model's numbers, as a run on the active series would take them."""
        model, series = state.models.row, state.active_series
        asks = model.asks if model is not None and series is not None else ()
        self.setVisible(bool(asks))
        if asks != self._asks:
            self._build(asks)
        if series is None or not asks:
            return
        info, desk = series.volume.info, state.patient
        values = {one.name: desk.value(one, info) for one in asks}
        for one in asks:
            self._show(one, values[one.name])
        self._undo.setEnabled(bool(desk.undo))
        self._redo.setEnabled(bool(desk.redo))
        stated = [
            tr(one.title)
            for one in asks
            if values[one.name] is not None and one.name not in desk.entered
        ]
        unknown = sum(value is None for value in values.values())
        self._known.setText(_known_words(stated, unknown))

    def _build(self, asks: tuple[PatientInput, ...]) -> None:
        self._asks = asks
        self.editors = {}
        clear(self._grid)
        self._wrong.hide()
        for number, one in enumerate(asks):
            editor = self._choice(one) if one.choices else self._number(one)
            editor.setAccessibleName(tr(one.title))
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.editors[one.name] = editor
            unit = f" ({tr(one.unit)})" if one.unit else ""
            self._grid.addWidget(words(tr(one.title) + unit), number, 0)
            self._grid.addWidget(editor, number, 1)

    def _choice(self, one: PatientInput) -> QComboBox:
        box = QComboBox()
        box.addItem(tr("unknown"), None)
        for value, name in one.choices:
            box.addItem(_choice_words(name), value)
        box.activated.connect(lambda index: self._enter(one, box.itemData(index)))
        return box

    def _number(self, one: PatientInput) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(tr("unknown"))
        validator = QDoubleValidator()
        validator.setLocale(QLocale.c())
        edit.setValidator(validator)
        edit.editingFinished.connect(lambda: self._enter(one, edit.text().strip() or None))
        return edit

    def _enter(self, one: PatientInput, value: Any) -> None:
        """What cannot be is told below and not taken."""
        try:
            number = None if value is None else one.checked(value)
        except InputError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        self._wrong.hide()
        if number != self._shown.get(one.name):
            self._dispatch(EnterNumber(one.name, number))

    def _show(self, one: PatientInput, value: float | None) -> None:
        self._shown[one.name] = value
        editor = self.editors[one.name]
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)) if value is not None else 0)
        elif not (editor.hasFocus() and editor.isModified()):
            editor.setText("" if value is None else f"{value:g}")


def _choice_words(name: str) -> str:
    """``cluster 3`` in the window's language; a grade stays as it is."""
    head, _, number = name.partition(" ")
    return tr("cluster {n}").format(n=number) if head == "cluster" else name


def _known_words(stated: list[str], unknown: int) -> str:
    """Where the numbers come from, and what becomes of those that are missing."""
    sentences = []
    if stated:
        sentences.append(tr("From the headers: {names}.").format(names=", ".join(stated)))
    if unknown:
        text = tr("{n} unknown: they count as the mean training patient's.")
        sentences.append(text.format(n=unknown))
    return " ".join(sentences)
