"""A peer runs in its own environment; what it says comes back, and so does why it could not."""

import sys
from pathlib import Path

import pytest

from inference.imaging.errors import InputError
from inference.serving import peer


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scripts, run by this very Python as if it were the peers'."""
    monkeypatch.setattr(peer, "_SCRIPTS", tmp_path)
    monkeypatch.setattr(peer, "peer_python", lambda name: Path(sys.executable))
    return tmp_path


def test_the_last_line_of_the_script_is_the_answer(scripts: Path) -> None:
    code = "import sys, json; print('starting'); print(json.dumps({'given': sys.argv[1:]}))"
    (scripts / "other_frames.py").write_text(code)
    facts = peer.run_peer("other", "frames", [Path("volume.npy"), "7"])
    assert facts == {"given": ["volume.npy", "7"]}


def test_a_script_that_fails_is_told_in_its_own_last_words(scripts: Path) -> None:
    (scripts / "other_frames.py").write_text("print('{}'); raise SystemExit('no OpenGL here')")
    with pytest.raises(InputError, match="other could not be measured: no OpenGL here"):
        peer.run_peer("other", "frames", [])


def test_the_settings_of_the_user_are_not_touched(scripts: Path) -> None:
    code = "import os, json; print(json.dumps({'where': os.environ['NAPARI_CONFIG']}))"
    (scripts / "napari_start.py").write_text(code)
    where = Path(peer.run_peer("napari", "start", [])["where"])
    assert "radlens-peer-" in where.parent.name and not where.parent.exists()


def test_a_missing_environment_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peer, "_ENVIRONMENT", tmp_path / ".venv-peers")
    with pytest.raises(InputError, match=r"napari is not installed.*\.venv-peers.*make peers"):
        peer.run_peer("napari", "frames", [])
