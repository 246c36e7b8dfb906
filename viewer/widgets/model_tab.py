"""The tab of models: choose one, read its card, accept the series' warnings, run it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from inference.imaging.flag import Flag
from viewer.state.conditions import can_run
from viewer.state.intents import (
    AcknowledgeFlags,
    CancelJob,
    ChooseExplain,
    ChooseModel,
    OverrideSuitability,
    RunModel,
)
from viewer.state.models import ModelRow
from viewer.state.questions import run_blocked_by, running_model_job, unaccepted_flags
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, ScrollColumn, clear, words
from viewer.widgets.patient_card import PatientCard
from viewer.widgets.theme import Theme
from viewer.widgets.tips import name_button
from viewer.widgets.words import Dispatch, said, tr


class ModelTab(QWidget):
    """The card scrolls; the picker above it and the run button below it stay."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._rows: tuple[ModelRow, ...] = ()
        self._shown_card: tuple[object, ...] = ()
        self._shown_flags: tuple[object, ...] = ()
        self._state = ViewState()
        self.picker = _picker()
        self.picker.activated.connect(self._choose)
        self.patient = PatientCard(dispatch, theme)
        self._card = ScrollColumn()
        self._card.setAccessibleName(tr("Model"))
        self._flags = QVBoxLayout()
        self._flags.setSpacing(8)
        self._why = words(small=True)
        self.run = QPushButton(tr("Run"))
        self.run.setProperty("primary", True)
        self.run.setMinimumHeight(32)
        self.run.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        column.addLayout(_inset(self.picker))
        column.addLayout(_inset(self.patient))
        column.addWidget(self._card, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.setSpacing(8)
        foot.addLayout(self._flags)
        foot.addWidget(self._why)
        foot.addWidget(self.run)
        return foot

    def render_state(self, state: ViewState) -> None:
        self._state = state
        self._show_rows(state)
        self.patient.render_state(state)
        self._show_card(state)
        self._show_flags(state)
        job = running_model_job(state)
        words_of_run = tr("Run") if job is None else tr("Cancel")
        self.run.setText(words_of_run)
        name_button(self.run, words_of_run, "run-model" if job is None else "cancel-work")
        ready = can_run(state) and not run_blocked_by(state)
        self.run.setEnabled(job is not None or ready)
        why = "" if job is not None else tr(run_blocked_by(state))
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _show_rows(self, state: ViewState) -> None:
        if state.models.rows != self._rows:
            self._rows = state.models.rows
            self.picker.clear()
            for model in self._rows:
                self.picker.addItem(model.name, model.id)
        index = self.picker.findData(state.models.chosen)
        if index != self.picker.currentIndex():
            self.picker.setCurrentIndex(index)

    def _show_card(self, state: ViewState) -> None:
        models = state.models
        shown = (models.row, models.explain, models.override_suitability, models.listed)
        if shown == self._shown_card:
            return
        self._shown_card = shown
        clear(self._card.column)
        if state.models.row is not None:
            self._fill_card(state.models.row, state)
        elif state.models.listed:
            self._card.column.addWidget(words(tr("No model is installed."), quiet=True))
        self._card.column.addStretch(1)

    def _fill_card(self, model: ModelRow, state: ViewState) -> None:
        column = self._card.column
        column.addWidget(words(model.name, large=True))
        column.addWidget(words(f"{said(model.task)} · {model.version}", small=True))
        if model.purpose:
            column.addWidget(words(model.purpose))
        if model.explain:
            column.addWidget(words(tr("Attention map"), small=True))
        for method in model.explain:
            column.addWidget(self._explain_box(method, state))
        override = QCheckBox(tr("Run outside the card's limits"))
        override.setToolTip(tr("The result is marked, on screen and in every export."))
        override.setChecked(state.models.override_suitability)
        override.clicked.connect(lambda on: self._dispatch(OverrideSuitability(on)))
        column.addWidget(override)
        if model.report is not None:
            column.addWidget(_report_button(model.report))
        card = Card()
        for title, text in model.facts:
            card.column.addWidget(words(tr(title), small=True))
            card.column.addWidget(words(said(text)))
        column.addWidget(card)

    def _explain_box(self, method: str, state: ViewState) -> QCheckBox:
        box = QCheckBox(method)
        box.setAccessibleName(f"{tr('Attention map')} {method}")
        box.setChecked(method in state.models.explain)
        box.clicked.connect(lambda on: self._explain(method, on))
        return box

    def _explain(self, method: str, on: bool) -> None:
        rest = tuple(m for m in self._state.models.explain if m != method)
        self._dispatch(ChooseExplain((*rest, method) if on else rest))

    def _show_flags(self, state: ViewState) -> None:
        series = state.active_series
        flags = unaccepted_flags(state)
        shown = (series.entry.id if series else "", flags)
        if shown == self._shown_flags:
            return
        self._shown_flags = shown
        clear(self._flags)
        if series is not None and flags:
            self._flags.addWidget(self._flag_card(series.entry.id, flags))

    def _flag_card(self, series_id: str, flags: tuple[Flag, ...]) -> QWidget:
        card = Card()
        for flag in flags:
            label = words("▲ " + said(flag.message))
            label.setProperty("tone", "warning")
            card.column.addWidget(label)
        accept = QPushButton(tr("I have read this; run anyway"))
        codes = tuple(flag.code for flag in flags)
        accept.clicked.connect(lambda: self._dispatch(AcknowledgeFlags(series_id, codes)))
        card.column.addWidget(accept)
        return card

    def _choose(self, index: int) -> None:
        self._dispatch(ChooseModel(self.picker.itemData(index)))

    def _run(self) -> None:
        job = running_model_job(self._state)
        self._dispatch(RunModel() if job is None else CancelJob(job.id))


def _report_button(report: Path) -> QPushButton:
    button = QPushButton(tr("Report of its training"))
    button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report))))
    return button


def _picker() -> QComboBox:
    """The list of models; a long name does not widen the panel."""
    picker = QComboBox()
    picker.setAccessibleName(tr("Model"))
    picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return picker


def _inset(part: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(12, 0, 12, 0)
    layout.addWidget(part)
    return layout
