"""The card of a contour layer: its switch and opacity, then a row for each structure."""

from inference.imaging.contour_set import Structure
from viewer.state.layers import ContourLayer, SegmentStyle
from viewer.state.result_intents import (
    RemoveLayer,
    SetLayerOpacity,
    SetLayerVisible,
    SetSegmentStyle,
)
from viewer.widgets.parts import Card, EyeButton, OpacitySlider, Swatch, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr


class ContourCard(Card):
    """One set of contours."""

    def __init__(self, layer: ContourLayer, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        name = layer.contour_set.name or tr("Contours")
        self._eye = EyeButton(theme, name, lambda on: dispatch(SetLayerVisible(layer.id, on)))
        self._opacity = OpacitySlider(name, lambda o: dispatch(SetLayerOpacity(layer.id, o)))
        remove = tool(
            theme, "remove", tr("Remove the layer"), lambda: dispatch(RemoveLayer(layer.id))
        )
        self.column.addLayout(row(self._eye, words(name), remove, stretch=1))
        self.column.addLayout(row(self._opacity, stretch=0))
        self._rows = [
            StructureRow(layer.id, structure, dispatch, theme)
            for structure in layer.contour_set.structures
        ]
        for one in self._rows:
            self.column.addLayout(one.layout)

    def show_layer(self, layer: ContourLayer) -> None:
        self._eye.show_value(layer.visible)
        self._opacity.show_value(layer.opacity)
        for one in self._rows:
            one.show_layer(layer)


class StructureRow:
    """One structure: eye, colour and name."""

    def __init__(
        self, layer_id: str, structure: Structure, dispatch: Dispatch, theme: Theme
    ) -> None:
        self._structure = structure
        self._style = SegmentStyle()
        number, name = structure.number, structure.name
        self._eye = EyeButton(
            theme,
            name,
            lambda on: dispatch(
                SetSegmentStyle(layer_id, number, SegmentStyle(on, colour=self._style.colour))
            ),
        )
        self._swatch = Swatch(
            name,
            lambda colour: dispatch(
                SetSegmentStyle(layer_id, number, SegmentStyle(self._style.visible, colour=colour))
            ),
        )
        self.layout = row(self._eye, self._swatch, words(name), stretch=2)

    def show_layer(self, layer: ContourLayer) -> None:
        self._style = layer.styles.get(self._structure.number, SegmentStyle())
        self._eye.show_value(self._style.visible)
        self._swatch.show_value(self._style.colour or self._structure.colour)
