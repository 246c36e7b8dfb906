"""Results as a person left them: masks as painted, findings as judged; masks drawn by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.volume import Volume
from inference.writing.result_folder import write_result
from viewer.state.layers import MaskLayer
from viewer.state.mask_edits import DRAWN
from viewer.state.view_state import PlacedResult, ViewState


def reviewed_results(state: ViewState) -> Iterator[tuple[InferenceResult, Volume | None]]:
    """Every result with the volume it belongs to, None where that is not open.

    Arrays that are painted on are copied, so that a writer may take its time.
    """
    for placed in state.results.results:
        opened = state.open_series.get(placed.series_id)
        yield reviewed_result(state, placed), None if opened is None else opened.volume
    for layer in state.results.masks:
        if layer.id.startswith(DRAWN):
            volume = _volume_of(state, layer)
            yield _drawn_result(state, layer, volume), volume


def reviewed_result(state: ViewState, placed: PlacedResult) -> InferenceResult:
    """One result with its masks and findings as they stand."""
    made = placed.result
    layers = {layer.id: layer for layer in state.results.masks}
    label_maps = tuple(
        _still(layers[f"{made.request_id}/mask{n}"].label_map, label_map)
        if f"{made.request_id}/mask{n}" in layers
        else label_map
        for n, label_map in enumerate(made.label_maps)
    )
    findings = _findings(state, made.request_id)
    return replace(
        made,
        label_maps=label_maps,
        findings=findings,
        provenance=_with_reviews(_with_edits(made, label_maps), findings),
    )


def _with_reviews(made_by: Provenance, findings: tuple[Finding, ...]) -> Provenance:
    """The provenance, and who judged findings since."""
    judged = {one.id: one.review for one in findings if one.review in ("accepted", "rejected")}
    if not judged:
        return made_by
    now = datetime.now(UTC).isoformat(timespec="seconds")
    step = ("reviewed by hand", {"findings": judged, "author": getuser(), "utc_time": now})
    return replace(made_by, steps=(*made_by.steps, step))


def _with_edits(made: InferenceResult, label_maps: tuple[LabelMap, ...]) -> Provenance:
    """The model's provenance, and who painted on which segments since."""
    painted = [
        segment.name
        for shown, own in zip(label_maps, made.label_maps, strict=True)
        if shown is not own
        for segment in shown.segments
        if segment.algorithm_type == "SEMIAUTOMATIC"
    ]
    if not painted:
        return made.provenance
    now = datetime.now(UTC).isoformat(timespec="seconds")
    step = ("edited by hand", {"segments": painted, "author": getuser(), "utc_time": now})
    return replace(made.provenance, steps=(*made.provenance.steps, step))


def _findings(state: ViewState, owner: str) -> tuple[Finding, ...]:
    prefix = f"{owner}/"
    return tuple(
        replace(finding, id=finding.id.removeprefix(prefix))
        for finding in state.results.findings
        if finding.id.startswith(prefix)
    )


def _still(shown: LabelMap, made: LabelMap) -> LabelMap:
    """A copy of what was painted on; the model's own mask as it is."""
    return shown if shown is made else replace(shown, array=shown.array.copy())


def keep_results(state: ViewState, folder: Path) -> Path:
    """Write all that was painted on or judged into a new folder, told by time; or InputError.

    What lies on a series that is not open any more goes nowhere else, hence it is an error.
    """
    place = folder / datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    for result, volume in reviewed_results(state):
        if not _is_reviewed(result):
            continue
        if volume is None:
            raise InputError(f"the series of {result.provenance.model_name} is not open.")
        write_result(result, volume, place / result.request_id[:14])
    return place


def _is_reviewed(result: InferenceResult) -> bool:
    """Somebody painted on it or judged a finding."""
    segments = [one for label_map in result.label_maps for one in label_map.segments]
    painted = any(one.algorithm_type != "AUTOMATIC" for one in segments)
    return painted or any(finding.review != "unreviewed" for finding in result.findings)


def _drawn_result(state: ViewState, layer: MaskLayer, volume: Volume | None) -> InferenceResult:
    from inference.engine.provenance import app_version

    owner = layer.id.split("/", 1)[0]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made_by = Provenance(
        model_id="manual",
        model_name="drawn by hand",
        model_version=app_version(),
        weights_sha256="",
        app_version=app_version(),
        device="",
        utc_time=now,
        series_uid="" if volume is None else volume.series_uid,
        study_uid="" if volume is None else volume.info.study_uid,
        input_sha256="",
        steps=(("drawn by hand", {"author": getuser(), "utc_time": now}),),
    )
    label_map = replace(layer.label_map, array=layer.label_map.array.copy())
    return InferenceResult(
        owner, state.study_token, made_by, (label_map,), findings=_findings(state, owner)
    )


def _volume_of(state: ViewState, layer: MaskLayer) -> Volume | None:
    """The open series on whose grid the layer was begun."""
    grid = layer.label_map.geometry
    for series in state.open_series.values():
        if series.volume.geometry is grid or series.volume.geometry.same_grid(grid):
            return series.volume
    return None
