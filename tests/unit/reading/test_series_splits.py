"""What never shares a stack: patients, frames of reference, echoes, times, matrices, copies."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import UID, JPEG2000Lossless, RLELossless, generate_uid

from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    grid_affine,
    series_slices,
    set_pixels,
    write_dataset,
    write_series,
)
from tests.unit.reading.dicom_checks import (
    assert_true_centres,
    assert_true_values,
    flag_codes,
    only_entry,
    scan_of,
)


def _twice(change: Callable[[Dataset, int], object], count: int = 2) -> list[Dataset]:
    """The same places ``count`` times under one series UID; ``change`` tells them apart."""
    data: list[Dataset] = []
    for n in range(count):
        for one in series_slices(asymmetric_phantom() + 1000 * n):
            one.SOPInstanceUID = generate_uid(entropy_srcs=["copy", str(n), str(len(data))])
            one.InstanceNumber = len(data) + 1
            change(one, n)
            data.append(one)
    return data


def _set(name: str, *values: object) -> Callable[[Dataset, int], object]:
    return lambda data, n: setattr(data, name, values[n])


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (_set("EchoNumbers", 1, 2), ["echo 1", "echo 2"]),
        (_set("EchoTime", 4.6, 80.0), ["TE 4.6 ms", "TE 80 ms"]),
        (_set("DiffusionBValue", 0.0, 1000.0), ["b = 0", "b = 1000"]),
        (_set("TemporalPositionIdentifier", 1, 2), ["time 1", "time 2"]),
        (_set("TriggerTime", 0.0, 35.5), ["trigger 0 ms", "trigger 35.5 ms"]),
        (_set("AcquisitionNumber", 1, 2), ["acquisition 1", "acquisition 2"]),
        (_set("AcquisitionTime", "101500", "101600"), ["time 1", "time 2"]),
        (_set("InversionTime", 50.0, 400.0), ["TI 50 ms", "TI 400 ms"]),
        (_set("StackID", "1", "2"), ["stack 1", "stack 2"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_several_images_at_the_same_places_become_stacks(
    change: Callable[[Dataset, int], object], names: list[str], tmp_path: Path
) -> None:
    data = _twice(change)
    scan = scan_of(data, tmp_path)
    assert [entry.stack_name for entry in scan.series] == names
    assert len({entry.id for entry in scan.series}) == 2
    for n, entry in enumerate(scan.series):
        volume = load_volume(entry)
        assert volume.source_uids == tuple(str(d.SOPInstanceUID) for d in data[6 * n : 6 * n + 6])
        assert_true_centres(volume, data, within_mm=1e-6)
        assert_true_values(volume, data)
        assert volume.flags == ()


def test_echo_times_and_acquisitions_together_make_four_stacks(tmp_path: Path) -> None:
    def change(one: Dataset, n: int) -> None:
        one.EchoTime, one.AcquisitionNumber = (5.0, 80.0)[n % 2], 1 + n // 2

    data = _twice(change, 4)
    scan = scan_of(data, tmp_path)
    assert [entry.stack_name for entry in scan.series] == [
        "TE 5 ms, acquisition 1",
        "TE 5 ms, acquisition 2",
        "TE 80 ms, acquisition 1",
        "TE 80 ms, acquisition 2",
    ]
    for entry, n in zip(scan.series, (0, 2, 1, 3), strict=True):
        assert_true_values(load_volume(entry), data[6 * n : 6 * n + 6])


def test_times_that_differ_in_every_slice_are_ranked_and_flagged(tmp_path: Path) -> None:
    clock = iter(range(100))
    data = _twice(lambda one, n: setattr(one, "AcquisitionTime", f"1015{next(clock):02d}"))
    scan = scan_of(data, tmp_path)
    assert [entry.geometry.shape_kji[0] for entry in scan.series] == [6, 6]
    for n, entry in enumerate(scan.series):
        assert "places-repeated" in flag_codes(entry)
        assert_true_values(load_volume(entry), data[6 * n : 6 * n + 6])


def test_passes_that_jitter_are_still_the_same_places(tmp_path: Path) -> None:
    data = _twice(_set("AcquisitionTime", "101500", "101600"))
    for one in data[6:]:
        one.ImagePositionPatient[2] += 0.03
    scan = scan_of(data, tmp_path)
    assert [entry.stack_name for entry in scan.series] == ["time 1", "time 2"]
    for entry in scan.series:
        volume = load_volume(entry)
        assert volume.flags == ()
        assert_true_centres(volume, data, within_mm=1e-6)


def test_slices_a_twentieth_of_a_millimetre_apart_are_one_stack(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((20, 8, 9)), grid_affine((0.05, 0.05, 0.05)))
    entry = only_entry(scan_of(data, tmp_path))
    assert entry.geometry.shape_kji[0] == 20
    assert entry.flags == ()


def test_interleaved_acquisitions_are_not_one_stack(tmp_path: Path) -> None:
    data = _twice(_set("AcquisitionNumber", 1, 2))
    for one in data[6:]:
        one.ImagePositionPatient[2] += 1.5
    scan = scan_of(data, tmp_path)
    assert [entry.geometry.spacing_mm_kji[0] for entry in scan.series] == [3.0, 3.0]


def test_acquisitions_one_after_another_stay_one_stack(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((12, 8, 9)))
    for k, one in enumerate(data):
        one.AcquisitionNumber = 1 + k // 4
    entry = only_entry(scan_of(data, tmp_path))
    assert entry.geometry.shape_kji[0] == 12
    assert entry.flags == ()


def test_magnitude_and_phase_are_told_apart_by_image_type(tmp_path: Path) -> None:
    data = _twice(_set("ImageType", ["ORIGINAL", "PRIMARY", "M"], ["ORIGINAL", "PRIMARY", "P"]))
    assert len(scan_of(data, tmp_path).series) == 2


@pytest.mark.parametrize(
    "change",
    [
        _set("PatientID", "P1", "P2"),
        _set("PatientName", "One^A", "Two^B"),
        _set("FrameOfReferenceUID", "1.2.3", "1.2.4"),
        _set("StudyInstanceUID", "1.2.5", "1.2.6"),
        _set("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"),
    ],
    ids=["patient id", "patient name", "frame of reference", "study", "SOP class"],
)
def test_two_identities_under_one_series_uid_are_never_merged(
    change: Callable[[Dataset, int], object], tmp_path: Path
) -> None:
    data = _twice(change)
    for one in data[6:]:  # other places, so that only the identity tells them apart
        one.ImagePositionPatient[2] += 18.0
    scan = scan_of(data, tmp_path)
    assert [entry.geometry.shape_kji[0] for entry in scan.series] == [6, 6]
    found = {frozenset(load_volume(entry).source_uids) for entry in scan.series}
    uids = [str(one.SOPInstanceUID) for one in data]
    assert found == {frozenset(uids[:6]), frozenset(uids[6:])}


def test_same_instance_uid_of_two_patients_is_not_a_copy(tmp_path: Path) -> None:
    first, second = series_slices(asymmetric_phantom()), series_slices(asymmetric_phantom())
    for one in second:
        one.PatientID = "P2"
    write_series(first, tmp_path / "a")
    write_series(second, tmp_path / "b")
    scan = scan_paths([tmp_path])
    assert sorted(entry.info.patient_id for entry in scan.series) == ["P1", "P2"]


def test_matrix_change_splits(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data[3:]:
        set_pixels(one, asymmetric_phantom((1, 10, 12))[0])
    shapes = {entry.geometry.shape_kji for entry in scan_of(data, tmp_path).series}
    assert shapes == {(3, 20, 24), (3, 10, 12)}


def test_pixel_spacing_change_splits(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data[3:]:
        one.PixelSpacing = [1.6, 1.4]
    spacings = {entry.geometry.spacing_mm_kji[1] for entry in scan_of(data, tmp_path).series}
    assert spacings == {0.8, 1.6}


def test_localiser_in_a_series_is_split_off(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    data[0].ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    scan = scan_of(data, tmp_path)
    units = {entry.geometry.shape_kji[0]: entry.unit for entry in scan.series}
    assert units == {1: "HU", 5: "HU"}  # both state RescaleType HU


def test_copy_of_a_file_is_dropped(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    paths = write_series(data, tmp_path)
    (tmp_path / "copy").write_bytes(paths[2].read_bytes())
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert flag_codes(volume) == {"duplicates-dropped"}
    assert_true_centres(volume, data, within_mm=1e-6)
    assert_true_values(volume, data)


@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless])
def test_compressed_copy_with_equal_pixels_is_dropped(syntax: UID, tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((6, 32, 40)))
    write_series(data, tmp_path / "a")
    for one in data:
        one.compress(syntax, generate_instance_uid=False)
    write_series(data, tmp_path / "b", syntax)
    assert flag_codes(only_entry(scan_paths([tmp_path]))) == {"duplicates-dropped"}


def test_copy_with_other_pixels_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    write_series(data, tmp_path)
    set_pixels(data[2], np.zeros((20, 24), np.int16))
    write_dataset(data[2], tmp_path / "other")
    assert flag_codes(only_entry(scan_paths([tmp_path]))) == {"duplicates-differ"}


def test_stack_shorter_than_its_siblings_is_flagged(tmp_path: Path) -> None:
    data = _twice(_set("EchoTime", 5.0, 80.0))[:-1]
    scan = scan_of(data, tmp_path)
    assert {e.stack_name: "slice-count" in flag_codes(e) for e in scan.series} == {
        "TE 5 ms": False,
        "TE 80 ms": True,
    }


def test_two_series_keep_their_own_affines(tmp_path: Path) -> None:
    near = series_slices(asymmetric_phantom(), grid_affine(), series="near")
    far = series_slices(asymmetric_phantom(), grid_affine(origin_lps=(5, 6, 700)), series="far")
    origins = {e.geometry.index_to_lps[2, 3] for e in scan_of([*near, *far], tmp_path).series}
    assert origins == {12.5, 700.0}
