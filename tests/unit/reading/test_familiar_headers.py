"""A header that repeats the others of its series is taken in one step; others are noticed."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from inference.reading import headers as headers_module
from inference.reading import tags
from inference.reading.file_header import FileHeader
from inference.reading.headers import read_header
from inference.reading.scan import scan_paths
from inference.reading.tag_walk import FileBytes, Walked, walk
from tests.factories import asymmetric_phantom, series_slices, write_dataset
from tests.unit.reading.dicom_checks import forget_headers

_ROOM = 400  # bytes of a private value, which gives way where a change makes a header longer
_ODD = 6  # the file among the twelve that is changed
_META_END = 132


def _series(folder: Path, count: int = 12) -> list[Path]:
    """Files of one size, laid out alike, whose number, place and UID change."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        data = series_slices(asymmetric_phantom())[number % 6]
        data.InstanceNumber, data.SOPInstanceUID = 100 + number, f"1.2.826.0.1.99.{100 + number}"
        data.ImagePositionPatient = [1, 2, 10 + number]
        data.RescaleIntercept, data.RescaleSlope, data.PatientName = "-1024 ", "1 ", "Doe^Jane"
        block = data.private_block(0x0009, "RADLENS TESTS", create=True)
        block.add_new(0x10, "LO", "a private word")
        block.add_new(0x20, "UN", b"x" * _ROOM)
        paths.append(write_dataset(data, folder / f"{number:02}.dcm"))
    return paths


def _element(tag: int, vr: bytes, value: bytes) -> bytes:
    return struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, vr, len(value)) + value


def _at(raw: bytes, tag: int) -> int:
    return raw.index(struct.pack("<HH", tag >> 16, tag & 0xFFFF), _META_END)


def _other_value(tag: int, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        place = raw.index(old, _at(raw, tag))
        return raw[:place] + new + raw[place + len(old) :]

    return change


def _other_vr(tag: int, vr: bytes) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        place = _at(raw, tag) + 4
        return raw[:place] + vr + raw[place + 2 :]

    return change


def _other_element(tag: int, vr: bytes, value: bytes) -> Callable[[bytes], bytes]:
    """The element with another value, which may be longer or shorter."""

    def change(raw: bytes) -> bytes:
        place = _at(raw, tag)
        length = int.from_bytes(raw[place + 6 : place + 8], "little")
        return raw[:place] + _element(tag, vr, value) + raw[place + 8 + length :]

    return change


def _inserted(element: bytes, before: int) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        place = _at(raw, before)
        return raw[:place] + element + raw[place:]

    return change


def _without(tag: int) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        place = _at(raw, tag)
        return raw[:place] + raw[place + 8 + int.from_bytes(raw[place + 6 : place + 8], "little") :]

    return change


def _undefined_sequence(tag: int) -> bytes:
    head = struct.pack("<HH2sHI", tag >> 16, tag & 0xFFFF, b"SQ", 0, 0xFFFFFFFF)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    uid = _element(0x00081155, b"UI", b"1.2.3\0")
    ends = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return head + item + uid + ends


_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "another intercept as long": _other_value(tags.RESCALE_INTERCEPT, b"-1024 ", b"-1000 "),
    "a shorter intercept": _other_element(tags.RESCALE_INTERCEPT, b"DS", b"-8"),
    "another slope": _other_value(tags.RESCALE_SLOPE, b"1 ", b"2 "),
    "another VR": _other_vr(tags.RESCALE_INTERCEPT, b"LO"),
    "an unknown VR": _other_vr(tags.RESCALE_INTERCEPT, b"??"),
    "a short form's VR on a long form": _other_vr(0x00091020, b"LO"),
    "another name": _other_value(tags.PATIENT_NAME, b"Doe^Jane", b"Roe^Jack"),
    "another series": _other_value(tags.SERIES_UID, b"1.", b"2."),
    "another matrix": _other_value(tags.ROWS, b"US\x02\0", b"US\x04\0"),
    "fewer bits": _other_value(tags.BITS_STORED, b"US\x02\0\x10", b"US\x02\0\x0c"),
    "other private bytes": _other_value(0x00091010, b"a private word", b"a privates Wrd"),
    "one more private element": _inserted(_element(0x00091011, b"LO", b"new "), 0x00091020),
    "a sequence of undefined length": _inserted(_undefined_sequence(0x00081140), 0x00091010),
    "a lookup table": _inserted(_undefined_sequence(tags.MODALITY_LUT_SEQUENCE), 0x7FE00010),
    "an element less": _without(tags.RESCALE_SLOPE),
    "an element twice": _inserted(_element(tags.RESCALE_SLOPE, b"DS", b"3 "), 0x7FE00010),
    "a tag out of order": _inserted(_element(tags.PATIENT_ID, b"LO", b"P2"), 0x7FE00010),
    "pixels of another length": _other_value(0x7FE00010, b"OW\0\0\xc0", b"OW\0\0\xbe"),
    "pixels of unknown length": _other_value(0x7FE00010, b"\xc0\x03\0\0", b"\xff\xff\xff\xff"),
    "no preamble's word": lambda raw: raw[:128] + b"DICX" + raw[132:],
    "a program's preamble": lambda raw: b"MZ" + raw[2:],
    "another transfer syntax": lambda raw: raw.replace(
        b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.2\0"
    ),
    "a compressed transfer syntax": lambda raw: raw.replace(b"10008.1.2.1\0", b"10008.1.2.5\0"),
    "longer meta information": lambda raw: (
        raw[:140] + struct.pack("<I", int.from_bytes(raw[140:144], "little") + 8) + raw[144:]
    ),
}


def _change(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Apply a change; the private value gives or takes what keeps the file's size."""
    raw = path.read_bytes()
    changed = change(raw)
    assert changed != raw
    longer = len(changed) - len(raw)
    if longer:
        place = changed.index(b"x" * 200)
        changed = changed[:place] + b"x" * (_ROOM - longer) + changed[place + _ROOM :]
        at = changed.index(b"UN\0\0" + struct.pack("<I", _ROOM)) + 4
        changed = changed[:at] + struct.pack("<I", _ROOM - longer) + changed[at + 4 :]
    assert len(changed) == len(raw)
    path.write_bytes(changed)


def _each_alone(paths: list[Path]) -> list[FileHeader | None]:
    found = []
    for path in paths:
        forget_headers()
        found.append(read_header(path))
    forget_headers()
    return found


def _walks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that are walked from now on."""
    sizes: list[int] = []

    def counted(source: FileBytes, position: int) -> Walked:
        sizes.append(source.size)
        return walk(source, position)

    monkeypatch.setattr(headers_module, "walk", counted)
    return sizes


def test_a_uniform_series_is_hardly_walked_and_read_as_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = _series(tmp_path)
    alone = _each_alone(paths)
    walked = _walks(monkeypatch)
    found = [read_header(path) for path in paths]
    assert found == alone
    assert len(walked) == 3  # the first of a size, the one that is remembered, what changes in it
    assert [header and list(header.values) for header in found] == [
        header and list(header.values) for header in alone
    ]
    assert all(header and header.values[tags.PATIENT_NAME] == b"Doe^Jane" for header in found)
    assert len({header and header.values[tags.IMAGE_POSITION] for header in found}) == 12


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES)
def test_an_odd_header_amid_a_uniform_series_is_noticed(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    paths = _series(tmp_path)
    before = _each_alone(paths)
    _change(paths[_ODD], change)
    alone = _each_alone(paths)
    assert alone[_ODD] != before[_ODD] or change is _CHANGES["other private bytes"]
    assert [read_header(path) for path in paths] == alone
    assert [read_header(path) for path in paths] == alone  # with all that was learnt


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES)
def test_many_odd_headers_teach_nothing_wrong(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    paths = _series(tmp_path)
    for path in paths[1::2]:
        _change(path, change)
    alone = _each_alone(paths)
    for _ in range(2):
        assert [read_header(path) for path in paths] == alone


@pytest.mark.parametrize("place", range(0, 1300, 13))
def test_a_byte_changed_in_a_familiar_header_is_never_passed_over(
    place: int, tmp_path: Path
) -> None:
    paths = _series(tmp_path, 5)
    content = bytearray(paths[3].read_bytes())
    content[_META_END - 4 + place] ^= 0x55
    paths[3].write_bytes(content)
    alone = _each_alone(paths)
    assert [read_header(path) for path in paths] == alone


def test_two_series_of_one_layout_stay_apart(tmp_path: Path) -> None:
    paths = _series(tmp_path)
    for path in paths[1::2]:
        _change(path, _CHANGES["another series"])
        _change(path, _CHANGES["another name"])
    alone = _each_alone(paths)
    assert [read_header(path) for path in paths] == alone
    assert [read_header(path) for path in paths] == alone
    found = scan_paths([tmp_path]).series
    assert sorted((entry.info.patient_name, len(entry.files)) for entry in found) == [
        ("Doe^Jane", 6),
        ("Roe^Jack", 6),
    ]


def test_another_rescale_in_one_file_reaches_its_slice(tmp_path: Path) -> None:
    paths = _series(tmp_path)
    _change(paths[_ODD], _CHANGES["another intercept as long"])
    for _ in range(2):
        (entry,) = scan_paths([tmp_path]).series
        rescales = {one.file.path: one.rescale.intercept for one in entry.plan.slices}  # type: ignore[attr-defined]
        assert rescales == {path: -1000.0 if path is paths[_ODD] else -1024.0 for path in paths}


def test_a_transfer_syntax_padded_in_another_way_teaches_no_other_syntax(tmp_path: Path) -> None:
    paths = _series(tmp_path)
    for place in (2, 3, 4):
        raw = paths[place].read_bytes()
        paths[place].write_bytes(raw.replace(b"10008.1.2.1\0", b"10008.1.2.1 "))
    _change(paths[_ODD], _CHANGES["a compressed transfer syntax"])
    alone = _each_alone(paths)
    assert [header and header.transfer_syntax[-2:] for header in alone].index(".5") == _ODD
    for _ in range(2):
        assert [read_header(path) for path in paths] == alone
