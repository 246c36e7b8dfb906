"""The files below what a user named, without ever leaving it."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, raise_if

_NEVER_IMAGES = frozenset({"thumbs.db", "desktop.ini", "dicomdir", "autorun.inf"})
Note = Callable[[str], None]


def files_below(roots: Iterable[Path], cancelled: CancelCheck, note: Note) -> Iterator[str]:
    """Every regular file, folder by folder in name order; hidden ones are left out.

    A symbolic link is followed only to a file inside its root; links to folders never are. What
    is left out for that reason, or cannot be listed, is said through ``note``.
    Raises InputError when a root does not exist.
    """
    for root in roots:
        if not root.exists():
            raise InputError(f"{root} does not exist.")
        if root.is_file():
            yield str(root)
        else:
            yield from _below(root, cancelled, note)


def stays_inside(path: Path, root: Path) -> bool:
    """True when ``path``, all links resolved, lies in ``root``."""
    return path.resolve().is_relative_to(root.resolve())


def _below(root: Path, cancelled: CancelCheck, note: Note) -> Iterator[str]:
    pending = [str(root)]
    while pending:
        raise_if(cancelled)
        folders = []
        for entry in _listed(pending.pop(), note):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif _wanted(entry, root, note):
                yield entry.path
        pending.extend(reversed(folders))


def _listed(folder: str, note: Note) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        note(f"The folder {Path(folder).name} cannot be listed: {error.strerror}.")
        return []


def _wanted(entry: os.DirEntry[str], root: Path, note: Note) -> bool:
    if entry.name.lower() in _NEVER_IMAGES:
        return False
    if not entry.is_symlink():
        return entry.is_file(follow_symlinks=False)
    if entry.is_file() and stays_inside(Path(entry.path), root):
        return True
    note(f"The link {entry.name} was not followed: it leads out of the folder that was opened.")
    return False
