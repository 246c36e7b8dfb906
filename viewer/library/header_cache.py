"""Headers as bytes for the database, and back; only our own plain header types are accepted."""

import hashlib
import io
import pickle
import zlib
from dataclasses import fields
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.file_header import FileHeader, LookupTable, UltrasoundRegion

_ALLOWED: dict[tuple[str, str], object] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (FileHeader, LookupTable, UltrasoundRegion)
}
_REST = tuple(name for name in FileHeader._fields if name not in ("path", "values"))
_PLAIN, _COMPRESSED = b"p", b"z"
_COMPRESS_FROM, _LARGEST = 8 * 1024, 64 * 1024 * 1024
_DAMAGE = (
    pickle.UnpicklingError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
)


def _version() -> str:
    parts = [f.name for kind in (LookupTable, UltrasoundRegion) for f in fields(kind)]
    shape = ",".join([*FileHeader._fields, *parts] + [f"{tag:08x}" for tag in sorted(tags.KEPT)])
    return hashlib.sha256(f"2,{shape}".encode()).hexdigest()[:12]


HEADER_VERSION = _version()  # a header cached under another version is read again from its file


def pack_header(header: FileHeader) -> bytes:
    """The header without its path (a file may move); long ones compressed."""
    values = [dict(header.values)] + [getattr(header, name) for name in _REST]
    raw = pickle.dumps(values, protocol=5)
    return _PLAIN + raw if len(raw) < _COMPRESS_FROM else _COMPRESSED + zlib.compress(raw, 1)


def unpack_header(packed: bytes, path: Path) -> FileHeader:
    """The header as it was packed, now lying at ``path``.

    Raises InputError when the bytes are damaged or hold anything but a header: what a
    database file holds is data, never a program.
    """
    try:
        raw = packed[1:]
        if packed[:1] == _COMPRESSED:
            raw = zlib.decompressobj().decompress(raw, _LARGEST)
        values, *rest = _OnlyHeaders(io.BytesIO(raw)).load()
        return FileHeader(path=path, values=values, **dict(zip(_REST, rest, strict=True)))
    except (*_DAMAGE, zlib.error) as error:
        raise InputError(f"The library's copy of {path.name}'s header is damaged.") from error


class _OnlyHeaders(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no header") from None
