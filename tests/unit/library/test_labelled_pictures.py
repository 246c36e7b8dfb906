"""Labelled studies become pictures with classes that a classifier is trained on."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.catalog.models import read_card
from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.training.datasets.npz_images import read_images
from inference.training.train import train
from tests.data_folder import require_data
from tests.factories import series_slices, write_series
from tests.unit.library.library_studies import a_length
from tests.unit.training.synthetic_recipes import IMAGES
from viewer.library.commands import export_reviewed
from viewer.library.dataset_export import ExportChoice, choice_of
from viewer.library.library import Library

GRID = np.array([[0, 0, 1.0, 0], [0, 1.0, 0, 0], [1.0, 0, 0, 0], [0, 0, 0, 1]])
PICTURES = choice_of("accepted", "leave-out", "pictures")


def enter(library: Library, folder: Path, patient: str, values: np.ndarray) -> tuple[str, str]:
    """A series (k, j, i) of one study in the library: its study's key and the entry's id."""
    uid = f"1.2.{sum(ord(letter) * 300**n for n, letter in enumerate(patient))}"
    slices = series_slices(
        values.astype(np.int16), GRID, "MR", patient,
        PatientID=patient, PatientName=f"Name^{patient}", StudyInstanceUID=uid,
    )  # fmt: skip
    write_series(slices, folder / patient)
    library.index([folder / patient])
    (study,) = [found for found in library.search() if found.study_uid == uid]
    (row,) = library.series_of(study.key)
    return study.key, row.entry_id


def label(library: Library, place: tuple[str, str], text: str) -> None:
    study, entry = place
    drawn = replace(
        a_length(f"{entry}-{text.partition(':')[0]}"),
        kind="study-label",
        points_lps=((0.0, 0.0, 0.0),),
        series_uid=entry,
        author="Dr A",
        text=text,
    )
    library.annotations.put(study, drawn)


def noise(slices: int) -> np.ndarray:
    return np.random.default_rng(0).normal(90, 9, (slices, 64, 64))


def many(library: Library, folder: Path, count: int = 10) -> None:
    """Dark and bright pictures, labelled as such."""
    generator = np.random.default_rng(1)
    for number in range(count):
        bright = number % 2
        values = generator.normal(300, 30, (1, 64, 96))
        values[:, 20:44, 36:60] += 300 if bright else -200
        place = enter(library, folder, f"SECRET{number}", values)
        label(library, place, f"spot: {'yes' if bright else 'no'}")


def test_labelled_studies_are_written_by_class_and_patient_and_trained_on(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path / "models"))
    many(library, tmp_path / "in")
    out = tmp_path / "out"
    facts = export_reviewed(out, PICTURES, home=library.home)
    assert (facts["cases"], facts["patients"], facts["left_out"]) == (10, 10, [])
    assert (facts["question"], facts["classes"]) == ("spot", ["no", "yes"])
    with (out / "cases.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for name in ("train", "val"):
        part = read_images(out, name)
        mine = [row for row in rows if row["split"] == name]
        assert part.images.shape == (len(mine), 28, 28)
        assert part.labels.tolist() == [int(row["class"]) for row in mine]
        assert set(part.labels.tolist()) == {0, 1}
        for picture, answer in zip(part.images, part.labels, strict=True):
            spot, around = picture[10:18, 10:18].mean(), picture[:, :4].mean()
            assert (spot > around) == bool(answer)
    assert {(row["label"], row["class"]) for row in rows} == {("no", "0"), ("yes", "1")}
    assert {row["reviewers"] for row in rows} == {"Dr A"}
    told = "".join(path.read_text() for path in out.iterdir() if path.suffix != ".npz")
    assert "SECRET" not in told
    recipe = tmp_path / "images.toml"
    recipe.write_text(IMAGES, encoding="utf-8")
    train(recipe, out, tmp_path / "run", report=ignore_progress, cancelled=never_cancelled)
    card = read_card(tmp_path / "run" / "model" / "card.toml")
    assert card.classes == ["no", "yes"]
    assert card.summary == "no or yes, as pictures of an own library are labelled."
    assert card.data is not None and "one patient in four validates" in card.data.split


def test_real_x_rays_are_labelled_exported_and_trained_on(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path / "models"))
    pictures = read_images(require_data("pneumonia_mnist"), "train")
    for wanted, name in enumerate(("no", "yes")):
        for place in np.flatnonzero(pictures.labels == wanted)[:5]:
            values = pictures.images[place][None]
            label(
                library, enter(library, tmp_path / "in", f"X{place}", values), f"pneumonia: {name}"
            )
    export_reviewed(tmp_path / "out", PICTURES, home=library.home)
    found = np.concatenate([read_images(tmp_path / "out", one).images for one in ("train", "val")])
    assert found.shape == (10, 28, 28) and found.std() > 20
    recipe = tmp_path / "images.toml"
    recipe.write_text(IMAGES, encoding="utf-8")
    facts = train(
        recipe, tmp_path / "out", tmp_path / "run",
        report=ignore_progress, cancelled=never_cancelled,
    )  # fmt: skip
    assert 0 <= facts["auc"] <= 1


def test_the_newest_label_counts_and_a_deleted_one_does_not(
    library: Library, tmp_path: Path
) -> None:
    many(library, tmp_path / "in")
    study = library.search("SECRET0")[0]
    (kept,) = library.annotations.of_study(study.key)
    assert kept.measurement is not None
    library.annotations.put(study.key, replace(kept.measurement, text="spot: yes"))
    other = library.search("SECRET1")[0]
    library.annotations.delete(library.annotations.of_study(other.key)[0].id, "")
    facts = export_reviewed(tmp_path / "out", PICTURES, home=library.home)
    assert facts["cases"] == 9
    labels = [read_images(tmp_path / "out", one).labels for one in ("train", "val")]
    assert np.bincount(np.concatenate(labels)).tolist() == [4, 5]


def test_what_is_no_single_picture_is_left_out_with_its_reason(
    library: Library, tmp_path: Path
) -> None:
    many(library, tmp_path / "in")
    volume = enter(library, tmp_path / "in", "DEEP", noise(3))
    label(library, volume, "spot: no")
    facts = export_reviewed(tmp_path / "out", PICTURES, home=library.home)
    assert facts["cases"] == 10
    assert "several slices" in facts["left_out"][0]["reason"]
    written = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert written["left_out"] == facts["left_out"]


def test_what_cannot_be_a_data_set_is_told(library: Library, tmp_path: Path) -> None:
    def refused(words: str, choice: ExportChoice = PICTURES) -> None:
        with pytest.raises(InputError, match=words):
            export_reviewed(tmp_path / "out", choice, home=library.home)
        assert not (tmp_path / "out").exists()

    refused("No study of the library is labelled")
    many(library, tmp_path / "in", 6)
    refused("3 patients have a picture labelled no; it takes 4 or more")
    place = enter(library, tmp_path / "in", "EXTRA", noise(1))
    label(library, place, "spot: perhaps")
    refused("two answers; “spot” has no, perhaps, yes")
    label(library, place, "grade: III")
    refused("Choose the label to export: “grade”, “spot”")
    refused("“grade” has III", replace(PICTURES, label="grade"))
    with pytest.raises(InputError, match="8 to 1024 pixels"):
        choice_of("accepted", "leave-out", "pictures", "", "", 4)
