"""Enhanced multi-frame images: places and values come from each frame's functional groups."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from inference.imaging.volume import Volume
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    enhanced_dataset,
    grid_affine,
    shuffle_frames,
    write_dataset,
)
from tests.unit.reading.dicom_checks import flag_codes, only_entry

PHANTOM = asymmetric_phantom()


def _volume(data: Dataset, tmp_path: Path) -> Volume:
    write_dataset(data, tmp_path / "enhanced")
    return load_volume(only_entry(scan_paths([tmp_path])))


def _volumes(data: Dataset, tmp_path: Path) -> dict[str, Volume]:
    write_dataset(data, tmp_path / "enhanced")
    scan = scan_paths([tmp_path])
    assert scan.refused == ()
    return {entry.stack_name: load_volume(entry) for entry in scan.series}


@pytest.mark.parametrize("modality", ["CT", "PT"])
def test_frames_are_placed_and_rescaled(modality: str, tmp_path: Path) -> None:
    volume = _volume(enhanced_dataset(PHANTOM, modality=modality), tmp_path)
    intercept = -1024 if modality == "CT" else 0
    assert (volume.array == PHANTOM + intercept).all()
    np.testing.assert_allclose(volume.geometry.index_to_lps, grid_affine(), atol=1e-9)
    assert volume.flags == ()
    assert volume.unit == ("HU" if modality == "CT" else "")


def test_mr_frames_without_rescale_are_read_as_stored(tmp_path: Path) -> None:
    volume = _volume(enhanced_dataset(PHANTOM, modality="MR"), tmp_path)
    assert (volume.array == PHANTOM).all()


def test_shuffled_frames_are_sorted_by_position(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM)
    shuffle_frames(data, [3, 0, 5, 1, 4, 2])
    volume = _volume(data, tmp_path)
    assert (volume.array == PHANTOM - 1024).all()
    np.testing.assert_allclose(volume.geometry.index_to_lps, grid_affine(), atol=1e-9)


def test_missing_frame_is_flagged_and_true_places_kept(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM)
    shuffle_frames(data, [0, 1, 3, 4, 5])
    volume = _volume(data, tmp_path)
    assert flag_codes(volume) == {"slice-missing"}
    assert volume.geometry.k_positions == pytest.approx([0, 1, 3, 4, 5])


def test_fewer_frame_descriptions_than_frames_are_refused(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM)
    data.PerFrameFunctionalGroupsSequence = Sequence(data.PerFrameFunctionalGroupsSequence[:-1])
    write_dataset(data, tmp_path / "enhanced")
    scan = scan_paths([tmp_path])
    assert scan.series == ()
    assert "6 frames and describes 5" in scan.refused[0].message


def test_slope_of_each_frame_is_exact(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM, modality="PT")
    for k, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        groups.PixelValueTransformationSequence[0].RescaleSlope = 0.5 + 1.25 * k
    volume = _volume(data, tmp_path)
    slopes = (0.5 + 1.25 * np.arange(6))[:, None, None]
    np.testing.assert_allclose(volume.array.astype(float), PHANTOM * slopes, rtol=1e-6)


def test_two_stacks_are_two_volumes(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM)
    for k, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        groups.FrameContentSequence[0].StackID = "1" if k < 3 else "2"
    volumes = _volumes(data, tmp_path)
    assert sorted(volumes) == ["stack 1", "stack 2"]
    for n, name in enumerate(sorted(volumes)):
        assert (volumes[name].array == PHANTOM[3 * n : 3 * n + 3] - 1024).all()
        assert volumes[name].geometry.index_to_lps[2, 3] == pytest.approx(12.5 + 9.0 * n)


def test_tilted_frames_are_sheared_and_flagged(tmp_path: Path) -> None:
    affine = grid_affine()
    affine[1, 0] = 3.0 * np.tan(np.radians(15))
    volume = _volume(enhanced_dataset(PHANTOM, affine), tmp_path)
    assert flag_codes(volume) == {"gantry-tilt"}
    np.testing.assert_allclose(volume.geometry.index_to_lps, affine, atol=1e-9)


def _doubled() -> Dataset:
    return enhanced_dataset(np.concatenate([PHANTOM, PHANTOM + 1000]), modality="MR")


def test_b_values_are_stacks(tmp_path: Path) -> None:
    data = _doubled()
    _same_places(data)
    for n, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        item = Dataset()
        item.DiffusionBValue = 0.0 if n < 6 else 800.0
        groups.MRDiffusionSequence = Sequence([item])
    volumes = _volumes(data, tmp_path)
    assert (volumes["b = 0, stack 1"].array == PHANTOM).all()
    assert (volumes["b = 800, stack 1"].array == PHANTOM + 1000).all()


def test_time_points_are_stacks(tmp_path: Path) -> None:
    data = _doubled()
    _same_places(data)
    for n, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        groups.FrameContentSequence[0].TemporalPositionIndex = 1 + n // 6
    volumes = _volumes(data, tmp_path)
    assert sorted(volumes) == ["time 1, stack 1", "time 2, stack 1"]
    assert (volumes["time 2, stack 1"].array == PHANTOM + 1000).all()


def test_effective_echo_times_are_stacks(tmp_path: Path) -> None:
    data = _doubled()
    _same_places(data)
    for n, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        item = Dataset()
        item.EffectiveEchoTime = 4.6 if n < 6 else 92.0
        groups.MREchoSequence = Sequence([item])
    volumes = _volumes(data, tmp_path)
    assert {name: int(v.array[0, 0, 0]) for name, v in volumes.items()} == {
        "TE 4.6 ms": 300,
        "TE 92 ms": 1300,
    }


def test_dimension_index_alone_tells_stacks_apart(tmp_path: Path) -> None:
    data = _doubled()
    _same_places(data)
    for n, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        groups.FrameContentSequence[0].DimensionIndexValues = [1, 1 + n % 6, 1 + n // 6]
    volumes = _volumes(data, tmp_path)
    assert len(volumes) == 2
    assert sorted(int(v.array[0, 0, 0]) for v in volumes.values()) == [300, 1300]
    assert all("places-repeated" not in flag_codes(volume) for volume in volumes.values())


def _same_places(data: Dataset) -> None:
    frames = data.PerFrameFunctionalGroupsSequence
    for n in range(6, 12):
        place = frames[n - 6].PlanePositionSequence[0].ImagePositionPatient
        frames[n].PlanePositionSequence[0].ImagePositionPatient = list(place)


def test_attributes_of_other_images_and_private_copies_are_not_the_frames_own(
    tmp_path: Path,
) -> None:
    data = enhanced_dataset(PHANTOM, modality="MR")
    for k, groups in enumerate(data.PerFrameFunctionalGroupsSequence):
        copied = Dataset()
        copied.EchoNumbers, copied.RescaleSlope, copied.SeriesInstanceUID = k, 7.0 + k, f"1.2.{k}"
        source = Dataset()
        source.SourceImageSequence = Sequence([copied])
        groups.DerivationImageSequence = Sequence([source])
        groups.private_block(0x2005, "RADLENS TESTS", create=True).add_new(
            0x0F, "SQ", Sequence([copied])
        )
    volume = _volume(data, tmp_path)
    assert (volume.array == PHANTOM).all()
    assert volume.series_uid == str(data.SeriesInstanceUID)


def test_groups_shared_by_all_frames_hold_for_each(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM)
    values = data.PerFrameFunctionalGroupsSequence[0].PixelValueTransformationSequence
    data.SharedFunctionalGroupsSequence[0].PixelValueTransformationSequence = values
    for groups in data.PerFrameFunctionalGroupsSequence:
        del groups.PixelValueTransformationSequence
    assert (_volume(data, tmp_path).array == PHANTOM - 1024).all()


def test_frames_without_groups_are_not_placed(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM, modality="MR")
    del data.PerFrameFunctionalGroupsSequence, data.SharedFunctionalGroupsSequence
    volume = _volume(data, tmp_path)
    assert flag_codes(volume) == {"position-unknown", "spacing-unknown"}
    assert not volume.geometry.through_plane_mm
    assert not volume.geometry.oriented
