"""The tab of layers: what lies over the picture and how each is shown."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from inference.imaging.label_map import Segment
from viewer.render.colour_tables import COLOUR_MAPS
from viewer.state.layers import HeatmapLayer, MaskLayer, SegmentStyle
from viewer.state.result_intents import (
    RemoveLayer,
    SetLayerColourMap,
    SetLayerContour,
    SetLayerOpacity,
    SetLayerVisible,
    SetSegmentStyle,
)
from viewer.state.view_state import MaskEdits, Results, ViewState
from viewer.widgets.contour_card import ContourCard
from viewer.widgets.fusion_card import FusionCard
from viewer.widgets.histogram_card import HistogramCard
from viewer.widgets.mark_card import MarkCard
from viewer.widgets.parts import (
    Card,
    EyeButton,
    OpacitySlider,
    ScrollColumn,
    Swatch,
    clear,
    row,
    tool,
    words,
)
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, named, said, tr

Update = Callable[[ViewState], None]


class LayersTab(ScrollColumn):
    """Built anew when layers come or go; otherwise only the values are shown."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[str, ...] | None = None
        self._fusion = FusionCard(dispatch, theme)
        self.histogram = HistogramCard(dispatch, theme)
        self._masks: dict[str, MaskCard] = {}
        self._heatmaps: dict[str, HeatmapCard] = {}
        self._contours: dict[str, ContourCard] = {}
        self._marks: dict[str, MarkCard] = {}

    def render_state(self, state: ViewState) -> None:
        self._fusion.render_state(state)
        self.histogram.render_state(state)
        results = state.results
        ids = (
            *(h.id for h in results.heatmaps),
            *(m.id for m in results.masks),
            *(c.id for c in results.contours),
            *(m.id for m in results.marks),
        )
        if ids != self._shown:
            self._shown = ids
            self._build(results, ids)
        for mask in results.masks:
            self._masks[mask.id].show_layer(mask, state.edits)
        for heatmap in results.heatmaps:
            self._heatmaps[heatmap.id].show_layer(heatmap)
        for contours in results.contours:
            self._contours[contours.id].show_layer(contours)
        for marks in results.marks:
            self._marks[marks.id].show_layer(marks, state)

    def _build(self, results: Results, ids: tuple[str, ...]) -> None:
        kept = (self.histogram, self._fusion)
        for lasting in kept:
            self.column.removeWidget(lasting)
        clear(self.column)
        for lasting in kept:
            self.column.addWidget(lasting)
        dispatch, theme = self._dispatch, self._theme
        self._heatmaps = {
            h.id: HeatmapCard(h, _model_name(results, h.id), dispatch, theme)
            for h in results.heatmaps
        }
        self._masks = {m.id: MaskCard(m, dispatch, theme) for m in results.masks}
        self._contours = {c.id: ContourCard(c, dispatch, theme) for c in results.contours}
        self._marks = {m.id: MarkCard(m, dispatch, theme) for m in results.marks}
        for cards in (self._heatmaps, self._masks, self._contours, self._marks):
            for card in cards.values():
                self.column.addWidget(card)
        if not ids:
            empty = tr("Masks and heatmaps appear here once a model has run (Ctrl+R).")
            self.column.addWidget(words(empty, quiet=True))
        self.column.addStretch(1)


def _model_name(results: Results, layer_id: str) -> str:
    """Of the model that a layer is of; "" for one that came from a DICOM object."""
    owner = results.owner(layer_id)
    return "" if owner is None else owner.result.provenance.model_name


class MaskCard(Card):
    """One label map: its own switch and opacity, then a row for each segment."""

    def __init__(self, layer: MaskLayer, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        name = layer.label_map.name or tr("Mask")
        self._eye = EyeButton(theme, name, lambda on: dispatch(SetLayerVisible(layer.id, on)))
        self._opacity = OpacitySlider(name, lambda o: dispatch(SetLayerOpacity(layer.id, o)))
        self._contour = QCheckBox(tr("Contour"))
        self._contour.clicked.connect(lambda on: dispatch(SetLayerContour(layer.id, on)))
        remove = tool(
            theme, "remove", tr("Remove the layer"), lambda: dispatch(RemoveLayer(layer.id))
        )
        self.column.addLayout(row(self._eye, words(name), remove, stretch=1))
        self.column.addLayout(row(self._opacity, self._contour, stretch=0))
        self._segments = [
            SegmentRow(layer, segment, dispatch, theme) for segment in layer.label_map.segments
        ]
        for segment in self._segments:
            self.column.addLayout(segment.layout)

    def show_layer(self, layer: MaskLayer, edits: MaskEdits) -> None:
        self._eye.show_value(layer.visible)
        self._opacity.show_value(layer.opacity)
        self._contour.setChecked(layer.contour)
        for segment in self._segments:
            segment.show_layer(layer, edits)


class SegmentRow:
    """One segment: eye, colour, name with its volume, opacity."""

    def __init__(
        self, layer: MaskLayer, segment: Segment, dispatch: Dispatch, theme: Theme
    ) -> None:
        self._segment = segment
        self._style = layer.styles.get(segment.id, SegmentStyle(opacity=layer.opacity))

        def restyle(**changes: object) -> None:
            style = SegmentStyle(
                visible=bool(changes.get("visible", self._style.visible)),
                opacity=changes.get("opacity", self._style.opacity),  # type: ignore[arg-type]
                colour=changes.get("colour", self._style.colour),  # type: ignore[arg-type]
            )
            dispatch(SetSegmentStyle(layer.id, segment.id, style))

        self._eye = EyeButton(theme, segment.name, lambda on: restyle(visible=on))
        self._swatch = Swatch(segment.name, lambda colour: restyle(colour=colour))
        self._opacity = OpacitySlider(segment.name, lambda opacity: restyle(opacity=opacity))
        self._opacity.setMaximumWidth(72)
        self._words = words("")
        self._show_volume(layer.label_map.volume_ml(segment.id))
        self.layout = row(self._eye, self._swatch, self._words, self._opacity, stretch=2)

    def show_layer(self, layer: MaskLayer, edits: MaskEdits) -> None:
        painted = (edits.layer_id, edits.segment_id) == (layer.id, self._segment.id)
        if painted and edits.volume_ml is not None:
            self._show_volume(edits.volume_ml)
        default = SegmentStyle(opacity=layer.opacity)
        self._style = layer.styles.get(self._segment.id, default)
        self._eye.show_value(self._style.visible)
        self._swatch.show_value(self._style.colour or self._segment.colour)
        self._opacity.show_value(self._style.opacity)

    def _show_volume(self, volume_ml: float | None) -> None:
        name = self._segment.name
        self._words.setText(name if volume_ml is None else f"{name} · {volume_ml:.1f} mL")


class HeatmapCard(Card):
    """One heatmap: switch, opacity, colours, its native grid and whether it is faithful."""

    def __init__(
        self, layer: HeatmapLayer, model_name: str, dispatch: Dispatch, theme: Theme
    ) -> None:
        super().__init__()
        heatmap = layer.heatmap
        kind = tr("Attention") if layer.is_attention else heatmap.method
        name = named(kind, heatmap.target) if heatmap.target else kind
        self._eye = EyeButton(theme, name, lambda on: dispatch(SetLayerVisible(layer.id, on)))
        self._opacity = OpacitySlider(name, lambda o: dispatch(SetLayerOpacity(layer.id, o)))
        self._colours = QComboBox()
        self._colours.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._colours.setMinimumContentsLength(6)
        self._colours.addItems(list(COLOUR_MAPS))
        self._colours.setAccessibleName(tr("Colours of {name}").format(name=name))
        self._colours.textActivated.connect(
            lambda text: dispatch(SetLayerColourMap(layer.id, text))
        )
        remove = tool(
            theme, "remove", tr("Remove the layer"), lambda: dispatch(RemoveLayer(layer.id))
        )
        self.column.addLayout(row(self._eye, words(name), remove, stretch=1))
        self.column.addLayout(row(self._opacity, self._colours, stretch=0))
        if model_name:
            self.column.addWidget(words(model_name, small=True))
        facts = tr("{method}, native grid {grid}").format(
            method=" · ".join(part for part in (heatmap.method, heatmap.layer) if part),
            grid=said(heatmap.native_grid),
        )
        self.column.addWidget(words(facts, small=True))
        if layer.is_attention:  # what was measured is no claim about a model
            self.column.addWidget(self._faithful(heatmap.faithful))
        if heatmap.tests:
            self.column.addWidget(words(_test_words(heatmap.tests), small=True, quiet=True))

    def show_layer(self, layer: HeatmapLayer) -> None:
        self._eye.show_value(layer.visible)
        self._opacity.show_value(layer.opacity)
        if self._colours.currentText() != layer.colour_map:
            self._colours.setCurrentText(layer.colour_map)

    @staticmethod
    def _faithful(faithful: bool | None) -> QLabel:
        text = {
            None: tr("Faithfulness not tested"),
            True: tr("Faithful in its tests"),
            False: tr("NOT FAITHFUL: it failed its tests"),
        }[faithful]
        label = words(text, small=True)
        if faithful is not None:
            label.setProperty("tone", "good" if faithful else "error")
        return label


def _test_words(tests: Mapping[str, float]) -> str:
    """The numbers of a heatmap's tests; areas under curves beside those of random orders."""
    text = tr(
        "Deletion {deletion} (by chance {deletion_random}), insertion {insertion} (by chance "
        "{insertion_random}); likeness to random weights {likeness_to_random_weights}; "
        "repeatability {repeatability}"
    )
    return text.format(**{name: f"{value:.2f}" for name, value in tests.items()})
