"""Where slices lie: every trap of geometry gives true places, a split, a flag or a refusal."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    axis_directions,
    grid_affine,
    series_slices,
    write_series,
)
from tests.unit.reading.dicom_checks import (
    assert_true_centres,
    assert_true_values,
    flag_codes,
    only_entry,
    scan_of,
    volume_of,
)

Float = NDArray[np.float64]

OBLIQUE = np.array(
    [[0.36, 0.48, -0.8], [-0.8, 0.60, 0.0], [0.48, 0.64, 0.60]]
)  # orthogonal, right-handed


@pytest.mark.parametrize("directions", axis_directions(), ids=str)
def test_every_voxel_lies_where_it_was_in_48_orientations(
    directions: Float, tmp_path: Path
) -> None:
    phantom, affine = asymmetric_phantom(), grid_affine(directions=directions)
    volume = volume_of(series_slices(phantom, affine), tmp_path)
    index = np.argwhere(np.ones_like(phantom, dtype=bool))
    places = index @ affine[:3, :3].T + affine[:3, 3]
    found = volume.geometry.index_from_lps(places)
    np.testing.assert_allclose(found, np.rint(found), atol=0.01)
    k, j, i = np.rint(found).astype(int).T
    assert (volume.array[k, j, i] == phantom[tuple(index.T)].astype(int) - 1024).all()
    assert volume.flags == ()


def test_k_increases_along_the_right_handed_normal(tmp_path: Path) -> None:
    for number, directions in enumerate(axis_directions()):
        data = series_slices(asymmetric_phantom(), grid_affine(directions=directions))
        geometry = volume_of(data, tmp_path / str(number)).geometry
        row, column = geometry.direction[:, 2], geometry.direction[:, 1]
        np.testing.assert_allclose(geometry.direction[:, 0], np.cross(row, column), atol=1e-9)


def test_oblique_slices_are_exact(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), grid_affine(directions=OBLIQUE))
    volume = volume_of(data, tmp_path)
    assert_true_centres(volume, data, within_mm=1e-6)
    assert_true_values(volume, data)
    assert volume.geometry.frame_of_reference_uid == data[0].FrameOfReferenceUID
    assert volume.geometry.spacing_mm_kji == pytest.approx((3.0, 0.8, 0.7))


def test_slice_missing_inside_is_flagged_and_true_places_kept(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)), grid_affine((2.0, 1.0, 1.0)))
    del data[4]
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"slice-missing"}
    assert_true_centres(volume, data, within_mm=1e-6)
    assert volume.geometry.spacing_mm_kji[0] == pytest.approx(2.0)
    assert volume.geometry.k_positions == pytest.approx([0, 1, 2, 3, 5, 6, 7, 8, 9])


@pytest.mark.parametrize("lost", [0, 9])
def test_end_slice_missing_by_declared_count_is_flagged(lost: int, tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)), ImagesInAcquisition=10)
    del data[lost]
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"slice-count"}
    assert_true_centres(volume, data, within_mm=1e-6)


def test_count_copied_from_the_source_of_a_derived_series_is_no_doubt(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)), ImagesInAcquisition=300)
    for one in data:
        one.ImageType = ["DERIVED", "SECONDARY", "REFORMATTED"]
    assert volume_of(data, tmp_path).flags == ()


def test_first_number_missing_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)))[1:]
    assert flag_codes(volume_of(data, tmp_path)) == {"slice-count"}


def test_gap_in_instance_numbers_at_the_end_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)))
    data[9].InstanceNumber = 11
    assert flag_codes(volume_of(data, tmp_path)) == {"slice-count"}


def test_spacing_that_changes_is_flagged_and_true_places_kept(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((10, 8, 9)), grid_affine((5.0, 1.0, 1.0)))
    for k in range(5, 10):
        data[k].ImagePositionPatient[2] = 12.5 + 20.0 + (k - 4) * 2.5
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"spacing-uneven"}
    assert_true_centres(volume, data, within_mm=1e-6)


def test_jitter_within_the_planes_is_told_and_blocks_nothing(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((30, 8, 9)), grid_affine((2.0, 1.0, 1.0)))
    rng = np.random.default_rng(3)
    for one in data:
        moved = np.array(one.ImagePositionPatient, dtype=float) + rng.normal(0, 0.02, 3)
        one.ImagePositionPatient = [float(v) for v in moved]
    volume = volume_of(data, tmp_path)
    assert [(f.code, f.blocks_models) for f in volume.flags] == [("slice-offset", False)]
    assert_true_centres(volume, data, within_mm=0.08)


@pytest.mark.parametrize(
    ("beside_mm", "codes"),
    [
        (0.008, set()),
        (0.03, {"slice-offset"}),
        (0.1, {"slice-offset"}),
        (0.3, {"slices-shifted"}),
    ],
)
def test_no_slice_is_silently_a_hundredth_of_a_millimetre_off(
    beside_mm: float, codes: set[str], tmp_path: Path
) -> None:
    data = series_slices(asymmetric_phantom((30, 8, 9)), grid_affine(directions=OBLIQUE))
    row = np.array(data[14].ImageOrientationPatient[:3], dtype=float)
    moved = np.array(data[14].ImagePositionPatient, dtype=float) + beside_mm * row
    data[14].ImagePositionPatient = [float(v) for v in moved]
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == codes
    assert_true_centres(volume, data, within_mm=0.01 if not codes else beside_mm)


def test_missing_slice_of_a_microscopic_stack_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((20, 8, 9)), grid_affine((0.05, 0.05, 0.05)))
    del data[7]
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"slice-missing"}
    assert_true_centres(volume, data, within_mm=1e-6)


def test_jitter_of_a_fiftieth_of_a_millimetre_is_accepted_quietly(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((20, 8, 9)), grid_affine((2.0, 1.0, 1.0)))
    jitter = np.random.default_rng(1).uniform(-0.02, 0.02, 20)
    for one, shift in zip(data, jitter, strict=True):
        one.ImagePositionPatient[2] += float(shift)
    volume = volume_of(data, tmp_path)
    assert volume.flags == ()
    assert_true_centres(volume, data)


@pytest.mark.parametrize("degrees", [15.0, -7.5])
def test_gantry_tilt_is_a_sheared_affine_and_flagged(degrees: float, tmp_path: Path) -> None:
    affine = grid_affine((5.0, 0.8, 0.8))
    affine[1, 0] = 5.0 * np.tan(np.radians(degrees))
    data = series_slices(asymmetric_phantom((12, 20, 24)), affine)
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"gantry-tilt"}
    assert_true_centres(volume, data, within_mm=1e-6)
    assert volume.geometry.tilt_degrees == pytest.approx(abs(degrees))
    np.testing.assert_allclose(volume.geometry.index_to_lps, affine, atol=1e-9)


def test_three_plane_localiser_is_split_by_orientation(tmp_path: Path) -> None:
    planes = axis_directions()[0], axis_directions()[8], axis_directions()[24]
    data: list[Dataset] = []
    for number, directions in enumerate(planes):
        part = series_slices(asymmetric_phantom((3, 12, 12)), grid_affine(directions=directions))
        for one in part:
            one.InstanceNumber = len(data) + 1
            one.SOPInstanceUID = generate_uid(entropy_srcs=[str(number), str(len(data))])
            data.append(one)
    scan = scan_of(data, tmp_path)
    assert [entry.geometry.shape_kji for entry in scan.series] == [(3, 12, 12)] * 3
    assert len({entry.id for entry in scan.series}) == 3
    for entry in scan.series:
        assert_true_centres(load_volume(entry), data, within_mm=1e-6)


def test_slice_with_a_flipped_row_vector_is_split_off(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    data[2].ImageOrientationPatient = [-1, 0, 0, 0, 1, 0]
    scan = scan_of(data, tmp_path)
    assert sorted(entry.geometry.shape_kji[0] for entry in scan.series) == [1, 5]
    assert "slice-missing" in flag_codes(max(scan.series, key=lambda e: e.geometry.shape_kji))
    for entry in scan.series:
        assert_true_centres(load_volume(entry), data, within_mm=1e-6)


def test_slices_beside_their_common_line_are_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    data[3].ImagePositionPatient[0] += 4.0
    assert "slices-shifted" in flag_codes(volume_of(data, tmp_path))


def test_single_slice_is_as_thick_as_stated(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((1, 8, 9)), grid_affine((5.0, 1.0, 1.0)))
    volume = volume_of(data, tmp_path)
    assert volume.geometry.spacing_mm_kji[0] == 5.0
    assert volume.geometry.through_plane_mm
    assert volume.flags == ()


def test_single_slice_without_thickness_has_no_mm_across(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((1, 8, 9)))
    del data[0].SliceThickness
    assert not volume_of(data, tmp_path).geometry.through_plane_mm


@pytest.mark.parametrize(
    "instead",
    [
        {},
        {"PixelSpacing": [0.0, 0.0]},
        {"ImagerPixelSpacing": [0.2, 0.2]},
        {"NominalScannedPixelSpacing": [0.2, 0.2]},
    ],
    ids=["absent", "zero", "detector only", "film scanner only"],
)
def test_unknown_pixel_spacing_gives_no_mm_and_a_flag(
    instead: dict[str, list[float]], tmp_path: Path
) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        del one.PixelSpacing
        for name, value in instead.items():
            setattr(one, name, value)
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"spacing-unknown"}
    assert not volume.geometry.in_plane_mm
    assert volume.geometry.through_plane_mm
    assert volume.geometry.spacing_mm_kji[1:] == (1.0, 1.0)


def test_without_positions_there_are_no_mm_across_slices(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        del one.ImagePositionPatient
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == {"position-unknown"}
    assert not volume.geometry.through_plane_mm
    assert volume.geometry.in_plane_mm
    assert volume.source_uids == tuple(str(one.SOPInstanceUID) for one in data)


def test_without_orientation_no_side_is_known(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        del one.ImageOrientationPatient
    volume = volume_of(data, tmp_path)
    assert "position-unknown" in flag_codes(volume)
    assert not volume.geometry.oriented


def test_affine_does_not_depend_on_file_order_or_names(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), grid_affine(directions=OBLIQUE))
    forward = volume_of(data, tmp_path / "a").geometry
    shuffled = [data[n] for n in (3, 0, 5, 1, 4, 2)]
    backward = volume_of(shuffled, tmp_path / "b").geometry
    np.testing.assert_array_equal(forward.index_to_lps, backward.index_to_lps)


def test_unreadable_numbers_count_as_missing_and_never_as_another_value(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    paths = write_series(data, tmp_path)
    for path in paths:
        raw = path.read_bytes()
        at = raw.index(b"\x28\x00\x30\x00DS") + 8
        path.write_bytes(raw[:at] + b"0,8\\0,7 "[: len(b"0.8\\0.7 ")] + raw[at + 8 :])
    entry = only_entry(scan_paths([tmp_path]))
    assert "spacing-unknown" in flag_codes(entry)
