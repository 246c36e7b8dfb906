"""The command line on real studies and on the demo study: info, run, shot."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom
import pytest
from PIL import Image

from tests.data_folder import ROOT, require_data

DEMO = ROOT / "resources" / "demo"
MODEL = ROOT / "resources" / "models" / "flair-lesion"
RAS_FROM_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def radlens(*arguments: str | Path) -> str:
    command = [sys.executable, "main.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def require_model() -> None:
    if not (MODEL / "card.toml").exists():
        pytest.skip("the weights of flair-lesion are not in this revision")


def flair_series(study: Path) -> dict[str, Any]:
    (found,) = json.loads(radlens("info", study, "--json"))["studies"]
    (series,) = [one for one in found["series"] if "FLAIR" in one["description"]]
    return dict(series)


@pytest.fixture(scope="module")
def real_study() -> Path:
    return require_data("dicom_mr", "PGBM-002")


@pytest.fixture(scope="module")
def real_result(real_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_model()
    out = tmp_path_factory.mktemp("result")
    uid = flair_series(real_study)["series_uid"]
    radlens("run", "flair-lesion", real_study, "--series", uid, "--out", out,
            "--explain", "seg-grad-cam")  # fmt: skip
    return out


def test_info_places_every_slice_where_its_header_does(real_study: Path) -> None:
    series = flair_series(real_study)
    files = next(real_study.glob("*FLAIR*")).glob("*.dcm")
    headers = [pydicom.dcmread(file, stop_before_pixels=True) for file in files]
    positions = np.array([header.ImagePositionPatient for header in headers], float)
    affine = np.array(series["index_to_lps"])
    found = np.array([(affine @ (k, 0, 0, 1))[:3] for k in range(series["shape_kji"][0])])
    gaps = np.linalg.norm(found[:, None] - positions[None], axis=-1)
    assert len(headers) == series["shape_kji"][0]
    assert gaps.min(axis=1).max() < 0.01
    assert gaps.min(axis=0).max() < 0.01


def test_the_mask_lies_on_the_grid_of_the_real_series(real_study: Path, real_result: Path) -> None:
    series = flair_series(real_study)
    mask = nibabel.Nifti1Image.from_filename(real_result / "mask.nii.gz")
    lps = (RAS_FROM_LPS @ mask.affine)[:, [2, 1, 0, 3]]
    assert tuple(mask.shape[::-1]) == tuple(series["shape_kji"])
    assert np.allclose(lps, np.array(series["index_to_lps"]), atol=0.01)


def test_the_lesion_found_in_the_real_patient_is_on_the_operated_side(real_result: Path) -> None:
    mask = nibabel.Nifti1Image.from_filename(real_result / "mask.nii.gz")
    voxels = np.argwhere(np.asarray(mask.dataobj) > 0)
    ras = voxels @ mask.affine[:3, :3].T + mask.affine[:3, 3]
    assert len(voxels) * abs(np.linalg.det(mask.affine[:3, :3])) > 5_000  # mm³
    assert np.median(ras[:, 0]) < 0  # the patient's left, where the resection cavity lies


def test_the_result_says_how_it_came_to_be(real_result: Path) -> None:
    facts = json.loads((real_result / "result.json").read_text())
    card = json.loads(radlens("models", "show", "flair-lesion", "--json"))
    provenance = facts["provenance"]
    assert provenance["model_id"] == "flair-lesion"
    assert provenance["weights_sha256"] == card["weights_sha256"]
    assert len(provenance["input_sha256"]) == 64
    assert facts["seconds"]
    assert (real_result / "heatmap.nii.gz").exists()


def test_a_shot_of_the_finding_is_a_picture_with_its_facts(
    real_study: Path, real_result: Path, tmp_path: Path
) -> None:
    out = tmp_path / "finding.png"
    uid = flair_series(real_study)["series_uid"]
    radlens("shot", real_study, "--series", uid, "--result", real_result, "--at-finding", "1",
            "--size", "800x600", "--out", out)  # fmt: skip
    picture = Image.open(out)
    assert picture.size == (800, 600)
    assert np.asarray(picture.convert("RGB")).std() > 10
    told = out.with_suffix(".json").read_text() + json.dumps(picture.info, default=str)
    assert "RESEARCH USE ONLY" in told
    header = pydicom.dcmread(next((real_study).rglob("*.dcm")), stop_before_pixels=True)
    assert str(header.PatientID) not in told


def test_the_demo_studys_lesion_is_found(tmp_path: Path) -> None:
    require_model()
    radlens("run", "flair-lesion", DEMO / "flair", "--out", tmp_path)
    found, truth = (
        np.asarray(nibabel.Nifti1Image.from_filename(path).dataobj) > 0
        for path in (tmp_path / "mask.nii.gz", DEMO / "lesion.nii.gz")
    )
    dice = 2 * (found & truth).sum() / (found.sum() + truth.sum())
    assert dice >= 0.7
