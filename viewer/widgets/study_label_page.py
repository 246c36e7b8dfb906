"""The page on which a person says what a study shows."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from viewer.state.study_label_intents import LabelStudy
from viewer.state.study_labels import MOST_LETTERS, answer_of, study_labels
from viewer.state.view_state import ViewState
from viewer.widgets.parts import words
from viewer.widgets.words import Dispatch, tr

_BUTTON = QDialogButtonBox.StandardButton


class StudyLabelPage(QDialog):
    """Labels that were given before are offered, in whatever study."""

    def __init__(self, parent: QWidget, state: ViewState, dispatch: Dispatch) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Label the study…"))
        self._dispatch = dispatch
        self.box = _label_box(state.known_labels)
        series = state.active_series
        given = () if series is None else study_labels(state, series.entry.id)
        buttons = QDialogButtonBox(_BUTTON.Ok | _BUTTON.Cancel)
        self._keep = buttons.button(_BUTTON.Ok)
        self._keep.setText(tr("Keep"))
        buttons.button(_BUTTON.Cancel).setText(tr("Cancel"))
        for button in buttons.buttons():
            button.setIcon(QIcon())  # a desktop's own pictures suit no theme of ours
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        hint = tr("A question and its answer, as “pneumonia: yes” or “grade: III”.")
        column.addWidget(words(hint))
        column.addWidget(self.box)
        if given:
            told = tr("Given so far: {labels}.").format(labels=", ".join(i.text for i in given))
            column.addWidget(words(told, small=True, quiet=True))
        column.addWidget(buttons)
        self.box.editTextChanged.connect(self._check)
        self._check("")

    def accept(self) -> None:
        self._dispatch(LabelStudy(self.box.currentText()))
        super().accept()

    def _check(self, text: str) -> None:
        """A question alone says nothing."""
        self._keep.setEnabled(bool(answer_of(text)))


def _label_box(known: tuple[str, ...]) -> QComboBox:
    """Empty at first, with what was said before to choose from."""
    box = QComboBox()
    box.setEditable(True)
    box.setAccessibleName(tr("Label"))
    box.setMinimumContentsLength(28)
    box.addItems(list(known))
    edit = box.lineEdit()
    assert edit is not None  # it is editable
    edit.setMaxLength(MOST_LETTERS)
    edit.setPlaceholderText(tr("pneumonia: yes"))
    box.setCurrentText("")
    return box
