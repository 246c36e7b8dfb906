"""Reads the raw numbers of a NIfTI, NRRD or MetaImage file straight into a volume's array."""

import bz2
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, cast

import numpy as np
from isal import igzip, isal_zlib
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if

Encoding = Literal["raw", "gzip", "zlib", "bzip2", "text", "hex"]
CHUNK_BYTES = 4 << 20
DECODE_ERRORS: tuple[type[Exception], ...] = (
    zlib.error,
    cast(type[Exception], isal_zlib.error),
    EOFError,
    OSError,
)
TRAILER_BYTES = 64 << 20
MAX_DEFLATE_RATIO = 1040  # a deflate stream cannot expand more than 1,032 times
MAX_STACKS = 10_000


@dataclass(frozen=True, slots=True)
class RasterPlan:
    """Where a stack's numbers are and what they mean.

    ``axes`` names the stored axes, slowest first: ``k j i`` of the grid, ``t`` the stacks and
    ``c`` the colours; ``stored_shape`` are their lengths. ``file_offset`` bytes come before the
    encoded data, ``stream_offset`` decoded bytes before the first number. A value is
    ``slope * stored + intercept``. ``stamps`` are (path, size, time of the last change in ns) of
    the header's file and of the pixels', as they were when the header was read.
    """

    path: Path
    encoding: Encoding
    stored_dtype: str
    axes: str
    stored_shape: tuple[int, ...]
    file_offset: int = 0
    stream_offset: int = 0
    stack: int = 0
    slope: float = 1.0
    intercept: float = 0.0
    stamps: tuple[tuple[Path, int, int], ...] = ()

    @property
    def stored_bytes(self) -> int:
        """Bytes of all stacks, decoded."""
        return _product(self.stored_shape) * np.dtype(self.stored_dtype).itemsize

    @property
    def is_plain(self) -> bool:
        """True when stored numbers are the values."""
        return self.slope == 1.0 and self.intercept == 0.0


class _Stream(Protocol):
    def readinto(self, buffer: memoryview, /) -> int | None: ...
    def read(self, size: int, /) -> bytes | None: ...


def volume_dtype(stored_dtype: str, slope: float = 1.0, intercept: float = 0.0) -> str:
    """The dtype of the values: integers stay integers while slope and intercept are whole.

    Wider than 32 bit becomes int32 (checked when loaded); any float becomes float32.
    """
    stored = np.dtype(stored_dtype)
    if stored.kind not in "ui" or slope != int(slope) or intercept != int(intercept):
        return "float32"
    limits = np.iinfo(stored)
    ends = sorted(end * int(slope) + int(intercept) for end in (int(limits.min), int(limits.max)))
    for name in (stored.newbyteorder("=").name, "int16", "uint16"):
        kept = np.iinfo(name)
        if kept.bits <= 32 and name != "uint32" and kept.min <= ends[0] and ends[1] <= kept.max:
            return name
    exact = (slope, intercept) == (1, 0) or max(abs(end) for end in ends) < 1 << 53
    return "int32" if exact else "float32"


def check_plan(plan: RasterPlan) -> None:
    """Raise InputError when the file cannot hold what its header declares (no pixel is read)."""
    name, size = plan.path.name, plan.path.stat().st_size - plan.file_offset
    needed = plan.stored_bytes + plan.stream_offset
    if plan.encoding == "raw" and size < needed:
        raise InputError(
            f"{name} is cut short: its header declares {needed} bytes of pixels, "
            f"the file holds {max(size, 0)}."
        )
    if plan.encoding in ("gzip", "zlib") and needed > MAX_DEFLATE_RATIO * max(size, 0):
        raise InputError(
            f"{name} declares {needed} bytes of pixels, more than {max(size, 0)} "
            "compressed bytes can hold."
        )
    if plan.encoding in ("text", "hex") and size < plan.stored_bytes // 8:
        raise InputError(f"{name} is cut short: too little text for {needed} bytes of pixels.")


def read_raster(
    plan: RasterPlan,
    out: NDArray[np.generic],
    report: ProgressReport,
    cancelled: CancelCheck,
) -> None:
    """Fill ``out`` ((k, j, i) or (k, j, i, 3), C order) with the values of one stack.

    The declared length, and for compressed files the checksum, are verified; InputError
    otherwise. Plain numbers land in ``out`` without a copy.
    """
    check_plan(plan)
    with _opened(plan) as stream:
        reader = _Reader(stream, plan, report, cancelled)
        axes, shape = plan.axes, plan.stored_shape
        reader.skip(plan.stream_offset)
        if axes[0] == "t":
            axes, shape = axes[1:], shape[1:]
            block = _product(shape) * np.dtype(plan.stored_dtype).itemsize
            reader.skip(plan.stack * block)
        if axes in ("kji", "kjic"):
            _read_in_order(reader, plan, shape[3:], out)
        else:
            _read_odd_order(reader, plan, axes, shape, out)
        reader.finish()


def _read_in_order(
    reader: "_Reader", plan: RasterPlan, colours: tuple[int, ...], out: NDArray[np.generic]
) -> None:
    stored = np.dtype(plan.stored_dtype)
    slices = max(1, CHUNK_BYTES // max(1, out[0].size * stored.itemsize))
    direct = lands_as_stored(plan, out.dtype, colours)
    for first in range(0, len(out), slices):
        target = out[first : first + slices]
        if direct:
            reader.fill(target)
            continue
        block = np.empty(target.shape[:3] + colours, stored)
        reader.fill(block)
        convert(block[..., :3] if colours else block, plan, target)


def _read_odd_order(
    reader: "_Reader", plan: RasterPlan, axes: str, shape: tuple[int, ...], out: NDArray[np.generic]
) -> None:
    """One step of the slowest axis at a time: interleaved stacks, planar colours."""
    for step in range(shape[0]):
        block: NDArray[np.generic] = np.empty(shape[1:], plan.stored_dtype)
        reader.fill(block)
        rest = axes[1:]
        if "t" in rest:
            block = np.take(block, plan.stack, axis=rest.index("t"))
            rest = rest.replace("t", "")
        if "c" in rest:
            block = np.moveaxis(block, rest.index("c"), -1)
        target = out[step] if axes[0] == "k" else out[..., step]
        convert(block, plan, target)


def lands_as_stored(plan: RasterPlan, dtype: np.dtype[Any], colours: tuple[int, ...]) -> bool:
    """Whether the stored bytes are the values: same type, nothing to scale, no channel to drop."""
    stored = np.dtype(plan.stored_dtype)
    return stored == dtype and stored.isnative and plan.is_plain and colours in ((), (3,))


def convert(block: NDArray[np.generic], plan: RasterPlan, target: NDArray[np.generic]) -> None:
    """Stored numbers into values in ``target``; InputError for what its type cannot hold."""
    values: NDArray[np.generic] = block
    if not plan.is_plain:
        whole = target.dtype.kind in "ui"
        wide = block.astype(np.int64 if whole else np.float64)
        slope = int(plan.slope) if whole else plan.slope
        intercept = int(plan.intercept) if whole else plan.intercept
        values = wide * slope + intercept
    if target.dtype.kind in "ui":
        _check_range(values, target.dtype, plan.path.name)
    with np.errstate(over="ignore", invalid="ignore"):
        target[...] = values
    if block.dtype.itemsize > 4 and target.dtype.kind == "f":
        lost = np.isinf(target) & np.isfinite(values.astype(np.float64, copy=False))
        if lost.any():
            raise InputError(f"{plan.path.name} holds values too large for 32-bit floats.")


def _check_range(values: NDArray[np.generic], dtype: np.dtype[Any], name: str) -> None:
    limits = np.iinfo(dtype)
    if values.dtype == dtype or not values.size:
        return
    low, high = int(values.min()), int(values.max())
    if low < limits.min or high > limits.max:
        raise InputError(f"{name} holds values ({low} to {high}) beyond 32-bit integers.")


class _Reader:
    """A decoded stream read to the byte, with progress and cancel between chunks."""

    def __init__(
        self, stream: _Stream, plan: RasterPlan, report: ProgressReport, cancelled: CancelCheck
    ) -> None:
        self._stream, self._plan = stream, plan
        self._report, self._cancelled = report, cancelled
        self._done, self._total = 0, max(1, plan.stored_bytes + plan.stream_offset)

    def fill(self, array: NDArray[np.generic]) -> None:
        """Read exactly ``array``'s bytes into it (C-contiguous)."""
        view = memoryview(array.reshape(-1).view(np.uint8).data)
        position = 0
        while position < len(view):
            position += self._read_some(view[position : position + CHUNK_BYTES])

    def skip(self, count: int) -> None:
        """Pass over ``count`` decoded bytes."""
        if count and self._plan.encoding == "raw":
            self._stream.seek(count, 1)  # type: ignore[attr-defined]
            self._done += count
            return
        scratch = memoryview(bytearray(min(count, CHUNK_BYTES)))
        while count:
            count -= self._read_some(scratch[: min(count, CHUNK_BYTES)])

    def finish(self) -> None:
        """Read a compressed stream to its end, where its checksum is checked."""
        if self._plan.encoding in ("raw", "text", "hex"):
            return
        scratch = memoryview(bytearray(CHUNK_BYTES))
        rest = self._plan.stored_bytes + self._plan.stream_offset - self._done + TRAILER_BYTES
        while count := self._step(scratch):
            rest -= count
            if rest < 0:
                raise InputError(f"{self._plan.path.name} goes on long after its declared pixels.")

    def _read_some(self, view: memoryview) -> int:
        count = self._step(view)
        if not count:
            raise InputError(
                f"{self._plan.path.name} is cut short: {self._total} bytes were declared, "
                f"{self._done} could be read."
            )
        return count

    def _step(self, view: memoryview) -> int:
        raise_if(self._cancelled)
        count = self._stream.readinto(view) or 0
        self._done += count
        self._report("Reading pixels", min(1.0, self._done / self._total))
        return count


@contextmanager
def _opened(plan: RasterPlan) -> Iterator[_Stream]:
    with plan.path.open("rb", buffering=0) as file:
        file.seek(plan.file_offset)
        try:
            yield _DECODERS[plan.encoding](file, plan)
        except DECODE_ERRORS as error:
            raise InputError(f"{plan.path.name} is damaged or incomplete: {error}.") from error


def _gzip_stream(file: BinaryIO, plan: RasterPlan) -> _Stream:
    return cast(_Stream, igzip.open(file, "rb"))  # type: ignore[no-untyped-call]


def _bzip2_stream(file: BinaryIO, plan: RasterPlan) -> _Stream:
    return bz2.BZ2File(file)


class _ZlibStream:
    """A zlib stream (RFC 1950) as MetaImage stores it; its Adler-32 is checked by the library."""

    def __init__(self, file: BinaryIO, plan: RasterPlan) -> None:
        self._file = file
        self._inflate = isal_zlib.decompressobj()
        self._rest = b""

    def readinto(self, view: memoryview, /) -> int:
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def read(self, size: int, /) -> bytes:
        while not self._inflate.eof:
            source = self._rest or self._file.read(1 << 20)
            data = bytes(self._inflate.decompress(source, size))
            self._rest = self._inflate.unconsumed_tail
            if data:
                return data
            if not source:
                raise EOFError("the compressed data end too early")
        return b""


class _TextStream:
    """White-space separated numbers, or hexadecimal bytes, decoded at once."""

    def __init__(self, file: BinaryIO, plan: RasterPlan) -> None:
        self._data = memoryview(_decode_text(file.read(), plan))

    def readinto(self, view: memoryview, /) -> int:
        count = min(len(view), len(self._data))
        view[:count] = self._data[:count]
        self._data = self._data[count:]
        return count

    def read(self, size: int, /) -> bytes:
        data = bytes(self._data[:size])
        self._data = self._data[len(data) :]
        return data


def _decode_text(text: bytes, plan: RasterPlan) -> bytes:
    try:
        if plan.encoding == "hex":
            return bytes.fromhex(text.decode("ascii"))
        dtype = np.dtype(plan.stored_dtype)
        words = text.split()
        number: type = float if dtype.kind == "f" else int
        return np.array([number(word) for word in words], dtype).tobytes()
    except (ValueError, OverflowError) as error:
        raise InputError(f"{plan.path.name} holds text that is no number: {error}.") from error


def _plain_stream(file: BinaryIO, plan: RasterPlan) -> _Stream:
    return cast(_Stream, file)


def _product(shape: tuple[int, ...]) -> int:
    product = 1
    for length in shape:
        product *= length
    return product


_DECODERS: dict[Encoding, Callable[[BinaryIO, RasterPlan], _Stream]] = {
    "raw": _plain_stream,
    "gzip": _gzip_stream,
    "zlib": _ZlibStream,
    "bzip2": _bzip2_stream,
    "text": _TextStream,
    "hex": _TextStream,
}
