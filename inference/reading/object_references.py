"""Which series a result object is about, read with its header."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.file_header import FileHeader

if TYPE_CHECKING:
    from pydicom import Dataset

_SERIES = "ReferencedSeriesSequence"
_WAYS = (
    (_SERIES,),
    ("CurrentRequestedProcedureEvidenceSequence", _SERIES),
    ("PertinentOtherEvidenceSequence", _SERIES),
    (
        "ReferencedFrameOfReferenceSequence",
        "RTReferencedStudySequence",
        "RTReferencedSeriesSequence",
    ),
)
_STORAGE = "1.2.840.10008.5.1.4.1.1."
_AFTER_REPORT, _AFTER_IMAGES = 0x0040A385, 0x00081115
OBJECT_CLASSES: dict[str, int] = {  # the last tag that names series; much may follow it
    _STORAGE + "66.4": _AFTER_IMAGES,
    _STORAGE + "66.7": _AFTER_IMAGES,
    _STORAGE + "30": _AFTER_IMAGES,
    _STORAGE + "11.1": _AFTER_IMAGES,
    _STORAGE + "481.3": 0x30060010,
    _STORAGE + "88.11": _AFTER_REPORT,
    _STORAGE + "88.22": _AFTER_REPORT,
    _STORAGE + "88.33": _AFTER_REPORT,
    _STORAGE + "88.34": _AFTER_REPORT,
    _STORAGE + "88.59": _AFTER_REPORT,
}


def with_references(header: FileHeader) -> FileHeader:
    """The header of a result object with ``referenced_series`` filled; any other unchanged."""
    last_tag = OBJECT_CLASSES.get(code(header.values, tags.SOP_CLASS_UID))
    if header.problem or last_tag is None:
        return header
    from inference.reading.malformed import MALFORMED, cause_of

    try:
        return header._replace(referenced_series=_referenced_series(header, last_tag))
    except MALFORMED as error:
        problem = f"{header.path.name} has damaged references: {cause_of(error)}."
        return header._replace(problem=problem)


def _referenced_series(header: FileHeader, last_tag: int) -> tuple[str, ...]:
    from pydicom.filereader import read_partial

    with header.path.open("rb") as file:
        dataset = read_partial(file, lambda tag, vr, length: tag > last_tag, force=True)
    found = (str(uid) for way in _WAYS for uid in _uids(dataset, way))
    return tuple(dict.fromkeys(uid for uid in found if uid))


def _uids(dataset: "Dataset", way: tuple[str, ...]) -> Iterator[object]:
    if not way:
        yield dataset.get("SeriesInstanceUID", "")
        return
    for item in dataset.get(way[0]) or ():
        yield from _uids(item, way[1:])
