"""The files that a DICOMDIR names (PS3.3 F.3), none of them outside its folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inference.imaging.errors import InputError
from viewer.library.reader_pool import Lost, ReaderPool
from viewer.library.walk import stays_inside

FileId = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DicomdirRead:
    """The Referenced File IDs (0004,1500), or one sentence on why there are none."""

    file_ids: tuple[FileId, ...] = ()
    problem: str = ""


def is_dicomdir(path: Path) -> bool:
    """True for a file of that name (PS3.10 8.5), as a user names or drops it."""
    return path.name.upper() == "DICOMDIR" and path.is_file()


def files_named_by(path: Path, pool: ReaderPool, note: Callable[[str], None]) -> list[str]:
    """The files of the set that are there.

    Names that lead out of the DICOMDIR's folder and files that are missing are said through
    ``note``. Raises InputError when the DICOMDIR cannot be read.
    """
    read = next(iter(pool.run(read_dicomdir, [[str(path)]])))[0]
    if isinstance(read, Lost):
        raise InputError(f"{path.name} cannot be read safely: {read.reason}.")
    if read.problem:
        raise InputError(read.problem)
    root, found, outside, absent = path.parent, [], 0, 0
    for file_id in read.file_ids:
        if not _is_plain(file_id):
            outside += 1
            continue
        place = _located(root, file_id)
        if place is None:
            absent += 1
        elif stays_inside(place, root):
            found.append(str(place))
        else:
            outside += 1
    if outside:
        note(f"The DICOMDIR names {outside} files outside its folder; they were not opened.")
    if absent:
        note(f"The DICOMDIR names {absent} files that are not there.")
    return found


def read_dicomdir(path: str) -> DicomdirRead:
    """The file IDs that a DICOMDIR names; runs in a child process."""
    import pydicom
    from pydicom.errors import InvalidDicomError

    try:
        data_set = pydicom.dcmread(path, stop_before_pixels=True)
        records = data_set.get("DirectoryRecordSequence") or []
        return DicomdirRead(
            tuple(_file_id(record.ReferencedFileID) for record in records if _names_file(record))
        )
    except (InvalidDicomError, OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        return DicomdirRead(problem=f"The DICOMDIR cannot be read: {error}.")
    except (RecursionError, EOFError, IndexError, NotImplementedError) as error:
        return DicomdirRead(problem=f"The DICOMDIR is damaged: {error}.")


def _names_file(record: object) -> bool:
    return bool(getattr(record, "ReferencedFileID", None))


def _file_id(value: object) -> FileId:
    if isinstance(value, str):
        return tuple(value.split("\\"))
    return tuple(str(part) for part in value)  # type: ignore[attr-defined]


def _is_plain(file_id: FileId) -> bool:
    """Every component is one name: no separator, drive, dot folder or control character."""
    return all(
        part not in ("", ".", "..") and part.isprintable() and not set(part) & set("/\\:")
        for part in file_id
    )


def _located(root: Path, file_id: FileId) -> Path | None:
    """The file, also where a copy changed the case of its name."""
    place = root
    for part in file_id:
        exact = place / part
        if not exact.exists():
            exact = next((p for p in _listed(place) if p.name.lower() == part.lower()), exact)
        place = exact
    return place if place.is_file() else None


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
