"""Marked pictures as DICOM Key Object Selection Documents (PS3.3 A.35.4, TID 2010)."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from inference.imaging.series_info import SeriesInfo

if TYPE_CHECKING:
    from pydicom import Dataset

SERIES_NUMBER = 9000  # after all that scanners number
MOST_WORDS = 1024  # of a text value (PS3.5 UT has more; readers often do not)


@dataclass(frozen=True, eq=False)
class MarkedImage:
    """One stored picture that a person marked: whose series it is of, and its UID."""

    info: SeriesInfo
    sop_instance_uid: str


def key_object_files(
    marked: Sequence[MarkedImage], description: str, identity: bool = False
) -> tuple[bytes, ...]:
    """One DICOM file for each study of the pictures, titled *Of Interest* (113000, DCM).

    Who the patient is is left empty unless ``identity``; the UIDs of study, series and pictures
    stay, as nothing else says what is marked.
    """
    known = [one for one in marked if one.sop_instance_uid and one.info.sop_class_uid]
    ordered = sorted(known, key=lambda one: one.info.study_uid)
    groups = groupby(ordered, key=lambda one: one.info.study_uid)
    return tuple(_document(tuple(group), description, identity) for _, group in groups)


def _document(marked: Sequence[MarkedImage], description: str, identity: bool) -> bytes:
    import highdicom as hd
    from pydicom.sr.codedict import codes
    from pydicom.uid import generate_uid

    unique = {one.sop_instance_uid: one for one in marked}
    evidence = [_evidence(one, identity) for one in unique.values()]
    content = hd.ko.KeyObjectSelection(
        codes.DCM.OfInterest, evidence, description=description[:MOST_WORDS] or None
    )
    made = hd.ko.KeyObjectSelectionDocument(
        evidence,
        content,
        series_instance_uid=generate_uid(),
        series_number=SERIES_NUMBER,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="RadLens",
    )
    target = BytesIO()
    made.save_as(target)
    return target.getvalue()


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
    data.StudyID = ""
    data.ReferringPhysicianName = ""
    data.StudyDate = info.study_date if identity else ""
    data.StudyTime = info.study_time if identity else ""
    data.SpecificCharacterSet = "ISO_IR 192"
    return data
