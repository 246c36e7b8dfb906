"""Another viewer in an environment of its own (`make peers`), run as a child to measure beside."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPTS, _ENVIRONMENT = _ROOT / "packaging" / "peers", _ROOT / ".venv-peers"
SECONDS_AT_MOST = 600


def run_peer(
    peer: str, task: str, arguments: Sequence[str | Path], seconds_at_most: int = SECONDS_AT_MOST
) -> dict[str, Any]:
    """What ``packaging/peers/<peer>_<task>.py`` found: the JSON object on its last line.

    It runs with the peers' own Python, this process' display and settings that are thrown away.
    InputError where the environment was not made, or with the peer's own last words where the
    script fails or takes longer than ``seconds_at_most``.
    """
    python, script = peer_python(peer), _SCRIPTS / f"{peer}_{task}.py"
    with tempfile.TemporaryDirectory(prefix="radlens-peer-") as folder:
        settings = {"NAPARI_CONFIG": str(Path(folder) / "settings.yaml")}
        try:
            done = subprocess.run(
                [str(python), str(script), *map(str, arguments)],
                cwd=folder,
                env=kept_byte_code() | settings,
                capture_output=True,
                text=True,
                check=False,
                timeout=seconds_at_most,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(f"{peer} did not end within {seconds_at_most} s.") from error
    if done.returncode or not done.stdout.strip():
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise InputError(f"{peer} could not be measured: {last}")
    facts: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return facts


def kept_byte_code() -> dict[str, str]:
    """This process' environment, but such that Python keeps byte code as for any installed program.

    Otherwise one that was never started before would be compiled anew with each measured start.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def peer_python(peer: str) -> Path:
    """The interpreter of the peers' environment; InputError where it was not made."""
    place = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    python = _ENVIRONMENT.joinpath(*place)
    if not python.is_file():
        raise InputError(
            f"{peer} is not installed beside RadLens: {_ENVIRONMENT} is missing; "
            f"run `make peers` in {_ROOT}."
        )
    return python
