"""Which series a result object is about, read with its header."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.file_header import FileHeader

if TYPE_CHECKING:
    from pydicom import Dataset

_WAYS = (
    ("ReferencedSeriesSequence",),
    ("CurrentRequestedProcedureEvidenceSequence", "ReferencedSeriesSequence"),
    ("PertinentOtherEvidenceSequence", "ReferencedSeriesSequence"),
    (
        "ReferencedFrameOfReferenceSequence",
        "RTReferencedStudySequence",
        "RTReferencedSeriesSequence",
    ),
)


def with_references(header: FileHeader) -> FileHeader:
    """The header of a result object with ``referenced_series`` filled; any other unchanged."""
    from inference.reading.object_kinds import OBJECT_KINDS

    if header.problem or code(header.values, tags.SOP_CLASS_UID) not in OBJECT_KINDS:
        return header
    from inference.reading.malformed import MALFORMED, cause_of

    try:
        return replace(header, referenced_series=_referenced_series(header))
    except MALFORMED as error:
        problem = f"{header.path.name} has damaged references: {cause_of(error)}."
        return replace(header, problem=problem)


def _referenced_series(header: FileHeader) -> tuple[str, ...]:
    import pydicom

    wanted = [way[0] for way in _WAYS]
    dataset = pydicom.dcmread(
        header.path, specific_tags=wanted, stop_before_pixels=True, force=True
    )
    found = (str(uid) for way in _WAYS for uid in _uids(dataset, way))
    return tuple(dict.fromkeys(uid for uid in found if uid))


def _uids(dataset: "Dataset", way: tuple[str, ...]) -> Iterator[object]:
    if not way:
        yield dataset.get("SeriesInstanceUID", "")
        return
    for item in dataset.get(way[0]) or ():
        yield from _uids(item, way[1:])
