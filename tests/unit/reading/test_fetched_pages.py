"""Pages of new memory are there before anybody writes to them, and nothing depends on it."""

import logging
import mmap
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from inference.reading import fetched_pages
from inference.reading.fetched_pages import as_bytes, fetching

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a wish only Linux knows")
_SIZE = (24 << 20) + 1000


def _resident_bytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssShmem"))


def test_pages_come_without_a_write(caplog: pytest.LogCaptureFixture) -> None:
    mapping, before = mmap.mmap(-1, _SIZE), _resident_bytes()
    with caplog.at_level(logging.INFO), fetching(mapping, _SIZE):
        end = time.monotonic() + 10
        while _resident_bytes() - before < _SIZE and time.monotonic() < end:
            time.sleep(0.01)
    if "taken page by page" in caplog.text:
        pytest.skip("this system does not fetch pages ahead")
    assert _resident_bytes() - before >= _SIZE


def test_memory_is_usable_where_the_system_refuses(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fetched_pages, "_POPULATE_WRITE", 12345)
    mapping = mmap.mmap(-1, _SIZE)
    with caplog.at_level(logging.INFO), fetching(mapping, _SIZE):
        as_bytes(mapping, _SIZE)[:] = 7
        end = time.monotonic() + 10
        while not caplog.text and time.monotonic() < end:
            time.sleep(0.01)
    assert "memory is taken page by page: Invalid argument" in caplog.text
    assert (as_bytes(mapping, _SIZE) == np.uint8(7)).all()
