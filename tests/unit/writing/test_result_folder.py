"""A result folder holds everything, is read back equal, and is never half written."""

import json
from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import CodedConcept, LabelMap, Segment
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.reading.scan import scan_paths
from inference.writing import whole_file
from inference.writing.result_folder import read_result, write_result

AXES = [[0.02, 0.05, 0.7], [0.1, 0.8, -0.04], [4.0, -0.03, 0.01]]


def oblique(shear: float = 0.0, k_positions: NDArray[np.float64] | None = None) -> Geometry:
    turn, _ = np.linalg.qr(np.array(AXES))
    affine = np.eye(4)
    affine[:3, :3] = turn * np.sign(np.diag(turn)) * np.array([5.0, 0.8, 0.7])
    affine[:3, 0] += shear * affine[:3, 1]
    affine[:3, 3] = (-70.25, 33.125, 12.0)
    return Geometry((4, 5, 6), affine, "1.2.9", k_positions)


def example(geometry: Geometry) -> tuple[InferenceResult, Volume]:
    labels = np.zeros(geometry.shape_kji, np.uint8)
    labels[1:3, 2, 3:5] = 2
    lesion = CodedConcept("4147007", "SCT", "Mass")
    segment = Segment(2, "lesion", (144, 238, 144), lesion, algorithm_name="m 1")
    heat = np.linspace(0, 1, 4 * 2 * 3, dtype=np.float32).reshape(4, 2, 3)
    coarse = geometry.with_shape_and_affine((4, 2, 3), geometry.index_to_lps)
    finding = Finding(
        "lesion-1", "lesion", "lesion", 0.75, False, (1.5, 2.5, 3.5), ((0, 1, 2), (3, 4, 5.5)),
        2, 1.25, 12.5, details={"voxels": 4.0},
    )  # fmt: skip
    provenance = Provenance(
        "m", "Model", "1", "a" * 64, "0.1", "cpu", "2026-01-01T00:00:00+00:00", "1.2.3", "1.2",
        "b" * 64, ("1.2.3", "1.2.3.1"), (("resample", {"spacing": (1.0, 2.0)}),), ("waved",),
    )  # fmt: skip
    result = InferenceResult(
        "r", "t", provenance,
        (LabelMap(labels, geometry, (segment,), "Model"),),
        (Heatmap(heat, coarse, "seg-grad-cam", "lesion", "down.3", faithful=False,
                 tests={"deletion_drop": 0.25}),),
        (finding,), (SliceStrip("lesion", (0.0, 1.0, 0.5, 0.0)),), {"predicting": 1.5},
    )  # fmt: skip
    info = SeriesInfo(patient_name="SECRET^NAME", series_uid="1.2.3", modality="MR")
    flags = (Flag("slice-missing", "A slice is missing."),)
    return result, Volume(np.zeros(geometry.shape_kji, np.int16), geometry, info, flags=flags)


@pytest.mark.parametrize(
    "geometry",
    [oblique(), oblique(shear=1.5), oblique(k_positions=np.array([0.0, 1.0, 2.5, 3.5]))],
    ids=["oblique", "tilted gantry", "uneven"],
)
def test_a_result_reads_back_equal(tmp_path: Path, geometry: Geometry) -> None:
    result, volume = example(geometry)
    write_result(result, volume, tmp_path / "new" / "out")
    back = read_result(tmp_path / "new" / "out")
    assert back.findings == result.findings and back.strips == result.strips
    assert replace(back.provenance, steps=()) == replace(result.provenance, steps=())
    assert back.provenance.steps == (("resample", {"spacing": [1.0, 2.0]}),)
    mask, first = back.label_maps[0], result.label_maps[0]
    assert mask.segments == first.segments and mask.array.dtype == np.uint8
    assert np.array_equal(mask.array, first.array)
    assert np.array_equal(mask.geometry.index_to_lps, geometry.index_to_lps)
    assert mask.volume_ml(2) == first.volume_ml(2)
    heatmap = back.heatmaps[0]
    assert np.array_equal(heatmap.array, result.heatmaps[0].array)
    assert (heatmap.faithful, heatmap.layer, heatmap.method) == (False, "down.3", "seg-grad-cam")
    assert dict(heatmap.tests) == {"deletion_drop": 0.25}


def test_other_programs_see_the_mask_where_it_is(tmp_path: Path) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    image = nibabel.Nifti1Image.from_filename(tmp_path / "mask.nii.gz")
    assert (int(image.header["sform_code"]), int(image.header["qform_code"])) == (1, 1)
    assert np.allclose(image.header.get_qform(), image.header.get_sform(), atol=1e-4)
    i, j, k = np.argwhere(np.asarray(image.dataobj) == 2)[0]
    ras = image.affine @ [i, j, k, 1]
    assert np.allclose(ras[:3] * [-1, -1, 1], volume.geometry.lps_from_index((k, j, i)), atol=1e-4)
    assert image.get_data_dtype() == np.uint8


def test_a_sheared_grid_is_written_without_a_qform_that_could_not_hold_it(tmp_path: Path) -> None:
    result, volume = example(oblique(shear=1.5))
    write_result(result, volume, tmp_path)
    image = nibabel.Nifti1Image.from_filename(tmp_path / "mask.nii.gz")
    assert (int(image.header["sform_code"]), int(image.header["qform_code"])) == (1, 0)
    assert np.allclose(image.header.get_zooms(), volume.geometry.spacing_mm_kji[::-1])


def test_uneven_slices_are_said_where_nifti_cannot_hold_them(tmp_path: Path) -> None:
    result, volume = example(oblique(k_positions=np.array([0.0, 1.0, 2.5, 3.5])))
    facts = write_result(result, volume, tmp_path)
    image = nibabel.Nifti1Image.from_filename(tmp_path / "mask.nii.gz")
    words = bytes(image.header["descrip"])
    assert b"uneven slice distances" in words and words.startswith(b"RESEARCH USE ONLY")
    assert facts["label_maps"][0]["geometry"]["k_positions"] == [0.0, 1.0, 2.5, 3.5]


def test_the_mark_stays_in_each_file_however_long_the_models_name(tmp_path: Path) -> None:
    result, volume = example(oblique(k_positions=np.array([0.0, 1.0, 2.5, 3.5])))
    named = replace(result, provenance=replace(result.provenance, model_id="m" * 90))
    write_result(named, volume, tmp_path)
    mask, heatmap = (
        bytes(nibabel.Nifti1Image.from_filename(tmp_path / name).header["descrip"]).rstrip(b"\0")
        for name in ("mask.nii.gz", "heatmap.nii.gz")
    )
    assert mask.startswith(b"RESEARCH USE ONLY: mmm") and len(mask) == 79
    assert mask.endswith(b"; uneven slice distances")
    assert heatmap.startswith(b"RESEARCH USE ONLY, NOT FAITHFUL: mmm")


def test_a_grid_without_sides_gets_none_from_the_file(tmp_path: Path) -> None:
    """As the picture itself: a program that trusted a code would draw R and L of its own making."""
    affine = np.diag([3.0, 0.5, 0.7, 1.0])[[2, 1, 0, 3]]
    grid = replace(oblique(), index_to_lps=affine, oriented=False)
    result, volume = example(grid)
    write_result(result, volume, tmp_path)
    header = nibabel.Nifti1Image.from_filename(tmp_path / "mask.nii.gz").header
    assert (int(header["sform_code"]), int(header["qform_code"])) == (0, 0)
    assert np.allclose(header.get_zooms(), grid.spacing_mm_kji[::-1])
    assert b"sides unknown" in bytes(header["descrip"])
    (entry,) = scan_paths([tmp_path / "mask.nii.gz"]).series
    assert not entry.geometry.oriented and entry.geometry.same_grid(grid)
    back = read_result(tmp_path).label_maps[0]
    assert not back.geometry.oriented and np.array_equal(back.array, result.label_maps[0].array)


def test_millimetres_that_nobody_knows_are_not_claimed(tmp_path: Path) -> None:
    result, volume = example(replace(oblique(), in_plane_mm=False))
    write_result(result, volume, tmp_path)
    header = nibabel.Nifti1Image.from_filename(tmp_path / "mask.nii.gz").header
    assert header.get_xyzt_units()[0] == "unknown" and b"no millimetres" in bytes(header["descrip"])


def test_result_json_states_volumes_grid_and_use_but_no_identity(tmp_path: Path) -> None:
    result, volume = example(oblique())
    facts = write_result(result, volume, tmp_path)
    text = (tmp_path / "result.json").read_text(encoding="utf-8")
    assert json.loads(text) == facts
    assert "SECRET" not in text and "RESEARCH USE ONLY" in text
    assert facts["volumes_ml"] == {"lesion": pytest.approx(4 * 5 * 0.8 * 0.7 / 1000)}
    assert facts["heatmaps"][0]["native_grid"] == "4×2×3 at 5.0×0.8×0.7 mm"
    assert facts["provenance"]["overrides"] == ["waved"]
    assert facts["input"]["flags"][0]["code"] == "slice-missing"


def test_a_full_disk_is_told_and_leaves_the_old_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file, "_write_and_check", full)
    other = replace(result, request_id="other")
    with pytest.raises(InputError, match=r"mask\.nii\.gz cannot be written: No space left"):
        write_result(other, volume, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_reads_back_differently_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _path: b"rotten")
    with pytest.raises(InputError, match="differs from what was written"):
        whole_file.write_whole(tmp_path / "a.bin", b"fresh")
    assert list(tmp_path.iterdir()) == []


def test_a_mixture_of_two_results_is_refused(tmp_path: Path) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    path = tmp_path / "mask.nii.gz"
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(InputError, match="belongs to another result"):
        read_result(tmp_path)


def test_a_heatmap_of_an_earlier_run_does_not_stay(tmp_path: Path) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    write_result(replace(result, heatmaps=()), volume, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"result.json", "mask.nii.gz"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "radlens-result"}'])
def test_what_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "result.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"result\.json"):
        read_result(tmp_path)


def test_a_result_of_another_series_is_not_written(tmp_path: Path) -> None:
    result, volume = example(oblique())
    stranger = replace(volume, info=replace(volume.info, series_uid="9.9"))
    with pytest.raises(InputError, match="another series"):
        write_result(result, stranger, tmp_path)
    assert list(tmp_path.iterdir()) == []
