"""What importing the window or the engine may and may not bring along."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL_LIBRARIES = {"torch", "monai", "onnxruntime", "captum"}
QT = {"PySide6", "shiboken6", "pyqtgraph"}


def imported_by(statement: str) -> set[str]:
    """The top-level modules in a fresh interpreter after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import viewer.app", MODEL_LIBRARIES | {"vtk", "vtkmodules", "matplotlib", "pyqtgraph"}),
        ("import inference.engine.run", QT),
        ("import inference.training.train", QT),
        ("import inference.serving.local", QT),
        ("import main", MODEL_LIBRARIES | QT | {"SimpleITK", "numba"}),
        ("import inference.imaging.volume", MODEL_LIBRARIES | QT | {"scipy", "pydicom"}),
    ],
)
def test_importing_does_not_bring_what_it_must_not(statement: str, unwanted: set[str]) -> None:
    assert not imported_by(statement) & unwanted


def test_a_window_with_a_picture_on_it_has_loaded_neither_torch_nor_vtk(tmp_path: Path) -> None:
    study = ROOT / "resources" / "demo" / "flair"
    settings = {"RADLENS_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "main.py", "open", str(study), "--report-start"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["heavy"] == []
