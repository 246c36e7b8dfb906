"""What one look at a file tells the library; made in a child process, plain and picklable."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.series_info import SeriesInfo
from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.entry import SeriesEntry
from inference.reading.file_header import FileHeader
from inference.reading.headers import read_header
from inference.reading.image_files import is_image_file, scan_image_file
from inference.reading.object_kinds import OBJECT_KINDS, object_entry
from inference.reading.raster import RasterPlan
from inference.reading.series_facts import series_info
from viewer.library.header_cache import pack_header

_SAMPLE, _SAMPLES, _WHOLE = 64 * 1024, 256, 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """One loadable stack; ``paths`` in k order; spacing None where no millimetre is known."""

    entry_id: str
    info: SeriesInfo
    stack_name: str
    format: str
    frame_of_reference_uid: str
    shape_kji: tuple[int, int, int]
    spacing_mm_kji: tuple[float | None, float | None, float | None]
    flags: tuple[Flag, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """``kind`` is image, object, refused or ignored; ``message`` says why refused.

    ``sop_uid`` identifies the content: the SOPInstanceUID, or a fingerprint of a file that is no
    DICOM; then ``identity_uid`` is that fingerprint too, in place of a study UID. ``series`` is
    filled for such files at once; DICOM series are built from all their headers later.
    ``companions`` are files of pixels that an image's header file names. ``object_kind`` and
    ``referenced_series_uids`` belong to objects.
    """

    path: str
    size: int
    mtime_ns: int
    kind: str
    message: str = ""
    sop_uid: str = ""
    identity_uid: str = ""
    info: SeriesInfo | None = None
    header: bytes | None = None
    series: tuple[SeriesFacts, ...] = ()
    object_kind: str = ""
    referenced_series_uids: tuple[str, ...] = ()
    frame_of_reference_uid: str = ""
    companions: tuple[str, ...] = ()


def read_facts(path: str) -> FileFacts:
    """The facts of one file; nothing about its content raises."""
    try:
        status = os.stat(path)  # noqa: PTH116 - ten thousand times a folder
        blank = FileFacts(path, status.st_size, status.st_mtime_ns, "ignored")
        if is_image_file(Path(path)):
            return _image_facts(blank)
        header = read_header(Path(path))
        return _no_dicom(blank) if header is None else _header_facts(blank, header)
    except OSError as error:
        name = Path(path).name
        return FileFacts(path, 0, 0, "refused", f"{name} cannot be read: {error.strerror}.")


def series_facts(entry: SeriesEntry) -> SeriesFacts:
    """The rows that a series entry amounts to."""
    geometry = entry.geometry
    k, j, i = geometry.spacing_mm_kji
    in_plane = geometry.in_plane_mm
    return SeriesFacts(
        entry.id,
        entry.info,
        entry.stack_name,
        entry.format,
        geometry.frame_of_reference_uid,
        geometry.shape_kji,
        (
            k if geometry.through_plane_mm else None,
            j if in_plane else None,
            i if in_plane else None,
        ),
        entry.flags,
        tuple(str(path) for path in entry.files),
    )


def _no_dicom(blank: FileFacts) -> FileFacts:
    if not blank.path.lower().endswith(".dcm"):
        return blank
    return replace(blank, kind="refused", message=f"{Path(blank.path).name} is not a DICOM file.")


def _image_facts(blank: FileFacts) -> FileFacts:
    try:
        entries = scan_image_file(Path(blank.path))
    except InputError as error:
        return replace(blank, kind="refused", message=str(error))
    pixels = {str(e.plan.path) for e in entries if isinstance(e.plan, RasterPlan)}
    companions = tuple(sorted(pixels - {blank.path}))
    fingerprint = _fingerprint((blank.path, *companions))
    return replace(
        blank,
        companions=companions,
        kind="image",
        sop_uid=fingerprint,
        identity_uid=fingerprint,
        info=entries[0].info,
        series=tuple(
            replace(series_facts(entry), entry_id=f"{fingerprint}#{n + 1}")
            for n, entry in enumerate(entries)
        ),
    )


def _header_facts(blank: FileFacts, header: FileHeader) -> FileFacts:
    values = header.values
    if header.problem and not values:
        return replace(blank, kind="refused", message=header.problem)
    is_object = code(values, tags.SOP_CLASS_UID) in OBJECT_KINDS and not header.problem
    if not (is_object or header.pixel_tag or header.problem):
        return blank
    entry = object_entry(header) if is_object else None
    return FileFacts(
        blank.path,
        header.size,
        header.mtime_ns,
        "object" if is_object else "image",
        sop_uid=code(values, tags.SOP_INSTANCE_UID),
        info=series_info(header, values),
        header=pack_header(header),
        object_kind=entry.kind if entry else "",
        referenced_series_uids=entry.referenced_series_uids if entry else (),
        frame_of_reference_uid=entry.frame_of_reference_uid if entry else "",
    )


def _fingerprint(paths: tuple[str, ...]) -> str:
    """What tells a picture without UIDs from every other, wherever it lies.

    All bytes of files up to 32 MiB; of larger ones the size and 256 stretches all over them.
    """
    digest = hashlib.sha256()
    for path in paths:
        with Path(path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            digest.update(size.to_bytes(8, "little"))
            for start in _sampled(size):
                file.seek(start)
                digest.update(file.read(_SAMPLE))
    return f"file-{digest.hexdigest()[:32]}"


def _sampled(size: int) -> range:
    if size <= _WHOLE:
        return range(0, size, _SAMPLE)
    return range(0, size, max(_SAMPLE, size // _SAMPLES))
