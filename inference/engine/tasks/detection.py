"""Lesion detection: boxes on slices, linked into boxes in the patient, each with a score."""

import numpy as np

from inference.backends.memory import fitting_batch
from inference.catalog.card import PredictionPart
from inference.engine.provenance import provenance_of
from inference.engine.run_log import Advance
from inference.engine.steps.box_links import (
    Chain,
    SliceBoxes,
    box_in_patient,
    link,
    slice_candidates,
)
from inference.engine.steps.preparation import PreparedVolume, Step, prepare
from inference.engine.steps.slices import nearest_slices, with_neighbours
from inference.engine.tasks.explanation import with_heatmaps
from inference.engine.tasks.task_run import TaskRun
from inference.explain.explain_task import ExplainTask
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.geometry import Geometry
from inference.imaging.progress import raise_if
from inference.imaging.result import InferenceResult

MOST_EXPLAINED = 3  # findings that get a heatmap, the strongest


def detect(task: TaskRun) -> InferenceResult:
    """Findings with a box along the LPS axes, strongest first, and a strip of slice scores."""
    request, card = task.request, task.card
    how = _how(task)
    with task.log.stage("preparing"):
        prepared = prepare(request.volume, card)
    with task.log.stage("predicting") as advance:
        slices = _slice_boxes(task, prepared, advance)
    with task.log.stage("measuring"):
        chains, findings = _found(task, slices, how, prepared.geometry)
    steps: tuple[Step, ...] = (
        *prepared.steps,
        ("predict", {"neighbours": how.neighbours, "neighbour_step_mm": how.neighbour_step_mm}),
        (
            "link boxes",
            {
                **how.linking.model_dump(),
                "threshold": how.threshold,
                "region_kji": request.region_kji,
            },
        ),
    )
    result = InferenceResult(
        request.id,
        request.study_token,
        provenance_of(request, card, task.predictor.device, steps, task.overrides),
        findings=findings,
        strips=(_strip(slices, request.volume.geometry, prepared.geometry, how.calibrated),),
        seconds=dict(task.log.seconds),
    )
    if not request.explain:
        return result
    explained = [
        _explain_task(task, prepared, chain, finding)
        for chain, finding in zip(chains[:MOST_EXPLAINED], findings, strict=False)
    ]
    return with_heatmaps(task, result, *explained)


def _how(task: TaskRun) -> PredictionPart:
    """The card's prediction with the request's own threshold."""
    if unknown := set(task.request.options) - {"threshold"}:
        raise InputError(f"Unknown option {sorted(unknown)[0]!r}; known: threshold.")
    threshold = task.number("threshold", task.card.prediction.threshold)
    if not 0 < threshold < 1:
        raise InputError(f"The threshold lies between 0 and 1, not at {threshold:g}.")
    return task.card.prediction.model_copy(update={"threshold": threshold})


def _slice_boxes(task: TaskRun, prepared: PreparedVolume, advance: Advance) -> list[SliceBoxes]:
    """The candidates of every prepared slice; slices without tissue are not run and have none."""
    how = task.card.prediction
    busy = np.flatnonzero(prepared.tissue.any(axis=(1, 2)))
    shape = (2 * how.neighbours + 1, *prepared.array.shape[1:])
    batch = fitting_batch(how.batch, lambda n: task.predictor.peak_bytes((n, *shape)))
    nothing = SliceBoxes(np.zeros((0, 4)), np.zeros(0), np.zeros(0, np.intp))
    found = [nothing] * len(prepared.array)
    for first in range(0, len(busy), batch):
        raise_if(task.log.cancelled)
        chosen = busy[first : first + batch]
        answer = task.predictor.predict(with_neighbours(prepared, chosen, how))
        if answer.ndim != 3 or answer.shape[1] != 5:
            raise InputError(f"Model {task.card.name!r} gave {answer.shape}, not scores and boxes.")
        for k, each in zip(chosen, answer, strict=True):
            found[k] = slice_candidates(each, how.linking)
        advance((first + len(chosen)) / len(busy))
    return found


def _found(
    task: TaskRun, slices: list[SliceBoxes], how: PredictionPart, geometry: Geometry
) -> tuple[list[Chain], tuple[Finding, ...]]:
    """Chains at the threshold with their findings; those whose place lies in the region wanted."""
    chains: list[Chain] = []
    findings: list[Finding] = []
    for chain in link(slices, how.linking):
        finding = _finding(task, chain, len(findings) + 1, geometry)
        if chain.score >= how.threshold and _in_region(task, finding):
            chains.append(chain)
            findings.append(finding)
    return chains, tuple(findings)


def _in_region(task: TaskRun, finding: Finding) -> bool:
    """Whether the voxel of the series in which the finding points lies in the request's region."""
    region = task.request.region_kji
    if region is None:
        return True
    assert finding.point_lps is not None
    voxel = np.rint(task.request.volume.geometry.index_from_lps(finding.point_lps))
    return bool(((voxel >= region[0]) & (voxel < region[1])).all())


def _finding(task: TaskRun, chain: Chain, number: int, geometry: Geometry) -> Finding:
    """Where the chain lies in the patient; one should look where it is both large and sure."""
    areas = np.prod(chain.boxes[:, 2:] - chain.boxes[:, :2], axis=1)
    best = int((chain.scores * areas).argmax())
    j, i = (chain.boxes[best, :2] + chain.boxes[best, 2:]) / 2 - 0.5
    x, y, z = geometry.lps_from_index([chain.slices[best], j, i]).tolist()
    return Finding(
        f"lesion-{number}",
        "lesion",
        task.card.classes[0] if task.card.classes else "lesion",
        chain.score,
        task.card.prediction.calibrated,
        point_lps=(x, y, z),
        box_lps=box_in_patient(chain.bounds_kji, geometry),
        details={"slices": float(len(chain.slices)), "best slice score": float(chain.scores.max())},
    )


def _strip(
    slices: list[SliceBoxes], series: Geometry, prepared: Geometry, calibrated: bool
) -> SliceStrip:
    """The highest score on each slice of the series."""
    highest = np.array([each.scores.max(initial=0.0) for each in slices])
    values = highest[nearest_slices(series, prepared)]
    return SliceStrip("lesion score", tuple(values.tolist()), calibrated)


def _explain_task(
    task: TaskRun, prepared: PreparedVolume, chain: Chain, finding: Finding
) -> ExplainTask:
    """The scores of the chain's candidates on its slices, and where their boxes lie."""
    inputs = with_neighbours(prepared, chain.slices, task.card.prediction)
    count = task.predictor.predict(inputs[:1]).shape[2]
    j, i = inputs.shape[2:]
    rows, columns = np.arange(j)[:, None] + 0.5, np.arange(i)[None] + 0.5
    j0, i0, j1, i1 = (side[:, None, None] for side in chain.boxes.T)
    return ExplainTask(
        task.predictor.module(),
        inputs,
        chain.queries[:, None] == np.arange(count),
        chain.slices,
        prepared.geometry,
        task.card.explanation.layer,
        0,
        f"{finding.label} {finding.id.removeprefix('lesion-')}",
        found=(j0 < rows) & (rows < j1) & (i0 < columns) & (columns < i1),
    )
