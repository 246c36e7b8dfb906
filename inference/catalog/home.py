"""Where the user's own data lives: ``$RADLENS_HOME`` or the platform's data folder."""

import os
from pathlib import Path

import platformdirs


def home_folder() -> Path:
    """The folder, which need not exist yet."""
    chosen = os.environ.get("RADLENS_HOME")
    if chosen:
        return Path(chosen).expanduser()
    return platformdirs.user_data_path("radlens", appauthor=False)
