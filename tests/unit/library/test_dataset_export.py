"""Reviewed studies become a folder of training cases that the training program can read."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from inference.engine.steps.findings import findings_of
from inference.imaging.errors import InputError
from inference.imaging.finding import ReviewStatus
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.volume import Volume, voxel_sha256
from inference.reading.load import load_volume
from inference.training.datasets.labelled_volumes import patients_of, read_volumes
from inference.training.datasets.lgg_flair import read_case
from inference.training.train import train
from inference.writing.result_folder import write_result
from tests.factories import series_slices, write_series
from tests.unit.training.synthetic_flair import write_recipe
from viewer.library.commands import export_reviewed
from viewer.library.dataset_export import ExportChoice, choice_of
from viewer.library.library import Library

SHAPE = (4, 48, 48)
LOW, HIGH = (slice(1, 3), slice(8, 14), slice(10, 20)), (slice(1, 4), slice(28, 36), slice(26, 32))
GRID = np.array([[0, 0, 1.0, -20], [0, 1.0, 0, -24], [5.0, 0, 0, 0], [0, 0, 0, 1]])


def enter(library: Library, folder: Path, patient: str, study: str = "") -> Volume:
    """A head with two bright boxes, in the library."""
    values = np.random.default_rng(0).normal(300, 5, SHAPE)
    values[:, :4] = 0
    values[LOW] += 200
    values[HIGH] += 200
    uid = f"1.2.{sum(map(ord, patient + study))}"
    slices = series_slices(
        values.astype(np.int16),
        GRID,
        "MR",
        patient + study,
        PatientID=patient,
        PatientName=f"Name^{patient}",
        StudyInstanceUID=uid,
    )
    write_series(slices, folder)
    library.index([folder])
    (row,) = [
        series
        for found in library.search()
        if found.study_uid == uid
        for series in library.series_of(found.key)
    ]
    return load_volume(library.entry(row.key))


def review(
    library: Library, volume: Volume, verdicts: tuple[ReviewStatus, ReviewStatus], sitting: str
) -> None:
    """What the window leaves when a study closes: the larger lesion is HIGH."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[LOW] = labels[HIGH] = 1
    segment = Segment(1, "lesion", (255, 0, 0))
    label_map = LabelMap(labels, volume.geometry, (segment,))
    found = findings_of(label_map, np.zeros(SHAPE, np.float32), calibrated=False)
    assert len(found) == 2
    steps = (("reviewed by hand", {"author": "Dr A", "utc_time": "2026-01-02T03:04:05+00:00"}),)
    made_by = Provenance(
        model_id="flair-lesion",
        model_name="Lesions",
        model_version="1.0.0",
        weights_sha256="ab" * 32,
        app_version="0",
        device="cpu",
        utc_time="2026-01-01T00:00:00+00:00",
        series_uid=volume.info.series_uid,
        study_uid=volume.info.study_uid,
        input_sha256=voxel_sha256(volume),
        steps=steps,
    )
    findings = tuple(replace(one, review=each) for one, each in zip(found, verdicts, strict=True))
    result = InferenceResult("r" * 16, "token", made_by, (label_map,), findings=findings)
    write_result(result, volume, library.home / "painted" / sitting / "r")


def cases(out: Path) -> list[dict[str, str]]:
    with (out / "cases.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_what_was_accepted_is_truth_and_what_was_rejected_is_background(
    library: Library, tmp_path: Path
) -> None:
    volume = enter(library, tmp_path / "in", "P1")
    review(library, volume, ("accepted", "rejected"), "20260101-1")
    facts = export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    assert (facts["cases"], facts["patients"], facts["left_out"]) == (1, 1, [])
    (row,) = cases(tmp_path / "out")
    assert (row["accepted"], row["rejected"], row["reviewers"]) == ("1", "1", "Dr A")
    assert row["reviewed_utc"].startswith("2026-01-02")
    assert row["models"] == "flair-lesion 1.0.0"
    case = read_case(tmp_path / "out" / row["case"])
    wanted = np.zeros(SHAPE, np.uint8)
    wanted[HIGH] = 1
    assert np.array_equal(case.lesion, wanted)
    assert case.slices[HIGH].mean() > case.slices[0, 20:28].mean() + 50
    assert case.spacing_mm_kji == (5.0, 1.0, 1.0)


def test_no_file_tells_who_the_patient_is(library: Library, tmp_path: Path) -> None:
    review(library, enter(library, tmp_path / "in", "SECRET7"), ("accepted", "edited"), "1")
    export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    for path in (tmp_path / "out").rglob("*"):
        assert "SECRET7" not in str(path)
        if path.suffix in (".csv", ".json"):
            assert "SECRET7" not in path.read_text()
    image = sitk.ReadImage(str(next((tmp_path / "out").rglob("flair.nii.gz"))))
    assert not any("SECRET7" in image.GetMetaData(key) for key in image.GetMetaDataKeys())


def test_a_case_with_findings_that_nobody_judged_is_left_out_with_its_reason(
    library: Library, tmp_path: Path
) -> None:
    review(library, enter(library, tmp_path / "a", "P1"), ("accepted", "unreviewed"), "1")
    review(library, enter(library, tmp_path / "b", "P2"), ("edited", "rejected"), "2")
    facts = export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    assert facts["cases"] == 1
    assert "not reviewed" in facts["left_out"][0]["reason"]


def test_rejected_alone_is_left_out_or_an_empty_mask(library: Library, tmp_path: Path) -> None:
    review(library, enter(library, tmp_path / "in", "P1"), ("rejected", "rejected"), "1")
    with pytest.raises(InputError, match="Nothing of it was accepted"):
        export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    empty = choice_of("accepted,edited", "empty", "volumes")
    export_reviewed(tmp_path / "out", empty, home=library.home)
    (label,) = (tmp_path / "out" / "labels").iterdir()
    assert not sitk.GetArrayFromImage(sitk.ReadImage(str(label))).any()


def test_the_last_sitting_counts(library: Library, tmp_path: Path) -> None:
    volume = enter(library, tmp_path / "in", "P1")
    review(library, volume, ("accepted", "accepted"), "20260101")
    review(library, volume, ("rejected", "accepted"), "20260102")
    export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    (row,) = cases(tmp_path / "out")
    assert (row["accepted"], row["rejected"]) == ("1", "1")


def test_a_folder_with_something_in_it_and_unknown_words_are_refused(
    library: Library, tmp_path: Path
) -> None:
    review(library, enter(library, tmp_path / "in", "P1"), ("accepted", "accepted"), "1")
    with pytest.raises(InputError, match="not empty"):
        export_reviewed(tmp_path / "in", ExportChoice(), home=library.home)
    for words in (
        ("maybe", "empty", "slices"),
        ("accepted", "x", "slices"),
        ("edited", "empty", ""),
    ):
        with pytest.raises(InputError):
            choice_of(*words)


def test_without_reviews_the_cure_is_told(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="accept or edit findings first"):
        export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)


def test_a_network_learns_an_epoch_on_an_export_patients_kept_apart(
    library: Library, tmp_path: Path
) -> None:
    for number in range(5):
        patient, study = f"P{number // 2}", str(number)
        volume = enter(library, tmp_path / f"in{number}", patient, study)
        review(library, volume, ("accepted", "edited"), str(number))
    facts = export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    assert (facts["cases"], facts["patients"]) == (5, 3)
    run = tmp_path / "run"
    train(
        write_recipe(tmp_path, epochs=1),
        tmp_path / "out",
        run,
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    split = json.loads((run / "split.json").read_text())
    sides = [{name.split("_")[2] for name in split[side]} for side in ("training", "validation")]
    assert len(sides[0] | sides[1]) == 3
    assert not sides[0] & sides[1]
    assert (run / "model" / "weights.safetensors").exists()


def test_volumes_keep_true_values_and_patients_together(library: Library, tmp_path: Path) -> None:
    for number in range(3):
        volume = enter(library, tmp_path / f"in{number}", f"P{number // 2}", str(number))
        review(library, volume, ("accepted", "edited"), str(number))
    choice = choice_of("accepted,edited", "leave-out", "volumes", "flair-lesion")
    facts = export_reviewed(tmp_path / "out", choice, home=library.home)
    assert facts["segments"] == {"1": "lesion"}
    read = read_volumes(tmp_path / "out", ignore_progress)
    assert all(case.values.max() > 450 and case.labels[HIGH].all() for case in read)
    patients = patients_of(tmp_path / "out", [case.name for case in read])
    assert len(patients) == 3
    assert len(set(patients.values())) == 2


def test_results_of_another_model_are_not_taken_where_one_is_named(
    library: Library, tmp_path: Path
) -> None:
    review(library, enter(library, tmp_path / "in", "P1"), ("accepted", "accepted"), "1")
    choice = choice_of("accepted", "leave-out", "slices", "hippocampus")
    with pytest.raises(InputError, match="accept or edit"):
        export_reviewed(tmp_path / "out", choice, home=library.home)


def test_the_stack_that_was_reviewed_is_the_case_not_the_first_of_its_series(
    library: Library, tmp_path: Path
) -> None:
    """Two echoes at the same places under one UID: the same grid, other pixels."""
    values = np.random.default_rng(1).integers(100, 200, (2, *SHAPE)).astype(np.int16)
    for number in (0, 1):
        slices = series_slices(values[number], GRID, "MR", "4D", PatientID="P9",
                               StudyInstanceUID="1.2.77", EchoTime=10.0 * (number + 1))  # fmt: skip
        for data in slices:
            data.SOPInstanceUID = f"{data.SOPInstanceUID[:50]}.{number}"
        write_series(slices, tmp_path / "in" / str(number))
    library.index([tmp_path / "in"])
    (study,) = library.search()
    first, second = (load_volume(library.entry(row.key)) for row in library.series_of(study.key))
    review(library, second, ("accepted", "accepted"), "1")
    choice = choice_of("accepted", "leave-out", "volumes")
    facts = export_reviewed(tmp_path / "out", choice, home=library.home)
    assert facts["cases"] == 1
    (image,) = (tmp_path / "out" / "images").iterdir()
    written = sitk.GetArrayFromImage(sitk.ReadImage(str(image)))
    assert np.array_equal(written, second.array) and not np.array_equal(written, first.array)
    review(library, first, ("accepted", "accepted"), "2")
    both = export_reviewed(tmp_path / "both", choice, home=library.home)
    assert both["cases"] == 2 and len(list((tmp_path / "both" / "images").iterdir())) == 2


def test_pictures_that_changed_since_the_review_are_no_training_case(
    library: Library, tmp_path: Path
) -> None:
    volume = enter(library, tmp_path / "in", "P1")
    changed = volume.array.copy()
    changed[0, 0, 0] += 1
    review(library, replace(volume, array=changed), ("accepted", "accepted"), "1")
    with pytest.raises(InputError, match="have changed since"):
        export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)


def test_a_series_that_cannot_be_read_is_left_out_without_the_names_of_its_files(
    library: Library, tmp_path: Path
) -> None:
    for sitting, name in enumerate(("DOE_JANE", "other")):
        volume = enter(library, tmp_path / name, name)
        review(library, volume, ("accepted", "accepted"), str(sitting))
    for path in (tmp_path / "DOE_JANE").iterdir():
        path.rename(path.with_name(f"DOE_{path.name}"))
    export_reviewed(tmp_path / "out", ExportChoice(), home=library.home)
    told = (tmp_path / "out" / "dataset.json").read_text()
    assert "cannot be read" in told and "DOE" not in told
