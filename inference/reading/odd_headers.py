"""Headers outside the tag walker's narrow form, read by pydicom into the same raw values."""

import io
import re
import struct
import warnings
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.filereader import read_partial

from inference.reading import tags
from inference.reading.file_header import (
    DEFLATED,
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    FileHeader,
    LookupTable,
    UltrasoundRegion,
)
from inference.reading.file_meta import read_meta
from inference.reading.functional_groups import frame_values, shared_values
from inference.reading.inflate import inflate
from inference.reading.object_references import OBJECT_CLASSES
from inference.reading.parse_limits import LONGEST_HEADER, StopBeforePixels, check_items
from inference.reading.raw_values import raw_values
from inference.reading.tag_walk import FIRST_READ, LONGEST_KEPT, OddHeader

_OBJECT_CLASS = re.compile(
    b"(?:" + b"|".join(re.escape(uid.encode()) for uid in OBJECT_CLASSES) + rb")(?![0-9.])"
)
_LONG_FORM = (b"OB", b"OD", b"OF", b"OL", b"OW", b"UN", b"OV")


def read_odd_header(path: Path, size: int, mtime_ns: int, preamble: str) -> FileHeader | None:
    """pydicom's reading of ``path`` up to the pixel data; never raises for its content."""
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            return _read(path, file, size, mtime_ns, preamble)
    except RecursionError:
        problem = f"{path.name}: its sequences are nested too deeply to be real."
    except (InvalidDicomError, zlib.error) as error:
        problem = f"{path.name} is not a readable DICOM file: {_sentence(error)}"
    except (ValueError, KeyError, AttributeError, TypeError, NotImplementedError) as error:
        problem = f"{path.name} has a damaged header: {_sentence(error)}"
    except BytesLengthException:  # its own text quotes the value
        problem = f"{path.name} has a damaged header: a value has an impossible length."
    except (EOFError, IndexError, OverflowError, struct.error, MemoryError) as error:
        problem = f"{path.name} has a damaged header: {_sentence(error)}"
    return FileHeader(path, size, mtime_ns, preamble=preamble, problem=problem)


def _sentence(error: Exception) -> str:
    text = str(error).strip().split("\n")[0][:160] or type(error).__name__
    return text if text.endswith(".") else text + "."


def _read(path: Path, file: BinaryIO, size: int, mtime_ns: int, preamble: str) -> FileHeader | None:
    is_object = _is_object(file.read(FIRST_READ))
    file.seek(0)
    if not is_object:
        check_items(file, size)
    data_set, syntax, source = _data_set(file, is_object)
    pixel = _pixel_element(source, data_set)
    own = raw_values(data_set)  # before pydicom converts any of them
    values = {**shared_values(data_set), **own}
    if tags.SOP_CLASS_UID not in values and not pixel[0]:
        return None
    return FileHeader(
        path,
        size,
        mtime_ns,
        syntax,
        values,
        *pixel,
        frames=frame_values(data_set),
        modality_lut=next(iter(_tables(data_set, tags.MODALITY_LUT_SEQUENCE)), None),
        voi_luts=_tables(data_set, tags.VOI_LUT_SEQUENCE),
        regions=_regions(data_set),
        preamble=preamble,
    )


def _is_object(start: bytes) -> bool:
    """Whether the file names a result object's class (in its meta information, or itself)."""
    return re.search(_OBJECT_CLASS, start[:2048]) is not None


def _data_set(file: BinaryIO, is_object: bool) -> tuple[Dataset, str, BinaryIO]:
    """The data set up to the pixel data, its transfer syntax, and the bytes it lies in."""
    start = file.read(FIRST_READ)
    file.seek(0)
    if DEFLATED.encode() in start[: 132 + 512]:
        file.seek(deflated_start(start))
        source: BinaryIO = io.BytesIO(inflate(file.read(), LONGEST_HEADER, whole=False))
        size = source.seek(0, 2)
        source.seek(0)
        check_items(source, size)
    else:
        source = file
    data_set = read_partial(
        source, StopBeforePixels(is_object), defer_size=LONGEST_KEPT, force=True
    )
    if source is not file:
        return data_set, DEFLATED, source
    syntax = str(data_set.file_meta.get("TransferSyntaxUID", "") or "")
    return data_set, syntax or _guessed_syntax(data_set), source


def deflated_start(start: bytes) -> int:
    """Where the deflate stream of a deflated file begins; ValueError when its meta is odd."""
    try:
        syntax, end = read_meta(start)
    except OddHeader as error:
        raise ValueError("a deflated file with unreadable meta information") from error
    if syntax != DEFLATED:
        raise ValueError("a deflated file with unreadable meta information")
    return end


def _guessed_syntax(data_set: Dataset) -> str:
    implicit, little = data_set.original_encoding
    if little is False:
        return EXPLICIT_BIG
    return IMPLICIT_LITTLE if implicit else EXPLICIT_LITTLE


def _pixel_element(source: BinaryIO, data_set: Dataset) -> tuple[int, int, int]:
    """Tag, offset and length of the pixel value that ``source`` stands before; zeros if none."""
    head = source.read(12)
    implicit, little = data_set.original_encoding
    order = ">" if little is False else "<"
    if len(head) < 8:
        return 0, 0, 0
    group, element = struct.unpack_from(order + "HH", head)
    tag = group << 16 | element
    if tag not in tags.PIXEL_TAGS:
        return 0, 0, 0
    start = source.tell() - len(head)
    if not implicit and head[4:6] in _LONG_FORM and len(head) == 12:
        return tag, start + 12, struct.unpack_from(order + "I", head, 8)[0]
    if implicit:
        return tag, start + 8, struct.unpack_from(order + "I", head, 4)[0]
    raise ValueError("the pixel data has no usable VR")


def _tables(data_set: Dataset, tag: int) -> tuple[LookupTable, ...]:
    """The items of a Modality or VOI LUT sequence; damaged ones raise ValueError."""
    sequence = data_set.get(tag)
    items = sequence.value if sequence is not None and sequence.VR == "SQ" else ()
    return tuple(_table(item, data_set) for item in items or ())


def _table(item: Dataset, data_set: Dataset) -> LookupTable:
    little = data_set.original_encoding[1] is not False
    count, first, bits = (int(value) for value in item.LUTDescriptor)
    if first >= 0x8000 and data_set.get("PixelRepresentation", 0) == 1:
        first -= 0x10000
    count = count or 0x10000
    data = item.LUTData
    if isinstance(data, bytes):
        entries = np.frombuffer(data, "<u1" if len(data) == count else _short(little))
    else:
        entries = np.atleast_1d(np.asarray(data)) & 0xFFFF
    if len(entries) < count:
        raise ValueError(f"a lookup table of {len(entries)} entries that declares {count}")
    kind = str(item.get("ModalityLUTType", "") or "")
    explanation = str(item.get("LUTExplanation", "") or "")
    return LookupTable(first, entries[:count].astype("<u2").tobytes(), bits, explanation, kind)


def _short(little: bool) -> str:
    return "<u2" if little else ">u2"


def _regions(data_set: Dataset) -> tuple[UltrasoundRegion, ...]:
    sequence = data_set.get(tags.US_REGIONS)
    items = sequence.value if sequence is not None and sequence.VR == "SQ" else ()
    return tuple(_region(item) for item in items or ())


def _region(item: Dataset) -> UltrasoundRegion:
    names = ("MinX0", "MinY0", "MaxX1", "MaxY1")
    bounds = tuple(int(item.get(f"RegionLocation{name}", 0) or 0) for name in names)
    return UltrasoundRegion(
        (bounds[0], bounds[1], bounds[2], bounds[3]),
        (int(item.get("PhysicalUnitsXDirection", 0)), int(item.get("PhysicalUnitsYDirection", 0))),
        (float(item.get("PhysicalDeltaX", 0)), float(item.get("PhysicalDeltaY", 0))),
        int(item.get("RegionDataType", 0)),
    )
