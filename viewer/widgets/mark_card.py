"""The card of a presentation state: its switch, opacity, and the windows that it wishes."""

from functools import partial

from PySide6.QtWidgets import QPushButton

from inference.imaging.display_window import DisplayWindow
from viewer.state.layers import MarkLayer
from viewer.state.look_intents import SetWindow
from viewer.state.result_intents import RemoveLayer, SetLayerOpacity, SetLayerVisible
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, EyeButton, OpacitySlider, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr


class MarkCard(Card):
    """One presentation state."""

    def __init__(self, layer: MarkLayer, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._panes: tuple[int, ...] = ()
        name = layer.name or tr("Annotations")
        self._eye = EyeButton(theme, name, lambda on: dispatch(SetLayerVisible(layer.id, on)))
        self._opacity = OpacitySlider(name, lambda o: dispatch(SetLayerOpacity(layer.id, o)))
        remove = tool(
            theme, "remove", tr("Remove the layer"), lambda: dispatch(RemoveLayer(layer.id))
        )
        self.column.addLayout(row(self._eye, words(name), remove, stretch=1))
        self.column.addLayout(row(self._opacity, stretch=0))
        for window in layer.windows:
            text = f"{window.width:g} / {window.centre:g} {window.name}".strip()
            button = QPushButton(tr("Apply window {name}").format(name=text))
            button.clicked.connect(partial(self._apply, window))
            self.column.addWidget(button)

    def show_layer(self, layer: MarkLayer, state: ViewState) -> None:
        self._eye.show_value(layer.visible)
        self._opacity.show_value(layer.opacity)
        self._panes = tuple(
            n for n, pane in enumerate(state.panes) if pane.series_id == layer.series_id
        )

    def _apply(self, window: DisplayWindow, _checked: bool = False) -> None:
        for pane in self._panes:
            self._dispatch(SetWindow(window, pane))
