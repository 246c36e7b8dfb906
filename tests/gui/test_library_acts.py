"""Looking again and copying studies in are jobs of the window: told, stopped, listed."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import voxel_sha256
from inference.reading.load import load_volume
from inference.training.datasets.npz_images import read_images
from inference.writing.nifti_file import nifti_bytes
from inference.writing.result_folder import write_result
from tests.factories import asymmetric_phantom, series_slices, write_series
from tests.unit.library.test_labelled_pictures import many
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.controllers.edited_findings import findings_after_edit
from viewer.state.intents import OpenPaths, PerformCommand
from viewer.state.jobs import Job
from viewer.state.library_intents import CopyIntoLibrary, ExportDataset, RescanLibrary
from viewer.state.result_intents import AcceptOpenFindings, LoadMask


def _ended(parts: Parts, number: int) -> list[Job]:
    jobs = [job for job in parts.session.state.jobs if job.id.startswith("library-")]
    return [job for job in jobs if not job.alive] if len(jobs) >= number else []


def test_a_copied_study_is_on_the_list_and_outlives_its_folder(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    write_series(series_slices(asymmetric_phantom()), tmp_path / "in")
    parts.session.dispatch(CopyIntoLibrary((tmp_path / "in",)))
    qtbot.waitUntil(lambda: len(_ended(parts, 1)) == 1, timeout=20_000)
    assert "6 copied" in _ended(parts, 1)[0].message
    qtbot.waitUntil(lambda: len(parts.session.state.shelf.shown) == 1, timeout=20_000)
    shutil.rmtree(tmp_path / "in")
    parts.session.dispatch(RescanLibrary())
    qtbot.waitUntil(lambda: len(_ended(parts, 2)) == 2, timeout=20_000)
    assert all(job.status == "done" for job in _ended(parts, 2))
    assert not parts.session.state.shelf.shown[0].summary.missing


def test_a_folder_that_is_gone_is_told(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    parts.session.dispatch(CopyIntoLibrary((tmp_path / "nothing",)))
    qtbot.waitUntil(lambda: any(j.status == "failed" for j in _ended(parts, 1)), timeout=20_000)
    assert any("nothing" in message.text for message in parts.session.state.messages)


def test_an_export_without_reviews_is_told_in_the_window(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    parts.session.dispatch(ExportDataset(tmp_path / "out"))
    qtbot.waitUntil(lambda: any(j.status == "failed" for j in _ended(parts, 1)), timeout=20_000)
    assert any("accept or edit" in message.text for message in parts.session.state.messages)
    assert not (tmp_path / "out").exists()


def test_pictures_of_labelled_studies_are_exported_from_the_window(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    library = parts.acts._reader.library()
    many(library, tmp_path / "in", 8)
    parts.session.dispatch(ExportDataset(tmp_path / "out", "pictures", "spot"))
    qtbot.waitUntil(lambda: len(_ended(parts, 1)) == 1, timeout=20_000)
    (job,) = _ended(parts, 1)
    assert job.status == "done" and "8 cases of 8 patients" in job.message
    assert len(read_images(tmp_path / "out", "train").labels) == 6
    assert sorted(read_images(tmp_path / "out", "val").labels) == [0, 1]


def test_a_reviewed_study_is_exported_from_the_window(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    slices = series_slices(
        asymmetric_phantom(), series="two", PatientID="P2", StudyInstanceUID="1.2.9"
    )
    write_series(slices, tmp_path / "in")
    parts.session.dispatch(CopyIntoLibrary((tmp_path / "in",)))
    qtbot.waitUntil(lambda: len(_ended(parts, 1)) == 1, timeout=20_000)
    library = parts.acts._reader.library()
    (row,) = library.series_of(library.search("P2")[0].key)
    volume = load_volume(library.entry(row.key))
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[2:4, 5:9, 6:12] = 1
    drawn = Segment(1, "drawn by hand", (1, 2, 3), algorithm_type="MANUAL")
    label_map = LabelMap(labels, volume.geometry, (drawn,))
    found = findings_after_edit("x/mask0", label_map, 1, (), {})
    made_by = replace(
        result().provenance,
        model_id="manual",
        series_uid=volume.info.series_uid,
        input_sha256=voxel_sha256(volume),
    )
    made = replace(result(), provenance=made_by, label_maps=(label_map,), findings=found)
    write_result(made, volume, library.home / "painted" / "20260101" / "r")
    parts.session.dispatch(PerformCommand("training"))
    parts.session.dispatch(ExportDataset(tmp_path / "out"))
    qtbot.waitUntil(lambda: len(_ended(parts, 2)) == 2, timeout=20_000)
    words = f"1 cases of 1 patients are in {tmp_path / 'out'}."
    assert _ended(parts, 2)[-1].message == words
    assert len(list((tmp_path / "out").glob("*/lesion.nii.gz"))) == 1
    assert parts.window.trainings is not None
    assert parts.window.trainings.form.data.text() == str(tmp_path / "out")
    parts.session.dispatch(ExportDataset(tmp_path / "volumes", "volumes"))
    qtbot.waitUntil(lambda: len(_ended(parts, 3)) == 3, timeout=20_000)
    assert len(list((tmp_path / "volumes" / "labels").glob("*.nii.gz"))) == 1


def test_what_is_accepted_in_the_open_study_is_exported_too(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    slices = series_slices(
        asymmetric_phantom(), series="three", PatientID="P3", StudyInstanceUID="1.2.10"
    )
    write_series(slices, tmp_path / "in")
    parts.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: _is_complete(parts), timeout=60_000)
    series = parts.session.state.active_series
    assert series is not None
    volume = series.volume
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[2:4, 5:9, 6:11] = 1
    (tmp_path / "mask.nii.gz").write_bytes(nifti_bytes(labels, volume.geometry, ""))
    parts.session.dispatch(LoadMask(tmp_path / "mask.nii.gz"))
    qtbot.waitUntil(lambda: bool(parts.session.state.results.findings), timeout=60_000)
    parts.session.dispatch(AcceptOpenFindings())
    parts.session.dispatch(ExportDataset(tmp_path / "out"))
    qtbot.waitUntil((tmp_path / "out" / "cases.csv").exists, timeout=60_000)
    with (tmp_path / "out" / "cases.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["accepted"] for row in rows if int(row["labelled_voxels"]) == 40] == ["1"]


def _is_complete(parts: Parts) -> bool:
    series = parts.session.state.active_series
    return series is not None and series.complete
