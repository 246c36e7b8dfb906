"""Numbered SQL files bring a library of any earlier version to the present one."""

import re
import sqlite3
from importlib.resources import files

from viewer.library.database import Database
from viewer.library.errors import LibraryTooNew

_NAME = re.compile(r"(\d{3})_[a-z0-9_]+\.sql")


def migrations() -> list[tuple[int, str]]:
    """(version, SQL) of every migration, in order; versions count 1, 2, 3 …"""
    found = []
    for item in files("viewer.library.migrations").iterdir():
        match = _NAME.fullmatch(item.name)
        if match:
            found.append((int(match[1]), item.read_text(encoding="utf-8")))
    found.sort()
    if [version for version, _ in found] != list(range(1, len(found) + 1)):
        raise AssertionError(f"migrations are not numbered 1, 2, 3 …: {[v for v, _ in found]}")
    return found


def migrate(database: Database, up_to: int | None = None) -> int:
    """Apply what is missing, each file in a transaction of its own; the version reached.

    Raises LibraryTooNew when a later RadLens wrote the file.
    """
    steps = migrations()
    with database.reading() as connection:
        version = _version(connection)
    if version > len(steps):
        raise LibraryTooNew(
            f"The study library {database.path} was made by a newer RadLens (format {version}, "
            f"this one knows {len(steps)}); use that version, or another data folder."
        )
    for number, sql in steps[: up_to or len(steps)]:
        if number > version:
            _apply(database, number, sql)
    return up_to or len(steps)


def _apply(database: Database, number: int, sql: str) -> None:
    with database.writing() as connection:
        if _version(connection) >= number:  # another process was quicker
            return
        for statement in _statements(sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(sql: str) -> list[str]:
    """The script's statements one by one: ``executescript`` would commit in between."""
    statements, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    if pending.strip():
        raise AssertionError("a migration ends in the middle of a statement")
    return statements
