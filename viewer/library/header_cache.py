"""Headers as bytes for the database, and back; only our own plain header types are accepted."""

import hashlib
import io
import pickle
import zlib
from dataclasses import fields, replace
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.headers import FileHeader, LookupTable, UltrasoundRegion

_ALLOWED: dict[tuple[str, str], object] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (FileHeader, LookupTable, UltrasoundRegion)
}
_NOWHERE = Path("-")
_LARGEST = 64 * 1024 * 1024


def _version() -> str:
    names = [f.name for kind in (FileHeader, LookupTable, UltrasoundRegion) for f in fields(kind)]
    shape = ",".join(names + [f"{tag:08x}" for tag in sorted(tags.KEPT)])
    return hashlib.sha256(shape.encode()).hexdigest()[:12]


HEADER_VERSION = _version()  # a header cached under another version is read again from its file


def pack_header(header: FileHeader) -> bytes:
    """The header without its path (a file may move), compressed."""
    plain = replace(header, path=None, values=dict(header.values))  # type: ignore[arg-type]
    return zlib.compress(pickle.dumps(plain, protocol=5), 1)


def unpack_header(packed: bytes, path: Path) -> FileHeader:
    """The header as it was packed, now lying at ``path``.

    Raises InputError when the bytes are damaged or hold anything but a header: what a
    database file holds is data, never a program.
    """
    try:
        raw = zlib.decompressobj().decompress(packed, _LARGEST)
        header = _OnlyHeaders(io.BytesIO(raw)).load()
    except (zlib.error, pickle.UnpicklingError, EOFError, ValueError, TypeError) as error:
        raise InputError(f"The library's copy of {path.name}'s header is damaged.") from error
    except (AttributeError, IndexError, KeyError, MemoryError, OverflowError) as error:
        raise InputError(f"The library's copy of {path.name}'s header is damaged.") from error
    if not isinstance(header, FileHeader):
        raise InputError(f"The library's copy of {path.name}'s header is damaged.")
    return replace(header, path=path)


class _OnlyHeaders(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no header") from None
