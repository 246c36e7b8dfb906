"""From a label map to findings: each lesion with its volume, diameter and place."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist

from inference.engine.steps.label_volume import EVERY_NEIGHBOUR
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap, Segment

Float = NDArray[np.float64]
Mask = NDArray[np.bool_]
LESION_CATEGORY = "49755003"  # SCT, morphologically altered structure


def findings_of(
    label_map: LabelMap, score: NDArray[np.float32], calibrated: bool
) -> tuple[Finding, ...]:
    """A finding for each connected lesion, and one for each anatomical segment; largest first.

    ``score`` (k, j, i) is averaged over the finding. ``longest_mm`` is the longest diameter
    within an acquired slice, between outer voxel corners; ``details`` has the one across slices.
    """
    findings = []
    for segment in label_map.segments:
        for part, corner in _parts(label_map.array == segment.id, _is_lesion(segment)):
            findings.append(_finding(part, corner, segment, label_map.geometry, score, calibrated))
    findings.sort(key=lambda finding: -float(finding.details["voxels"]))
    return tuple(_numbered(findings))


def area_strip(label_map: LabelMap, name: str) -> SliceStrip:
    """Segmented area of each slice relative to the largest."""
    areas = np.count_nonzero(label_map.array, axis=(1, 2))
    return SliceStrip(name, tuple((areas / max(int(areas.max()), 1)).tolist()))


def _is_lesion(segment: Segment) -> bool:
    return segment.category_code is None or segment.category_code.value == LESION_CATEGORY


def _parts(mask: Mask, each_component: bool) -> Iterator[tuple[Mask, NDArray[np.intp]]]:
    """Masks cut to their bounding boxes, with the box's first index."""
    whole = ndimage.find_objects(mask.astype(np.uint8))
    if not whole:
        return
    inner, first = mask[whole[0]], np.array([side.start for side in whole[0]])
    if not each_component:
        yield inner, first
        return
    labelled = ndimage.label(inner, EVERY_NEIGHBOUR)[0]
    for number, box in enumerate(ndimage.find_objects(labelled), start=1):
        yield labelled[box] == number, first + [side.start for side in box]


def _finding(  # all that a finding is made of
    part: Mask,
    corner: NDArray[np.intp],
    segment: Segment,
    geometry: Geometry,
    score: NDArray[np.float32],
    calibrated: bool,
) -> Finding:
    box = tuple(slice(c, c + n) for c, n in zip(corner, part.shape, strict=True))
    edges = _edge_corners(part) + corner
    points = geometry.lps_from_index(edges)
    inner = geometry.lps_from_index(_deepest(part) + corner)
    volume = float(part.sum(axis=(1, 2)) @ geometry.slice_volumes_ml[box[0]])
    details: dict[str, float | str] = {"voxels": float(part.sum())}
    longest, plane = None, None
    if geometry.calibrated:
        longest, plane = _longest_in_slice(part, corner, geometry)
        details |= {"longest_slice_k": float(plane), "longest_3d_mm": _diameter_mm(points)}
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Finding(
        id="",
        kind="lesion" if _is_lesion(segment) else "structure",
        label=segment.name,
        score=float(score[box][part].mean()),
        calibrated=calibrated,
        point_lps=(float(inner[0]), float(inner[1]), float(inner[2])),
        box_lps=((low[0], low[1], low[2]), (high[0], high[1], high[2])),
        segment_id=segment.id,
        volume_ml=volume if geometry.calibrated else None,
        longest_mm=longest,
        details=details,
    )


def _numbered(findings: list[Finding]) -> Iterator[Finding]:
    for number, finding in enumerate(findings, start=1):
        yield replace(finding, id=f"{finding.kind}-{number}")


def _edge_corners(part: Mask) -> Float:
    """(n, 3) voxel corners of the first and last voxel of every row: all extremes are there."""
    k, j = np.nonzero(part.any(axis=2))
    rows = part[k, j]
    first = rows.argmax(axis=1)
    last = rows.shape[1] - 1 - rows[:, ::-1].argmax(axis=1)
    ends = [
        np.stack([k + dk, j + dj, i], axis=1)
        for i in (first - 0.5, last + 0.5)
        for dj in (-0.5, 0.5)
        for dk in (-0.5, 0.5)
    ]
    return np.unique(np.concatenate(ends), axis=0)


def _deepest(part: Mask) -> NDArray[np.intp]:
    """The voxel furthest from the rim, in the slice where most of the finding lies."""
    k = int(part.sum(axis=(1, 2)).argmax())
    depth = ndimage.distance_transform_edt(np.pad(part[k], 1))[1:-1, 1:-1]
    j, i = np.unravel_index(int(depth.argmax()), depth.shape)
    return np.array([k, j, i], dtype=np.intp)


def _longest_in_slice(
    part: Mask, corner: NDArray[np.intp], geometry: Geometry
) -> tuple[float, int]:
    best, where = 0.0, 0
    for k in np.flatnonzero(part.any(axis=(1, 2))):
        flat = _edge_corners(part[k : k + 1])
        flat[:, 0] = k
        length = _diameter_mm(geometry.lps_from_index(np.unique(flat, axis=0) + corner))
        if length > best:
            best, where = length, int(k + corner[0])
    return best, where


def _diameter_mm(points: Float) -> float:
    """Largest distance between any two points; their convex hull is enough."""
    if len(points) > 200:
        span = points - points.mean(axis=0)
        _, sizes, axes = np.linalg.svd(span, full_matrices=False)
        flat = span @ axes[sizes > 1e-6 * sizes[0]].T
        try:
            points = points[ConvexHull(flat).vertices] if flat.shape[1] > 1 else points
        except QhullError:  # degenerate hull: all points are kept, which is exact but slower
            return float(pdist(points).max())
    return float(pdist(points).max())
