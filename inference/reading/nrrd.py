"""NRRD headers (.nrrd, .nhdr) to series entries: space in LPS, kinds to stacks and colours."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
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
    "i1": ("signed char", "int8", "int8_t"),
    "u1": ("uchar", "unsigned char", "uint8", "uint8_t"),
    "i2": ("short", "short int", "signed short", "signed short int", "int16", "int16_t"),
    "u2": ("ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"),
    "i4": ("int", "signed int", "int32", "int32_t"),
    "u4": ("uint", "unsigned int", "uint32", "uint32_t"),
    "i8": ("longlong", "long long", "long long int", "signed long long",
           "signed long long int", "int64", "int64_t"),
    "u8": ("ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t"),
    "f4": ("float",),
    "f8": ("double",),
}  # fmt: skip
_ENCODINGS: dict[str, Encoding] = {
    "raw": "raw", "gz": "gzip", "gzip": "gzip", "bz2": "bzip2", "bzip2": "bzip2",
    "txt": "text", "text": "text", "ascii": "text", "hex": "hex",
}  # fmt: skip
_SIGNS_TO_LPS = {
    "left-posterior-superior": (1, 1, 1),
    "lps": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1),
    "ras": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1),
    "las": (1, -1, 1),
}
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "um": 0.001, "micron": 0.001, "microns": 0.001}
_COLOURS = {"rgb-color": 3, "3-color": 3, "rgba-color": 4, "4-color": 4, "vector": 3}


@dataclass(frozen=True)
class _Header:
    """The fields of a NRRD header in lower case, and how many bytes it takes."""

    path: Path
    fields: dict[str, str]
    length: int

    def numbers(self, field: str) -> list[float]:
        try:
            return [float(word) for word in self.fields.get(field, "").split()]
        except ValueError as error:
            raise InputError(
                f"{self.path.name} has a damaged NRRD header ({field}: {self.fields[field]!r})."
            ) from error

    def whole(self, field: str, default: int) -> int:
        values = self.numbers(field)
        return int(values[0]) if values and np.isfinite(values[0]) else default


def scan_nrrd(path: Path) -> tuple[SeriesEntry, ...]:
    """One entry per 3D stack of a NRRD file, from its header alone (teem's NRRD 1-5).

    Positions are converted to LPS from the ``space`` stated; without it (or in a scanner's
    space) the sides are unknown and a flag says so. Raises InputError.
    """
    header = _read_header(path)
    sizes = _sizes(header)
    axes, colours = _axis_roles(header, sizes)
    plan = _plan(header, sizes, axes)
    geometry, flags = grid_geometry(_grid(header, sizes, axes), path.name)
    stacks = sizes[axes.index("t")] if "t" in axes else 1
    plan = _with_missing_axes(plan, geometry.shape_kji)
    facts = ImageFacts(
        path=path,
        format="nrrd",
        geometry=geometry,
        flags=flags,
        dtype="uint8" if colours else volume_dtype(plan.stored_dtype),
        colour=bool(colours),
    )
    return build_entries(facts, plan, stacks)


def _read_header(path: Path) -> _Header:
    with path.open("rb") as file:
        block = file.read(HEADER_BYTES)
    if not re.match(rb"NRRD000\d", block):
        raise InputError(f"{path.name} is no NRRD file.")
    end = re.search(rb"\r?\n\r?\n", block)
    if end is None and path.suffix.lower() != ".nhdr":
        raise InputError(f"{path.name} has a NRRD header without an end.")
    length = end.end() if end else len(block)
    text = block[:length].decode("utf-8", errors="replace")
    fields: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        if line.startswith("#") or ":=" in line or ":" not in line:
            continue
        key, value = line.split(":", 1)
        fields[key.strip().lower()] = value.strip()
    return _Header(path, fields, length)


def _sizes(header: _Header) -> list[int]:
    """Axis lengths, fastest first."""
    sizes = [int(n) if np.isfinite(n) else 0 for n in header.numbers("sizes")]
    if len(sizes) != header.whole("dimension", -1) or not sizes or min(sizes) < 1:
        raise InputError(f"{header.path.name} declares impossible sizes {sizes}.")
    return sizes


def _axis_roles(header: _Header, sizes: list[int]) -> tuple[str, int]:
    """One letter per axis, fastest first (i, j, k, t, c), and the number of colours or 0."""
    spatial = _spatial_axes(header, sizes)
    kinds = header.fields.get("kinds", "").lower().split() or ["???"] * len(sizes)
    if len(kinds) != len(sizes):
        raise InputError(f"{header.path.name} names {len(kinds)} kinds for {len(sizes)} axes.")
    others = [axis for axis in range(len(sizes)) if axis not in spatial]
    if len(others) > 1 or not 2 <= len(spatial) <= 3:
        raise InputError(f"{header.path.name} has {len(sizes)} axes; at most 4 can be shown.")
    letters = dict(zip(spatial, "ijk", strict=False))
    colours = 0
    for axis in others:
        if kinds[axis] == "complex":
            raise InputError(f"{header.path.name} holds complex numbers, which cannot be shown.")
        is_bytes = _stored_type(header).endswith("u1")
        wanted = _COLOURS.get(kinds[axis], 0)
        colours = sizes[axis] if is_bytes and wanted and sizes[axis] in (3, wanted) else 0
        letters[axis] = "c" if colours else "t"
        if not colours and sizes[axis] > MAX_STACKS:
            raise InputError(f"{header.path.name} declares {sizes[axis]} volumes, too many.")
    return "".join(letters[axis] for axis in range(len(sizes))), colours


def _spatial_axes(header: _Header, sizes: list[int]) -> list[int]:
    count = len(sizes)
    if "space directions" in header.fields:
        steps = _directions(header, count)
        return [axis for axis in range(count) if steps[axis] is not None]
    spacings = header.numbers("spacings")
    kinds = header.fields.get("kinds", "").lower().split()
    if len(kinds) == count and any(kind in ("domain", "space") for kind in kinds):
        return [axis for axis in range(count) if kinds[axis] in ("domain", "space")][:3]
    if len(spacings) == count and np.isnan(spacings).any():
        return [axis for axis in range(count) if not np.isnan(spacings[axis])][:3]
    return list(range(min(3, count)))


def _directions(header: _Header, count: int) -> list[Float | None]:
    """Per axis its step in the file's world (three numbers), None for an axis not in space."""
    words = re.findall(r"none|\([^)]*\)", header.fields["space directions"].lower())
    if len(words) != count:
        raise InputError(f"{header.path.name} names {len(words)} directions for {count} axes.")
    steps = [None if word == "none" else _vector(header, word) for word in words]
    return [step if step is not None and step.any() else None for step in steps]


def _vector(header: _Header, text: str) -> Float:
    try:
        numbers = [float(word) for word in text.strip("()").split(",")]
    except ValueError as error:
        raise InputError(f"{header.path.name} has a damaged NRRD vector {text!r}.") from error
    return np.array([*numbers, 0.0, 0.0, 0.0][:3])


def _grid(header: _Header, sizes: list[int], axes: str) -> GridFacts:
    wanted = [axes.index(letter) for letter in "ijk" if letter in axes]
    lengths = tuple(sizes[axis] for axis in wanted)
    signs = _SIGNS_TO_LPS.get(re.sub("-?time$", "", header.fields.get("space", "").lower()))
    flip = np.array(signs if signs else (1, 1, 1), dtype=np.float64)
    factor = _unit_factor(header)
    if "space directions" not in header.fields:
        return _grid_from_spacings(header, wanted, lengths, factor)
    directions = _directions(header, len(sizes))
    scale = flip * (factor or 1.0)
    steps = tuple(step * scale for axis in wanted if (step := directions[axis]) is not None)
    origin = np.zeros(3)
    if "space origin" in header.fields:
        origin = _vector(header, header.fields["space origin"]) * scale
    return GridFacts(lengths, steps, origin, signs is not None, factor is not None)


def _grid_from_spacings(
    header: _Header, wanted: list[int], lengths: tuple[int, ...], factor: float | None
) -> GridFacts:
    spacings = header.numbers("spacings")
    stated = [spacings[axis] if axis < len(spacings) else np.nan for axis in wanted]
    known = factor is not None and all(np.isfinite(mm) and mm > 0 for mm in stated)
    unit = np.eye(3)
    steps = tuple(
        unit[n] * (stated[n] * (factor or 1.0) if known else 1.0) for n in range(len(wanted))
    )
    return GridFacts(lengths, steps, np.zeros(3), oriented=False, known_mm=known)


def _unit_factor(header: _Header) -> float | None:
    """Millimetres per unit; None when the unit is none that we know."""
    stated = header.fields.get("space units") or header.fields.get("units") or ""
    words = {word.strip('"').lower() for word in stated.split()} - {"", "???", "none", "s", "sec"}
    if not words:
        return 1.0
    return _MM_PER_UNIT.get(words.pop()) if len(words) == 1 else None


def _stored_type(header: _Header) -> str:
    stated = header.fields.get("type", "").lower()
    code = next((code for code, names in _TYPES.items() if stated in names), None)
    if code is None:
        raise InputError(f"{header.path.name} holds values of type {stated!r}, which are not read.")
    endian = header.fields.get("endian", "").lower()
    if code[1] != "1" and endian not in ("little", "big"):
        if _encoding(header) not in ("text",):
            raise InputError(f"{header.path.name} does not state the byte order of its values.")
        return code
    return ("<" if endian == "little" else ">") + code if code[1] != "1" else "|" + code


def _encoding(header: _Header) -> Encoding:
    stated = header.fields.get("encoding", "").lower()
    if stated not in _ENCODINGS:
        raise InputError(f"{header.path.name} is encoded as {stated!r}, which is not read.")
    return _ENCODINGS[stated]


def _plan(header: _Header, sizes: list[int], axes: str) -> RasterPlan:
    encoding, path, offset = _encoding(header), header.path, header.length
    stated = header.fields.get("data file") or header.fields.get("datafile")
    if stated:
        if stated.upper().startswith("LIST") or "%" in stated or len(stated.split()) > 3:
            raise InputError(f"{header.path.name} spreads its pixels over several files.")
        path, offset = data_file_beside(header.path, stated), 0
    offset += _skipped_lines(path, offset, header.whole("line skip", 0))
    plan = RasterPlan(
        path=path,
        encoding=encoding,
        stored_dtype=_stored_type(header),
        axes=axes[::-1],
        stored_shape=tuple(sizes[::-1]),
        file_offset=offset,
    )
    return _with_byte_skip(plan, header.whole("byte skip", 0))


def _with_byte_skip(plan: RasterPlan, skip: int) -> RasterPlan:
    from dataclasses import replace

    if skip == -1 and plan.encoding == "raw":
        return replace(plan, file_offset=max(0, plan.path.stat().st_size - plan.stored_bytes))
    if skip < 0:
        raise InputError(f"{plan.path.name} has a byte skip of {skip}, which is impossible.")
    if plan.encoding == "raw":
        return replace(plan, file_offset=plan.file_offset + skip)
    return replace(plan, stream_offset=skip)


def _skipped_lines(path: Path, offset: int, lines: int) -> int:
    if lines <= 0:
        return 0
    with path.open("rb") as file:
        file.seek(offset)
        return sum(len(file.readline(HEADER_BYTES)) for _ in range(min(lines, 100_000)))


def _with_missing_axes(plan: RasterPlan, shape_kji: tuple[int, int, int]) -> RasterPlan:
    """A 2D picture gets its k axis of length 1 in front of j."""
    from dataclasses import replace

    if "k" in plan.axes:
        return plan
    at = plan.axes.index("j")
    shape = (*plan.stored_shape[:at], 1, *plan.stored_shape[at:])
    return replace(plan, axes=plan.axes[:at] + "k" + plan.axes[at:], stored_shape=shape)
