"""ZIP archives unpacked where nothing in them can reach out, grow without end or hide."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, raise_if
from viewer.library.file_names import leaves_its_folder, safe_name

MOST_MEMBERS = 200_000
BOMB_FLOOR_BYTES = 1024**3  # below this, any ratio is harmless
BOMB_RATIO = 100  # medical pictures pack 2 to 10 times; empty masks more, but they are small
KEPT_FREE_BYTES = 512 * 1024**2
_CHUNK = 1024 * 1024
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


def is_zip(path: Path) -> bool:
    """True when the file starts like a ZIP archive."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def unpack_zip(
    archive: Path, into: Path, cancelled: CancelCheck, note: Callable[[str], None]
) -> list[Path]:
    """Unpack the archive's regular files below ``into``; their paths.

    Folders are numbered and file names made safe, so no member can lie elsewhere. Links and
    members whose name points out of the archive are left out and said through ``note``, as are
    damaged ones. Raises InputError for an archive that is encrypted, damaged as a whole, or
    would unpack to far more than it should or than the disk holds.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _check(archive, members, into)
            wanted = [member for member in members if _is_wanted(member, note)]
            return _unpack(opened, wanted, into, cancelled, note)
    except (zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise InputError(f"The archive {archive.name} is damaged: {error}.") from error
    except OSError as error:
        raise InputError(f"{archive.name} cannot be unpacked: {error.strerror}.") from error


def _check(archive: Path, members: list[zipfile.ZipInfo], into: Path) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise InputError(
            f"The archive {archive.name} is encrypted; unpack it with its password first."
        )
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"The archive {archive.name} holds {len(members)} files; at most {MOST_MEMBERS} "
            "are unpacked."
        )
    total, packed = sum(member.file_size for member in members), archive.stat().st_size
    if total > max(BOMB_FLOOR_BYTES, BOMB_RATIO * packed):
        raise InputError(
            f"The archive {archive.name} would grow from {packed} to {total} bytes; "
            "it is refused as a trap for the disk."
        )
    if total + KEPT_FREE_BYTES > shutil.disk_usage(into).free:
        raise InputError(
            f"The archive {archive.name} needs {total} bytes and the disk has no room for it."
        )


def _is_wanted(member: zipfile.ZipInfo, note: Callable[[str], None]) -> bool:
    if stat.S_ISLNK(member.external_attr >> 16):
        note("A symbolic link in the archive was left out.")
        return False
    if leaves_its_folder(member.filename):
        note("A file in the archive was left out: its name leads out of the archive.")
        return False
    return not _plain_name(member).split("/")[-1].startswith(".")


def _plain_name(member: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes GBK without saying so (zipfile assumes cp437)."""
    name = member.filename.replace("\\", "/")
    if member.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gbk")
    except UnicodeError:
        return name


def _unpack(
    opened: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    into: Path,
    cancelled: CancelCheck,
    note: Callable[[str], None],
) -> list[Path]:
    folders: dict[str, Path] = {}
    unpacked = []
    for member in members:
        raise_if(cancelled)
        folder, _, name = _plain_name(member).rpartition("/")
        if folder not in folders:
            folders[folder] = into / f"{len(folders):06d}"
            folders[folder].mkdir()
        target = folders[folder] / safe_name(name)
        try:
            _unpack_one(opened, member, target, cancelled)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            target.unlink(missing_ok=True)
            note("A damaged or unreadable file in the archive was left out.")
            continue
        unpacked.append(target)
    return unpacked


def _unpack_one(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, cancelled: CancelCheck
) -> None:
    if target.exists():
        raise zipfile.BadZipFile("the same name twice")
    left = member.file_size
    with opened.open(member) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            raise_if(cancelled)
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile("longer than declared")
            file.write(chunk)
