"""What the numbers mean: sign, bits, rescale, padding, tables, units, windows, exactly once."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
)

from inference.reading.load import load_volume, widened
from inference.reading.scan import scan_paths
from inference.reading.true_values import ValuesDoNotFit
from tests.factories import asymmetric_phantom, series_slices, set_pixels, write_series
from tests.unit.reading.dicom_checks import (
    assert_true_centres,
    assert_true_values,
    flag_codes,
    only_entry,
    scan_of,
    volume_of,
)


def test_ct_becomes_int16_hounsfield_units(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    volume = volume_of(data, tmp_path)
    assert (str(volume.array.dtype), volume.unit) == ("int16", "HU")
    assert_true_values(volume, data)


def test_unsigned_twelve_bit_ct_becomes_int16(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom().astype(np.uint16))
    for one in data:
        one.BitsStored, one.HighBit = 12, 11
    volume = volume_of(data, tmp_path)
    assert volume.array.dtype == np.int16
    assert_true_values(volume, data)


def test_rescale_that_differs_per_slice_is_exact(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom().astype(np.uint16), modality="PT")
    for k, one in enumerate(data):
        one.RescaleSlope = 0.37 + 1.61 * k
    volume = volume_of(data, tmp_path)
    assert (str(volume.array.dtype), volume.unit) == ("float32", "BQML")
    assert_true_values(volume, data)


def test_values_above_32767_do_not_wrap(tmp_path: Path) -> None:
    stored = asymmetric_phantom().astype(np.uint16) + 40000
    data = series_slices(stored, modality="PT")
    for one in data:
        one.RescaleSlope = 1.5
    volume = volume_of(data, tmp_path)
    np.testing.assert_allclose(volume.array.astype(float), stored.astype(float) * 1.5, rtol=1e-6)


@pytest.mark.parametrize(
    ("dtype", "low", "high"), [(np.int16, -32768, 32767), (np.uint16, 0, 65535)]
)
def test_ct_beyond_int16_is_widened_and_never_wraps(
    dtype: type[np.integer], low: int, high: int, tmp_path: Path
) -> None:
    stored = np.zeros((3, 4, 5), dtype)
    stored[1, 2, 3], stored[0, 0, 0] = low, high
    data = series_slices(stored)
    entry = only_entry(scan_of(data, tmp_path))
    assert entry.dtype == "int16"
    volume = load_volume(entry)
    assert volume.array.dtype == np.int32
    assert_true_values(volume, data)
    with pytest.raises(ValuesDoNotFit):
        load_volume(entry, out=np.empty((3, 4, 5), np.int16))
    out = np.empty((3, 4, 5), np.int32)
    assert_true_values(load_volume(widened(entry), out=out), data)


def test_signed_and_unsigned_slices_mix_exactly(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((4, 6, 7)) - 500, modality="MR")
    set_pixels(data[1], np.full((6, 7), 65531, np.uint16))
    volume = volume_of(data, tmp_path)
    assert_true_values(volume, data)
    assert volume.array.max() == 65531
    assert volume.array.min() < -400


def test_eight_and_sixteen_bit_slices_mix_exactly(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((4, 6, 7)) + 2500, modality="MR")
    set_pixels(data[2], np.full((6, 7), 184, np.uint8))
    assert_true_values(volume_of(data, tmp_path), data)


def test_monochrome1_keeps_true_values_and_asks_for_inversion_once(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), PhotometricInterpretation="MONOCHROME1")
    volume = volume_of(data, tmp_path)
    assert volume.inverted_display
    assert_true_values(volume, data)


def test_padding_is_marked_in_the_volumes_own_unit(tmp_path: Path) -> None:
    phantom = asymmetric_phantom()
    phantom[:, :2] = -2000
    data = series_slices(phantom)
    _set_padding(data, -2000)
    volume = volume_of(data, tmp_path)
    assert volume.padding_value == -3024
    assert (volume.array == -3024).sum() == (phantom == -2000).sum()


def test_padding_range_becomes_one_value(tmp_path: Path) -> None:
    phantom = asymmetric_phantom()
    phantom[:, 0], phantom[:, 1] = -2000, -1990
    data = series_slices(phantom)
    _set_padding(data, -2000, -1990)
    volume = volume_of(data, tmp_path)
    assert (volume.array[:, :2] == volume.padding_value).all()
    assert (volume.array[:, 2:] != volume.padding_value).all()


def test_padding_at_the_edge_of_int16_does_not_wrap(tmp_path: Path) -> None:
    phantom = asymmetric_phantom()
    phantom[:, :2] = -32768
    data = series_slices(phantom)
    _set_padding(data, -32768)
    volume = volume_of(data, tmp_path)
    assert volume.array.dtype == np.int16
    assert volume.padding_value == -32768
    assert (volume.array[:, :2] == -32768).all()
    assert (volume.array[:, 2:] == phantom[:, 2:] - 1024).all()


def test_padding_is_one_value_where_the_slope_differs(tmp_path: Path) -> None:
    phantom = asymmetric_phantom().astype(np.uint16)
    phantom[:, :2] = 65535
    data = series_slices(phantom, modality="PT")
    for k, one in enumerate(data):
        one.RescaleSlope = 0.5 + k
        one.PixelPaddingValue = 65535
        one["PixelPaddingValue"].VR = "US"
    volume = volume_of(data, tmp_path)
    assert (volume.array[:, :2] == volume.padding_value).all()


def _set_padding(data: list[Dataset], value: int, limit: int | None = None) -> None:
    for one in data:
        one.PixelPaddingValue = value
        one["PixelPaddingValue"].VR = "SS"
        if limit is not None:
            one.PixelPaddingRangeLimit = limit
            one["PixelPaddingRangeLimit"].VR = "SS"


@pytest.mark.parametrize(("kind", "unit"), [("US", ""), ("OD", "OD"), ("HU", "HU")])
def test_modality_lut_is_applied(kind: str, unit: str, tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((2, 6, 7)).astype(np.uint16), modality="MR")
    table = (np.arange(256) ** 2).astype(np.uint16)
    for one in data:
        item = Dataset()
        item.LUTDescriptor, item.ModalityLUTType = [256, 10, 16], kind
        item["LUTDescriptor"].VR = "US"
        item.LUTData = table.tobytes()
        item["LUTData"].VR = "OW"
        one.ModalityLUTSequence = Sequence([item])
    volume = volume_of(data, tmp_path)
    assert volume.unit == unit
    index = np.clip(asymmetric_phantom((2, 6, 7)).astype(int) - 10, 0, 255)
    assert (volume.array == table[index]).all()


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda one: setattr(one, "RescaleSlope", 0.0), {"slope-zero"}),
        (lambda one: delattr(one, "RescaleSlope"), set()),
    ],
    ids=["slope zero", "slope absent"],
)
def test_slope_zero_or_absent_counts_as_one(
    spoil: Callable[[Dataset], object], codes: set[str], tmp_path: Path
) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        spoil(one)
    volume = volume_of(data, tmp_path)
    assert flag_codes(volume) == codes
    assert (volume.array == asymmetric_phantom() - 1024).all()


def test_bits_above_the_stored_ones_are_ignored(tmp_path: Path) -> None:
    clean = asymmetric_phantom().astype(np.uint16)
    data = series_slices(clean | 0xA000, modality="MR")
    for one in data:
        one.BitsStored, one.HighBit = 12, 11
    assert (volume_of(data, tmp_path).array == clean).all()


def test_values_in_the_high_bits_are_shifted_down(tmp_path: Path) -> None:
    clean = asymmetric_phantom().astype(np.uint16)
    data = series_slices((clean << 4) | 3, modality="MR")
    for one in data:
        one.BitsStored, one.HighBit = 12, 15
    assert (volume_of(data, tmp_path).array == clean).all()


@pytest.mark.parametrize("high_bit", [11, 15])
def test_sign_of_twelve_stored_bits_is_extended(high_bit: int, tmp_path: Path) -> None:
    clean = asymmetric_phantom() - 700
    shifted = (clean.astype(np.int32) << (high_bit - 11)) & (0x0FFF << (high_bit - 11))
    data = series_slices(shifted.astype(np.int16), modality="MR")
    for one in data:
        one.BitsStored, one.HighBit = 12, high_bit
    assert (volume_of(data, tmp_path).array == clean).all()


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_every_uncompressed_encoding_gives_the_same_volume(syntax: UID, tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    plain = volume_of(data, tmp_path / "plain")
    if syntax == ExplicitVRBigEndian:
        for one in data:
            one.PixelData = np.frombuffer(one.PixelData, "<i2").byteswap().tobytes()
    write_series(data, tmp_path / "other", syntax)
    other = load_volume(only_entry(scan_paths([tmp_path / "other"])))
    np.testing.assert_array_equal(plain.array, other.array)
    np.testing.assert_array_equal(plain.geometry.index_to_lps, other.geometry.index_to_lps)
    assert plain.source_uids == other.source_uids
    assert other.info.transfer_syntax_uid == syntax


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32])
def test_every_stored_type_is_exact(dtype: type[np.integer], tmp_path: Path) -> None:
    limits = np.iinfo(dtype)
    stored = np.array([[[limits.min, limits.max, 1], [2, 3, limits.max // 3]]], dtype)
    volume = volume_of(series_slices(stored, modality="MR"), tmp_path)
    np.testing.assert_allclose(volume.array.astype(float), stored.astype(float), rtol=1e-7)


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({}, "HU"),
        ({"RescaleType": None}, "HU"),
        ({"RescaleType": "US"}, ""),
        ({"RescaleType": None, "ImageType": ["DERIVED", "SECONDARY"]}, ""),
        ({"RescaleType": None, "ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}, ""),
        ({"RescaleType": None, "RescaleIntercept": None, "RescaleSlope": None}, ""),
    ],
)
def test_ct_is_in_hounsfield_units_only_when_it_says_so(
    changes: dict[str, object], unit: str, tmp_path: Path
) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        for name, value in changes.items():
            if value is None:
                delattr(one, name)
            else:
                setattr(one, name, value)
    assert volume_of(data, tmp_path).unit == unit


def test_mr_has_no_unit(tmp_path: Path) -> None:
    assert volume_of(series_slices(asymmetric_phantom(), modality="MR"), tmp_path).unit == ""


def test_window_lists_names_and_functions_are_kept(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        one.WindowCenter, one.WindowWidth = [40.0, -600.0], [400.0, 1500.0]
        one.WindowCenterWidthExplanation = ["SOFT", "LUNG"]
        one.VOILUTFunction = "SIGMOID"
    windows = volume_of(data, tmp_path).windows
    assert [(w.centre, w.width, w.name, w.function) for w in windows] == [
        (40.0, 400.0, "SOFT", "SIGMOID"),
        (-600.0, 1500.0, "LUNG", "SIGMOID"),
    ]


def test_window_without_width_is_left_out(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), WindowCenter=40.0, WindowWidth=0.0)
    assert volume_of(data, tmp_path).windows == ()


def test_voi_lut_is_kept_as_a_table_of_grey_levels(tmp_path: Path) -> None:
    item = Dataset()
    item.LUTDescriptor, item.LUTExplanation = [5, 100, 12], "BREAST"
    item["LUTDescriptor"].VR = "US"
    item.LUTData = np.array([0, 1000, 2000, 4000, 4095], np.uint16).tobytes()
    item["LUTData"].VR = "OW"
    data = series_slices(asymmetric_phantom(), modality="MR", VOILUTSequence=Sequence([item]))
    window = volume_of(data, tmp_path).windows[0]
    assert (window.centre, window.width, window.name) == (102.0, 4.0, "BREAST")
    assert list(window.table) == [0, 62, 125, 249, 255]


def test_values_and_places_are_independent_of_the_first_slice_wanted(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((9, 8, 7)))
    entry = only_entry(scan_of(data, tmp_path))
    for first in (None, 0, 4, 8):
        seen: list[int] = []
        volume = load_volume(entry, first_k=first, on_slice=seen.append, threads=1)
        assert seen[0] == (4 if first is None else first)
        assert sorted(seen) == list(range(9))
        assert_true_values(volume, data)
        assert_true_centres(volume, data)
