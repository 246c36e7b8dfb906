"""The conformance statement names every attribute and every flag of the reader."""

import re
from pathlib import Path

from inference.reading import tags

ROOT = Path(__file__).resolve().parents[3]
STATEMENT = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")


def test_every_attribute_that_is_kept_is_listed() -> None:
    missing = [
        f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
        for tag in tags.KEPT | tags.SEQUENCES | tags.PIXEL_TAGS
        if f"({tag >> 16:04X},{tag & 0xFFFF:04X})" not in STATEMENT
    ]
    assert missing == []


def test_every_flag_of_a_dicom_series_is_listed() -> None:
    sources = "stacking spacing splitting parts stack_entry stack_doubts duplicates series_checks"
    code = re.compile(r'Flag\(\s*"([a-z-]+)"')
    folder = ROOT / "inference" / "reading"
    raised = {
        flag
        for name in sources.split()
        for flag in code.findall((folder / f"{name}.py").read_text(encoding="utf-8"))
    }
    assert len(raised) > 10
    assert {flag for flag in raised if f"`{flag}`" not in STATEMENT} == set()
