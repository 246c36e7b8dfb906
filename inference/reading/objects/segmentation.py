"""DICOM segmentations (binary, fractional, label map) to label maps and heatmaps."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import check_frame_of_reference, text_of
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.frame_grid import (
    FrameGrid,
    frame_groups,
    frame_places,
    group_item,
    stack_frames,
)
from inference.reading.objects.segment_facts import segments_of, unnamed_segment
from inference.reading.objects.segment_layers import label_maps
from inference.reading.objects.source_slices import slice_of
from inference.reading.objects.stored_frames import StoredFrames, frame_shape, stored_frames

Array = NDArray[Any]
Mask = NDArray[np.bool_]

THRESHOLD = 0.5


def read_segmentation(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """Label maps (several where segments overlap); heatmaps besides for fractional ones.

    PS3.3 A.51, C.8.20; the label map class is A.51 with SegmentationType LABELMAP. Grids are
    the object's own, or the source's where every frame is one of its slices.
    """
    name = entry.path.name
    if dataset.get("TotalPixelMatrixColumns"):
        raise InputError(f"{name} lies on a microscopy slide, not in a patient.")
    uid = text_of(dataset, "FrameOfReferenceUID")
    check_frame_of_reference(entry, uid, source)
    grids = _grids(dataset, uid, source, name)
    frames = stored_frames(dataset, name)
    kind = text_of(dataset, "SegmentationType")
    segments = segments_of(dataset)
    title = text_of(dataset, "ContentDescription") or entry.info.series_description
    if kind == "LABELMAP":
        maps = [_label_map(grid, frames, segments, title) for grid in grids]
        return ObjectContent(entry, tuple(maps), title=title)
    numbers = _segment_numbers(dataset, len(frames), name)
    if kind == "BINARY":
        maps = [
            layer
            for grid in grids
            for layer in label_maps(grid, frames, numbers, segments, _set, title)
        ]
        return ObjectContent(entry, tuple(maps), title=title)
    if kind != "FRACTIONAL":
        raise InputError(f"{name} is a segmentation of the unknown type {kind!r}.")
    return _fractional(dataset, entry, frames, grids, numbers, title)


def _grids(dataset: Dataset, uid: str, source: SeriesEntry | None, name: str) -> list[FrameGrid]:
    count, rows, columns = frame_shape(dataset, name)
    places = frame_places(dataset, count)
    if places is not None:
        return stack_frames(places, (rows, columns), uid, source, name)
    return [_grid_of_source(dataset, (rows, columns), source, name)]


def _grid_of_source(
    dataset: Dataset, shape_ji: tuple[int, int], source: SeriesEntry | None, name: str
) -> FrameGrid:
    """Frames without a place (over radiographs): the pictures that they were drawn on."""
    shared, groups = frame_groups(dataset)
    if source is None:
        raise InputError(f"{name} names no place in the patient; open the picture it belongs to.")
    if source.geometry.shape_kji[1:] != shape_ji:
        raise InputError(f"{name} does not have the size of the picture it belongs to.")
    slices = []
    for group in groups:
        reference = group_item(shared, group, "DerivationImageSequence", "SourceImageSequence")
        sop_uid = text_of(reference, "ReferencedSOPInstanceUID") if reference is not None else ""
        frame = int(reference.get("ReferencedFrameNumber") or 0) if reference is not None else 0
        k = slice_of(source, sop_uid, frame)
        if k is None:
            raise InputError(f"{name} belongs to other pictures than the ones open.")
        slices.append(k)
    return FrameGrid(source.geometry, tuple(range(len(groups))), tuple(slices))


def _segment_numbers(dataset: Dataset, count: int, name: str) -> list[int]:
    shared, groups = frame_groups(dataset)
    numbers = []
    for group in groups:
        item = group_item(shared, group, "SegmentIdentificationSequence")
        number = int(item.get("ReferencedSegmentNumber") or 0) if item is not None else 0
        if number < 1:
            raise InputError(f"{name} has a frame that names no segment.")
        numbers.append(number)
    if len(numbers) != count:
        raise InputError(f"{name} has {count} frames and describes {len(numbers)}.")
    return numbers


def _set(stored: Array) -> Mask:
    return np.asarray(stored != 0)


def _label_map(
    grid: FrameGrid, frames: StoredFrames, segments: dict[int, Segment], title: str
) -> LabelMap:
    if frames.dtype.kind not in "ui":
        raise ValueError("a label map of numbers that are not whole")
    labels = np.zeros(grid.geometry.shape_kji, frames.dtype)
    for frame, k in zip(grid.frames, grid.slices, strict=True):
        labels[k] = frames[frame]
    used = [int(value) for value in np.unique(labels) if value]
    members = tuple(segments.get(number) or unnamed_segment(number) for number in used)
    return LabelMap(labels, grid.geometry, members, title)


def _fractional(
    dataset: Dataset,
    entry: ObjectEntry,
    frames: StoredFrames,
    grids: list[FrameGrid],
    numbers: list[int],
    title: str,
) -> ObjectContent:
    segments = segments_of(dataset)
    largest = float(dataset.get("MaximumFractionalValue") or 255)
    unit = text_of(dataset, "SegmentationFractionalType").lower()
    halves = {n: replace(s, name=f"{s.name} (at least 50 %)") for n, s in segments.items()}
    heatmaps: list[Heatmap] = []
    maps: list[LabelMap] = []
    for grid in grids:
        for number, values in _fractions(grid, frames, numbers, largest).items():
            name = (segments.get(number) or unnamed_segment(number)).name
            kind = "fractional segmentation"
            heatmaps.append(Heatmap(values, grid.geometry, kind, name, unit=unit))
        maps += label_maps(
            grid, frames, numbers, halves, lambda stored: stored >= THRESHOLD * largest, title
        )
    return ObjectContent(entry, tuple(maps), tuple(heatmaps), title=title)


def _fractions(
    grid: FrameGrid, frames: StoredFrames, numbers: list[int], largest: float
) -> dict[int, NDArray[np.float32]]:
    values: dict[int, NDArray[np.float32]] = {}
    for frame, k in zip(grid.frames, grid.slices, strict=True):
        target = values.setdefault(numbers[frame], np.zeros(grid.geometry.shape_kji, np.float32))
        np.maximum(target[k], frames[frame] / np.float32(largest), out=target[k])
    return values
