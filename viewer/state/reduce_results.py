"""How results change: they arrive, their layers are styled, their findings judged."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from inference.imaging.finding import Finding
from inference.imaging.result import InferenceResult
from viewer.state.facts import ObjectRead, ResultArrived
from viewer.state.layers import ContourLayer, HeatmapLayer, MarkLayer, MaskLayer
from viewer.state.mask_edits import is_open
from viewer.state.object_layers import OBJECT, layers_of
from viewer.state.result_intents import (
    AcceptOpenFindings,
    RemoveLayer,
    RestoreLayer,
    ReviewFinding,
    SelectFinding,
    SetLayerColourMap,
    SetLayerContour,
    SetLayerOpacity,
    SetLayerVisible,
    SetSegmentStyle,
    StepFinding,
)
from viewer.state.view_state import (
    LayerKind,
    Origin,
    PlacedResult,
    RemovedLayer,
    Results,
    ViewState,
)

LAYER_KINDS: tuple[LayerKind, ...] = ("masks", "heatmaps", "contours", "marks")
Part = TypeVar("Part", MaskLayer, HeatmapLayer, Finding)
Layer = TypeVar("Layer", MaskLayer, HeatmapLayer, ContourLayer, MarkLayer)
Segmented = TypeVar("Segmented", MaskLayer, ContourLayer)


def receive_result(state: ViewState, fact: ResultArrived) -> ViewState:
    """Lay a result over its series; of another study than the open one it is dropped.

    It replaces its own earlier part, and an earlier run of the same model on the same series
    of which no finding has been judged.
    """
    if fact.result.study_token != state.study_token:
        return state
    old = state.results
    placed = PlacedResult(fact.result, fact.series_id, state.space_of(fact.series_id))
    gone = {r.result.request_id for r in old.results if _replaces(placed, r, old.findings)}
    results = replace(
        old,
        results=(*_others(old.results, gone), placed),
        masks=(*_kept(old.masks, gone), *_masks(fact.result, old)),
        heatmaps=(*_kept(old.heatmaps, gone), *_heatmaps(fact.result, old)),
        findings=(*_kept(old.findings, gone), *_findings(fact.result, old)),
        selected_finding="" if _owner(old.selected_finding) in gone else old.selected_finding,
    )
    return replace(state, results=results)


def receive_object(state: ViewState, fact: ObjectRead) -> ViewState:
    """Lay what a DICOM object holds over its series; of another study it is dropped."""
    series = state.open_series.get(fact.series_id)
    if series is None or fact.study_token != state.study_token:
        return state
    old, prefix = state.results, f"{OBJECT}{len(state.results.origins) + 1}"
    origin = Origin(series.space, fact.series_id, fact.kind, fact.object_uid, fact.title)
    made = layers_of(fact, prefix)
    results = replace(
        old,
        masks=(*old.masks, *made.masks),
        heatmaps=(*old.heatmaps, *made.heatmaps),
        contours=(*old.contours, *made.contours),
        marks=(*old.marks, *made.marks),
        findings=(*old.findings, *made.findings),
        origins={**old.origins, prefix: origin},
    )
    return replace(state, results=results)


def set_layer_visible(state: ViewState, intent: SetLayerVisible) -> ViewState:
    return _restyled(state, intent.layer_id, visible=intent.visible)


def set_layer_opacity(state: ViewState, intent: SetLayerOpacity) -> ViewState:
    return _restyled(state, intent.layer_id, opacity=min(1.0, max(0.0, intent.opacity)))


def set_layer_colour_map(state: ViewState, intent: SetLayerColourMap) -> ViewState:
    maps = tuple(
        replace(layer, colour_map=intent.colour_map) if layer.id == intent.layer_id else layer
        for layer in state.results.heatmaps
    )
    return replace(state, results=replace(state.results, heatmaps=maps))


def set_layer_contour(state: ViewState, intent: SetLayerContour) -> ViewState:
    masks = tuple(
        replace(layer, contour=intent.contour) if layer.id == intent.layer_id else layer
        for layer in state.results.masks
    )
    return replace(state, results=replace(state.results, masks=masks))


def set_segment_style(state: ViewState, intent: SetSegmentStyle) -> ViewState:
    results = replace(
        state.results,
        masks=tuple(_with_style(layer, intent) for layer in state.results.masks),
        contours=tuple(_with_style(layer, intent) for layer in state.results.contours),
    )
    return replace(state, results=results)


def remove_layer(state: ViewState, intent: RemoveLayer) -> ViewState:
    """Take a layer off; undo puts it back."""
    for kind in LAYER_KINDS:
        layers: tuple[Any, ...] = getattr(state.results, kind)
        places = [n for n, layer in enumerate(layers) if layer.id == intent.layer_id]
        for place in places[:1]:
            gone = RemovedLayer(layers[place], kind, place, len(state.drawings.undo))
            rest: dict[str, Any] = {kind: layers[:place] + layers[place + 1 :]}
            removed = (*state.results.removed, gone)
            return replace(state, results=replace(state.results, removed=removed, **rest))
    return state


def restore_layer(state: ViewState, intent: RestoreLayer) -> ViewState:
    if not state.results.removed:
        return state
    *earlier, last = state.results.removed
    layers: tuple[Any, ...] = getattr(state.results, last.kind)
    whole: dict[str, Any] = {last.kind: (*layers[: last.place], last.layer, *layers[last.place :])}
    return replace(state, results=replace(state.results, removed=tuple(earlier), **whole))


def select_finding(state: ViewState, intent: SelectFinding) -> ViewState:
    """Select a finding and put the crosshair on it."""
    results = replace(state.results, selected_finding=intent.finding_id)
    finding = next((f for f in results.findings if f.id == intent.finding_id), None)
    space = results.space_of(intent.finding_id)
    selected = replace(state, results=results)
    if finding is None or space is None or finding.point_lps is None:
        return selected
    return replace(selected, cursors={**state.cursors, space: finding.point_lps})


def step_finding(state: ViewState, intent: StepFinding) -> ViewState:
    ids = [finding.id for finding in state.results.findings]
    if not ids:
        return state
    if state.results.selected_finding in ids:
        index = (ids.index(state.results.selected_finding) + intent.step) % len(ids)
    else:
        index = 0 if intent.step > 0 else len(ids) - 1
    return select_finding(state, SelectFinding(ids[index]))


def review_finding(state: ViewState, intent: ReviewFinding) -> ViewState:
    wanted = intent.finding_id or state.results.selected_finding
    findings = tuple(
        replace(finding, review=intent.status) if finding.id == wanted else finding
        for finding in state.results.findings
    )
    return replace(state, results=replace(state.results, findings=findings))


def accept_open_findings(state: ViewState, _: AcceptOpenFindings) -> ViewState:
    findings = tuple(
        replace(finding, review="accepted") if is_open(finding) else finding
        for finding in state.results.findings
    )
    return replace(state, results=replace(state.results, findings=findings))


def _with_style(layer: Segmented, intent: SetSegmentStyle) -> Segmented:
    if layer.id != intent.layer_id:
        return layer
    return replace(layer, styles={**layer.styles, intent.segment_id: intent.style})


def _restyled(state: ViewState, layer_id: str, **style: float | bool) -> ViewState:
    def restyle(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        return tuple(
            replace(layer, **style) if layer.id == layer_id else layer  # type: ignore[arg-type]
            for layer in layers
        )

    results = replace(
        state.results,
        masks=restyle(state.results.masks),
        heatmaps=restyle(state.results.heatmaps),
        contours=restyle(state.results.contours),
        marks=restyle(state.results.marks),
    )
    return replace(state, results=results)


def _owner(part_id: str) -> str:
    return part_id.split("/", 1)[0]


def _kept(parts: Iterable[Part], gone: set[str]) -> list[Part]:
    return [part for part in parts if _owner(part.id) not in gone]


def _others(results: Iterable[PlacedResult], gone: set[str]) -> list[PlacedResult]:
    return [placed for placed in results if placed.result.request_id not in gone]


def _replaces(new: PlacedResult, old: PlacedResult, findings: tuple[Finding, ...]) -> bool:
    if new.result.request_id == old.result.request_id:
        return True
    same = new.series_id == old.series_id and (
        new.result.provenance.model_id == old.result.provenance.model_id
    )
    own = [f for f in findings if _owner(f.id) == old.result.request_id]
    return same and all(finding.review == "unreviewed" for finding in own)


def _masks(result: InferenceResult, old: Results) -> list[MaskLayer]:
    styled = {layer.id: layer for layer in old.masks}
    fresh = [
        MaskLayer(f"{result.request_id}/mask{n}", label_map)
        for n, label_map in enumerate(result.label_maps)
    ]
    return [
        replace(styled[layer.id], label_map=layer.label_map) if layer.id in styled else layer
        for layer in fresh
    ]


def _heatmaps(result: InferenceResult, old: Results) -> list[HeatmapLayer]:
    styled = {layer.id: layer for layer in old.heatmaps}
    fresh = [
        HeatmapLayer(f"{result.request_id}/heatmap{n}", heatmap)
        for n, heatmap in enumerate(result.heatmaps)
    ]
    return [
        replace(styled[layer.id], heatmap=layer.heatmap) if layer.id in styled else layer
        for layer in fresh
    ]


def _findings(result: InferenceResult, old: Results) -> list[Finding]:
    judged = {finding.id: finding.review for finding in old.findings}
    named = [replace(f, id=f"{result.request_id}/{f.id}") for f in result.findings]
    return [replace(f, review=judged.get(f.id, f.review)) for f in named]
