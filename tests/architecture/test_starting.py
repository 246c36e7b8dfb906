"""What importing the window or the engine may and may not bring along."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL_LIBRARIES = {"torch", "monai", "onnxruntime", "captum"}
NOT_YET = {"vtk", "vtkmodules", "matplotlib", "pyqtgraph", "SimpleITK", "pydicom", "nibabel"}
NOT_YET |= {"pydantic", "imagecodecs", "skimage"}
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
        ("import viewer.app", MODEL_LIBRARIES | NOT_YET),
        ("import inference.engine.run", QT),
        ("import inference.training.train", QT),
        ("import inference.serving.local", QT),
        ("import main", MODEL_LIBRARIES | QT | {"SimpleITK", "numba"}),
        ("import inference.imaging.volume", MODEL_LIBRARIES | QT | {"scipy", "pydicom"}),
    ],
)
def test_importing_does_not_bring_what_it_must_not(statement: str, unwanted: set[str]) -> None:
    assert not imported_by(statement) & unwanted


def printed_by(code: str) -> str:
    """What a fresh interpreter prints; its environment keeps byte code and machine code."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_qt_keeps_no_source_of_what_is_imported_after_it() -> None:
    code = "import viewer.app, linecache, sys; print(len(linecache.cache), len(sys.modules))"
    kept, modules = map(int, printed_by(code).split())
    assert modules > 500 and kept < modules / 10


def test_kept_kernels_draw_without_what_numba_needs_to_compile() -> None:
    draw = (
        "from viewer.render.warming import warm; import sys; warm(); "
        "print(*[name for name in sys.modules if name.startswith(('numba.np.linalg', 'scipy.'))])"
    )
    printed_by(draw)  # compiles where that was not done yet
    assert "numba.np.linalg" not in printed_by(draw).split()


def test_a_window_with_a_picture_on_it_has_loaded_neither_torch_nor_vtk(tmp_path: Path) -> None:
    study = ROOT / "resources" / "demo" / "flair"
    settings = {"RADLENS_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "main.py", "open", str(study), "--report-start"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["heavy"] == []
