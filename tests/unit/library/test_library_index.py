"""Folders become studies and series, once, right, and early."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import UID

from inference.imaging.errors import InputError, OperationCancelled
from tests.factories import write_dataset
from tests.unit.library.library_studies import only_series, only_study, write_study
from viewer.library.library import Library


def test_a_folder_becomes_a_study_with_its_series(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in" / "s1", series="one", count=4)
    write_study(tmp_path / "in" / "s2", series="two", count=2, SeriesNumber=2)
    summary = library.index([tmp_path / "in"])
    study = only_study(library)
    assert (summary.files, summary.images) == (6, 6)
    assert (study.patient_name, study.patient_id) == ("Familya^Given", "ID-a")
    assert (study.series_count, study.image_count, study.modalities) == (2, 6, "CT")
    assert [row.description for row in library.series_of(study.key)] == ["one", "two"]
    assert [row.settled for row in library.series_of(study.key)] == [True, True]


def test_a_series_row_leads_to_an_entry_of_the_same_geometry(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", count=4)
    library.index([tmp_path / "in"])
    row = only_series(library)
    entry = library.entry(row.key)
    assert entry.geometry.shape_kji == row.shape_kji == (4, 4, 5)
    assert row.spacing_mm_kji == entry.geometry.spacing_mm_kji
    assert len(entry.files) == 4


def test_a_second_look_reads_no_header_again(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=4)
    library.index([tmp_path / "in"])
    summary = library.index([tmp_path / "in"])
    assert (summary.unchanged, summary.images) == (4, 0)
    assert summary.study_keys == (only_study(library).key,)


def test_two_patients_under_the_same_uids_are_never_merged(
    library: Library, tmp_path: Path
) -> None:
    same: dict[str, Any] = {"StudyInstanceUID": "1.2.3", "SeriesInstanceUID": "1.2.3.4"}
    write_study(tmp_path / "in" / "a", "a", **same)
    write_study(tmp_path / "in" / "b", "b", **same)
    library.index([tmp_path / "in"])
    studies = library.search()
    assert sorted(row.patient_id for row in studies) == ["ID-a", "ID-b"]
    assert len({row.patient_key for row in studies}) == 2
    for row in studies:
        (series,) = library.series_of(row.key)
        entry = library.entry(series.key)
        assert entry.info.patient_id == row.patient_id
        assert len(entry.files) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"PatientName": "Other^Name"},
        {"PatientBirthDate": "19800101"},
        {"IssuerOfPatientID": "ELSEWHERE"},
        {"PatientID": "ID-x"},
    ],
)
def test_any_difference_of_identity_keeps_patients_apart(
    library: Library, tmp_path: Path, other: dict[str, Any]
) -> None:
    same: dict[str, Any] = {"PatientID": "ID-1", "PatientName": "Doe^Jane"}
    write_study(tmp_path / "in" / "a", "a", **same)
    write_study(tmp_path / "in" / "b", "b", **(same | other))
    library.index([tmp_path / "in"])
    assert len({row.patient_key for row in library.search()}) == 2


def test_padding_alone_does_not_make_another_patient(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in" / "a", "a", PatientID="ID-1", PatientName="Doe^Jane")
    write_study(tmp_path / "in" / "b", "b", PatientID="ID-1 ", PatientName="Doe^Jane^^")
    library.index([tmp_path / "in"])
    assert len({row.patient_key for row in library.search()}) == 1


def test_studies_without_a_patient_id_are_never_one_patients(
    library: Library, tmp_path: Path
) -> None:
    for study in ("a", "b"):
        write_study(tmp_path / "in" / study, study, PatientID="", PatientName="Anonymous")
    library.index([tmp_path / "in"])
    assert len({row.patient_key for row in library.search()}) == 2


def test_rows_are_visible_before_the_run_ends(library: Library, tmp_path: Path) -> None:
    for n in range(8):
        write_study(tmp_path / "in" / f"{n}", f"{n}", count=8)
    seen: list[int] = []
    library.index([tmp_path / "in"], on_rows=lambda _keys: seen.append(library.count()))
    assert seen[0] >= 1
    assert seen[-1] == 8


def test_cancel_keeps_the_rows_read_so_far_and_the_next_run_finishes(
    library: Library, tmp_path: Path
) -> None:
    for n in range(8):
        write_study(tmp_path / "in" / f"{n}", f"{n}", count=8)
    wishes: list[tuple[str, ...]] = []
    with pytest.raises(OperationCancelled):
        library.index([tmp_path / "in"], cancelled=lambda: bool(wishes), on_rows=wishes.append)
    early = library.count()
    assert early >= 1
    library.index([tmp_path / "in"])
    assert library.count() == 8
    for study in library.search():
        assert all(row.settled for row in library.series_of(study.key))
        assert study.image_count == 8


def test_a_damaged_file_is_refused_with_a_sentence_and_the_rest_is_listed(
    library: Library, tmp_path: Path
) -> None:
    paths = write_study(tmp_path / "in", count=3)
    paths[1].write_bytes(paths[1].read_bytes()[:-20])
    library.index([tmp_path / "in"])
    (refusal,) = library.refusals()
    assert refusal.path == paths[1]
    assert paths[1].name in refusal.message
    assert only_study(library).image_count == 2


def test_a_mended_file_is_no_longer_refused(library: Library, tmp_path: Path) -> None:
    paths = write_study(tmp_path / "in", count=3)
    whole = paths[1].read_bytes()
    paths[1].write_bytes(whole[:-20])
    library.index([tmp_path / "in"])
    paths[1].write_bytes(whole)
    library.index([tmp_path / "in"])
    assert library.refusals() == []
    assert only_study(library).image_count == 3


def test_a_split_series_gives_two_rows_that_open_apart(library: Library, tmp_path: Path) -> None:
    turned = [0.0, 1.0, 0.0, 0.0, 0.0, -1.0]
    write_study(tmp_path / "in" / "a", count=3)
    (path,) = write_study(tmp_path / "in" / "b", count=1, ImageOrientationPatient=turned)
    _set_instance(path, "1.2.3.4")
    library.index([tmp_path / "in"])
    rows = library.series_of(only_study(library).key)
    assert len(rows) == 2
    normals = [library.entry(row.key).geometry.normal for row in rows]
    assert abs(float(normals[0] @ normals[1])) < 1e-6


def test_a_picture_that_is_no_dicom_is_a_study_of_its_own(library: Library, tmp_path: Path) -> None:
    import nibabel

    folder = tmp_path / "in"
    folder.mkdir()
    for name, value in (("x.nii", 1), ("y.nii", 2)):
        image = nibabel.Nifti1Image(np.full((5, 4, 3), value, np.int16), np.eye(4))
        nibabel.save(image, folder / name)
    library.index([folder])
    assert len({row.patient_key for row in library.search()}) == 2
    row = library.series_of(library.search("x.nii")[0].key)[0]
    assert library.entry(row.key).files == (folder / "x.nii",)


def test_a_path_that_does_not_exist_is_an_error(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        library.index([tmp_path / "nowhere"])


def test_links_out_of_the_folder_are_not_followed(library: Library, tmp_path: Path) -> None:
    outside = write_study(tmp_path / "outside", "secret")
    write_study(tmp_path / "in", "a")
    (tmp_path / "in" / "link.dcm").symlink_to(outside[0])
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "outside")
    summary = library.index([tmp_path / "in"])
    assert only_study(library).patient_id == "ID-a"
    assert any("link" in note for note in summary.notes)


def test_moved_files_are_found_again_and_keep_their_keys(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in" / "before", count=3)
    library.index([tmp_path / "in"])
    study, series = only_study(library), only_series(library)
    shutil.move(tmp_path / "in" / "before", tmp_path / "in" / "after")
    summary = library.rescan()
    assert (summary.moved, summary.missing) == (3, 0)
    assert (only_study(library).key, only_series(library).key) == (study.key, series.key)
    entry = library.entry(series.key)
    assert {path.parent.name for path in entry.files} == {"after"}


def test_vanished_files_are_marked_missing_never_deleted(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in" / "a", "a")
    write_study(tmp_path / "in" / "b", "b")
    library.index([tmp_path / "in"])
    shutil.move(tmp_path / "in" / "a", tmp_path / "away")
    summary = library.rescan()
    assert summary.missing == 3
    (gone,) = library.search("ID-a")
    assert gone.missing_count == 3
    with pytest.raises(InputError, match="not where they were"):
        library.entry(library.series_of(gone.key)[0].key)
    shutil.move(tmp_path / "away", tmp_path / "in" / "a")
    library.rescan()
    (back,) = library.search("ID-a")
    assert (back.key, back.missing_count, back.image_count) == (gone.key, 0, 3)


def test_a_folder_that_cannot_be_reached_is_said_and_its_studies_stay(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "drive", "a")
    library.index([tmp_path / "drive"])
    (tmp_path / "drive").rename(tmp_path / "unplugged")
    summary = library.rescan()
    assert any("cannot be reached" in note for note in summary.notes)
    assert only_study(library).missing_count == 3
    (tmp_path / "unplugged").rename(tmp_path / "drive")
    library.rescan()
    assert only_study(library).missing_count == 0


def test_a_slice_deleted_inside_flags_the_series(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=6)
    library.index([tmp_path / "in"])
    entry = library.entry(only_series(library).key)
    entry.files[2].unlink()
    library.rescan()
    row = only_series(library)
    assert row.shape_kji[0] == 5
    assert "slice-missing" in {flag.code for flag in row.flags}


def test_a_changed_file_is_read_again(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=2, SeriesDescription="before")
    library.index([tmp_path / "in"])
    write_study(tmp_path / "in", count=2, SeriesDescription="after, and longer")
    library.rescan()
    assert only_series(library).description == "after, and longer"


def test_a_file_rewritten_for_another_patient_leaves_the_first_one(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", "a", count=2)
    library.index([tmp_path / "in"])
    write_study(tmp_path / "in", "b", count=2, StudyDescription="a longer description")
    library.rescan()
    assert only_study(library).patient_id == "ID-b"


def test_forgotten_studies_stay_away_until_they_are_opened_again(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "in")
    library.index([tmp_path / "in"])
    key = only_study(library).key
    library.forget(key)
    library.rescan()
    assert library.search() == []
    library.bring_back(key)
    assert only_study(library).key == key
    library.forget(key)
    library.index([tmp_path / "in"])
    assert only_study(library).key == key


def test_objects_of_a_study_are_listed_beside_its_series(library: Library, tmp_path: Path) -> None:
    slices = write_study(tmp_path / "in")
    assert slices
    seg = _segmentation_of(tmp_path / "in")
    write_dataset(seg, tmp_path / "in" / "seg.dcm")
    library.index([tmp_path / "in"])
    (entry,) = library.objects_of(only_study(library).key)
    assert (entry.kind, entry.path.name) == ("SEG", "seg.dcm")


def _segmentation_of(folder: Path) -> Dataset:
    data = pydicom.dcmread(sorted(folder.iterdir())[0])
    data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.66.4"
    data.SOPInstanceUID, data.SeriesInstanceUID = UID("1.2.9"), UID("1.2.9.1")
    data.Modality = "SEG"
    return data


def _set_instance(path: Path, uid: str) -> None:
    data = pydicom.dcmread(path)
    data.SOPInstanceUID = UID(uid)
    data.file_meta.MediaStorageSOPInstanceUID = UID(uid)
    data.save_as(path)
