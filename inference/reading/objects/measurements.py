"""Measurement groups of structured reports (TID 1500, 1410, 1411, 1501) to findings."""

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, Point
from inference.imaging.flag import Flag
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import (
    check_frame_of_reference,
    first_item,
    image_references,
    number_of,
    numbers_of,
    text_of,
)
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.content_tree import (
    children,
    descendants,
    find,
    is_named,
    name_of,
    quantity,
    value_type,
    words,
)
from inference.reading.objects.source_slices import lps_of_pixels

Float = NDArray[np.float64]

_GROUP = ("125007", "DCM")
_TRACKING_ID, _TRACKING_UID = ("112039", "DCM"), ("112040", "DCM")
_SHOWN = (_TRACKING_ID, _TRACKING_UID, ("121071", "DCM"))
_FINDING, _SEGMENT = ("121071", "DCM"), ("121191", "DCM")
_VOLUMES = {("118565006", "SCT"), ("G-D705", "SRT"), ("118565006", "SRT"), ("RNU0", "IBSI"),
            ("YEKZ", "IBSI")}  # fmt: skip
_LENGTHS = {("103339001", "SCT"), ("G-A185", "SRT"), ("410668003", "SCT"), ("G-D7FE", "SRT"),
            ("81827009", "SCT"), ("M-02550", "SRT"), ("L0JK", "IBSI")}  # fmt: skip
_ML = {"mm3": 0.001, "cm3": 1.0, "ml": 1.0, "mL": 1.0, "l": 1000.0, "L": 1000.0, "dm3": 1000.0}
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "um": 0.001}


def read_measurements(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """One finding per measurement group, with its numbers, codes and place in LPS if stated.

    Places are SCOORD3D in the report's frame of reference, or SCOORD on a slice of ``source``.
    """
    groups = [item for item in descendants(dataset) if is_named(item, _GROUP)]
    findings = tuple(_finding(group, n, entry, source) for n, group in enumerate(groups))
    name = name_of(dataset)
    flags: tuple[Flag, ...] = ()
    if not groups:
        message = f"{entry.path.name} is a report without measurement groups; only its title shows."
        flags = (Flag("report-without-measurements", message, blocks_models=False),)
    return ObjectContent(entry, findings=findings, title=name.meaning if name else "", flags=flags)


def _finding(
    group: Dataset, number: int, entry: ObjectEntry, source: SeriesEntry | None
) -> Finding:
    points = _points(group, entry, source)
    what, label = words(find(group, _FINDING)), words(find(group, _TRACKING_ID))
    volume_ml, longest_mm = _sizes(group)
    return Finding(
        id=words(find(group, _TRACKING_UID)) or f"{entry.path.name}:{number + 1}",
        kind="measurement",
        label=what or label or f"Measurement {number + 1}",
        point_lps=_point(points.mean(axis=0)) if len(points) else None,
        box_lps=(_point(points.min(axis=0)), _point(points.max(axis=0))) if len(points) else None,
        segment_id=_segment_number(group),
        volume_ml=volume_ml,
        longest_mm=longest_mm,
        details=_details(group, label),
    )


def _sizes(group: Dataset) -> tuple[float | None, float | None]:
    """Volume in mL and greatest length in mm among the measurements, where stated."""
    volume: float | None = None
    lengths = []
    for item in descendants(group):
        measured = quantity(item) if value_type(item) == "NUM" else None
        if measured is None:
            continue
        value, unit = measured
        if is_named(item, *_VOLUMES) and unit in _ML and volume is None:
            volume = value * _ML[unit]
        elif is_named(item, *_LENGTHS) and unit in _MM:
            lengths.append(value * _MM[unit])
    return volume, max(lengths, default=None)


def _details(group: Dataset, tracking: str) -> dict[str, float | str]:
    """Every measurement ("name [unit]") and every coded or written statement of the group."""
    details: dict[str, float | str] = {"tracking identifier": tracking} if tracking else {}
    for item in descendants(group):
        name = name_of(item)
        measured = quantity(item) if value_type(item) == "NUM" else None
        if name is not None and measured is not None:
            value, unit = measured
            key = f"{name.meaning} [{unit}]" if unit not in ("", "1") else name.meaning
            details[_free_key(details, key)] = value
    for item in children(group):
        name, kind = name_of(item), value_type(item)
        if name is not None and kind in ("CODE", "TEXT") and not is_named(item, *_SHOWN):
            details[_free_key(details, name.meaning)] = words(item)
        if is_named(item, _SEGMENT):
            references = image_references(item, "ReferencedSOPSequence")
            details["segmentation"] = references[0].sop_instance_uid if references else ""
    return details


def _free_key(details: dict[str, float | str], key: str) -> str:
    """The key itself, numbered when it is taken."""
    count = 2
    free = key
    while free in details:
        free = f"{key} ({count})"
        count += 1
    return free


def _segment_number(group: Dataset) -> int | None:
    item = find(group, _SEGMENT)
    reference = first_item(item, "ReferencedSOPSequence") if item is not None else None
    number = number_of(reference, "ReferencedSegmentNumber") if reference is not None else None
    return None if number is None else int(number)


def _points(group: Dataset, entry: ObjectEntry, source: SeriesEntry | None) -> Float:
    """(n, 3) LPS points of all regions of the group."""
    parts = [np.empty((0, 3))]
    for item in descendants(group):
        kind = value_type(item)
        if kind == "SCOORD3D":
            uid = text_of(item, "ReferencedFrameOfReferenceUID")
            check_frame_of_reference(entry, uid, source)
            parts.append(_pairs(item, 3, entry))
        elif kind == "SCOORD":
            images = tuple(
                reference
                for child in children(item)
                for reference in image_references(child, "ReferencedSOPSequence")
            )
            placed = lps_of_pixels(source, images, _outline(item, entry))
            parts += [placed] if placed is not None else []
    return np.concatenate(parts)


def _outline(item: Dataset, entry: ObjectEntry) -> Float:
    """(n, 2) voxel indices (i, j): the origin of SCOORD is the first pixel's outer corner."""
    points = _pairs(item, 2, entry) - 0.5
    if text_of(item, "GraphicType") != "CIRCLE" or len(points) != 2:
        return points
    centre, radius = points[0], float(np.linalg.norm(points[1] - points[0]))
    outline: Float = centre + radius * np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    return outline


def _pairs(item: Dataset, width: int, entry: ObjectEntry) -> Float:
    data = numbers_of(item, "GraphicData")
    if not data.size or len(data) % width or not np.isfinite(data).all():
        raise InputError(f"{entry.path.name} has a region with {len(data)} coordinates.")
    return data.reshape(-1, width)


def _point(values: Float) -> Point:
    x, y, z = (float(value) for value in values)
    return x, y, z
