"""Files and folders walked, headers read, everything found told apart."""

import os
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
    raise_if,
)
from inference.reading.entry import Refusal, Scan, SeriesEntry
from inference.reading.file_header import FileHeader
from inference.reading.headers import read_header
from inference.reading.image_files import is_image_file, scan_image_file
from inference.reading.series import build_entries

_REPORT_EVERY = 64


def scan_paths(
    paths: Sequence[Path],
    *,
    skipped: Container[Path] = (),
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
    on_file: Callable[[Path | None], None] | None = None,
) -> Scan:
    """All series, objects and refusals below ``paths`` (files or folders), headers alone read.

    Files in ``skipped`` are passed over. ``on_file`` hears of each file before it is opened, and
    None once all headers are in. Symbolic links to folders are not followed. Raises InputError
    when a path does not exist, OperationCancelled on a wish.
    """
    headers: list[FileHeader] = []
    series: list[SeriesEntry] = []
    refused: list[Refusal] = []
    files = [file for path in paths for file in files_below(path, refused.append)]
    files = [file for file in files if file not in skipped] if skipped else files
    if len(paths) > 1:  # a folder and a file in it name the file once
        files = list({file.resolve(): file for file in files}.values())
    ignored = 0
    for count, file in enumerate(files):
        if count % _REPORT_EVERY == 0:
            raise_if(cancelled)
            report("scanning", count / len(files))
        if on_file is not None:
            on_file(file)
        if is_image_file(file):
            _scan_image(file, series, refused)
            continue
        header = read_header(file)
        if header is not None:
            headers.append(header)
        elif file.suffix.lower() == ".dcm":
            refused.append(Refusal(file, f"{file.name} is not a DICOM file."))
        else:
            ignored += 1
    if on_file is not None:
        on_file(None)
    scan = build_entries(headers)
    report("scanning", 1.0)
    return Scan(
        (*scan.series, *series), scan.objects, (*scan.refused, *refused), scan.ignored + ignored
    )


def files_below(
    path: Path, on_refused: Callable[[Refusal], None] = lambda refusal: None
) -> Iterator[Path]:
    """``path`` itself if a file, else all files below it in a stable order.

    A folder that cannot be listed goes to ``on_refused``. InputError when nothing is there.
    """
    if not path.is_dir():
        if not path.exists():
            raise InputError(f"{path} does not exist.")
        yield path
        return

    def refuse(error: OSError) -> None:
        folder = Path(error.filename)
        on_refused(Refusal(folder, f"The folder {folder.name} cannot be read: {error.strerror}."))

    for folder, folders, names in os.walk(path, onerror=refuse):
        folders.sort()
        base = Path(folder)
        for name in sorted(names):
            yield base / name


def _scan_image(file: Path, series: list[SeriesEntry], refused: list[Refusal]) -> None:
    try:
        series.extend(scan_image_file(file))
    except InputError as error:
        refused.append(Refusal(file, str(error)))
