"""The preferences page, derived from the table of settings."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.settings import SETTINGS, Setting
from viewer.state.intents import ChangeSetting
from viewer.state.view_state import ViewState
from viewer.widgets.parts import breakable, roomy, row, scaled
from viewer.widgets.words import Dispatch, tr


class Preferences(QDialog):
    """Every change holds at once and is kept."""

    def __init__(self, parent: QWidget, state: ViewState, dispatch: Dispatch) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences…"))
        self._dispatch = dispatch
        body = QWidget()
        form = QFormLayout(body)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        for setting in SETTINGS.values():
            if setting.shown:
                field = self._field(setting, state.settings.get(setting.name, setting.default))
                form.addRow(tr(setting.title), field)
                if setting.help:
                    help_line = QLabel(tr(setting.help))
                    help_line.setWordWrap(True)
                    help_line.setProperty("small", True)
                    form.addRow("", help_line)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(_scrolling(body), 1)
        column.addWidget(buttons)
        width = min(scaled(440), max(440, parent.width() - 40))
        self.setMinimumWidth(width)
        wanted = body.sizeHint().height() + buttons.sizeHint().height() + 64
        self.resize(width, min(wanted, max(240, parent.height() - 40)))

    def _field(self, setting: Setting, value: bool | int | float | str) -> QWidget:
        if setting.choices:
            return self._choice(setting, value)
        if setting.is_file:
            return self._file(setting, str(value))
        if isinstance(value, bool):
            box = QCheckBox()
            box.setChecked(value)
            box.clicked.connect(lambda on: self._dispatch(ChangeSetting(setting.name, on)))
            return box
        if isinstance(value, int):
            whole = QSpinBox()
            roomy(whole)
            low, high = setting.limits or (0, 1_000_000)
            whole.setRange(round(low), round(high))
            whole.setValue(value)
            whole.valueChanged.connect(lambda n: self._dispatch(ChangeSetting(setting.name, n)))
            return whole
        number = QDoubleSpinBox()
        roomy(number)
        number.setRange(*(setting.limits or (0.0, 1e6)))
        number.setSingleStep(0.1)
        number.setKeyboardTracking(False)
        number.setValue(float(value))
        number.valueChanged.connect(lambda x: self._dispatch(ChangeSetting(setting.name, x)))
        return number

    def _file(self, setting: Setting, value: str) -> QWidget:
        """A press chooses a file, another one takes the present one away; Cancel keeps it."""
        button, away = QPushButton(), QPushButton(tr("Take away"))
        button.setAccessibleName(tr(setting.title))

        def use(name: str) -> None:
            button.setText(breakable(Path(name).name) or tr("None"))
            away.setVisible(bool(name))

        def choose() -> None:
            name, _kind = QFileDialog.getOpenFileName(self, tr(setting.title), "", "CSV (*.csv)")
            if name:
                change(name)

        def change(name: str) -> None:
            use(name)
            self._dispatch(ChangeSetting(setting.name, name))

        use(value)
        button.clicked.connect(choose)
        away.clicked.connect(lambda: change(""))
        both = QWidget()
        both.setLayout(row(button, away, stretch=0))
        return both

    def _choice(self, setting: Setting, value: bool | int | float | str) -> QWidget:
        box = QComboBox()
        for key, words in setting.choices:
            box.addItem(tr(words), key)
        box.setCurrentIndex(box.findData(value))
        box.activated.connect(
            lambda index: self._dispatch(ChangeSetting(setting.name, box.itemData(index)))
        )
        return box


def _scrolling(body: QWidget) -> QScrollArea:
    """Up and down where the screen is lower than all settings."""
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setObjectName("column")
    area.setAccessibleName(tr("Preferences…"))
    return area
