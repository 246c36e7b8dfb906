"""What a user named or dropped, sorted into folders, files and archives, then brought in."""

import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inference.imaging.errors import InputError
from viewer.library.archive import is_zip, unpack_zip
from viewer.library.copying import CopyPlace, clear_folder
from viewer.library.dicomdir import files_named_by, is_dicomdir
from viewer.library.indexing import IndexRun
from viewer.library.reader_pool import ReaderPool
from viewer.library.rows import IndexSummary
from viewer.library.walk import files_below

INCOMING_NAME, COPIES_NAME = "incoming", "studies"


@dataclass(frozen=True, slots=True)
class InPlacePlan:
    """``sources`` is what to look at again later; ``roots`` are the folders and files it means."""

    sources: list[Path]
    roots: list[Path]
    archives: list[Path]


def plan_in_place(
    paths: Sequence[Path], pool: ReaderPool, note: Callable[[str], None]
) -> InPlacePlan:
    """Folders and files as they are, a DICOMDIR as the files it names, archives apart.

    Raises InputError for a path that does not exist and a DICOMDIR that cannot be read.
    """
    plan = InPlacePlan([], [], [])
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist.")
        if path.is_file() and is_zip(path):
            plan.archives.append(path)
            continue
        plan.sources.append(path)
        if is_dicomdir(path):
            plan.roots.extend(Path(name) for name in files_named_by(path, pool, note))
        else:
            plan.roots.append(path)
    return plan


def import_copies(run: IndexRun, home: Path, paths: Sequence[Path]) -> IndexSummary:
    """Copy everything below ``paths`` into ``home`` and enter the copies.

    Archives are unpacked into a folder of their own first, which is gone afterwards.
    """
    plan = plan_in_place(paths, run.pool, run.notes.append)
    run.place = CopyPlace(home / COPIES_NAME)
    summary = run.run(plan.roots, files_below(plan.roots, run.cancelled, run.notes.append))
    for archive in plan.archives:
        summary = _import_archive(run, home, archive)
    return summary


def _import_archive(run: IndexRun, home: Path, archive: Path) -> IndexSummary:
    staging = home / INCOMING_NAME / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    staging.mkdir(parents=True)
    try:
        run.report(f"unpacking {archive.name}", 0.0)
        files = unpack_zip(archive, staging, run.cancelled, run.notes.append)
        run.place = replace(CopyPlace(home / COPIES_NAME), take_over=True)
        return run.run([staging], [str(path) for path in files])
    finally:
        clear_folder(staging)
