"""What identifies a patient, a study and a series, and the stable keys made from it."""

import hashlib
from dataclasses import dataclass

from inference.imaging.series_info import SeriesInfo
from viewer.state.shelf import plain_name


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """All that must agree before two studies are one patient's (never merged otherwise).

    ``study_uid`` is part of it only where no patient ID is stated: then nothing proves that two
    studies are of one person.
    """

    patient_id: str
    issuer: str
    name: str
    birth_date: str
    study_uid: str = ""

    @property
    def key(self) -> str:
        return _hashed(
            "patient", self.patient_id, self.issuer, self.name, self.birth_date, self.study_uid
        )


def identify_patient(info: SeriesInfo, identity_uid: str = "") -> PatientIdentity:
    """The identity that headers state; padding (PS3.5 6.2) is no part of it.

    ``identity_uid`` stands in for the study UID of files that have none of their own.
    """
    patient_id = info.patient_id.strip()
    return PatientIdentity(
        patient_id,
        info.patient_id_issuer.strip(),
        plain_name(info.patient_name),
        info.birth_date.strip(),
        "" if patient_id else identity_uid or info.study_uid,
    )


def study_key(patient_key: str, study_uid: str) -> str:
    """Key of a study within its patient: one UID under two patients gives two studies."""
    return _hashed("study", patient_key, study_uid)


def series_key(study: str, entry_id: str) -> str:
    """Key of one loadable part of a series within its study."""
    return _hashed("series", study, entry_id)


def _hashed(*parts: str) -> str:
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]
