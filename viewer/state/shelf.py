"""The studies on the shelf: what a scan found, grouped for the list on the left."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from inference.reading.entry import Refusal, SeriesEntry


@dataclass(frozen=True, eq=False)
class Study:
    """One study of one patient and its series, in the order of their numbers."""

    key: str
    series: tuple[SeriesEntry, ...]

    @property
    def patient_name(self) -> str:
        return self.series[0].info.patient_name

    @property
    def patient_id(self) -> str:
        return self.series[0].info.patient_id

    @property
    def description(self) -> str:
        return self.series[0].info.study_description

    @property
    def date(self) -> str:
        """YYYY-MM-DD, or "" when the study names none."""
        raw = self.series[0].info.study_date
        return f"{raw[:4]}-{raw[4:6]}-{raw[6:8]}" if len(raw) == 8 else raw

    @property
    def modalities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.info.modality for s in self.series if s.info.modality))

    def matches(self, words: str) -> bool:
        """Whether every word occurs in name, ID, date, modality or a description."""
        facts = [self.patient_name, self.patient_id, self.date, self.description, *self.modalities]
        facts += [self.series[0].info.study_date]
        facts += [series.info.series_description for series in self.series]
        text = " ".join(facts).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, eq=False)
class Shelf:
    """All studies known, what is searched for, and what could not be used."""

    studies: tuple[Study, ...] = ()
    search: str = ""
    refused: tuple[Refusal, ...] = ()
    thumbnails: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Study, ...]:
        return tuple(study for study in self.studies if study.matches(self.search))

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
        studies = tuple(Study(key, _ordered(group.values())) for key, group in groups.items())
        return replace(self, studies=tuple(sorted(studies, key=_newest_first)))


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


def _newest_first(study: Study) -> tuple[int, str, str]:
    digits = study.series[0].info.study_date
    newest = -int(digits) if digits.isdigit() else 0
    return newest, study.patient_name.casefold(), study.key
