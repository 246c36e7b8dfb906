"""Pixels from their file and from nowhere else: compressed, cut short, changed, too long."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from inference.imaging.errors import InputError, OperationCancelled
from inference.reading.decode import DEFLATED_FRAMES
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    enhanced_dataset,
    series_slices,
    set_colour,
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

Plane = NDArray[Any]
PHANTOM = asymmetric_phantom((5, 40, 48))


def _j2k(plane: Plane) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(plane, level=0, codecformat="J2K", reversible=True))


LOSSLESS: list[tuple[UID, Callable[[Plane], bytes]]] = [
    (JPEG2000Lossless, _j2k),
    (JPEGLSLossless, lambda plane: bytes(imagecodecs.jpegls_encode(plane))),
    (JPEGLosslessSV1, lambda plane: bytes(imagecodecs.ljpeg_encode(plane))),
    (JPEGLossless, lambda plane: bytes(imagecodecs.ljpeg_encode(plane))),
    (HTJ2KLossless, lambda plane: bytes(imagecodecs.htj2k_encode(plane, reversible=True))),
]


def _compressed(data: Dataset, encode: Callable[[Plane], bytes]) -> Dataset:
    kind = "i" if data.PixelRepresentation else "u"
    stored = np.frombuffer(data.PixelData, f"<{kind}{data.BitsAllocated // 8}")
    frames = stored.reshape(-1, data.Rows, data.Columns)
    data.PixelData = encapsulate([encode(frame) for frame in frames])
    data["PixelData"].VR = "OB"
    return data


@pytest.mark.parametrize(("syntax", "encode"), LOSSLESS, ids=lambda v: getattr(v, "name", ""))
def test_lossless_series_are_exact(
    syntax: UID, encode: Callable[[Plane], bytes], tmp_path: Path
) -> None:
    plain = series_slices(PHANTOM.astype(np.uint16))
    packed = [_compressed(one, encode) for one in series_slices(PHANTOM.astype(np.uint16))]
    write_series(packed, tmp_path, syntax)
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert_true_values(volume, plain)
    assert_true_centres(volume, plain)


def test_signed_jpeg_2000_is_exact(tmp_path: Path) -> None:
    plain = series_slices(PHANTOM - 700, modality="MR")
    packed = [_compressed(one, _j2k) for one in series_slices(PHANTOM - 700, modality="MR")]
    write_series(packed, tmp_path, JPEG2000Lossless)
    assert_true_values(load_volume(only_entry(scan_paths([tmp_path]))), plain)


def test_signed_values_in_an_unsigned_codestream_get_their_sign(tmp_path: Path) -> None:
    signed = PHANTOM - 700
    data = series_slices(signed, modality="MR")
    for one, plane in zip(data, signed, strict=True):
        one.BitsStored, one.HighBit = 12, 11
        one.PixelData = encapsulate([_j2k((plane.astype(np.int32) & 0x0FFF).astype(np.uint16))])
        one["PixelData"].VR = "OB"
    write_series(data, tmp_path, JPEG2000Lossless)
    assert (load_volume(only_entry(scan_paths([tmp_path]))).array == signed).all()


def test_rle_written_by_pydicom_is_exact(tmp_path: Path) -> None:
    plain, packed = series_slices(PHANTOM), series_slices(PHANTOM)
    write_series(packed, tmp_path)
    for one in packed:
        one.compress(RLELossless, generate_instance_uid=False)
    write_series(packed, tmp_path, RLELossless)
    assert_true_values(load_volume(only_entry(scan_paths([tmp_path]))), plain)


def test_compressed_multi_frame_is_exact(tmp_path: Path) -> None:
    data = _compressed(enhanced_dataset(PHANTOM.astype(np.uint16)), _j2k)
    write_dataset(data, tmp_path / "enhanced", JPEG2000Lossless)
    assert (load_volume(only_entry(scan_paths([tmp_path]))).array == PHANTOM - 1024).all()


def test_deflated_frames_are_exact(tmp_path: Path) -> None:
    def packed(frame: Plane) -> bytes:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(frame.tobytes()) + packer.flush()

    data = _compressed(enhanced_dataset(PHANTOM), packed)
    path = write_dataset(data, tmp_path / "enhanced", JPEG2000Lossless)
    claimed = DEFLATED_FRAMES.encode().ljust(len(JPEG2000Lossless), b"\0")
    path.write_bytes(path.read_bytes().replace(JPEG2000Lossless.encode(), claimed))
    assert (load_volume(only_entry(scan_paths([tmp_path]))).array == PHANTOM - 1024).all()


@pytest.mark.parametrize(("syntax", "encode"), LOSSLESS, ids=lambda v: getattr(v, "name", ""))
def test_second_decoder_agrees_with_the_first(
    syntax: UID,
    encode: Callable[[Plane], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = _compressed(series_slices(PHANTOM[:1].astype(np.uint16))[0], encode)
    write_dataset(data, tmp_path / "a", syntax)

    def refuse(data: bytes, **options: object) -> None:
        raise RuntimeError("refused")

    for name in ("jpeg2k_decode", "jpegls_decode", "ljpeg_decode"):
        monkeypatch.setattr(imagecodecs, name, refuse)
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert (volume.array == PHANTOM[:1] - 1024).all()


def test_several_fragments_a_frame_are_joined_by_the_offset_table(tmp_path: Path) -> None:
    data = enhanced_dataset(PHANTOM.astype(np.uint16))
    frames = [_j2k(frame) for frame in PHANTOM.astype(np.uint16)]
    data.PixelData = encapsulate(frames, fragments_per_frame=3)
    data["PixelData"].VR = "OB"
    write_dataset(data, tmp_path / "enhanced", JPEG2000Lossless)
    assert (load_volume(only_entry(scan_paths([tmp_path]))).array == PHANTOM - 1024).all()


def test_twelve_bit_lossy_jpeg_is_read(tmp_path: Path) -> None:
    smooth = (1000 + 10 * np.indices((40, 48)).sum(axis=0)).astype(np.uint16)
    data = series_slices(smooth[None], modality="MR", BitsStored=12, HighBit=11)[0]
    _compressed(data, lambda p: bytes(imagecodecs.jpeg8_encode(p, bitspersample=12, level=98)))
    write_dataset(data, tmp_path / "a", JPEGExtended12Bit)
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert np.abs(volume.array[0].astype(int) - smooth).max() < 30


def _rgb_picture() -> NDArray[np.uint8]:
    """Smooth, and different in each corner and channel."""
    down, across = np.indices((32, 40))
    return np.stack([60 + 4 * across, 40 + 6 * down, 230 - 3 * across], -1).astype(np.uint8)


@pytest.mark.parametrize("planar", [0, 1])
def test_uncompressed_rgb_is_exact(planar: int, tmp_path: Path) -> None:
    volume = _colour_volume(_rgb_picture(), "RGB", tmp_path, planar=planar)
    assert (volume == _rgb_picture()).all()


def test_full_range_ybr_becomes_rgb(tmp_path: Path) -> None:
    from pydicom.pixels.processing import convert_color_space

    ybr = convert_color_space(_rgb_picture(), "RGB", "YBR_FULL").astype(np.uint8)
    volume = _colour_volume(ybr, "YBR_FULL", tmp_path)
    assert np.abs(volume.astype(int) - _rgb_picture()).max() <= 3


def test_halved_chrominance_becomes_rgb(tmp_path: Path) -> None:
    ybr = np.empty((32, 40, 3), np.uint8)
    ybr[...] = (81, 90, 240)  # red
    packed = np.stack([ybr[:, 0::2, 0], ybr[:, 1::2, 0], ybr[:, ::2, 1], ybr[:, ::2, 2]], -1)
    data = _colour_dataset(ybr, "YBR_FULL_422", 0)
    data.PixelData = packed.tobytes()
    write_dataset(data, tmp_path / "a")
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    expected = np.rint([81 + 1.402 * 112, 81 + 0.344136 * 38 - 0.714136 * 112, 81 - 1.772 * 38])
    assert np.abs(volume.array[0].astype(int) - expected.clip(0, 255)).max() <= 1


@pytest.mark.parametrize(
    ("photometric", "options"),
    [
        ("YBR_FULL_422", {"colorspace": "RGB", "outcolorspace": "YCBCR", "subsampling": "422"}),
        ("RGB", {"colorspace": "RGB", "outcolorspace": "RGB"}),
    ],
)
def test_jpeg_colour_is_converted_exactly_once(
    photometric: str, options: dict[str, Any], tmp_path: Path
) -> None:
    data = _colour_dataset(_rgb_picture(), photometric, 0)
    data.PixelData = encapsulate([bytes(imagecodecs.jpeg8_encode(_rgb_picture(), 97, **options))])
    data["PixelData"].VR = "OB"
    write_dataset(data, tmp_path / "a", JPEGBaseline8Bit)
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert np.abs(volume.array[0].astype(int) - _rgb_picture()).max() < 14


def test_jpeg_2000_colour_is_exact(tmp_path: Path) -> None:
    data = _colour_dataset(_rgb_picture(), "YBR_RCT", 0)
    data.PixelData = encapsulate(
        [bytes(imagecodecs.jpeg2k_encode(_rgb_picture(), codecformat="J2K", mct=True))]
    )
    data["PixelData"].VR = "OB"
    write_dataset(data, tmp_path / "a", JPEG2000Lossless)
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert (volume.array[0] == _rgb_picture()).all()


def test_palette_colours_are_looked_up(tmp_path: Path) -> None:
    index = np.arange(32 * 40, dtype=np.uint8).reshape(32, 40)
    data = series_slices(index[None], modality="MR")[0]
    data.PhotometricInterpretation = "PALETTE COLOR"
    ramps = {"Red": np.arange(256), "Green": np.arange(256)[::-1], "Blue": np.full(256, 9)}
    for name, ramp in ramps.items():
        setattr(data, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
        data[f"{name}PaletteColorLookupTableDescriptor"].VR = "US"
        table = (ramp.astype(np.uint16) * 257).tobytes()
        setattr(data, f"{name}PaletteColorLookupTableData", table)
    write_dataset(data, tmp_path / "a")
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    expected = np.stack([ramps[name][index] for name in ramps], axis=-1)
    assert (volume.array[0] == expected).all()


def _colour_dataset(pixels: NDArray[np.uint8], photometric: str, planar: int) -> Dataset:
    data = series_slices(asymmetric_phantom((1, 4, 4)), modality="MR")[0]
    set_colour(data, pixels, photometric, planar)
    return data


def _colour_volume(
    pixels: NDArray[np.uint8], photometric: str, folder: Path, planar: int = 0
) -> NDArray[Any]:
    write_dataset(_colour_dataset(pixels, photometric, planar), folder / "a")
    entry = only_entry(scan_paths([folder]))
    assert (entry.colour, entry.dtype, entry.unit) == (True, "uint8", "")
    volume = load_volume(entry)
    assert volume.array.shape == (1, 32, 40, 3)
    picture: NDArray[Any] = volume.array[0]
    return picture


def test_short_pixel_data_is_refused_and_the_series_says_so(tmp_path: Path) -> None:
    data = series_slices(PHANTOM)
    data[2].PixelData = data[2].PixelData[:-200]
    scan = scan_of(data, tmp_path)
    assert "declares 3840 bytes of pixels and holds 3640" in scan.refused[0].message
    assert {"file-refused", "slice-missing"} <= flag_codes(scan.series[0])
    assert scan.series[0].geometry.shape_kji[0] == 4


def test_all_files_short_leaves_no_series(tmp_path: Path) -> None:
    data = series_slices(PHANTOM)
    for one in data:
        one.PixelData = one.PixelData[:100]
    scan = scan_of(data, tmp_path)
    assert scan.series == ()
    assert len(scan.refused) == 5


def test_pixel_data_longer_than_declared_is_refused(tmp_path: Path) -> None:
    data = series_slices(PHANTOM)[0]
    data.PixelData = data.PixelData * 2
    write_dataset(data, tmp_path / "a")
    assert "declares only 3840" in scan_paths([tmp_path]).refused[0].message


def test_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_dataset(series_slices(PHANTOM)[0], tmp_path / "a")
    path.write_bytes(path.read_bytes()[:-10])
    assert "cut short" in scan_paths([tmp_path]).refused[0].message


def test_file_cut_short_after_the_scan_is_refused_and_no_other_bytes_shown(tmp_path: Path) -> None:
    paths = write_series(series_slices(PHANTOM), tmp_path)
    entry = only_entry(scan_paths([tmp_path]))
    paths[2].write_bytes(paths[2].read_bytes()[:-1000])
    out = np.full(PHANTOM.shape, 12345, np.int16)
    with pytest.raises(InputError, match="changed since"):
        load_volume(entry, out=out)
    assert (out[2] == 12345).all()


def test_file_rewritten_after_the_scan_is_refused(tmp_path: Path) -> None:
    paths = write_series(series_slices(PHANTOM), tmp_path)
    entry = only_entry(scan_paths([tmp_path]))
    paths[2].write_bytes(paths[2].read_bytes())
    os.utime(paths[2], ns=(0, 0))
    with pytest.raises(InputError, match="changed since"):
        load_volume(entry)


def test_file_removed_after_the_scan_is_a_clear_error(tmp_path: Path) -> None:
    paths = write_series(series_slices(PHANTOM), tmp_path)
    entry = only_entry(scan_paths([tmp_path]))
    paths[1].unlink()
    with pytest.raises(InputError, match=paths[1].name):
        load_volume(entry)


@pytest.mark.parametrize("part", [0.01, 0.3, 0.9, 0.99])
@pytest.mark.parametrize(("syntax", "encode"), LOSSLESS, ids=lambda v: getattr(v, "name", ""))
def test_compressed_data_cut_short_are_refused(
    syntax: UID, encode: Callable[[Plane], bytes], part: float, tmp_path: Path
) -> None:
    whole = encode(PHANTOM[0].astype(np.uint16))
    cut = whole[: max(int(part * len(whole)), 2)]
    data = _compressed(series_slices(PHANTOM.astype(np.uint16))[0], lambda _: cut)
    write_dataset(data, tmp_path / "a", syntax)
    with pytest.raises(InputError):
        load_volume(only_entry(scan_paths([tmp_path])))


def test_compressed_picture_of_another_size_is_refused(tmp_path: Path) -> None:
    data = _compressed(series_slices(PHANTOM.astype(np.uint16))[0], lambda p: _j2k(p[:20]))
    write_dataset(data, tmp_path / "a", JPEG2000Lossless)
    with pytest.raises(InputError, match="hold another"):
        load_volume(only_entry(scan_paths([tmp_path])))


def test_compressed_values_beyond_the_declared_bits_are_refused(tmp_path: Path) -> None:
    data = _compressed(series_slices(PHANTOM.astype(np.uint16) + 4000)[0], _j2k)
    data.BitsStored, data.HighBit = 12, 11
    write_dataset(data, tmp_path / "a", JPEG2000Lossless)
    with pytest.raises(InputError, match="larger pixel values"):
        load_volume(only_entry(scan_paths([tmp_path])))


def test_uncompressed_syntax_with_compressed_data_is_refused(tmp_path: Path) -> None:
    data = _compressed(series_slices(PHANTOM.astype(np.uint16))[0], _j2k)
    path = write_dataset(data, tmp_path / "a", JPEG2000Lossless)
    claimed = ExplicitVRLittleEndian.encode().ljust(len(JPEG2000Lossless), b"\0")
    path.write_bytes(path.read_bytes().replace(JPEG2000Lossless.encode(), claimed))
    assert "declares none" in scan_paths([tmp_path]).refused[0].message


def test_unknown_compression_is_refused(tmp_path: Path) -> None:
    data = _compressed(series_slices(PHANTOM.astype(np.uint16))[0], _j2k)
    write_dataset(data, tmp_path / "a", UID("1.2.840.10008.1.2.4.102"))
    assert "not supported" in scan_paths([tmp_path]).refused[0].message


def test_loading_stops_when_asked(tmp_path: Path) -> None:
    entry = only_entry(scan_of(series_slices(PHANTOM), tmp_path))
    with pytest.raises(OperationCancelled):
        load_volume(entry, cancelled=lambda: True)


def test_shared_memory_is_filled_in_place(tmp_path: Path) -> None:
    entry = only_entry(scan_of(series_slices(PHANTOM), tmp_path))
    out = np.zeros(PHANTOM.shape, np.int16)
    volume = load_volume(entry, out=out)
    assert np.shares_memory(volume.array, out)
    assert (out == PHANTOM - 1024).all()
    with pytest.raises(ValueError, match="out must be"):
        load_volume(entry, out=np.zeros((1, 2, 3), np.int16))


def test_pixels_of_one_series_never_reach_another(tmp_path: Path) -> None:
    first = series_slices(np.full((3, 8, 8), 77, np.int16), series="first")
    second = series_slices(np.full((3, 8, 8), 11, np.int16), series="second")
    set_pixels(second[1], np.full((8, 8), 11, np.int16))
    volumes = [load_volume(entry) for entry in scan_of([*first, *second], tmp_path).series]
    assert sorted({int(value) for volume in volumes for value in np.unique(volume.array)}) == [
        11 - 1024,
        77 - 1024,
    ]
