"""Files copied into the library's own folder: whole or not at all, each content once."""

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from inference.imaging.errors import InputError
from viewer.library.errors import explain_write_error
from viewer.library.file_facts import FileFacts
from viewer.library.file_names import safe_name
from viewer.library.journal import sync_folder
from viewer.library.keys import identify_patient, study_key

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Copies go to ``folder``/<study>/<series>/<content>.dcm, all names being hashes.

    ``take_over`` moves the source instead (files that were unpacked for this).
    """

    folder: Path
    take_over: bool = False

    def __call__(self, facts: FileFacts) -> tuple[FileFacts, bool]:
        """The facts at the copy's path, and whether the copy is new.

        Raises InputError when the disk is full or the source changed meanwhile.
        """
        target_folder = self.folder / _study_folder(facts) / _series_folder(facts)
        try:
            target_folder.mkdir(parents=True, exist_ok=True)
            if facts.header is None:
                return self._place_image(facts, target_folder)
            return self._place(facts, target_folder, None)
        except OSError as error:
            raise explain_write_error(error, target_folder) from error

    def _place(self, facts: FileFacts, folder: Path, name: str | None) -> tuple[FileFacts, bool]:
        source = Path(facts.path)
        incoming = folder / f".incoming-{os.getpid()}"
        try:
            digest = _copy(source, incoming)
            _check_unchanged(source, incoming, facts)
            target = folder / (name or f"{digest[:32]}.dcm")
            is_new = not target.exists()
            if is_new:
                os.utime(incoming, ns=(facts.mtime_ns, facts.mtime_ns))
                incoming.replace(target)
                sync_folder(folder)
        finally:
            incoming.unlink(missing_ok=True)
        if self.take_over:
            source.unlink()
        return replace(facts, path=str(target), mtime_ns=target.stat().st_mtime_ns), is_new

    def _place_image(self, facts: FileFacts, folder: Path) -> tuple[FileFacts, bool]:
        """A NIfTI, NRRD or MetaImage file, with the file of pixels that its header names."""
        for companion in facts.companions:
            path = Path(companion)
            if path.parent != Path(facts.path).parent:
                raise InputError(
                    f"{Path(facts.path).name} names pixels in another folder and cannot be "
                    "copied; open it in place."
                )
            status = path.stat()
            extra = FileFacts(companion, status.st_size, status.st_mtime_ns, "image")
            self._place(extra, folder, path.name)
        placed, is_new = self._place(facts, folder, safe_name(Path(facts.path).name))
        here = tuple(str(folder / Path(c).name) for c in facts.companions)
        series = tuple(replace(one, paths=(placed.path,)) for one in facts.series)
        return replace(placed, companions=here, series=series), is_new


def _study_folder(facts: FileFacts) -> str:
    info = facts.info
    if info is None:
        raise AssertionError("only files of a study are copied")
    patient = identify_patient(info, facts.identity_uid)
    return study_key(patient.key, facts.identity_uid or info.study_uid)[:16]


def _series_folder(facts: FileFacts) -> str:
    uid = facts.info.series_uid if facts.info is not None and facts.header else facts.sop_uid
    return hashlib.sha256(uid.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _copy(source: Path, target: Path) -> str:
    """Copy, sync and read back; the content's SHA-256."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    with target.open("rb") as written:
        if hashlib.file_digest(written, "sha256").digest() != digest.digest():
            raise InputError(f"{source.name} could not be copied: the disk returned other bytes.")
    return digest.hexdigest()


def _check_unchanged(source: Path, copy: Path, facts: FileFacts) -> None:
    status = source.stat()
    if (status.st_size, status.st_mtime_ns) != (facts.size, facts.mtime_ns) or (
        copy.stat().st_size != facts.size
    ):
        raise InputError(f"{source.name} changed while it was copied; import it again.")


def clear_folder(folder: Path) -> None:
    """Remove what an interrupted import left behind."""
    if folder.exists():
        shutil.rmtree(folder)
