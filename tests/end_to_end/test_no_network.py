"""Opening a study, running a model and drawing the window send nothing anywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data_folder import ROOT

# Loaded by every Python process below this one: reports each attempt to reach another machine.
WATCH = """
import os, socket, sys
def _hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        if arguments[0].family == getattr(socket, "AF_UNIX", None):
            return
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname"):
        return
    with open(os.environ["RADLENS_WATCH"], "a") as log:
        log.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(_hook)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    return {
        **os.environ,
        "PYTHONPATH": f"{tmp_path / 'watch'}",
        "RADLENS_WATCH": str(tmp_path / "calls.log"),
        "RADLENS_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def _run(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr


def test_the_watch_sees_a_connection(environment: dict[str, str]) -> None:
    code = "import socket; socket.socket(socket.AF_INET).connect_ex(('127.0.0.1', 9))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    _run(environment, "-c", child)
    assert "127.0.0.1" in Path(environment["RADLENS_WATCH"]).read_text()


def test_info_makes_no_connection(environment: dict[str, str]) -> None:
    _run(environment, "main.py", "info", str(ROOT / "resources" / "demo" / "flair"))
    assert not Path(environment["RADLENS_WATCH"]).exists()


def test_the_demo_with_its_model_makes_no_connection(
    environment: dict[str, str], tmp_path: Path
) -> None:
    if not (ROOT / "resources" / "models" / "flair-lesion" / "card.toml").exists():
        pytest.skip("the weights of flair-lesion are not in this revision")
    _run(environment, "main.py", "demo", "--screenshot", str(tmp_path / "demo.png"))
    assert (tmp_path / "demo.png").exists()
    assert not Path(environment["RADLENS_WATCH"]).exists()
