"""Where the real images are that no repository may hold."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """``$RADLENS_DATA``, or ``shared/data`` beside the checkout."""
    return Path(os.environ.get("RADLENS_DATA", ROOT.parent / "shared" / "data"))


def require_data(*parts: str) -> Path:
    """The real data at ``parts``, or a skip that says what is missing."""
    path = data_folder().joinpath(*parts)
    if not path.exists():
        pytest.skip(
            f"real data {'/'.join(parts)} not found below {data_folder()} (set RADLENS_DATA)"
        )
    return path
