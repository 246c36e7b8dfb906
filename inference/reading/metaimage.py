"""MetaImage headers (.mha, .mhd) to series entries; their world is LPS."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.reading.entry import SeriesEntry
from inference.reading.image_entries import (
    GridFacts,
    ImageFacts,
    build_entries,
    data_file_beside,
    grid_geometry,
)
from inference.reading.raster import MAX_STACKS, Encoding, RasterPlan, volume_dtype

Float = NDArray[np.float64]

HEADER_BYTES = 1 << 20
_TYPES = {
    "MET_CHAR": "i1", "MET_UCHAR": "u1", "MET_SHORT": "i2", "MET_USHORT": "u2", "MET_INT": "i4",
    "MET_UINT": "u4", "MET_LONG_LONG": "i8", "MET_ULONG_LONG": "u8", "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}  # fmt: skip
_MM_PER_UNIT = {"": 1.0, "?": 1.0, "mm": 1.0, "cm": 10.0, "um": 0.001}


@dataclass(frozen=True)
class _Header:
    """The fields of a MetaImage header as text, and how many bytes it takes."""

    path: Path
    fields: dict[str, str]
    length: int

    def first(self, *names: str) -> str:
        return next((self.fields[name] for name in names if name in self.fields), "")

    def numbers(self, *names: str) -> list[float]:
        text = self.first(*names)
        try:
            return [float(word) for word in text.split()]
        except ValueError as error:
            raise InputError(
                f"{self.path.name} has a damaged MetaImage header ({names[0]} = {text!r})."
            ) from error

    def number(self, name: str, default: float) -> float:
        values = self.numbers(name)
        return values[0] if values and np.isfinite(values[0]) else default

    def is_true(self, *names: str) -> bool:
        return self.first(*names).lower() in ("true", "1", "yes", "t")


def scan_metaimage(path: Path) -> tuple[SeriesEntry, ...]:
    """One entry per 3D stack of a MetaImage file, from its header alone (MetaIO, ITK's use).

    ``TransformMatrix`` lists one direction vector per axis, in LPS. Without it the sides are
    unknown and a flag says so. Raises InputError.
    """
    header = _read_header(path)
    sizes = _sizes(header)
    channels = int(header.number("ElementNumberOfChannels", 1))
    colour = channels in (3, 4) and _stored_type(header) == "|u1"
    stacks = _stack_count(header, sizes, 1 if colour else channels)
    geometry, flags = grid_geometry(_grid(header, sizes), path.name)
    plan = _plan(header, geometry.shape_kji, channels, sizes)
    facts = ImageFacts(
        path=path,
        format="metaimage",
        geometry=geometry,
        flags=flags + _letter_flags(header, geometry),
        dtype="uint8" if colour else volume_dtype(plan.stored_dtype, plan.slope, plan.intercept),
        colour=colour,
    )
    return build_entries(facts, plan, stacks)


def _read_header(path: Path) -> _Header:
    fields: dict[str, str] = {}
    length = 0
    with path.open("rb") as file:
        for line in file.read(HEADER_BYTES).splitlines(keepends=True):
            length += len(line)
            key, equals, value = line.decode("utf-8", errors="replace").partition("=")
            if not equals:
                break
            fields[key.strip()] = value.strip()
            if key.strip() == "ElementDataFile":
                return _Header(path, fields, length)
    raise InputError(f"{path.name} is no MetaImage file: it names no ElementDataFile.")


def _sizes(header: _Header) -> list[int]:
    sizes = [int(n) if np.isfinite(n) else 0 for n in header.numbers("DimSize")]
    if len(sizes) != int(header.number("NDims", -1)) or not 2 <= len(sizes) <= 4 or min(sizes) < 1:
        raise InputError(f"{header.path.name} declares dimensions {sizes}, which are not read.")
    return sizes


def _stack_count(header: _Header, sizes: list[int], channels: int) -> int:
    times = sizes[3] if len(sizes) == 4 else 1
    if channels < 1 or (times > 1 and channels > 1) or times * channels > MAX_STACKS:
        raise InputError(
            f"{header.path.name} holds {times} times with {channels} values a voxel; "
            "only one of the two can be shown."
        )
    return times * channels


def _stored_type(header: _Header) -> str:
    stated = header.first("ElementType").removesuffix("_ARRAY")
    if stated not in _TYPES:
        raise InputError(f"{header.path.name} holds values of type {stated!r}, which are not read.")
    big = header.is_true("BinaryDataByteOrderMSB", "ElementByteOrderMSB")
    return np.dtype(_TYPES[stated]).newbyteorder(">" if big else "<").str


def _grid(header: _Header, sizes: list[int]) -> GridFacts:
    count, spatial = len(sizes), min(3, len(sizes))
    factor = _MM_PER_UNIT.get(header.first("DistanceUnits").lower())
    spacing = header.numbers("ElementSpacing", "ElementSize")
    known = factor is not None and len(spacing) >= spatial
    known = known and all(np.isfinite(mm) and mm > 0 for mm in spacing[:spatial])
    matrix = header.numbers("TransformMatrix", "Orientation", "Rotation")
    oriented = len(matrix) == count * count and count > 2
    axes = np.array(matrix).reshape(count, count) if len(matrix) == count * count else np.eye(count)
    mm = factor or 1.0
    steps = tuple(_padded(axes[n]) * (spacing[n] * mm if known else 1.0) for n in range(spatial))
    origin = _padded(np.array(header.numbers("Offset", "Position", "Origin"))) * mm
    return GridFacts(tuple(sizes[:spatial]), steps, origin, oriented, known)


def _letter_flags(header: _Header, geometry: Geometry) -> tuple[Flag, ...]:
    """ITK writes where each axis comes from (RAI), other tools where it goes to (LPS)."""
    letters = header.first("AnatomicalOrientation").upper()
    if len(letters) != 3 or "?" in letters or not geometry.oriented:
        return ()
    towards = _letters(geometry)
    if letters in (towards, towards.translate(str.maketrans("LRPASIHF", "RLAPISFH"))):
        return ()
    message = (
        f"The file's letters {letters} disagree with its direction matrix ({towards}); "
        "the matrix was used."
    )
    return (Flag("orientation-disagrees", message),)


def _letters(geometry: Geometry) -> str:
    """The side each stored axis (i, j, k) points to, in L R P A S I."""
    pairs = ("LR", "PA", "SI")
    columns = [geometry.direction[:, column] for column in (2, 1, 0)]
    largest = [int(np.abs(column).argmax()) for column in columns]
    return "".join(
        pairs[axis][0 if column[axis] > 0 else 1]
        for axis, column in zip(largest, columns, strict=True)
    )


def _plan(
    header: _Header, shape_kji: tuple[int, int, int], channels: int, sizes: list[int]
) -> RasterPlan:
    path, offset = header.path, header.length
    stated = header.first("ElementDataFile")
    if stated.upper().startswith("LIST") or "%" in stated:
        raise InputError(f"{path.name} spreads its pixels over several files.")
    if stated.upper() != "LOCAL":
        path, offset = data_file_beside(path, stated), 0
    colour = channels in (3, 4) and _stored_type(header) == "|u1"
    axes = ("t" if len(sizes) == 4 else "") + "kji" + ("c" if colour else "")
    shape = (*sizes[3:], *shape_kji) + ((channels,) if channels > 1 else ())
    plan = RasterPlan(
        path=path,
        encoding=_encoding(header, path, offset),
        stored_dtype=_stored_type(header),
        axes=axes if channels == 1 or colour else axes + "t",
        stored_shape=shape,
        file_offset=offset,
        slope=header.number("ElementToIntensityFunctionSlope", 1.0) or 1.0,
        intercept=header.number("ElementToIntensityFunctionOffset", 0.0),
    )
    return _with_header_size(plan, int(header.number("HeaderSize", 0)))


def _with_header_size(plan: RasterPlan, size: int) -> RasterPlan:
    from dataclasses import replace

    if size == -1 and plan.encoding == "raw":
        return replace(plan, file_offset=max(0, plan.path.stat().st_size - plan.stored_bytes))
    return replace(plan, file_offset=size) if size > 0 else plan


def _encoding(header: _Header, path: Path, offset: int) -> Encoding:
    if header.fields.get("BinaryData", "True").lower() in ("false", "0", "no", "f"):
        return "text"
    if not header.is_true("CompressedData"):
        return "raw"
    with path.open("rb") as file:
        file.seek(offset)
        return "gzip" if file.read(2) == b"\x1f\x8b" else "zlib"


def _padded(vector: Float) -> Float:
    return np.array([*vector[:3], 0.0, 0.0, 0.0][:3], dtype=np.float64)
