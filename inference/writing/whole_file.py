"""Files that are written whole or not at all, and read back before they count as written."""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from inference.imaging.errors import InputError


def write_whole(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` at once; on any failure what was there stays.

    Raises InputError (disk full, no permission, bytes that read back differently).
    """
    write_all_whole({path: content})


def write_all_whole(contents: Mapping[Path, bytes]) -> None:
    """Write several files; none is touched before all are safely on the disk beside them.

    They are replaced in the order given: put the file that vouches for the others last.
    Folders are made as needed, and none is left with nothing in it. Raises InputError, naming the
    file.
    """
    with _temporaries(contents) as temporaries:
        for path, content in contents.items():
            with told(path):
                _write_and_check(temporaries[path], content)
        for path, temporary in temporaries.items():
            with told(path):
                temporary.replace(path)
        for folder in {path.parent for path in contents}:
            _sync_folder(folder)


@contextlib.contextmanager
def _temporaries(contents: Mapping[Path, bytes]) -> Iterator[dict[Path, Path]]:
    token = secrets.token_hex(4)
    temporaries = {path: path.with_name(f".{path.name}.{token}.part") for path in contents}
    missing = {folder for path in contents for folder in _missing_folders(path)}
    try:
        yield temporaries
    finally:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):  # gone already, or its folder could not be made
                temporary.unlink(missing_ok=True)
        for folder in sorted(missing, reverse=True):  # those within others first
            with contextlib.suppress(OSError):  # not empty, as after a success; or never made
                folder.rmdir()


def _missing_folders(path: Path) -> list[Path]:
    """The folders above a file that are not there yet."""
    with told(path):
        return [folder for folder in path.parents if not folder.exists()]


def _write_and_check(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if path.read_bytes() != content:
        raise OSError("what was read back differs from what was written")


def _sync_folder(folder: Path) -> None:
    """Make the new names durable (POSIX; Windows has no such call)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """An OSError within becomes an InputError that names the file."""
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise InputError(f"{path} cannot be written: {cause}.") from error
