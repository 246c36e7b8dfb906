"""Which SOP classes are results about a picture rather than pictures."""

from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.entry import ObjectEntry, ObjectKind
from inference.reading.file_header import FileHeader
from inference.reading.series_facts import series_info

_STORAGE = "1.2.840.10008.5.1.4.1.1."
OBJECT_KINDS: dict[str, ObjectKind] = {
    _STORAGE + "66.4": "SEG",
    _STORAGE + "66.7": "SEG",
    _STORAGE + "481.3": "RTSTRUCT",
    _STORAGE + "30": "PARAMETRIC_MAP",
    _STORAGE + "88.11": "SR",
    _STORAGE + "88.22": "SR",
    _STORAGE + "88.33": "SR",
    _STORAGE + "88.34": "SR",
    _STORAGE + "11.1": "GSPS",
    _STORAGE + "88.59": "KEY_OBJECTS",
}


def object_entry(header: FileHeader) -> ObjectEntry:
    """The entry of a file of one of these classes."""
    return ObjectEntry(
        header.path,
        OBJECT_KINDS[code(header.values, tags.SOP_CLASS_UID)],
        series_info(header, header.values),
        header.referenced_series,
        code(header.values, tags.FRAME_OF_REFERENCE_UID),
    )
