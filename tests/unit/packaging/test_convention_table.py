"""``docs/conventions.md`` names a test for each convention, and every test it names exists."""

import pytest

from tests.data_folder import ROOT
from tests.unit.packaging.test_promises import NAMED, _tests_of

TEXT = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
SECTIONS = 7


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TEXT))))
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in _tests_of(ROOT / "tests" / file)


def test_every_convention_names_a_test() -> None:
    tables = TEXT.split("| convention | test |\n|---|---|\n")[1:]
    assert len(tables) == SECTIONS
    for table in tables:
        rows = table.split("\n\n")[0].strip().splitlines()
        assert rows
        assert all(NAMED.search(row) for row in rows)
