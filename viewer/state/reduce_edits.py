"""How painted masks change: the brush takes hold, grows, and what it painted is shown."""

from dataclasses import replace

from viewer.state.mask_edit_facts import MaskPainted
from viewer.state.mask_edit_intents import EditFinding, ResizeBrush
from viewer.state.mask_edits import can_edit_finding
from viewer.state.view_state import BRUSH_MM, MaskEdits, Origin, ViewState


def edit_finding(state: ViewState, _: EditFinding) -> ViewState:
    """Take the brush to the selected finding's mask."""
    return replace(state, tool="brush") if can_edit_finding(state) else state


def resize_brush(state: ViewState, intent: ResizeBrush) -> ViewState:
    least, most = BRUSH_MM
    size = min(most, max(least, state.edits.brush_mm * intent.factor))
    return replace(state, edits=replace(state.edits, brush_mm=size))


def take_painted(state: ViewState, fact: MaskPainted) -> ViewState:
    """Show the layer as it is now; of another study it is dropped."""
    if fact.study_token != state.study_token:
        return state
    old, layer = state.results, fact.layer
    if any(one.id == layer.id for one in old.masks):
        masks = tuple(layer if one.id == layer.id else one for one in old.masks)
        origins = old.origins
    else:
        masks = (*old.masks, layer)
        begun = Origin(state.space_of(fact.series_id), fact.series_id)
        origins = {**old.origins, layer.id.split("/", 1)[0]: begun}
    findings = old.findings if fact.findings is None else fact.findings
    edits = MaskEdits(
        layer.id, fact.segment_id, state.edits.brush_mm, fact.undo, fact.redo, fact.volume_ml
    )
    painted = old.painted | {layer.id} if fact.undo else old.painted - {layer.id}
    results = replace(old, masks=masks, origins=origins, findings=findings, painted=painted)
    return replace(state, results=results, edits=edits, overlays_shown=True)
