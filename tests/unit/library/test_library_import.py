"""Copies, archives and DICOMDIRs: each content once, nothing outside its root, clear refusals."""

import stat
import zipfile
from pathlib import Path

import pytest
from pydicom.fileset import FileSet

from inference.imaging.errors import InputError, OperationCancelled
from tests.unit.library.library_studies import only_series, only_study, slices_of, write_study
from viewer.library import archive
from viewer.library.file_names import leaves_its_folder, safe_name
from viewer.library.library import Library


def _inside(library: Library, paths: tuple[Path, ...]) -> bool:
    return all(path.resolve().is_relative_to(library.copies.resolve()) for path in paths)


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_copies_are_equal_to_the_originals_and_outlive_them(
    library: Library, tmp_path: Path
) -> None:
    originals = write_study(tmp_path / "in", count=3)
    contents = {path.read_bytes() for path in originals}
    summary = library.import_copies([tmp_path / "in"])
    for path in originals:
        path.unlink()
    entry = library.entry(only_series(library).key)
    assert summary.copied == 3
    assert _inside(library, entry.files)
    assert {path.read_bytes() for path in entry.files} == contents


def test_the_same_files_are_copied_once(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=3)
    library.import_copies([tmp_path / "in"])
    summary = library.import_copies([tmp_path / "in"])
    assert (summary.copied, summary.duplicates) == (0, 3)
    assert only_study(library).image_count == 3
    assert len([path for path in library.copies.rglob("*") if path.is_file()]) == 3


def test_names_of_copies_come_from_hashes_never_from_the_file(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", count=1, SeriesInstanceUID="1.2.3", PatientName="Secret^Name")
    (path,) = (tmp_path / "in").iterdir()
    raw = path.read_bytes().replace(b"1.2.3\0", b"../../")  # a UID that is a way out
    path.write_bytes(raw)
    library.import_copies([tmp_path / "in"])
    (copy,) = [path for path in library.copies.rglob("*") if path.is_file()]
    parts = copy.relative_to(library.copies).parts
    assert len(parts) == 3
    assert all(set(part) <= set("0123456789abcdef.dcm") for part in parts)


def test_an_archive_is_unpacked_copied_and_cleaned_up(library: Library, tmp_path: Path) -> None:
    paths = write_study(tmp_path / "in", count=3)
    packed = _zip(tmp_path / "study.zip", {f"a/b/{p.name}": p.read_bytes() for p in paths})
    summary = library.index([packed])
    assert summary.copied == 3
    assert _inside(library, library.entry(only_series(library).key).files)
    assert list((library.home / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../out.dcm", "/etc/out.dcm", "a/../../out.dcm", "..\\out.dcm", "C:\\out.dcm"]
)
def test_an_archive_cannot_write_outside(library: Library, tmp_path: Path, name: str) -> None:
    (path,) = write_study(tmp_path / "in", count=1)
    packed = tmp_path / "slip.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        member = zipfile.ZipInfo("x")
        member.filename = name
        opened.writestr(member, path.read_bytes())
    summary = library.import_copies([packed])
    assert any("leads out" in note for note in summary.notes)
    assert library.search() == []
    assert list(tmp_path.rglob("out.dcm")) == []


def test_links_in_an_archive_are_left_out(library: Library, tmp_path: Path) -> None:
    packed = tmp_path / "link.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        member = zipfile.ZipInfo("link.dcm")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(member, "/etc/passwd")
    summary = library.import_copies([packed])
    assert any("symbolic link" in note for note in summary.notes)
    assert summary.files == 0


def test_an_encrypted_archive_is_refused_with_what_to_do(library: Library, tmp_path: Path) -> None:
    packed = _zip(tmp_path / "locked.zip", {"a.dcm": b"x" * 100})
    raw = bytearray(packed.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1  # general purpose bit 0: encrypted
    packed.write_bytes(raw)
    with pytest.raises(InputError, match="encrypted; unpack it with its password"):
        library.import_copies([packed])


def test_an_archive_that_grows_without_reason_is_refused(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "BOMB_FLOOR_BYTES", 1_000_000)
    packed = _zip(tmp_path / "bomb.zip", {f"{n}": bytes(4_000_000) for n in range(3)})
    with pytest.raises(InputError, match="trap for the disk"):
        library.import_copies([packed])
    assert list((library.home / "incoming").iterdir()) == []


def test_an_archive_larger_than_the_disk_is_refused_before_it_is_unpacked(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "KEPT_FREE_BYTES", 1 << 60)
    packed = _zip(tmp_path / "big.zip", {"a": bytes(1000)})
    with pytest.raises(InputError, match="no room"):
        library.import_copies([packed])


def test_a_damaged_member_is_left_out_and_said_the_others_come_in(
    library: Library, tmp_path: Path
) -> None:
    paths = write_study(tmp_path / "in", count=2)
    packed = tmp_path / "bad.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as opened:
        for path in paths:
            opened.write(path, path.name)
    raw = packed.read_bytes()
    at = raw.index(b"Familya")
    packed.write_bytes(raw[:at] + b"FAMILYA" + raw[at + 7 :])  # the CRC no longer fits
    summary = library.import_copies([packed])
    assert any("damaged" in note for note in summary.notes)
    assert only_study(library).image_count == 1


def test_a_cancelled_import_of_an_archive_leaves_nothing_behind(
    library: Library, tmp_path: Path
) -> None:
    paths = write_study(tmp_path / "in", count=3)
    packed = _zip(tmp_path / "study.zip", {p.name: p.read_bytes() for p in paths})
    stages: list[str] = []
    with pytest.raises(OperationCancelled):
        library.import_copies(
            [packed],
            report=lambda stage, _fraction: stages.append(stage),
            cancelled=lambda: any("unpacking" in stage for stage in stages),
        )
    assert list((library.home / "incoming").iterdir()) == []
    assert library.search() == []


def test_a_gbk_named_picture_in_an_archive_keeps_its_name(library: Library, tmp_path: Path) -> None:
    import nibabel
    import numpy as np

    nibabel.save(nibabel.Nifti1Image(np.ones((3, 3, 3), np.int16), np.eye(4)), tmp_path / "x.nii")
    packed = tmp_path / "c.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        member = zipfile.ZipInfo("x")
        member.filename = "脑部.nii".encode("gbk").decode("cp437")
        opened.writestr(member, (tmp_path / "x.nii").read_bytes())
    raw = packed.read_bytes().replace("脑部.nii".encode("gbk").decode("cp437").encode(), b"")
    assert raw
    assert archive._plain_name(_cp437_member("脑部.nii")) == "脑部.nii"
    library.import_copies([packed])
    assert only_study(library).image_count == 3


def _cp437_member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("x")
    member.filename = name.encode("gbk").decode("cp437")
    return member


def _dicomdir(folder: Path) -> Path:
    files = FileSet()
    for data in slices_of(count=3):
        data.is_little_endian, data.is_implicit_VR = True, False
        from pydicom.dataset import FileMetaDataset
        from pydicom.uid import ExplicitVRLittleEndian

        data.file_meta = FileMetaDataset()
        data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
        data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        files.add(data)
    files.write(folder)
    return folder / "DICOMDIR"


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_dicomdir_brings_in_the_files_that_it_names(library: Library, tmp_path: Path) -> None:
    (tmp_path / "cd").mkdir()
    dicomdir = _dicomdir(tmp_path / "cd")
    write_study(tmp_path / "cd" / "unnamed", "b")
    library.index([dicomdir])
    assert only_study(library).image_count == 3
    assert only_study(library).patient_id == "ID-a"
    assert library.sources() == [dicomdir]
    summary = library.rescan()
    assert (summary.unchanged, summary.missing, library.count()) == (3, 0, 1)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_dicomdir_cannot_name_files_outside_its_folder(library: Library, tmp_path: Path) -> None:
    import pydicom

    (tmp_path / "cd").mkdir()
    dicomdir = _dicomdir(tmp_path / "cd")
    (secret,) = write_study(tmp_path / "secret", "b", count=1)
    data = pydicom.dcmread(dicomdir)
    named = [r for r in data.DirectoryRecordSequence if "ReferencedFileID" in r]
    named[0].ReferencedFileID = ["..", "secret", secret.name]
    named[1].ReferencedFileID = str(secret)
    named[2].ReferencedFileID = ["LINKED", secret.name]
    (tmp_path / "cd" / "LINKED").symlink_to(tmp_path / "secret")
    data.save_as(dicomdir)
    summary = library.index([dicomdir])
    assert library.search() == []
    assert any("3 files outside its folder" in note for note in summary.notes)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_dicomdir_copied_in_lower_case_still_leads_to_its_files(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "cd").mkdir()
    dicomdir = _dicomdir(tmp_path / "cd")
    for path in sorted((tmp_path / "cd").rglob("*"), reverse=True):
        if path != dicomdir:
            path.rename(path.with_name(path.name.lower()))
    library.index([dicomdir])
    assert only_study(library).image_count == 3


def test_a_dicomdir_that_is_none_is_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "DICOMDIR").write_bytes(b"nothing of the kind" * 50)
    with pytest.raises(InputError, match="DICOMDIR"):
        library.index([tmp_path / "DICOMDIR"])


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "a/b",
        "CON",
        "con.dcm",
        "a:b",
        "x\0y",
        "..",
        ".hidden",
        "a" * 300,
        "trail.",
        "п/и",
    ],
)
def test_safe_names_are_one_plain_short_name(name: str) -> None:
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('/\\:\0<>|?*"')
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 100
    assert safe.split(".")[0].upper() != "CON"


def test_plain_names_stay_and_different_ones_never_meet() -> None:
    assert safe_name("t1_crop.nii.gz") == "t1_crop.nii.gz"
    assert safe_name("脑部.nii") == "脑部.nii"
    assert safe_name("a b.nii") != safe_name("a_b.nii")


def test_names_that_lead_out_are_known() -> None:
    assert leaves_its_folder("a/../b")
    assert leaves_its_folder("/a")
    assert leaves_its_folder("c:a")
    assert not leaves_its_folder("a/b..c/d.dcm")
