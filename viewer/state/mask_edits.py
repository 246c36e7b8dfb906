"""What the brush paints on: which layer and which of its segments."""

from collections.abc import Iterable
from dataclasses import dataclass

from inference.imaging.finding import Finding
from viewer.state.layers import MaskLayer
from viewer.state.view_state import ViewState

PAINTING = ("brush", "eraser")
DRAWN = "drawn-"  # the ids of layers that a person began have this in front


@dataclass(frozen=True, eq=False)
class PaintTarget:
    """The layer that is painted on and the number of its segment."""

    layer: MaskLayer
    segment_id: int


def paint_target(state: ViewState, pane: int) -> PaintTarget | None:
    """What a stroke in a pane changes; None = nothing lies there, a layer of its own begins.

    The selected finding's mask comes first, then the mask painted last, then the first visible
    one that lies in the pane's patient space.
    """
    series = state.series_of(pane)
    if series is None:
        return None
    here = [
        layer
        for layer in state.results.masks
        if not layer.series_id
        and layer.label_map.segments
        and state.results.lies_in(layer.id, series.space)
    ]
    chosen = _of_finding(state, here)
    if chosen is not None:
        return chosen
    last = next((layer for layer in here if layer.id == state.edits.layer_id), None)
    if last is not None:
        return PaintTarget(last, state.edits.segment_id)
    first = next((layer for layer in here if layer.visible), None)
    return None if first is None else PaintTarget(first, first.label_map.segments[0].id)


def can_edit_finding(state: ViewState) -> bool:
    """Whether the selected finding has a mask that can be painted on."""
    return _of_finding(state, state.results.masks) is not None


def is_open(finding: Finding) -> bool:
    """Whether it is a part of a mask that nobody has judged yet."""
    return finding.segment_id is not None and finding.review == "unreviewed"


def _of_finding(state: ViewState, layers: Iterable[MaskLayer]) -> PaintTarget | None:
    wanted = state.results.selected_finding
    finding = next((one for one in state.results.findings if one.id == wanted), None)
    if finding is None or finding.segment_id is None:
        return None
    owner = finding.id.split("/", 1)[0]
    for layer in layers:
        ids = {segment.id for segment in layer.label_map.segments}
        if layer.id.split("/", 1)[0] == owner and finding.segment_id in ids:
            return PaintTarget(layer, finding.segment_id)
    return None
