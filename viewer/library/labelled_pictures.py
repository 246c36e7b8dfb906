"""Pictures of labelled studies as training data of a classifier: .npz files, without identities."""

import io
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.engine.steps.picture import byte_picture
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.training.split import stratified_folds
from inference.writing.whole_file import write_all_whole
from viewer.library.annotations import Annotation
from viewer.library.dataset_table import (
    LeftOutError,
    dataset_facts,
    hashed,
    pseudonyms,
    table_files,
)
from viewer.library.library import Library
from viewer.library.rows import SeriesRow, StudyRow
from viewer.state.study_labels import KIND, answer_of, question_of

LOG = logging.getLogger(__name__)
FOLDS = 4  # one of them validates
SIDE = 28  # pixels, as the recipes for pictures have them
Row = dict[str, Any]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Labelled:
    """A study's answer to the question, by whom and when."""

    study: StudyRow
    series: SeriesRow
    answer: str
    kept: Annotation


def export_pictures(
    library: Library,
    out: Path,
    question: str,
    side: int,
    load: Callable[[SeriesEntry], Volume],
    report: ProgressReport,
    cancelled: CancelCheck,
) -> Row:
    """Write ``pictures.npz``, ``cases.csv`` and ``dataset.json`` into the new folder ``out``.

    Each study with an answer to ``question`` (the only one there is, if it is "") gives the
    picture that it was labelled on, prepared as the engine does for classifiers: the middle square,
    ``side`` pixels. The two answers are the classes in the order of the alphabet. One patient in
    four validates, alike in class. Raises InputError where that cannot be.
    """
    found = _labelled(library)
    question = _chosen(question, sorted(found))
    chosen = found[question]
    classes = sorted({one.answer for one in chosen})
    if len(classes) != 2:
        raise InputError(
            f"A classifier learns two answers; {_named(question)} has {', '.join(classes)}."
        )
    rows: list[Row] = []
    left_out: list[Row] = []
    pictures: list[Bytes] = []
    for number, one in enumerate(chosen):
        raise_if(cancelled)
        report("writing cases", number / len(chosen))
        try:
            pictures.append(_picture(library, one, side, load))
            rows.append(_row(library, one, classes))
        except LeftOutError as reason:
            series = hashed(library.home, one.series.entry_id)
            left_out.append({"series": series, "reason": str(reason)})
    if not rows:
        reasons = " ".join(sorted({str(row["reason"]) for row in left_out}))
        raise InputError(f"No labelled study can be a training case: {reasons}")
    validating = _validating(rows, classes)
    for row in rows:
        row["split"] = "val" if row["patient"] in validating else "train"
    split = "one patient in four validates, alike in class"
    facts = dataset_facts(rows, left_out) | {
        "layout": "pictures",
        "question": question,
        "classes": classes,
        "split": split,
        "side": side,
    }
    write_all_whole({out / "pictures.npz": _packed(rows, pictures)} | table_files(out, rows, facts))
    return facts


def _labelled(library: Library) -> dict[str, list[_Labelled]]:
    """Question -> the labels of studies that are there, one a study: the newest."""
    found: dict[str, dict[str, _Labelled]] = {}
    for kept in library.annotations.all_of_kind(KIND):
        study, item = library.study(kept.study_key), kept.measurement
        if study is None or item is None or not answer_of(item.text):
            continue
        series = next(
            (row for row in library.series_of(study.key) if row.entry_id == item.series_uid), None
        )
        if series is not None:
            one = _Labelled(study, series, answer_of(item.text), kept)
            found.setdefault(question_of(item.text), {})[study.key] = one
    return {question: list(labels.values()) for question, labels in found.items()}


def _chosen(question: str, known: Sequence[str]) -> str:
    """The question meant; InputError where there is none or it is not clear."""
    if not known:
        raise InputError("No study of the library is labelled; label studies first.")
    if question in known and (question or len(known) == 1):
        return question
    if not question and len(known) == 1:
        return known[0]
    raise InputError(f"Choose the label to export: {', '.join(map(_named, known))}.")


def _named(question: str) -> str:
    return f"“{question}”" if question else "the label without a question"


def _picture(
    library: Library, one: _Labelled, side: int, load: Callable[[SeriesEntry], Volume]
) -> Bytes:
    """(side, side); LeftOutError for series of several slices, colour and what cannot be read."""
    try:
        volume = load(library.entry(one.series.key))
    except InputError as error:  # its sentence names files and folders, and these may name people
        LOG.warning("a labelled picture cannot be read: %s", type(error).__name__)
        raise LeftOutError(
            "The pictures of the series cannot be read; open it to see why."
        ) from error
    if volume.array.ndim != 3:
        raise LeftOutError("Colour pictures are no training cases.")
    if volume.array.shape[0] != 1:
        raise LeftOutError("Its series has several slices; a classifier reads a single picture.")
    found: Bytes = np.rint(byte_picture(volume, (side, side))).clip(0, 255).astype(np.uint8)
    return found


def _row(library: Library, one: _Labelled, classes: Sequence[str]) -> Row:
    patient, name = pseudonyms(library.home, one.study.patient_key, one.series.entry_id)
    return {
        "case": name,
        "patient": patient,
        "modality": one.series.modality,
        "label": one.answer,
        "class": classes.index(one.answer),
        "reviewers": one.kept.author,
        "reviewed_utc": one.kept.utc,
    }


def _validating(rows: Sequence[Row], classes: Sequence[str]) -> set[str]:
    """A fourth of the patients, alike in their class; InputError where a class has too few."""
    strata = {row["patient"]: (str(row["class"]), 0.0) for row in rows}
    counts = Counter(stratum for stratum, _ in strata.values())
    for number, name in enumerate(classes):
        if counts[str(number)] < FOLDS:
            raise InputError(
                f"{counts[str(number)]} patients have a picture labelled {name}; it takes "
                f"{FOLDS} or more."
            )
    validating: set[str] = set()
    for stratum in sorted(counts):  # each class by itself, so that both parts have it
        mine = {patient: one for patient, one in strata.items() if one[0] == stratum}
        folds = stratified_folds(mine, FOLDS, seed=0)
        whole = len(mine) // FOLDS * FOLDS
        dealt = sorted(mine, key=lambda patient: (*mine[patient], patient))[:whole]
        validating |= {patient for patient in dealt if folds[patient] == 0}
    return validating


def _packed(rows: Sequence[Row], pictures: Sequence[Bytes]) -> bytes:
    arrays: Mapping[str, NDArray[Any]] = {
        f"{split}_{name}": np.stack(values)
        for split in ("train", "val")
        for name, values in (
            ("images", [p for p, row in zip(pictures, rows, strict=True) if row["split"] == split]),
            ("labels", [np.uint8(row["class"]) for row in rows if row["split"] == split]),
        )
    }
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
