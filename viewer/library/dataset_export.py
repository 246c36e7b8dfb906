"""Reviewed studies of the library as a folder of training cases, without identities."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.imaging.volume import Volume, voxel_sha256
from inference.reading.entry import SeriesEntry
from inference.writing.nifti_file import nifti_bytes
from inference.writing.whole_file import write_all_whole
from viewer.library.dataset_table import (
    LeftOutError,
    check_new,
    dataset_facts,
    pseudonyms,
    table_files,
)
from viewer.library.labelled_pictures import SIDE, export_pictures
from viewer.library.library import Library
from viewer.library.reviewed import (
    BY_HAND,
    ReviewedSeries,
    Truth,
    reviewed_series,
    reviewers,
    truth_of,
)
from viewer.library.rows import SeriesRow, StudyRow

LOG = logging.getLogger(__name__)
Layout = Literal["slices", "volumes", "pictures"]
Rejected = Literal["leave-out", "empty"]
LAYOUTS: tuple[Layout, ...] = ("slices", "volumes", "pictures")
REJECTED: tuple[Rejected, ...] = ("leave-out", "empty")
VERDICTS = frozenset({"accepted", "edited", "rejected", "unreviewed"})
Row = dict[str, Any]
Known = Mapping[str, Sequence[tuple[StudyRow, SeriesRow]]]


@dataclass(frozen=True)
class ExportChoice:
    """Which verdicts make truth; what becomes of cases of which nothing is left; the layout.

    "slices" is that of ``slice_segmentation`` (8-bit slices, one lesion), "volumes" that of
    ``volume_segmentation`` (true values, labels by segment), "pictures" that of
    ``image_classification``: of labelled studies, by their answer to the question ``label``, in
    squares of ``side`` pixels. ``model`` takes one model's results.
    """

    reviewed: frozenset[str] = frozenset({"accepted", "edited"})
    rejected: Rejected = "leave-out"
    layout: Layout = "slices"
    model: str = ""
    label: str = ""
    side: int = SIDE


def choice_of(
    reviewed: str,
    rejected: str,
    layout: str,
    model: str = "",
    label: str = "",
    side: int = SIDE,
) -> ExportChoice:
    """A choice in words, ``reviewed`` joined by commas; InputError for a word that is none."""
    verdicts, known = frozenset(reviewed.split(",")), VERDICTS - {"rejected"}
    if not verdicts <= known:
        raise InputError(f"Truth is made of {', '.join(sorted(known))}, not of {reviewed!r}.")
    what = next((one for one in REJECTED if one == rejected), None)
    how = next((one for one in LAYOUTS if one == layout), None)
    if what is None or how is None:
        raise InputError(f"Layouts are {', '.join(LAYOUTS)}; rejected: {', '.join(REJECTED)}.")
    if not 8 <= side <= 1024:
        raise InputError(f"Pictures have 8 to 1024 pixels a side, not {side}.")
    return ExportChoice(verdicts, what, how, model, label, side)


def export_dataset(
    library: Library,
    out: Path,
    choice: ExportChoice,
    load: Callable[[SeriesEntry], Volume],
    report: ProgressReport,
    cancelled: CancelCheck,
) -> Row:
    """Write the cases, ``cases.csv`` and ``dataset.json`` into the new folder ``out``.

    Patients are told apart by a keyed hash whose key stays in the library. Raises InputError
    where ``out`` holds something, or there is no case to write.
    """
    check_new(out)
    if choice.layout == "pictures":
        return export_pictures(library, out, choice.label, choice.side, load, report, cancelled)
    found, known = list(reviewed_series(library.home, choice.model)), _series(library)
    segments = _segments(found, choice)
    rows: list[Row] = []
    left_out: list[Row] = []
    for number, series in enumerate(found):
        raise_if(cancelled)
        report("writing cases", number / len(found))
        try:
            rows.append(_case(library, series, known, out, choice, load))
        except LeftOutError as reason:
            left_out.append({"sitting": series.sitting, "reason": str(reason)})
    if not rows:
        reasons = " ".join(sorted({str(row["reason"]) for row in left_out}))
        if reasons:
            raise InputError(f"No reviewed study can be a training case: {reasons}")
        raise InputError("No study is reviewed; accept or edit findings first.")
    facts = _facts(rows, left_out, choice, segments)
    write_all_whole(table_files(out, rows, facts))
    return facts


def _case(
    library: Library,
    series: ReviewedSeries,
    known: Known,
    out: Path,
    choice: ExportChoice,
    load: Callable[[SeriesEntry], Volume],
) -> Row:
    grids = [one.geometry for result in series.results for one in result.label_maps]
    if not all(grid.same_grid(grids[0]) for grid in grids):
        raise LeftOutError("Its masks lie on several grids.")
    truth = _judged(series, choice)
    study, row, volume = _picture(library, series, known, grids[0], load)
    patient, name = pseudonyms(library.home, study.patient_key, row.entry_id)
    write_all_whole(_files(out, name, volume, truth, choice.layout))
    who, when = reviewers(series.results)
    return {
        "case": name,
        "patient": patient,
        "modality": row.modality,
        "models": " ".join(
            sorted(
                {f"{r.provenance.model_id} {r.provenance.model_version}" for r in series.results}
            )
        ),
        "weights_sha256": " ".join(
            sorted({r.provenance.weights_sha256 for r in series.results} - {""})
        ),
        "reviewers": who,
        "reviewed_utc": when,
        **{verdict: truth.verdicts[verdict] for verdict in sorted(VERDICTS)},
        "labelled_voxels": int(np.count_nonzero(truth.labels)),
    }


def _picture(
    library: Library,
    series: ReviewedSeries,
    known: Known,
    grid: Geometry,
    load: Callable[[SeriesEntry], Volume],
) -> tuple[StudyRow, SeriesRow, Volume]:
    """The stack of the series that was reviewed: on the masks' grid, with the very same voxels."""
    places = known.get(series.series_uid, ())
    if not places:
        raise LeftOutError("The library does not hold the series any more.")
    try:
        entries = [(study, row, library.entry(row.key)) for study, row in places]
        fitting = [one for one in entries if one[2].geometry.same_grid(grid)]
        if not fitting:
            raise LeftOutError("Its mask does not lie on the grid of the series.")
        if not series.input_sha256 and len(fitting) > 1:
            raise LeftOutError("Which stack of the series its mask was drawn on is not known.")
        for study, row, entry in fitting:
            volume = load(entry)
            if series.input_sha256 in ("", voxel_sha256(volume)):
                return study, row, volume
    except InputError as error:  # its sentence names files and folders, and these may name people
        LOG.warning("a series cannot be read: %s", type(error).__name__)
        raise LeftOutError(
            "The pictures of the series cannot be read; open it to see why."
        ) from error
    raise LeftOutError("The pictures of the series have changed since it was reviewed.")


def _judged(series: ReviewedSeries, choice: ExportChoice) -> Truth:
    truth = truth_of(series.results, choice.reviewed)
    open_ = VERDICTS - choice.reviewed - {"rejected"}
    if any(truth.verdicts[verdict] for verdict in open_):
        raise LeftOutError("Some of its findings are not reviewed as asked.")
    if not truth.labels.any() and choice.rejected == "leave-out":
        raise LeftOutError("Nothing of it was accepted or drawn.")
    return truth


def _files(out: Path, name: str, volume: Volume, truth: Truth, layout: Layout) -> dict[Path, bytes]:
    geometry, words = volume.geometry, "exported by RadLens, research use only"
    if volume.array.ndim != 3:
        raise LeftOutError("Colour pictures are no training cases.")
    if layout == "volumes":
        values = volume.array.astype(np.float32)
        return {
            out / "images" / f"{name}.nii.gz": nifti_bytes(values, geometry, words),
            out / "labels" / f"{name}.nii.gz": nifti_bytes(truth.labels, geometry, words),
        }
    lesion = (truth.labels > 0).astype(np.uint8)
    return {
        out / name / "flair.nii.gz": nifti_bytes(_bytes(volume.array), geometry, words),
        out / name / "lesion.nii.gz": nifti_bytes(lesion, geometry, words),
    }


def _bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    """0…255 from the lowest to the 99.9th percentile; what is 8-bit already stays as it is."""
    low, high = float(values.min()), float(np.percentile(values, 99.9))
    if low >= 0 and float(values.max()) <= 255:
        return values.astype(np.uint8)
    scaled = (values.astype(np.float32) - low) * (255 / max(high - low, 1e-6))
    grey: NDArray[np.uint8] = np.rint(scaled.clip(0, 255)).astype(np.uint8)
    return grey


def _series(library: Library) -> Known:
    """Study and series of each stack, by the series' UID."""
    found: dict[str, list[tuple[StudyRow, SeriesRow]]] = {}
    for study in library.search(limit=library.count() or 1):
        for row in library.series_of(study.key):
            found.setdefault(row.series_uid, []).append((study, row))
    return found


def _segments(found: Sequence[ReviewedSeries], choice: ExportChoice) -> dict[str, str]:
    """Name by label; raises InputError where two models mean different things by one."""
    names: dict[int, str] = {}
    if choice.layout == "slices":
        return {"1": "lesion"}
    for series in found:
        for result in series.results:
            drawn = result.provenance.model_id in BY_HAND
            for segment in (one for each in result.label_maps for one in each.segments):
                known = names.setdefault(segment.id, segment.name)
                if known != segment.name and not drawn:
                    raise InputError(
                        f"Label {segment.id} means {known} in one study and {segment.name} in "
                        "another; choose the results of one model."
                    )
    return {str(number): name for number, name in sorted(names.items())}


def _facts(
    rows: Sequence[Row], left_out: Sequence[Row], choice: ExportChoice, segments: Mapping[str, str]
) -> Row:
    return dataset_facts(rows, left_out) | {
        "layout": choice.layout,
        "reviewed": sorted(choice.reviewed),
        "rejected": choice.rejected,
        "segments": dict(segments),
    }
