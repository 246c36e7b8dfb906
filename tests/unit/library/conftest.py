"""A library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, closed afterwards."""
    opened = Library(tmp_path / "home")
    yield opened
    opened.close()
