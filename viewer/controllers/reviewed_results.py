"""Results as a person left them: masks as painted, findings as judged; masks drawn or loaded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from uuid import uuid4

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.volume import Volume, voxel_sha256
from inference.writing.result_folder import Source, write_result
from viewer.state.layers import MaskLayer
from viewer.state.view_state import Origin, PlacedResult, ViewState


def reviewed_results(state: ViewState) -> Iterator[tuple[InferenceResult, Source | None]]:
    """Every result with the series it belongs to, None where nothing is known of that any more.

    Masks drawn by hand and DICOM masks that were painted on are results of their own. Arrays that
    are painted on are copied, so that a writer may take its time.
    """
    for placed in state.results.results:
        yield reviewed_result(state, placed), source_of(state, placed.series_id)
    for layer in state.results.masks:
        origin = state.results.origins.get(_owner(layer.id))
        if origin is not None and (not origin.kind or layer.id in state.results.painted):
            source = source_of(state, origin.series_id)
            yield _own_result(state, layer, origin, source), source


def source_of(state: ViewState, series_id: str) -> Source | None:
    """The volume of a series, or its entry where the pixels are not here any more."""
    opened = state.open_series.get(series_id)
    return state.shelf.entry(series_id) if opened is None else opened.volume


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

    One that cannot be written does not keep the others from being written.
    """
    place = folder / datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    lost: list[str] = []
    for result, source in reviewed_results(state):
        if not _is_reviewed(result):
            continue
        name = result.provenance.model_name
        if source is None:
            lost.append(f"nothing is known any more of the series of {name}")
            continue
        try:
            write_result(with_hash(result, source), source, place / result.request_id[:14])
        except InputError as error:
            lost.append(f"the result of {name}: {str(error).rstrip('.')}")
    if lost:
        raise InputError("; ".join(lost))
    return place


def with_hash(result: InferenceResult, source: Source) -> InferenceResult:
    """The result with the hash of the voxels under it, which a mask drawn by hand has not yet.

    Takes a while: it reads all voxels.
    """
    if result.provenance.input_sha256 or not isinstance(source, Volume):
        return result
    made_by = replace(result.provenance, input_sha256=voxel_sha256(source))
    return replace(result, provenance=made_by)


def _is_reviewed(result: InferenceResult) -> bool:
    """Somebody painted on it or judged a finding."""
    segments = [one for label_map in result.label_maps for one in label_map.segments]
    painted = any(one.algorithm_type != "AUTOMATIC" for one in segments)
    painted = painted or result.provenance.model_id == "dicom-object"  # given only if painted on
    return painted or any(finding.review != "unreviewed" for finding in result.findings)


def _own_result(
    state: ViewState, layer: MaskLayer, origin: Origin, source: Source | None
) -> InferenceResult:
    """A mask that no model of ours made: drawn, from a file, or a DICOM object's, painted on."""
    from inference.engine.provenance import app_version

    now = datetime.now(UTC).isoformat(timespec="seconds")
    by_hand: dict[str, object] = {"author": getuser(), "utc_time": now}
    file = {"file": layer.file, "file_sha256": layer.file_sha256}
    begun = ("loaded from a file", file | by_hand) if layer.file else ("drawn by hand", by_hand)
    edited = ("edited by hand", {"segments": [s.name for s in layer.label_map.segments], **by_hand})
    read = ("read from a DICOM object", {"kind": origin.kind, "series_uid": origin.object_uid})
    made_by = Provenance(
        model_id="dicom-object" if origin.kind else "manual",
        model_name=f"{origin.kind} {origin.name}".strip() if origin.kind else begun[0],
        model_version=app_version(),
        weights_sha256="",
        app_version=app_version(),
        device="",
        utc_time=now,
        series_uid="" if source is None else source.info.series_uid,
        study_uid="" if source is None else source.info.study_uid,
        input_sha256="",
        steps=(read, edited) if origin.kind else (begun,),
    )
    label_map = replace(layer.label_map, array=layer.label_map.array.copy())
    owner = _owner(layer.id)
    findings = _findings(state, owner)
    return InferenceResult(
        uuid4().hex if origin.kind else owner,
        state.study_token,
        _with_reviews(made_by, findings) if layer.file else made_by,
        (label_map,),
        findings=findings,
    )


def _owner(part_id: str) -> str:
    return part_id.split("/", 1)[0]
