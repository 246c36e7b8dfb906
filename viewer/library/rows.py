"""What the study list shows: patients' studies and their series, as plain frozen rows."""

from dataclasses import dataclass
from pathlib import Path

from inference.imaging.flag import Flag


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study. Dates are DICOM DA (YYYYMMDD), times TM; "" = not stated.

    ``missing_count`` files were there once and are not now; ``image_count`` counts files that
    are. ``modalities`` are joined by ``/``.
    """

    key: str
    patient_key: str
    patient_name: str
    patient_id: str
    issuer: str
    birth_date: str
    sex: str
    study_uid: str
    study_date: str
    study_time: str
    description: str
    accession: str
    institution: str
    modalities: str
    series_count: int
    image_count: int
    missing_count: int
    flag_count: int


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One loadable series, or part of one.

    ``settled`` is False while its files are still being found: then it cannot be opened yet.
    ``spacing_mm_kji`` entries are None where the millimetres are not known.
    """

    key: str
    study_key: str
    entry_id: str
    series_uid: str
    series_number: int | None
    modality: str
    description: str
    body_part: str
    stack_name: str
    format: str
    frame_of_reference_uid: str
    image_count: int
    shape_kji: tuple[int, int, int]
    spacing_mm_kji: tuple[float | None, float | None, float | None]
    settled: bool
    missing_count: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of a series, encoded as PNG."""

    width: int
    height: int
    png: bytes


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A file or series that cannot be shown, and why, in one sentence."""

    path: Path
    series_uid: str
    message: str


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What one run of the indexer did; ``notes`` are sentences for the user.

    ``files`` were looked at, of which ``unchanged`` were known already. ``moved`` were known
    under another path, ``missing`` are not where they were.
    """

    files: int = 0
    unchanged: int = 0
    images: int = 0
    objects: int = 0
    refused: int = 0
    ignored: int = 0
    moved: int = 0
    missing: int = 0
    copied: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    first_rows_seconds: float | None = None
    notes: tuple[str, ...] = ()
    study_keys: tuple[str, ...] = ()
