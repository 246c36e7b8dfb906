"""Headers: read quickly when plain, by pydicom when odd, and refused in time when hostile."""

import pickle
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
)

from inference.reading import tag_walk, tags
from inference.reading.headers import read_header
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from inference.reading.series import build_entries
from tests.factories import asymmetric_phantom, series_slices, write_dataset, write_series
from tests.unit.reading.dicom_checks import flag_codes, forget_headers, only_entry

SLICE = series_slices(asymmetric_phantom())[2]
_META_END = 132


@pytest.mark.parametrize(
    "syntax",
    [
        ExplicitVRLittleEndian,
        ImplicitVRLittleEndian,
        ExplicitVRBigEndian,
        DeflatedExplicitVRLittleEndian,
    ],
)
def test_header_is_the_same_in_every_encoding(syntax: UID, tmp_path: Path) -> None:
    plain = read_header(write_dataset(SLICE, tmp_path / "plain"))
    other = read_header(write_dataset(SLICE, tmp_path / "other", syntax))
    assert plain is not None
    assert other is not None
    assert dict(plain.values) == dict(other.values)
    assert plain.pixel_length == other.pixel_length == 960


def test_files_laid_out_alike_give_what_a_walk_of_each_gives(tmp_path: Path) -> None:
    """Names of two lengths alternate while files keep their size: a layout may not be guessed."""
    names = ("Long^Name", "Lo^Ng", "Long^Nama", "Na^Me", "Longer^Nam")
    numbers = ("123456", "1234567890", "654321", "0987654321", "1234")
    paths = []
    for count in range(25):
        data = series_slices(asymmetric_phantom())[count % 6]
        data.PatientName, data.PatientID = names[count % 5], numbers[count % 5]
        data.InstanceNumber = count + 1
        paths.append(write_dataset(data, tmp_path / f"{count:02}"))
    assert len({path.stat().st_size for path in paths}) < 4
    found = [read_header(path) for path in paths]
    assert sum(map(len, tag_walk._LAYOUTS.values())) > 1
    walked = []
    for path in paths:
        forget_headers()
        walked.append(read_header(path))
    assert found == walked
    assert [header and header.values[tags.PATIENT_ID].strip() for header in found[:5]] == [
        number.encode() for number in numbers
    ]


def test_headers_can_be_cached_and_entries_rebuilt_without_the_files(tmp_path: Path) -> None:
    paths = write_series(series_slices(asymmetric_phantom()), tmp_path)
    headers = pickle.loads(pickle.dumps([read_header(path) for path in paths]))
    fresh = only_entry(scan_paths([tmp_path]))
    for path in paths:
        path.unlink()
    rebuilt = only_entry(build_entries(headers))
    assert rebuilt.info == fresh.info
    assert rebuilt.files == fresh.files
    np.testing.assert_array_equal(rebuilt.geometry.index_to_lps, fresh.geometry.index_to_lps)


def test_a_file_that_is_no_dicom_is_none(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a picture")
    (tmp_path / "empty").write_bytes(b"")
    assert read_header(tmp_path / "note.txt") is None
    assert read_header(tmp_path / "empty") is None
    assert scan_paths([tmp_path]).ignored == 2


def test_a_file_without_preamble_is_read(tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a")
    path.write_bytes(path.read_bytes()[132:])
    (tmp_path / "a").rename(tmp_path / "bare")
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    assert (volume.array[0] == asymmetric_phantom()[2] - 1024).all()


def test_a_dcm_file_that_is_no_dicom_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "broken.dcm").write_bytes(b"\0" * 500)
    refused = scan_paths([tmp_path]).refused
    assert [one.message for one in refused] == ["broken.dcm is not a DICOM file."]


@pytest.mark.parametrize(
    ("magic", "word"), [(b"MZ\x90\0", "Windows"), (b"\x7fELF\x02\x01\x01", "Linux")]
)
def test_program_in_the_preamble_is_flagged(magic: bytes, word: str, tmp_path: Path) -> None:
    write_dataset(SLICE, tmp_path / "a", preamble=magic.ljust(128, b"\0"))
    entry = only_entry(scan_paths([tmp_path]))
    assert flag_codes(entry) == {"preamble"}
    assert word in entry.flags[0].message


def test_long_private_values_are_stepped_over(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())[0]
    block = data.private_block(0x0029, "RADLENS TESTS", create=True)
    block.add_new(0x10, "OB", b"\1" * 150_000)
    path = write_dataset(data, tmp_path / "a")
    header = read_header(path)
    assert header is not None
    assert tags.ROWS in header.values
    assert header.pixel_offset == path.stat().st_size - header.pixel_length


def test_undefined_length_sequences_are_stepped_over(tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a")
    item = _undefined(_undefined(b""))
    sequence = _sequence(0x0008, 0x1140, item)
    _insert(path, sequence, before=b"\x10\x00\x10\x00PN")
    header = read_header(path)
    assert header is not None
    assert header.problem == ""
    assert header.values[tags.PATIENT_ID].strip() == b"P1"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("depth", [40, 2_000, 100_000])
def test_endless_nesting_is_refused(depth: int, tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a")
    opening = (struct.pack("<HH2sHI", 8, 0x1140, b"SQ", 0, 0xFFFFFFFF) + _OPEN_ITEM) * depth
    _insert(path, opening + (_CLOSE_ITEM + _CLOSE_SEQUENCE) * depth, b"\x10\x00\x10\x00PN")
    scan = scan_paths([tmp_path])
    if depth > 1000:
        assert "nested too deeply" in scan.refused[0].message


@pytest.mark.timeout(20)
def test_millions_of_items_are_refused(tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a")
    sequence = _sequence(0x0028, 0x3010, b"\xfe\xff\x00\xe0\0\0\0\0" * 1_000_000)
    _insert(path, sequence, before=b"\xe0\x7f\x10\x00OW")
    assert "sequence items" in scan_paths([tmp_path]).refused[0].message


@pytest.mark.timeout(60)
def test_deflate_bomb_is_refused(tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a", DeflatedExplicitVRLittleEndian)
    raw = path.read_bytes()
    start = _META_END + 12 + int.from_bytes(raw[140:144], "little")
    plain = zlib.decompress(raw[start:], -15)
    at = plain.index(b"\xe0\x7f\x10\x00OW")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    private = struct.pack("<HH2sHI", 0x0029, 0x1010, b"OB", 0, 80 * 1024**2)
    packed = packer.compress(plain[:at] + private + bytes(80 * 1024**2)) + packer.flush()
    path.write_bytes(raw[:start] + packed)
    assert scan_paths([tmp_path]).series == ()


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian])
def test_giant_picture_declared_in_a_small_file_is_refused(syntax: UID, tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())[0]
    data.Rows = data.Columns = 30000
    write_dataset(data, tmp_path / "a", syntax)
    assert "declares 1800000000 bytes" in scan_paths([tmp_path]).refused[0].message


def test_giant_compressed_picture_in_a_small_file_is_refused(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())[0]
    data.Rows = data.Columns = 30000
    data.PixelData = (
        b"\xfe\xff\x00\xe0\0\0\0\0\xfe\xff\x00\xe0\x02\0\0\0\xff\xd9\xfe\xff\xdd\xe0\0\0\0\0"
    )
    data["PixelData"].VR, data["PixelData"].is_undefined_length = "OB", True
    write_dataset(data, tmp_path / "a", JPEG2000Lossless)
    assert "MB of pixels" in scan_paths([tmp_path]).refused[0].message


@pytest.mark.parametrize(
    ("tail", "refused"),
    [
        (b"", False),
        (b"\0" * 64, False),
        (struct.pack("<HH2sHI", 0xFFFC, 0xFFFC, b"OB", 0, 4) + b"\0" * 4, False),
        (struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, 4) + b"\0" * 4, True),
        (struct.pack("<HHI", 0xFFFE, 0xE0DD, 0), True),
        (struct.pack("<HH2sH", 0x0028, 0x0010, b"US", 2) + b"\1\0", True),
    ],
    ids=["nothing", "zeros", "padding element", "second pixels", "stray item", "lower tag"],
)
def test_what_may_follow_the_pixels(tail: bytes, refused: bool, tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a")
    path.write_bytes(path.read_bytes() + tail)
    messages = [one.message for one in scan_paths([tmp_path]).refused]
    assert messages == (["a holds stray data behind its pixels."] if refused else [])


@pytest.mark.parametrize("keep", range(0, 900, 37))
def test_a_header_cut_anywhere_is_never_a_series(keep: int, tmp_path: Path) -> None:
    path = write_dataset(SLICE, tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes()[:keep])
    assert scan_paths([tmp_path]).series == ()


_OPEN_ITEM = b"\xfe\xff\x00\xe0\xff\xff\xff\xff"
_CLOSE_ITEM = b"\xfe\xff\x0d\xe0\0\0\0\0"
_CLOSE_SEQUENCE = b"\xfe\xff\xdd\xe0\0\0\0\0"


def _undefined(content: bytes) -> bytes:
    """An item of undefined length that holds a sequence of undefined length."""
    return _OPEN_ITEM + _sequence(0x0008, 0x1199, content) + _CLOSE_ITEM


def _sequence(group: int, element: int, items: bytes) -> bytes:
    head = struct.pack("<HH2sHI", group, element, b"SQ", 0, 0xFFFFFFFF)
    return head + items + _CLOSE_SEQUENCE


def _insert(path: Path, content: bytes, before: bytes) -> None:
    raw = path.read_bytes()
    at = raw.index(before)
    path.write_bytes(raw[:at] + content + raw[at:])
