"""Whose picture it is: the identity and description that travel with the pixels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """Facts of one series' headers, as the user reads them; "" or None = not stated.

    Dates are DICOM DA (YYYYMMDD), times DICOM TM, the age DICOM AS. It is part of a Volume, so
    that name, ID and date change on screen in the same instant as the pixels.
    """

    patient_name: str = ""
    patient_id: str = ""
    patient_id_issuer: str = ""
    birth_date: str = ""
    sex: str = ""
    age: str = ""
    study_uid: str = ""
    study_description: str = ""
    study_date: str = ""
    study_time: str = ""
    accession_number: str = ""
    study_id: str = ""
    referring_physician: str = ""
    institution: str = ""
    series_uid: str = ""
    series_number: int | None = None
    series_description: str = ""
    modality: str = ""
    body_part: str = ""
    protocol: str = ""
    sop_class_uid: str = ""
    transfer_syntax_uid: str = ""
    slice_thickness_mm: float | None = None
    lossy_ratio: float | None = None
    lossy: bool = False
    source: str = ""  # the file or folder it came from
