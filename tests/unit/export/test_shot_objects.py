"""A shot draws the DICOM objects of its series as the window does, and says which."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.load import load_volume
from inference.reading.objects import read_object
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.overlays import read_overlays
from inference.reading.objects.source_slices import slice_of
from inference.reading.scan import scan_paths
from tests.data_folder import require_data
from tests.factories import asymmetric_phantom, grid_affine, series_slices, write_series
from tests.unit.reading.object_files import (
    SHAPE_KJI,
    ball,
    phantom_series,
    scanned,
    write_map,
    write_presentation,
    write_segmentation,
    write_structure_set,
)
from viewer.export.series_objects import SeriesObjects, series_objects
from viewer.export.shot import make_shot

MIDDLE_K = 2


class Reader:
    """Reads in this process; ``planes`` stand for those in the pictures."""

    def __init__(self, planes: tuple[LabelMap, ...] = ()) -> None:
        self.planes = planes

    def read_object(self, entry: ObjectEntry, source: SeriesEntry) -> ObjectContent:
        return read_object(entry, source)

    def read_overlays(self, source: SeriesEntry) -> tuple[LabelMap, ...]:
        return self.planes or read_overlays(source)


def picture(
    volume: Volume, objects: SeriesObjects, out: Path, k: int = MIDDLE_K
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """The pixels above the footer, and the facts."""
    make_shot(volume, out=out, slice_index=k, size_wh=(500, 500), objects=objects)
    with Image.open(out) as image:
        pixels = np.asarray(image.convert("RGB"))
    return pixels[60:380], json.loads(out.with_suffix(".json").read_text("utf-8"))


def write_one(kind: str, folder: Path) -> None:
    slices = phantom_series(folder)
    path = folder / "DOE_JANE.dcm"
    mask = ball((2, 9, 12), 6)
    if kind == "SEG":
        write_segmentation(slices, mask.astype(np.uint8), "BINARY", path)
    elif kind == "PARAMETRIC_MAP":
        write_map(slices, mask.astype(np.float32), path)
    elif kind == "GSPS":
        write_presentation(slices, path)
    else:
        (_, source) = scanned(folder)
        corners = [[2, 4, 4], [2, 4, 16], [2, 14, 16]]
        polygon = np.array([source.geometry.lps_from_index(corner) for corner in corners])
        write_structure_set(slices, polygon, path)


@pytest.mark.parametrize(
    ("kind", "part", "made"),
    [
        ("SEG", "masks", True),
        ("PARAMETRIC_MAP", "heatmaps", True),
        ("RTSTRUCT", "structures", False),
        ("GSPS", "marks", False),
    ],
)
def test_each_kind_is_drawn_and_named(tmp_path: Path, kind: str, part: str, made: bool) -> None:
    write_one(kind, tmp_path)
    entries, source = scanned(tmp_path)
    volume = load_volume(source)
    objects = series_objects(volume, source, entries, Reader())
    named = annotated_slice(entries[0], source) if kind == "GSPS" else MIDDLE_K
    bare, without = picture(volume, SeriesObjects(), tmp_path / "bare.png", named)
    drawn, facts = picture(volume, objects, tmp_path / "drawn.png", named)
    assert (bare != drawn).any(axis=2).sum() > 20
    (row,) = facts["objects"]["drawn"]
    assert row["kind"] == kind
    assert row["series_uid"] == entries[0].info.series_uid
    assert row[part] >= 1 and row["on_this_slice"]
    assert facts["objects"]["refused"] == []
    assert f"{kind} {row['name']}".strip() in facts["footer"]
    assert without["objects"] == {"drawn": [], "refused": []}
    assert ("RESEARCH USE ONLY" in facts["views"][0]["badges"]) == made  # as in the window
    assert "DOE" not in json.dumps(facts)


def annotated_slice(entry: ObjectEntry, source: SeriesEntry) -> int:
    """The slice that a presentation state draws on."""
    wished = read_object(entry, None).presentation
    assert wished is not None
    k = slice_of(source, wished.graphics[0].images[0].sop_instance_uid)
    assert k is not None
    return k


def test_an_object_that_cannot_be_read_is_refused_with_its_cause_and_without_its_files_name(
    tmp_path: Path,
) -> None:
    slices = phantom_series(tmp_path)
    polygon = np.array([[0.0, 0, 3], [4, 0, 3], [4, 4, 3]])
    write_structure_set(slices, polygon, tmp_path / "DOE_JANE.dcm", frame_uid="1.2.3.4")
    entries, source = scanned(tmp_path)
    volume = load_volume(source)
    objects = series_objects(volume, source, entries, Reader())
    _, facts = picture(volume, objects, tmp_path / "a.png")
    (row,) = facts["objects"]["refused"]
    assert facts["objects"]["drawn"] == []
    assert "frame of reference" in row["cause"]
    assert "DOE" not in json.dumps(facts)
    assert "DOE_JANE.dcm" in objects.sentences[0]
    assert any(word.startswith("not shown: RTSTRUCT") for word in facts["footer"])
    with pytest.raises(InputError, match="frame of reference"):
        series_objects(volume, source, entries, Reader(), ["DOE_JANE.dcm"])


def test_those_that_are_named_are_drawn_alone(tmp_path: Path) -> None:
    slices = phantom_series(tmp_path)
    mask = ball((2, 9, 12), 6)
    write_segmentation(slices, mask.astype(np.uint8), "BINARY", tmp_path / "seg.dcm")
    write_map(slices, mask.astype(np.float32), tmp_path / "map.dcm")
    entries, source = scanned(tmp_path)
    volume = load_volume(source)

    def kinds(*names: str) -> list[str]:
        found = series_objects(volume, source, entries, Reader(), names)
        return [row["kind"] for row in found.drawn]

    (seg,) = [entry.info.series_uid for entry in entries if entry.kind == "SEG"]
    assert sorted(kinds()) == ["PARAMETRIC_MAP", "SEG"]
    assert kinds(seg) == ["SEG"]
    assert kinds("map.dcm") == ["PARAMETRIC_MAP"]
    with pytest.raises(InputError, match=r"No object 9\.9 .*SEG"):
        kinds("9.9")
    with pytest.raises(InputError, match="no overlay planes"):
        kinds(volume.series_uid)


def test_overlay_planes_are_drawn_and_were_not_made_by_a_model(tmp_path: Path) -> None:
    phantom_series(tmp_path)
    _, source = scanned(tmp_path)
    volume = load_volume(source)
    segment = Segment(1, "overlay", (255, 255, 0))
    plane = LabelMap(ball((2, 9, 12), 6).astype(np.uint8), volume.geometry, (segment,), "6000")
    objects = series_objects(volume, source, (), Reader((plane,)))
    bare, _ = picture(volume, SeriesObjects(), tmp_path / "bare.png")
    drawn, facts = picture(volume, objects, tmp_path / "drawn.png")
    assert (bare != drawn).any()
    assert "OVERLAYS 6000" in facts["footer"]
    assert "RESEARCH USE ONLY" not in facts["views"][0]["badges"]


def test_an_object_of_another_series_is_no_part_of_this_one(tmp_path: Path) -> None:
    slices = phantom_series(tmp_path)
    mask = np.ones(SHAPE_KJI, np.uint8)
    write_segmentation(slices, mask, "BINARY", tmp_path / "seg.dcm")
    (entry,), source = scanned(tmp_path)
    other = replace(entry, referenced_series_uids=("9.9",))
    objects = series_objects(load_volume(source), source, (other,), Reader())
    assert objects.facts() == {"drawn": [], "refused": []}


def test_a_slice_that_an_object_does_not_meet_says_so(tmp_path: Path) -> None:
    write_one("SEG", tmp_path)
    entries, source = scanned(tmp_path)
    volume = load_volume(source)
    objects = series_objects(volume, source, entries, Reader())
    met = {}
    for k in (MIDDLE_K, SHAPE_KJI[0] - 1):
        _, facts = picture(volume, objects, tmp_path / "a.png", k)
        (row,) = facts["objects"]["drawn"]
        met[k] = (row["on_this_slice"], f"SEG {row['name']}" in facts["footer"])
    assert met == {MIDDLE_K: (True, True), SHAPE_KJI[0] - 1: (False, False)}


def test_the_overlay_planes_of_a_real_picture_are_drawn(tmp_path: Path) -> None:
    path = require_data("dicom_objects", "pydicom", "MR-SIEMENS-DICOM-WithOverlays.dcm")
    (source,) = scan_paths([path]).series
    volume = load_volume(source)
    objects = series_objects(volume, source, (), Reader())
    bare, _ = picture(volume, SeriesObjects(), tmp_path / "bare.png", 0)
    drawn, facts = picture(volume, objects, tmp_path / "drawn.png", 0)
    assert (bare != drawn).any()
    assert facts["objects"]["drawn"][0]["on_this_slice"]


def second_series(folder: Path, frame_uid: str, shift_mm: float = 0.0) -> None:
    """The phantom once more under another UID, slices ``shift_mm`` further up."""
    affine = grid_affine()
    affine[2, 3] += shift_mm
    slices = series_slices(
        asymmetric_phantom(SHAPE_KJI), affine, series="two",
        FrameOfReferenceUID=frame_uid, SeriesDescription="T2",
    )  # fmt: skip
    write_series(slices, folder)


def test_an_object_of_another_series_of_the_patient_space_is_drawn_where_it_lies(
    tmp_path: Path,
) -> None:
    slices = phantom_series(tmp_path / "one")
    mask = ball((2, 9, 12), 6).astype(np.uint8)
    write_segmentation(slices, mask, "BINARY", tmp_path / "seg.dcm")
    second_series(tmp_path / "two", slices[0].FrameOfReferenceUID, shift_mm=3.0)
    scan = scan_paths([tmp_path])
    (other,) = [one for one in scan.series if one.info.series_description == "T2"]
    volume = load_volume(other)
    objects = series_objects(volume, other, scan.objects, Reader(), (), scan.series)
    shown = {}
    for k in range(SHAPE_KJI[0]):
        _, facts = picture(volume, objects, tmp_path / f"{k}.png", k)
        (row,) = facts["objects"]["drawn"]
        shown[k] = row["on_this_slice"]
    lesion = {int(k) for k in np.flatnonzero(mask.any((1, 2)))}
    step = round(float(volume.geometry.spacing_mm_kji[0]))
    assert step == 3  # the second series begins one slice higher: its slice k is slice k + 1
    assert {k for k, there in shown.items() if there} == {k - 1 for k in lesion if k >= 1}
    assert row["of"]["series_uid"] == slices[0].SeriesInstanceUID
    _, facts = picture(volume, objects, tmp_path / "a.png", min(lesion))
    assert any(w.startswith("SEG") and "(of Phantom one)" in w for w in facts["footer"])


def test_an_object_of_a_series_in_another_space_is_not_drawn(tmp_path: Path) -> None:
    slices = phantom_series(tmp_path / "one")
    mask = ball((2, 9, 12), 6).astype(np.uint8)
    write_segmentation(slices, mask, "BINARY", tmp_path / "seg.dcm")
    write_presentation(slices, tmp_path / "notes.dcm")
    second_series(tmp_path / "two", "1.2.3.4")
    second_series(tmp_path / "three", slices[0].FrameOfReferenceUID)
    for name, kinds in (("two", []), ("three", ["SEG"])):
        scan = scan_paths([tmp_path / "one", tmp_path / "seg.dcm", tmp_path / "notes.dcm",
                           tmp_path / name])  # fmt: skip
        (other,) = [one for one in scan.series if one.info.series_description == "T2"]
        volume = load_volume(other)
        objects = series_objects(volume, other, scan.objects, Reader(), (), scan.series)
        assert [row["kind"] for row in objects.drawn] == kinds
        assert objects.refused == ()
