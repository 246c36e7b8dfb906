"""Cached headers of whole series into the rows they amount to; made in a child process."""

import os
from dataclasses import dataclass
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading.entry import Scan
from inference.reading.file_header import FileHeader
from inference.reading.series import build_entries
from viewer.library.file_facts import SeriesFacts, series_facts
from viewer.library.header_cache import unpack_header


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """All files of one SeriesInstanceUID within one patient's study: (path, packed header)."""

    study_key: str
    series_uid: str
    headers: tuple[tuple[bytes, bytes], ...]

    def __str__(self) -> str:
        return f"{self.study_key} {self.series_uid}"


@dataclass(frozen=True, slots=True)
class BuiltGroup:
    """``refused`` are (path, sentence)."""

    study_key: str
    series_uid: str
    series: tuple[SeriesFacts, ...]
    refused: tuple[tuple[str, str], ...]


def build_group(group: SeriesGroup) -> BuiltGroup:
    """The stacks of the group."""
    try:
        scan = scan_group(group)
    except InputError as error:
        path = os.fsdecode(group.headers[0][0])
        return BuiltGroup(group.study_key, group.series_uid, (), ((path, str(error)),))
    return BuiltGroup(
        group.study_key,
        group.series_uid,
        tuple(series_facts(entry) for entry in scan.series),
        tuple((str(refusal.path), refusal.message) for refusal in scan.refused),
    )


def scan_group(group: SeriesGroup) -> Scan:
    """The group's entries, ready to load."""
    headers: list[FileHeader] = []
    for path, packed in group.headers:
        headers.append(unpack_header(packed, Path(os.fsdecode(path))))
    return build_entries(headers)
