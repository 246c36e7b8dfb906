"""What people reviewed: the result folders that a study left when it closed, and their truth."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.result import InferenceResult
from inference.writing.result_folder import RESULT_FILE, read_result

BY_HAND = ("manual", "dicom-object")  # stand for the model where a person drew or painted
PAINTED = "painted"  # below the user's data folder: <time>/<result>/result.json
LESION_CATEGORY = "49755003"  # SCT, morphologically altered structure


@dataclass(frozen=True, eq=False)
class ReviewedSeries:
    """All results of the last sitting in which somebody reviewed one picture of a series.

    ``input_sha256`` is that picture's: a series may hold several stacks, and its files may have
    changed since. "" where only masks without it are known.
    """

    series_uid: str
    sitting: str
    results: tuple[InferenceResult, ...]
    input_sha256: str = ""


@dataclass(frozen=True, eq=False)
class Truth:
    """(k, j, i) labels that were accepted or edited, and how often each verdict fell."""

    labels: NDArray[np.uint8]
    verdicts: Counter[str]


def reviewed_series(home: Path, model: str = "") -> Iterator[ReviewedSeries]:
    """The newest sitting of each picture, by UID; ``model`` takes its and hand-drawn masks alone.

    Raises InputError where a result cannot be read.
    """
    newest: dict[tuple[str, str], tuple[str, list[InferenceResult]]] = {}
    for path in sorted((home / PAINTED).glob(f"*/*/{RESULT_FILE}")):
        result, sitting = read_result(path.parent), path.parent.parent.name
        made_by = result.provenance
        if not result.label_maps or (model and made_by.model_id not in (model, *BY_HAND)):
            continue
        picture = made_by.series_uid, made_by.input_sha256
        before, results = newest.get(picture, ("", []))
        newest[picture] = (sitting, [*results, result] if sitting == before else [result])
    for (uid, sha256), (sitting, results) in sorted(newest.items()):
        yield ReviewedSeries(uid, sitting, tuple(results), sha256)


def truth_of(results: Sequence[InferenceResult], wanted: frozenset[str]) -> Truth:
    """Each lesion by its finding's verdict, an anatomical segment by its own; masks are united.

    What was rejected is background. Lesions whose verdict is not ``wanted`` are background too
    and counted, so that a caller can leave out what nobody has judged.
    """
    shape = results[0].label_maps[0].array.shape
    labels, verdicts = np.zeros(shape, np.uint8), Counter[str]()
    for result in results:
        for label_map in result.label_maps:
            for segment in label_map.segments:
                for part, verdict in _parts(label_map, segment, result.findings):
                    verdicts[verdict] += 1
                    if verdict in wanted:
                        labels[part] = segment.id
        erased = [f for f in result.findings if "erased" in f.details]
        verdicts["rejected"] += len(erased)
    return Truth(labels, verdicts)


def reviewers(results: Sequence[InferenceResult]) -> tuple[str, str]:
    """Names of those who reviewed or painted, and when last (ISO, UTC); "" where unknown."""
    steps: list[dict[str, Any]] = [
        dict(details)
        for result in results
        for name, details in result.provenance.steps
        if name in ("edited by hand", "reviewed by hand", "drawn by hand", "loaded from a file")
    ]
    names = sorted({str(step["author"]) for step in steps if step.get("author")})
    return ", ".join(names), max((str(step.get("utc_time", "")) for step in steps), default="")


def _parts(
    label_map: LabelMap, segment: Segment, findings: Sequence[Finding]
) -> Iterator[tuple[NDArray[np.bool_], str]]:
    from scipy.ndimage import label

    mask = label_map.array == segment.id
    mine = [f for f in findings if f.segment_id == segment.id and "erased" not in f.details]
    category = segment.category_code
    if category is not None and category.value != LESION_CATEGORY:
        if mask.any():
            yield mask, mine[0].review if mine else "unreviewed"
        return
    numbered, count = label(mask, np.ones((3, 3, 3)))
    verdicts = {_part_at(numbered, label_map, finding): finding.review for finding in mine}
    for number in range(1, count + 1):
        yield numbered == number, verdicts.get(number, "unreviewed")


def _part_at(numbered: NDArray[np.int32], label_map: LabelMap, finding: Finding) -> int:
    """The part in which the finding's point lies; 0 where it lies in none."""
    if finding.point_lps is None:
        return 0
    index = np.rint(label_map.geometry.index_from_lps(finding.point_lps)).astype(int)
    inside = all(0 <= n < size for n, size in zip(index, numbered.shape, strict=True))
    return int(numbered[tuple(index)]) if inside else 0
