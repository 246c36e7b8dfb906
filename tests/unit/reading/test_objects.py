"""DICOM result objects: layers where the patient has them, whoever wrote them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import (
    ExplicitVRLittleEndian,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap
from inference.imaging.presentation import ImageReference
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.load import load_volume
from inference.reading.objects import READERS, read_object
from inference.reading.objects.overlays import read_overlays
from inference.reading.objects.segment_facts import rgb_from_cielab
from inference.reading.sandbox import SandboxPool
from tests.factories import axis_directions, grid_affine, write_dataset
from tests.unit.reading.object_files import (
    SHAPE_KJI,
    ball,
    phantom_series,
    scanned,
    tilted_affine,
    write_key_objects,
    write_map,
    write_presentation,
    write_report,
    write_segmentation,
    write_structure_set,
)

Float = NDArray[np.float64]


@pytest.fixture
def sources(tmp_path: Path) -> list[Dataset]:
    """A tilted series in ``tmp_path``, k ascending."""
    return phantom_series(tmp_path / "series", tilted_affine())


def _only(folder: Path) -> tuple[ObjectEntry, SeriesEntry]:
    objects, series = scanned(folder)
    assert len(objects) == 1
    return objects[0], series


def _centroid(mask: NDArray[np.bool_], geometry: Geometry) -> Float:
    return np.asarray(geometry.lps_from_index(np.argwhere(mask)).mean(axis=0))


def _dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    return 2 * float((a & b).sum()) / float(a.sum() + b.sum())


def _on(grid: Geometry, labels: LabelMap) -> NDArray[np.generic]:
    """Nearest label at each voxel centre of another grid, through LPS."""
    centres = grid.lps_from_index(np.moveaxis(np.indices(grid.shape_kji), 0, -1))
    index = np.rint(labels.geometry.index_from_lps(centres)).astype(int)
    inside = labels.geometry.contains_index(index)
    values = np.zeros(grid.shape_kji, labels.array.dtype)
    values[inside] = labels.array[tuple(index[inside].T)]
    return values


@pytest.mark.parametrize("with_source", [True, False])
def test_mask_written_by_another_library_comes_back_in_the_same_place(
    sources: list[Dataset], tmp_path: Path, with_source: bool
) -> None:
    """Phantom -> DICOM -> volume -> mask -> SEG -> mask: Dice 1, centroid under 0.01 voxel."""
    series = scanned(tmp_path)[1]
    volume = load_volume(series)
    mask = ball((2.4, 8.3, 11.7), 6.5)
    write_segmentation(sources, mask.astype(np.uint8), "BINARY", tmp_path / "seg.dcm")
    entry, _ = _only(tmp_path)
    content = read_object(entry, series if with_source else None)
    (labels,) = content.label_maps
    placed = _on(volume.geometry, labels) == 1
    assert _dice(placed, mask) == 1.0
    gap = _centroid(labels.array == 1, labels.geometry) - _centroid(mask, volume.geometry)
    assert np.abs(gap).max() < 0.01 * min(volume.geometry.spacing_mm_kji)
    assert labels.geometry.same_grid(volume.geometry) is with_source


@pytest.mark.parametrize("directions", axis_directions()[::7])
def test_a_mask_keeps_its_side_in_any_orientation(directions: Float, tmp_path: Path) -> None:
    sources = phantom_series(tmp_path / "series", grid_affine(directions=directions))
    mask = ball((2.4, 8.3, 11.7), 6.5)
    write_segmentation(sources, mask.astype(np.uint8), "BINARY", tmp_path / "seg.dcm")
    entry, _ = _only(tmp_path)
    (labels,) = read_object(entry).label_maps
    points = labels.geometry.lps_from_index(np.argwhere(labels.array))
    wanted = Geometry(SHAPE_KJI, grid_affine(directions=directions)).lps_from_index(
        np.argwhere(mask)
    )
    order, wanted_order = (np.lexsort(p.round(2).T) for p in (points, wanted))
    np.testing.assert_allclose(points[order], wanted[wanted_order], atol=1e-3)


def test_slices_without_the_segment_leave_a_gap_of_the_right_size(
    sources: list[Dataset], tmp_path: Path
) -> None:
    mask = ball((2, 8, 11), 6)
    mask[2] = False
    write_segmentation(sources, mask.astype(np.uint8), "BINARY", tmp_path / "seg.dcm")
    entry, series = _only(tmp_path)
    (labels,) = read_object(entry).label_maps
    gap = _centroid(labels.array == 1, labels.geometry) - _centroid(mask, series.geometry)
    assert np.abs(gap).max() < 0.01
    assert labels.geometry.spacing_mm_kji == pytest.approx(series.geometry.spacing_mm_kji)
    assert labels.volume_ml(1) == pytest.approx(mask.sum() * series.geometry.voxel_volume_ml)


def test_a_segmentation_tells_its_segments(sources: list[Dataset], tmp_path: Path) -> None:
    pixels = ball((2, 8, 11), 6).astype(np.uint8)
    pixels[ball((3, 15, 20), 3)] = 2
    write_segmentation(sources, pixels, "BINARY", tmp_path / "seg.dcm", 2)
    entry, series = _only(tmp_path)
    assert entry.referenced_series_uids == (series.info.series_uid,)
    (labels,) = read_object(entry, series).label_maps
    np.testing.assert_array_equal(labels.array, pixels)
    first = labels.segments[0]
    assert (first.id, first.name, first.colour) == (1, "part 1", (221, 130, 101))
    assert first.type_code is not None
    assert (first.type_code.value, first.type_code.scheme) == ("10200004", "SCT")
    assert first.category_code is not None
    assert (first.algorithm_type, first.algorithm_name) == ("AUTOMATIC", "finder")


def test_overlapping_segments_hide_no_voxel(sources: list[Dataset], tmp_path: Path) -> None:
    masks = [ball((2, 8, 11), 6), ball((3, 10, 13), 6), ball((1, 2, 2), 2)]
    write_segmentation(
        sources, np.stack(masks, axis=-1).astype(np.uint8), "BINARY", tmp_path / "seg.dcm", 3
    )
    entry, series = _only(tmp_path)
    maps = read_object(entry, series).label_maps
    assert len(maps) == 2
    for number, mask in enumerate(masks, start=1):
        home = [labels for labels in maps if number in {s.id for s in labels.segments}]
        assert len(home) == 1
        np.testing.assert_array_equal(home[0].array == number, mask)


def test_fractions_become_a_heatmap_and_a_mask(sources: list[Dataset], tmp_path: Path) -> None:
    fractions = np.random.default_rng(1).random(SHAPE_KJI)
    write_segmentation(sources, fractions, "FRACTIONAL", tmp_path / "seg.dcm")
    entry, series = _only(tmp_path)
    content = read_object(entry, series)
    (heatmap,), (labels,) = content.heatmaps, content.label_maps
    np.testing.assert_allclose(heatmap.array, fractions, atol=0.5 / 255)
    assert heatmap.unit == "probability"
    np.testing.assert_array_equal(labels.array == 1, heatmap.array >= 0.5)
    assert labels.segments[0].name == "part 1 (at least 50 %)"


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless, JPEGLSLossless])
def test_a_label_map_object_keeps_its_numbers(
    sources: list[Dataset], tmp_path: Path, syntax: str
) -> None:
    pixels = np.zeros(SHAPE_KJI, np.uint8)
    pixels[ball((2, 8, 11), 6)] = 2
    write_segmentation(sources, pixels, "LABELMAP", tmp_path / "seg.dcm", 2, syntax)
    entry, series = _only(tmp_path)
    (labels,) = read_object(entry, series).label_maps
    np.testing.assert_array_equal(labels.array, pixels)
    assert [segment.name for segment in labels.segments] == ["part 2"]


@pytest.mark.parametrize("dtype", ["float32", "float64", "uint16"])
def test_parametric_maps_keep_values_and_unit(
    sources: list[Dataset], tmp_path: Path, dtype: str
) -> None:
    values = np.random.default_rng(2).integers(1, 4000, SHAPE_KJI).astype(dtype)
    slope = 0.5 if dtype == "uint16" else 1.0
    write_map(sources, values, tmp_path / "map.dcm", slope)
    entry, series = _only(tmp_path)
    (heatmap,) = read_object(entry, series).heatmaps
    np.testing.assert_allclose(heatmap.array, values * slope, rtol=1e-6)
    assert heatmap.unit == "mm2/s"
    assert heatmap.target == "Apparent Diffusion Coefficient"
    assert heatmap.geometry.same_grid(series.geometry)
    assert heatmap.value_range == (float(heatmap.array.min()), float(heatmap.array.max()))


def test_voxels_without_a_value_are_told(sources: list[Dataset], tmp_path: Path) -> None:
    values = np.ones(SHAPE_KJI, np.float32)
    values[2, 3, 4] = np.nan
    values[0] = 5
    write_map(sources, values, tmp_path / "map.dcm")
    entry, series = _only(tmp_path)
    content = read_object(entry, series)
    assert content.heatmaps[0].array[2, 3, 4] == 1.0
    assert "map-values-missing" in {flag.code for flag in content.flags}


def _polygon() -> Float:
    geometry = Geometry(SHAPE_KJI, tilted_affine())
    return geometry.lps_from_index([[2, 4, 5], [2, 4, 12], [2, 10, 12], [2, 10, 5]])


def test_contours_stay_where_they_were_drawn(sources: list[Dataset], tmp_path: Path) -> None:
    write_structure_set(sources, _polygon(), tmp_path / "rt.dcm")
    entry, series = _only(tmp_path)
    assert entry.referenced_series_uids == (series.info.series_uid,)
    contours = read_object(entry, series).contours
    assert contours is not None
    (bladder,) = contours.structures
    assert (bladder.number, bladder.name, bladder.colour) == (3, "Bladder", (255, 10, 20))
    assert (bladder.generation, bladder.interpreted_type) == ("MANUAL", "ORGAN")
    assert [contour.closed for contour in bladder.contours] == [True, False]
    np.testing.assert_allclose(bladder.contours[0].points_lps, _polygon(), atol=1e-5)


def test_measurements_become_findings_in_the_patient(
    sources: list[Dataset], tmp_path: Path
) -> None:
    ring = np.concatenate([_polygon(), _polygon()[:1]])
    write_report(sources, ring, tmp_path / "sr.dcm")
    entry, series = _only(tmp_path)
    first, second = read_object(entry, series).findings
    assert first.label == "Nodule"
    assert first.details["tracking identifier"] == "first"
    assert first.volume_ml == pytest.approx(0.9)
    assert first.longest_mm == pytest.approx(12.5)
    np.testing.assert_allclose(
        np.array(first.box_lps), (_polygon().min(0), _polygon().max(0)), atol=1e-4
    )
    middle = series.geometry.lps_from_index([2, 6, 6])
    np.testing.assert_allclose(np.array(second.point_lps), middle, atol=1e-4)


def test_a_presentation_says_what_to_show_where(sources: list[Dataset], tmp_path: Path) -> None:
    write_presentation(sources, tmp_path / "pr.dcm")
    entry, series = _only(tmp_path)
    presentation = read_object(entry, series).presentation
    assert presentation is not None
    assert presentation.description == "two marks"
    (window,) = presentation.windows
    assert (window.window.centre, window.window.width) == (40, 400)
    (text,), (line,) = presentation.texts, presentation.graphics
    assert text.text == "look here"
    np.testing.assert_allclose(np.array(text.anchor), (4, 6))
    np.testing.assert_allclose(np.array(text.anchor_lps), series.geometry.lps_from_index([2, 6, 4]))
    np.testing.assert_allclose(line.points, [[2, 3], [10, 3]])
    ends = series.geometry.lps_from_index([[2, 3, 2], [2, 3, 10]])
    np.testing.assert_allclose(np.array(line.points_lps), ends)
    assert line.images == (ImageReference(sources[2].SOPInstanceUID),)


def test_key_objects_name_their_pictures(sources: list[Dataset], tmp_path: Path) -> None:
    write_key_objects(sources, tmp_path / "ko.dcm")
    entry, series = _only(tmp_path)
    content = read_object(entry, series)
    wanted = tuple(ImageReference(sources[n].SOPInstanceUID) for n in (1, 4))
    assert content.key_images == wanted
    assert content.title == "For Teaching: two slices"


def _write_all(sources: list[Dataset], folder: Path) -> None:
    mask = ball((2, 8, 11), 6)
    write_segmentation(sources, mask.astype(np.uint8), "BINARY", folder / "seg.dcm")
    write_map(sources, mask.astype(np.float32), folder / "map.dcm")
    write_structure_set(sources, _polygon(), folder / "rt.dcm")
    ring = np.concatenate([_polygon(), _polygon()[:1]])
    write_report(sources, ring, folder / "sr.dcm")
    write_presentation(sources, folder / "pr.dcm")
    write_key_objects(sources, folder / "ko.dcm")


def test_another_frame_of_reference_is_refused(sources: list[Dataset], tmp_path: Path) -> None:
    _write_all(sources, tmp_path)
    objects, series = scanned(tmp_path)
    elsewhere = replace(
        series, geometry=replace(series.geometry, frame_of_reference_uid=generate_uid())
    )
    placed = [entry for entry in objects if entry.kind not in ("GSPS", "KEY_OBJECTS")]
    assert len(placed) == 4
    for entry in placed:
        with pytest.raises(InputError, match="another frame of reference"):
            read_object(entry, elsewhere)


def test_every_object_reads_the_same_through_the_sandbox(
    sources: list[Dataset], tmp_path: Path
) -> None:
    _write_all(sources, tmp_path)
    objects, series = scanned(tmp_path)
    assert {entry.kind for entry in objects} == set(READERS)
    pool = SandboxPool(1)
    try:
        for entry in objects:
            mine, theirs = read_object(entry, series), pool.read_object(entry, series)
            assert theirs.title == mine.title
            assert len(theirs.findings) == len(mine.findings)
            for a, b in zip(mine.label_maps, theirs.label_maps, strict=True):
                np.testing.assert_array_equal(a.array, b.array)
        assert pool.read_overlays(series) == ()
    finally:
        pool.close()


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_cut_object_is_refused(sources: list[Dataset], tmp_path: Path, cut: float) -> None:
    mask = ball((2, 8, 11), 6).astype(np.uint8)
    path = write_segmentation(sources, mask, "BINARY", tmp_path / "seg.dcm")
    entry, series = _only(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(cut * len(data))])
    with pytest.raises(InputError, match=r"seg\.dcm"):
        read_object(entry, series)


def test_overlay_planes_lie_on_their_slices(tmp_path: Path) -> None:
    sources = phantom_series(tmp_path)
    plane = np.zeros((8, 10), np.uint8)
    plane[1:4, 2:7] = 1
    _add_overlay(sources[3], plane, origin=(5, 3))
    write_dataset(sources[3], tmp_path / "image0003")
    series = scanned(tmp_path)[1]
    (labels,) = read_overlays(series)
    expected = np.zeros(SHAPE_KJI, np.uint8)
    expected[3, 5:8, 4:9] = 1
    np.testing.assert_array_equal(labels.array, expected)
    assert labels.segments[0].name == "a note"
    assert labels.geometry is series.geometry


def test_an_overlay_beyond_the_picture_is_cut_to_it(tmp_path: Path) -> None:
    sources = phantom_series(tmp_path)
    _add_overlay(sources[3], np.ones((40, 40), np.uint8), origin=(-3, 20))
    write_dataset(sources[3], tmp_path / "image0003")
    (labels,) = read_overlays(scanned(tmp_path)[1])
    expected = np.zeros(SHAPE_KJI, np.uint8)
    expected[3, :, 19:] = 1
    np.testing.assert_array_equal(labels.array, expected)


def test_a_short_overlay_is_refused(tmp_path: Path) -> None:
    sources = phantom_series(tmp_path)
    _add_overlay(sources[3], np.ones((40, 40), np.uint8), origin=(1, 1))
    sources[3].add_new((0x6000, 0x3000), "OW", b"\1\0")
    write_dataset(sources[3], tmp_path / "image0003")
    with pytest.raises(InputError, match="cut short"):
        read_overlays(scanned(tmp_path)[1])


def _add_overlay(data: Dataset, plane: NDArray[np.uint8], origin: tuple[int, int]) -> None:
    packed = np.packbits(plane.ravel(), bitorder="little").tobytes()
    values: dict[int, tuple[str, Any]] = {
        0x10: ("US", plane.shape[0]),
        0x11: ("US", plane.shape[1]),
        0x22: ("LO", "a note"),
        0x40: ("CS", "G"),
        0x50: ("SS", list(origin)),
        0x100: ("US", 1),
        0x102: ("US", 0),
        0x3000: ("OW", packed + b"\0" * (len(packed) % 2)),
    }
    for element, (vr, value) in values.items():
        data.add_new((0x6000, element), vr, value)


def test_colours_agree_with_another_library() -> None:
    for rgb in np.random.default_rng(5).integers(0, 256, (50, 3)):
        stored = hd.color.CIELabColor.from_rgb(*(int(v) for v in rgb)).value
        np.testing.assert_allclose(rgb_from_cielab(stored), rgb, atol=1)
