"""The studies on the shelf: what a scan found, grouped for the list on the left."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inference.imaging.series_info import SeriesInfo
from inference.reading.entry import ObjectEntry, Refusal, SeriesEntry


@dataclass(frozen=True, slots=True)
class StudySummary:
    """What a list says of a study; ``study_date`` is a DICOM DA. ``missing``: no file is there."""

    patient_name: str
    patient_id: str
    study_date: str
    description: str
    modalities: tuple[str, ...]
    series_count: int
    missing: bool = False


@dataclass(frozen=True, eq=False)
class Study:
    """One study of one patient and its series, in the order of their numbers.

    ``series`` is empty while the study is known from the library's list alone.
    """

    key: str
    series: tuple[SeriesEntry, ...]
    summary: StudySummary

    @property
    def patient_name(self) -> str:
        return self.summary.patient_name

    @property
    def patient_id(self) -> str:
        return self.summary.patient_id

    @property
    def description(self) -> str:
        return self.summary.description

    @property
    def date(self) -> str:
        """YYYY-MM-DD, or "" when the study names none."""
        raw = self.summary.study_date
        return f"{raw[:4]}-{raw[4:6]}-{raw[6:8]}" if len(raw) == 8 else raw

    @property
    def modalities(self) -> tuple[str, ...]:
        return self.summary.modalities

    def matches(self, words: str) -> bool:
        """Whether every word occurs in name, ID, date, modality or a description."""
        facts = [self.patient_name, self.patient_id, self.date, self.description, *self.modalities]
        facts += [self.summary.study_date]
        facts += [series.info.series_description for series in self.series]
        text = " ".join(facts).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, eq=False)
class Shelf:
    """All studies known, what is searched for, and what could not be used.

    ``studies`` have their series here. ``listed`` are the library's finds for ``listed_for``;
    the library holds ``in_library`` studies altogether.
    """

    studies: tuple[Study, ...] = ()
    listed: tuple[Study, ...] = ()
    listed_for: str = ""
    in_library: int = 0
    search: str = ""
    refused: tuple[Refusal, ...] = ()
    objects: tuple[ObjectEntry, ...] = ()
    thumbnails: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)

    @cached_property
    def shown(self) -> tuple[Study, ...]:
        """Those that match, newest first.

        Until the library has answered for what is typed, its last finds are narrowed by their
        own words, so that the list never blinks.
        """
        current = self.listed_for == self.search
        listed = self.listed if current else [s for s in self.listed if s.matches(self.search)]
        found = {study.key for study in listed}
        here = {study.key for study in self.studies}
        kept = [s for s in self.studies if s.key in found or s.matches(self.search)]
        kept += [study for study in listed if study.key not in here]
        return tuple(sorted(kept, key=_newest_first))

    @property
    def known(self) -> int:
        """How many studies there are to choose from."""
        return max(self.in_library, len(self.studies), len(self.shown))

    def entry(self, series_id: str) -> SeriesEntry | None:
        return next((s for study in self.studies for s in study.series if s.id == series_id), None)

    def study_of(self, series_id: str) -> Study | None:
        for study in self.studies:
            if any(series.id == series_id for series in study.series):
                return study
        return None

    def with_series(self, found: Iterable[SeriesEntry]) -> "Shelf":
        """This shelf and the series found; a series found again replaces its older entry.

        A study is one study UID of one patient: two patients are never merged.
        """
        groups: dict[str, dict[str, SeriesEntry]] = {
            study.key: {series.id: series for series in study.series} for study in self.studies
        }
        for entry in found:
            key = study_key(entry)
            own = _own_id(entry, key, groups)
            groups.setdefault(key, {})[own.id] = own
        studies = tuple(_study(key, _ordered(group.values())) for key, group in groups.items())
        return replace(self, studies=tuple(sorted(studies, key=_newest_first)))


def same_patient(one: SeriesInfo, other: SeriesInfo) -> bool:
    """Whether two series state one patient: same ID, issuer, name and birth date, ID not empty."""
    return bool(one.patient_id.strip()) and (
        one.patient_id.strip(),
        one.patient_id_issuer.strip(),
        plain_name(one.patient_name),
        one.birth_date,
    ) == (
        other.patient_id.strip(),
        other.patient_id_issuer.strip(),
        plain_name(other.patient_name),
        other.birth_date,
    )


def companions(shelf: Shelf, base: SeriesEntry) -> tuple[tuple[SeriesEntry, str], ...]:
    """The series that may stand beside one: those of its study, then of the patient's others.

    Each with its study's date where that is another study; pictures of one slice are left out.
    """
    own = study_key(base)
    found = [
        (entry, "" if study.key == own else study.date)
        for study in sorted(shelf.studies, key=lambda one: one.key != own)
        for entry in study.series
        if entry.id != base.id
        and min(entry.geometry.shape_kji) > 1
        and (study.key == own or same_patient(entry.info, base.info))
    ]
    return tuple(found)


def study_key(entry: SeriesEntry) -> str:
    """What makes two series one study: study UID and all that identifies the patient; else the
    series alone. Two patients are never merged."""
    info = entry.info
    if not info.study_uid:
        return entry.id
    return stated_key(
        info.study_uid,
        info.patient_id,
        info.patient_id_issuer,
        info.patient_name,
        info.birth_date,
    )


def stated_key(
    study_uid: str, patient_id: str, issuer: str, patient_name: str, birth_date: str
) -> str:
    """The key of the study of which a header or a list states these."""
    stated = (study_uid, patient_id, issuer, plain_name(patient_name), birth_date)
    return "\x1f".join(part.strip() for part in stated)


def plain_name(name: str) -> str:
    """A DICOM person name without its padding: empty trailing components and groups (PS3.5 6.2)."""
    return "=".join(group.rstrip("^ ") for group in name.split("=")).rstrip("=").strip()


def _own_id(
    entry: SeriesEntry, key: str, groups: Mapping[str, Mapping[str, SeriesEntry]]
) -> SeriesEntry:
    """The entry under an id that no other study's series has (one UID under two patients)."""
    if not any(entry.id in group for other, group in groups.items() if other != key):
        return entry
    mark = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return replace(entry, id=f"{entry.id}@{mark}")


def _ordered(series: Iterable[SeriesEntry]) -> tuple[SeriesEntry, ...]:
    return tuple(sorted(series, key=lambda s: (s.info.series_number or 0, s.id)))


def _study(key: str, series: tuple[SeriesEntry, ...]) -> Study:
    info = series[0].info
    modalities = tuple(dict.fromkeys(s.info.modality for s in series if s.info.modality))
    summary = StudySummary(
        info.patient_name,
        info.patient_id,
        info.study_date,
        info.study_description,
        modalities,
        len(series),
    )
    return Study(key, series, summary)


def _newest_first(study: Study) -> tuple[int, str, str]:
    digits = study.summary.study_date
    newest = -int(digits) if digits.isdigit() else 0
    return newest, study.patient_name.casefold(), study.key
