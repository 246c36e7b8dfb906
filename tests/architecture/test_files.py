"""Sizes and names of the source files, and words that no file of the repository may hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("inference", "viewer", "packaging", "tests")
MOST_LINES, MOST_CLASS_LINES = 400, 250
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
HOME_FOLDERS = ("home", "root", "work", "Users", "mnt")
PRIVATE_PLACE = re.compile(rf"(?<![\w.*])/({'|'.join(HOME_FOLDERS)})/\w|-inde[x]-url")
TEXT_SUFFIXES = {".py", ".toml", ".md", ".txt", ".yml", ".json", ".sql", ".cfg", ""}


def source_files() -> Iterator[Path]:
    yield from ROOT.glob("main*.py")
    for folder in SOURCE_FOLDERS:
        yield from (ROOT / folder).rglob("*.py")


def text_files() -> Iterator[Path]:
    yield from source_files()
    yield from (path for path in ROOT.iterdir() if path.suffix in TEXT_SUFFIXES and path.is_file())
    for folder in ("docs", "resources", ".ci", "packaging"):
        found = (ROOT / folder).rglob("*")
        yield from (path for path in found if path.suffix in TEXT_SUFFIXES and path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", list(source_files()), ids=name_of)
def test_a_source_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert len(text.splitlines()) <= MOST_LINES
    assert not text.strip() or ast.get_docstring(tree), "no module docstring"
    assert path.stem not in EMPTY_NAMES
    for node in classes:
        assert (node.end_lineno or 0) - node.lineno < MOST_CLASS_LINES, node.name


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = {name_of(path) for path in text_files() if _names_a_place(path)}
    assert not found


def _names_a_place(path: Path) -> bool:
    return PRIVATE_PLACE.search(path.read_text(encoding="utf-8")) is not None


def test_the_pattern_for_private_places_finds_one() -> None:
    assert PRIVATE_PLACE.search("open('/" + "home/someone/x')")
    assert not PRIVATE_PLACE.search("../shared/data and docs/home/page")
