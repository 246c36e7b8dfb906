"""Key images written as DICOM are read back as the same pictures."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset

from inference.imaging.series_info import SeriesInfo
from inference.reading.objects import read_object
from inference.writing.key_objects import MarkedImage, key_object_files
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
