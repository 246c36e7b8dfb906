"""DICOM result objects: one door, and a table of kinds, each read by its own file."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.reading.entry import ObjectEntry, ObjectKind, SeriesEntry
from inference.reading.objects.content import ObjectContent

if TYPE_CHECKING:
    from pydicom import Dataset

Reader = Callable[["Dataset", ObjectEntry, SeriesEntry | None], ObjectContent]


def _segmentation() -> Reader:
    from inference.reading.objects.segmentation import read_segmentation

    return read_segmentation


def _structure_set() -> Reader:
    from inference.reading.objects.structure_set import read_structure_set

    return read_structure_set


def _parametric_map() -> Reader:
    from inference.reading.objects.parametric_map import read_parametric_map

    return read_parametric_map


def _measurements() -> Reader:
    from inference.reading.objects.measurements import read_measurements

    return read_measurements


def _presentation() -> Reader:
    from inference.reading.objects.presentation_state import read_presentation_state

    return read_presentation_state


def _key_objects() -> Reader:
    from inference.reading.objects.key_objects import read_key_objects

    return read_key_objects


READERS: dict[ObjectKind, Callable[[], Reader]] = {
    "SEG": _segmentation,
    "RTSTRUCT": _structure_set,
    "PARAMETRIC_MAP": _parametric_map,
    "SR": _measurements,
    "GSPS": _presentation,
    "KEY_OBJECTS": _key_objects,
}


def read_object(entry: ObjectEntry, source: SeriesEntry | None = None) -> ObjectContent:
    """The content of a result object, placed in LPS; ``source`` is the series it lies over.

    Raises InputError when the object is malformed, was made of another patient than ``source``, or
    lies in another frame of reference (PS3.3 C.7.4.1).
    """
    _check_patient(entry, source)
    import pydicom

    from inference.reading.malformed import MALFORMED, cause_of

    read = READERS[entry.kind]()
    name = entry.path.name
    try:
        with warnings.catch_warnings(record=True) as remarks:
            warnings.simplefilter("always")
            content = read(pydicom.dcmread(entry.path, force=True), entry, source)
    except MALFORMED as error:
        raise InputError(f"{name} is no valid {entry.kind} object: {cause_of(error)}.") from error
    return replace(content, flags=content.flags + _flags(name, len(remarks)))


def _check_patient(entry: ObjectEntry, source: SeriesEntry | None) -> None:
    """UIDs alone do not make it this patient's: copies of a series may bear another identity.

    Only statements that contradict each other count; what one of them leaves out does not.
    """
    if source is None:
        return
    mine, theirs = entry.info, source.info
    stated = (
        (mine.patient_id, theirs.patient_id),
        (mine.patient_id_issuer, theirs.patient_id_issuer),
        (mine.birth_date, theirs.birth_date),
    )
    if any(a.strip() and b.strip() and a.strip() != b.strip() for a, b in stated):
        raise InputError(
            f"{entry.path.name} names another patient than the series "
            f"{theirs.series_description or source.id!r}; it is not shown over it."
        )


def _flags(name: str, remarks: int) -> tuple[Flag, ...]:
    if not remarks:
        return ()
    message = f"{name} breaks the rules of DICOM in {remarks} places; it was read all the same."
    return (Flag("object-irregular", message, blocks_models=False),)
