"""A program that forks writers of one library and kills each at a moment of chance.

Usage: killed_writer.py annotations|index HOME FOLDER ROUNDS SEED. Prints what went wrong, or "ok".
"""

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from tests.unit.library.inline_pool import InlinePool
from tests.unit.library.library_studies import a_length
from viewer.library import indexing
from viewer.library.library import Library

WRITING_SECONDS = 0.15


def main(kind: str, home: Path, folder: Path, rounds: int, seed: int) -> None:
    """Kill ``rounds`` writers; after each, nothing acknowledged may be missing."""
    chance = random.Random(seed)
    acknowledged: list[str] = []
    for turn in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write(kind, home, folder, turn, writing)
        os.close(writing)
        _wait_for_first_word(reading, acknowledged)
        time.sleep(chance.random() * WRITING_SECONDS)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while word := os.read(reading, 65536):
            acknowledged += word.decode().split()
        os.close(reading)
        problem = _check(kind, home, acknowledged)
        if problem:
            sys.exit(f"round {turn}: {problem}")
    print("ok", len(acknowledged))  # noqa: T201


def _wait_for_first_word(reading: int, acknowledged: list[str]) -> None:
    select.select([reading], [], [], 30)
    acknowledged += os.read(reading, 65536).decode().split()


def _write(kind: str, home: Path, folder: Path, turn: int, acknowledge: int) -> None:
    library = Library(home, InlinePool())
    if kind == "index":
        indexing._COMMIT_SECONDS = 0.0
        os.write(acknowledge, b" start ")
        library.index([folder], on_rows=lambda keys: _say(acknowledge, " ".join(keys)))
        os._exit(0)
    n = 0
    while True:
        name = f"m{turn}.{n}"
        library.annotations.put("study", a_length(name))
        _say(acknowledge, name)
        n += 1


def _say(pipe: int, words: str) -> None:
    os.write(pipe, f"{words} ".encode())


def _check(kind: str, home: Path, acknowledged: list[str]) -> str:
    library = Library(home, InlinePool())
    problems = library.check()
    if kind == "index":
        kept = {row.key for row in library.search(limit=10_000)} | {"start"}
    else:
        kept = {one.id for one in library.annotations.of_study("study")}
    library.close()
    lost = set(acknowledged) - kept
    return f"lost {sorted(lost)}, journal {problems}" if lost or problems else ""


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
