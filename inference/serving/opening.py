"""What a path on the command line holds: its scan, and the one series that is meant."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, Scan, SeriesEntry
from inference.reading.sandbox import default_pool
from inference.writing.result_folder import read_result


def scan_input(path: Path) -> Scan:
    """All that lies below ``path``; InputError where nothing of it can be shown."""
    scan = default_pool().scan_paths([path])
    if not scan.series and not scan.objects:
        reasons = [refusal.message for refusal in scan.refused]
        raise InputError(reasons[0] if reasons else f"{path}: there is no image in it.")
    return scan


def listed(series: Sequence[SeriesEntry]) -> str:
    """The end of a sentence that asks for one of these: their ids and descriptions."""
    rows = [f"{one.id} ({one.info.series_description})" for one in series]
    return f": {'; '.join(rows)}."


class OpenedSeries(NamedTuple):
    """A series with its voxels, and the DICOM objects and all series found with it."""

    volume: Volume
    source: SeriesEntry
    objects: tuple[ObjectEntry, ...]
    series: tuple[SeriesEntry, ...]


def open_series(path: Path, series_uid: str | None, result_folder: Path | None) -> OpenedSeries:
    """The series named, or that of the result, or the only one; InputError lists them."""
    if series_uid is None and result_folder is not None:
        series_uid = read_result(result_folder).provenance.series_uid
    scan = scan_input(path)
    chosen = [one for one in scan.series if series_uid in (None, one.id, one.info.series_uid)]
    if len(chosen) != 1:
        raise InputError(f"{path}: name one series with --series{listed(scan.series)}")
    volume = default_pool().load_volume(chosen[0])
    return OpenedSeries(volume, chosen[0], scan.objects, scan.series)
