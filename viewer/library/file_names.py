"""File names that are safe on every system, whatever they were made from."""

import hashlib
import re
import unicodedata

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 100


def safe_name(name: str) -> str:
    """The last part of ``name`` with nothing that could lead elsewhere or confuse a shell.

    Names that are plain already stay as they are; a name that loses something gets a short
    hash, so that two different ones never meet.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFC", last)
    plain = re.sub(r"[^\w.+\-]", "_", plain).lstrip(".")
    if _RESERVED.fullmatch(plain) or plain.endswith("."):
        plain = f"_{plain.rstrip('.')}"
    if plain == last and len(plain.encode()) <= _LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    short = (stem or ending).encode()[: _LONGEST - 30].decode("utf-8", "ignore")
    mark = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{short}-{mark}{dot}{ending[:12]}" if stem else f"{short}-{mark}"


def leaves_its_folder(name: str) -> bool:
    """True for a name in an archive or index that points out of where it is unpacked."""
    parts = re.split(r"[/\\]", name)
    return (
        ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", name) is not None or "\0" in name
    )
