"""``docs/promises.md`` names a test for each promise and trap, and every test it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.data_folder import ROOT

TEXT = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
PROMISES = {*range(1, 18), 20, 21}  # 18 and 19 belong to copies and audits, which are to come
TRAPS = 34
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def _rows(heading: str) -> list[list[str]]:
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


@cache
def _tests_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(one.name for one in functions if one.name.startswith("test_"))


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TEXT))))
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in _tests_of(ROOT / "tests" / file)


def test_every_promise_has_its_test_and_figure() -> None:
    rows = _rows("Promises")
    assert {int(row[0].split()[0]) for row in rows} == PROMISES
    for _promise, tests, figure in rows:
        assert NAMED.search(tests)
        assert re.search(r"\d", figure)


def test_every_trap_has_its_test() -> None:
    rows = _rows("Series that fool readers")
    assert len(rows) == len({row[0] for row in rows}) == TRAPS
    for _trap, tests in rows:
        assert NAMED.search(tests)
