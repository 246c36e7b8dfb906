"""Key images written as DICOM are read back as the same pictures."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset

from inference.imaging.series_info import SeriesInfo
from inference.reading.load import load_volume
from inference.reading.objects import read_object
from inference.reading.objects.source_slices import slice_of
from inference.writing.key_objects import MarkedImage, key_object_files
from tests.factories import asymmetric_phantom, enhanced_dataset, shuffle_frames, write_dataset
from tests.unit.reading.object_files import phantom_series, scanned, tilted_affine

KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59"
PERSONAL = ("PatientName", "PatientID", "PatientBirthDate", "StudyDate", "AccessionNumber")


@pytest.fixture
def sources(tmp_path: Path) -> list[Dataset]:
    return phantom_series(tmp_path / "series", tilted_affine())


def marked(sources: list[Dataset], folder: Path, *numbers: int) -> list[MarkedImage]:
    info = scanned(folder / "series")[1].info
    return [MarkedImage(info, sources[n].SOPInstanceUID) for n in numbers]


def read(content: bytes) -> Dataset:
    return pydicom.dcmread(BytesIO(content))


def test_what_is_written_is_read_back_beside_its_series(
    sources: list[Dataset], tmp_path: Path
) -> None:
    (content,) = key_object_files(marked(sources, tmp_path, 4, 1), "by Dr A", identity=True)
    (tmp_path / "ko.dcm").write_bytes(content)
    (entry,), series = scanned(tmp_path)
    assert entry.kind == "KEY_OBJECTS" and entry.info.study_uid == series.info.study_uid
    found = read_object(entry, series)
    wanted = [sources[n].SOPInstanceUID for n in (4, 1)]
    assert [image.sop_instance_uid for image in found.key_images] == wanted
    assert found.title == "Of Interest: by Dr A"


def test_the_document_states_its_evidence_and_every_attribute_it_must(
    sources: list[Dataset], tmp_path: Path
) -> None:
    (content,) = key_object_files(marked(sources, tmp_path, 2, 2), "twice", identity=True)
    assert content[:132] == b"\0" * 128 + b"DICM"
    data = read(content)
    assert data.SOPClassUID == KEY_OBJECT_SELECTION and data.Modality == "KO"
    assert data.PatientName == sources[0].PatientName
    (study,) = data.CurrentRequestedProcedureEvidenceSequence
    (series,) = study.ReferencedSeriesSequence
    (picture,) = series.ReferencedSOPSequence
    assert study.StudyInstanceUID == data.StudyInstanceUID == sources[0].StudyInstanceUID
    assert series.SeriesInstanceUID == sources[0].SeriesInstanceUID != data.SeriesInstanceUID
    assert picture.ReferencedSOPInstanceUID == sources[2].SOPInstanceUID
    assert picture.ReferencedSOPClassUID == sources[2].SOPClassUID
    assert data.ContentTemplateSequence[0].TemplateIdentifier == "2010"


def test_who_the_patient_is_stays_out_unless_wished(sources: list[Dataset], tmp_path: Path) -> None:
    (content,) = key_object_files(marked(sources, tmp_path, 1), "x")
    assert all(not read(content).get(name) for name in PERSONAL)


def test_each_study_has_a_document_of_its_own_and_reformats_have_none() -> None:
    stored = SeriesInfo(study_uid="1.2.1", series_uid="1.2.1.1", modality="CT",
                        sop_class_uid="1.2.840.10008.5.1.4.1.1.2")  # fmt: skip
    prior = replace(stored, study_uid="1.2.2", series_uid="1.2.2.1")
    pictures = [MarkedImage(stored, "1.2.9"), MarkedImage(prior, "1.2.8"), MarkedImage(stored, "")]
    documents = key_object_files(pictures, "x")
    assert [read(content).StudyInstanceUID for content in documents] == ["1.2.1", "1.2.2"]
    assert key_object_files(pictures[2:], "x") == ()


def test_frames_of_one_instance_are_named_each_and_come_back(tmp_path: Path) -> None:
    data = enhanced_dataset(asymmetric_phantom((5, 12, 14)))
    shuffle_frames(data, (3, 0, 4, 1, 2))
    write_dataset(data, tmp_path / "enhanced.dcm")
    volume = load_volume(scanned(tmp_path)[1])
    uids, frames = volume.source_uids, volume.source_frames
    assert len(set(uids)) == 1 and sorted(frames) == [1, 2, 3, 4, 5]
    marks = [MarkedImage(volume.info, uids[k], frames[k]) for k in (4, 1, 4)]
    (content,) = key_object_files(marks, "x", identity=True)
    (tmp_path / "ko.dcm").write_bytes(content)
    (entry,), series = scanned(tmp_path)
    found = read_object(entry, series).key_images
    assert [slice_of(series, one.sop_instance_uid, one.frame) for one in found] == [4, 1]
    (picture,) = evidence(read(content))
    assert picture.ReferencedSOPInstanceUID == data.SOPInstanceUID
    assert "ReferencedFrameNumber" not in picture  # PS3.3 C.17.2.1: instances alone


def test_a_picture_that_is_an_instance_of_its_own_names_no_frame(
    sources: list[Dataset], tmp_path: Path
) -> None:
    volume = load_volume(scanned(tmp_path / "series")[1])
    assert set(volume.source_frames) == {0} and len(sources) == len(volume.source_frames)
    (content,) = key_object_files(marked(sources, tmp_path, 1), "x")
    items = [item for item in read(content).ContentSequence if item.ValueType == "IMAGE"]
    assert "ReferencedFrameNumber" not in items[0].ReferencedSOPSequence[0]


def test_the_patient_and_the_study_are_those_of_the_pictures(tmp_path: Path) -> None:
    slices = phantom_series(tmp_path / "other")
    stated = {
        "PatientName": "Wang^XiaoDong=王^小东=",
        "PatientID": "P-0042",
        "IssuerOfPatientID": "第一医院",
        "PatientSex": "F",
        "StudyID": "S7",
        "ReferringPhysicianName": "Zhào^Lì",
        "AccessionNumber": "A1",
    }
    for number, data in enumerate(slices):
        data.SpecificCharacterSet = "GB18030"
        for name, value in stated.items():
            setattr(data, name, value)
        write_dataset(data, tmp_path / "gb" / f"{number}.dcm")
    info = scanned(tmp_path / "gb")[1].info
    (content,) = key_object_files([MarkedImage(info, slices[0].SOPInstanceUID)], "x", True)
    made = read(content)
    assert {name: str(made[name].value) for name in stated} == {
        **stated,
        "PatientName": "Wang^XiaoDong=王^小东",
    }
    assert made.PatientBirthDate == slices[0].PatientBirthDate
    assert "PatientIdentityRemoved" not in made


def test_what_is_left_out_is_said_and_nothing_of_it_is_in_the_file(tmp_path: Path) -> None:
    slices = phantom_series(tmp_path / "other")
    planted = ("PatientName", "PatientID", "IssuerOfPatientID", "AccessionNumber", "StudyID",
               "ReferringPhysicianName", "InstitutionName", "StudyDescription")  # fmt: skip
    for number, data in enumerate(slices):
        for name in planted:
            setattr(data, name, "PLANTED")
        write_dataset(data, tmp_path / "planted" / f"{number}.dcm")
    info = scanned(tmp_path / "planted")[1].info
    (content,) = key_object_files([MarkedImage(info, slices[0].SOPInstanceUID)], "x")
    assert b"PLANTED" not in content and b"19700101" not in content
    made = read(content)
    assert made.PatientIdentityRemoved == "YES" and len(made.DeidentificationMethod) <= 64


def test_two_patients_under_one_study_uid_have_a_document_each() -> None:
    one = SeriesInfo(patient_id="A", study_uid="1.2.1", series_uid="1.2.1.1", modality="CT",
                     sop_class_uid="1.2.840.10008.5.1.4.1.1.2")  # fmt: skip
    pictures = [MarkedImage(one, "1.2.9"), MarkedImage(replace(one, patient_id="B"), "1.2.8")]
    made = [read(content) for content in key_object_files(pictures, "x", identity=True)]
    assert [data.PatientID for data in made] == ["A", "B"]


@pytest.mark.parametrize("identity", [True, False])
def test_a_validator_finds_nothing_missing(tmp_path: Path, identity: bool) -> None:
    """dciodvfy of dicom3tools, where it is installed; a DICOMDIR would need who and when."""
    checker = shutil.which("dciodvfy")
    if checker is None:
        pytest.skip("dciodvfy (dicom3tools) is not installed")
    data = enhanced_dataset(asymmetric_phantom((5, 12, 14)))
    write_dataset(data, tmp_path / "enhanced.dcm")
    volume = load_volume(scanned(tmp_path)[1])
    marks = [
        MarkedImage(volume.info, volume.source_uids[k], volume.source_frames[k]) for k in (4, 1)
    ]
    (content,) = key_object_files(marks, "x", identity)
    (tmp_path / "ko.dcm").write_bytes(content)
    told = subprocess.run(
        [checker, tmp_path / "ko.dcm"], capture_output=True, text=True, check=False
    )
    lines = (told.stdout + told.stderr).splitlines()
    assert "KeyObjectSelectionDocument" in lines
    assert [line for line in lines if "Error" in line] == []
    warnings = [line for line in lines if "Warning" in line]
    assert all("DICOMDIR" in line for line in warnings) and (not identity or not warnings)


def evidence(data: Dataset) -> list[Dataset]:
    """The pictures that a document states as its evidence."""
    (study,) = data.CurrentRequestedProcedureEvidenceSequence
    (series,) = study.ReferencedSeriesSequence
    return list(series.ReferencedSOPSequence)
