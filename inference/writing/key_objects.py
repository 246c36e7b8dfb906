"""Marked pictures as DICOM Key Object Selection Documents (PS3.3 A.35.4, TID 2010)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from inference.imaging.series_info import SeriesInfo

if TYPE_CHECKING:
    from pydicom import Dataset

SERIES_NUMBER = 9000  # after all that scanners number
MOST_WORDS = 1024  # of a text value (PS3.5 UT has more; readers often do not)
WHAT_IS_LEFT_OUT = "RadLens: who, when and accession left out; UIDs kept"  # LO: 64 at most


@dataclass(frozen=True, eq=False)
class MarkedImage:
    """One stored picture that a person marked: whose series it is of, its UID and its frame.

    ``frame`` counts from 1 in an instance of several frames; 0 = the instance is the picture.
    """

    info: SeriesInfo
    sop_instance_uid: str
    frame: int = 0


def key_object_files(
    marked: Sequence[MarkedImage], description: str, identity: bool = False
) -> tuple[bytes, ...]:
    """One DICOM file for each study of the pictures, titled *Of Interest* (113000, DCM).

    Each picture is named once, in the order of ``marked``, with its frame where the instance has
    several. Who the patient is is left empty, and said to be, unless ``identity``; the UIDs of
    study, series and pictures stay, as nothing else says what is marked.
    """
    known = [one for one in marked if one.sop_instance_uid and one.info.sop_class_uid]
    ordered = sorted(known, key=_study_of)
    groups = groupby(ordered, key=_study_of)
    return tuple(_document(tuple(group), description, identity) for _, group in groups)


def _study_of(one: MarkedImage) -> tuple[str, ...]:
    """Two patients under one study UID have a document each."""
    info = one.info
    return info.study_uid, info.patient_id, info.patient_id_issuer, info.patient_name


def _document(marked: Sequence[MarkedImage], description: str, identity: bool) -> bytes:
    import highdicom as hd
    from pydicom.sr.codedict import codes
    from pydicom.uid import generate_uid

    unique = {(one.sop_instance_uid, one.frame): one for one in marked}
    pictures = [_evidence(one, identity) for one in unique.values()]
    content = hd.ko.KeyObjectSelection(
        codes.DCM.OfInterest, pictures, description=description[:MOST_WORDS] or None
    )
    _name_frames(content[0], list(unique.values()))
    evidence = {one.SOPInstanceUID: one for one in pictures}
    made = hd.ko.KeyObjectSelectionDocument(
        list(evidence.values()),
        content,
        series_instance_uid=generate_uid(),
        series_number=SERIES_NUMBER,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="RadLens",
    )
    _complete_patient(made, unique.values(), identity)
    target = BytesIO()
    made.save_as(target)
    return target.getvalue()


def _name_frames(root: "Dataset", marked: Sequence[MarkedImage]) -> None:
    """Referenced Frame Number (0008,1160) of each picture; highdicom names instances alone."""
    images = [item for item in root.ContentSequence if item.ValueType == "IMAGE"]
    for item, one in zip(images, marked, strict=True):
        if one.frame:
            item.ReferencedSOPSequence[0].ReferencedFrameNumber = one.frame


def _complete_patient(made: "Dataset", marked: Iterable[MarkedImage], identity: bool) -> None:
    """What highdicom does not copy of the Patient module (PS3.3 C.7.1.1)."""
    if not identity:
        made.PatientIdentityRemoved = "YES"
        made.DeidentificationMethod = WHAT_IS_LEFT_OUT
        return
    issuer = next((one.info.patient_id_issuer for one in marked), "")
    if issuer:
        made.IssuerOfPatientID = issuer


def _evidence(one: MarkedImage, identity: bool) -> "Dataset":
    """What of a picture's header a selection repeats: patient, study, series, instance."""
    from pydicom import Dataset

    info, data = one.info, Dataset()
    data.SOPClassUID, data.SOPInstanceUID = info.sop_class_uid, one.sop_instance_uid
    data.StudyInstanceUID, data.SeriesInstanceUID = info.study_uid, info.series_uid
    data.Modality = info.modality
    data.Rows = data.Columns = 1  # marks it as a picture; a selection does not repeat them
    data.PatientName = info.patient_name if identity else ""
    data.PatientID = info.patient_id if identity else ""
    data.PatientBirthDate = info.birth_date if identity else ""
    data.PatientSex = info.sex if identity else ""
    data.AccessionNumber = info.accession_number if identity else ""
    data.StudyID = info.study_id if identity else ""
    data.ReferringPhysicianName = info.referring_physician if identity else ""
    data.StudyDate = info.study_date if identity else ""
    data.StudyTime = info.study_time if identity else ""
    data.SpecificCharacterSet = "ISO_IR 192"
    return data
