"""Copies of one SOP instance: one is kept, and it is said whether the others' pixels differ."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.file_header import FileHeader
from inference.reading.pixel_file import pixel_file
from inference.reading.stored_frames import stored_frame

_IDENTITY = (
    tags.SOP_INSTANCE_UID,
    tags.SERIES_UID,
    tags.STUDY_UID,
    tags.PATIENT_ID,
    tags.PATIENT_NAME,
    tags.FRAME_OF_REFERENCE_UID,
)


def drop_duplicates(
    headers: Sequence[FileHeader],
) -> tuple[list[FileHeader], dict[str, list[Flag]]]:
    """Headers with one of each SOP instance, and flags by SeriesInstanceUID.

    Only files that agree in patient, study, series and frame of reference count as copies. Their
    pixels are compared (the one case in which files are opened again).
    """
    kept: dict[tuple[bytes | None, ...], FileHeader] = {}
    copies: defaultdict[str, int] = defaultdict(int)
    unlike: defaultdict[str, list[str]] = defaultdict(list)
    for number, header in enumerate(headers):
        uid = header.values.get(tags.SOP_INSTANCE_UID, b"")
        key = tuple(map(header.values.get, _IDENTITY))
        first = kept.setdefault(key if uid else (b"", str(number).encode()), header)
        if first is not header:
            series = code(header.values, tags.SERIES_UID)
            copies[series] += 1
            if not same_picture(first, header):
                unlike[series].append(header.path.name)
    flags = {uid: [_flag(count, unlike[uid])] for uid, count in copies.items()}
    return list(kept.values()), flags


def same_picture(a: FileHeader, b: FileHeader) -> bool:
    """Whether two files hold the same stored pixels at the same place, however packed."""
    for tag in (tags.IMAGE_POSITION, tags.IMAGE_ORIENTATION, tags.PIXEL_SPACING):
        if a.values.get(tag) != b.values.get(tag):
            return False
    try:
        files = pixel_file(a), pixel_file(b)
        if files[0].frame_count != files[1].frame_count:
            return False
        return all(
            np.array_equal(stored_frame(files[0], frame), stored_frame(files[1], frame))
            for frame in range(files[0].frame_count)
        )
    except InputError:
        return False


def _flag(count: int, unlike: list[str]) -> Flag:
    copies = "1 file is a copy" if count == 1 else f"{count} files are copies"
    if not unlike:
        return Flag(
            "duplicates-dropped",
            f"{copies} of another with the same pixels; each picture is shown once.",
            blocks_models=False,
        )
    return Flag(
        "duplicates-differ",
        f"{copies} of another by UID, but {len(unlike)} of them (such as {unlike[0]}) hold other "
        "pixels or another place; the first read is shown.",
    )
