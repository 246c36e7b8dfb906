"""The bar below a 3D pane: which transfer function, how solid the volume, the turntable."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from viewer.state.pane_intents import Activate
from viewer.state.solid_intents import SetSolidOpacity, SetSolidPreset, SpinSolid
from viewer.state.view_state import ViewState
from viewer.state.volume_presets import chosen_preset, presets_for
from viewer.widgets.parts import OpacitySlider
from viewer.widgets.theme import Theme
from viewer.widgets.tips import name_button
from viewer.widgets.words import Dispatch, tr


class SolidBar(QWidget):
    """Hidden while its pane shows slices."""

    def __init__(self, index: int, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._index = index
        self._dispatch = dispatch
        self._names: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # the views behind are black
        self.presets = QComboBox()
        self.presets.setAccessibleName(tr("How the volume is shown"))
        self.presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.presets.activated.connect(self._choose)
        self.opacity = OpacitySlider(tr("the volume"), self._fade)
        self.opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.spin = QToolButton()
        self.spin.setIcon(theme.icon("turntable"))
        self.spin.setIconSize(QSize(16, 16))
        self.spin.setCheckable(True)
        name_button(self.spin, tr("Turntable"), "spin")
        self.spin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.spin.clicked.connect(lambda _: dispatch(SpinSolid(index)))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        row.addWidget(self.presets)
        row.addWidget(self.opacity, 1)
        row.addWidget(self.spin)
        self.hide()

    def render_state(self, state: ViewState) -> None:
        pane, series = state.panes[self._index], state.series_of(self._index)
        self.setVisible(pane.view == "3d" and series is not None)
        if series is None:
            return
        names = tuple(preset.name for preset in presets_for(series.volume))
        if names != self._names:
            self._names = names
            self.presets.clear()
            titles = [f"3D: {name}" for name in names]  # as the commands are called
            self.presets.addItems([tr(title) for title in titles])
        self.presets.setCurrentIndex(
            names.index(chosen_preset(pane.solid.preset, series.volume).name)
        )
        self.opacity.show_value(pane.solid.opacity)
        self.spin.setChecked(pane.solid.spinning)

    def _choose(self, number: int) -> None:
        self._dispatch(Activate(self._index))
        self._dispatch(SetSolidPreset(self._names[number], self._index))

    def _fade(self, opacity: float) -> None:
        self._dispatch(SetSolidOpacity(opacity, self._index))
