"""Segments laid into as few label maps as can show every voxel of each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.label_map import LabelMap, Segment
from inference.reading.objects.frame_grid import FrameGrid
from inference.reading.objects.segment_facts import unnamed_segment
from inference.reading.objects.stored_frames import StoredFrames

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Inside = Callable[[Array], Mask]  # stored values of a frame -> which belong to the segment


@dataclass(eq=False)
class _Layer:
    labels: Array
    members: list[Segment] = field(default_factory=list)


def label_maps(
    grid: FrameGrid,
    frames: StoredFrames,
    numbers: list[int],
    segments: Mapping[int, Segment],
    inside: Inside,
    title: str,
) -> tuple[LabelMap, ...]:
    """One label map, or more where segments overlap; ``numbers`` name each frame's segment.

    Frames are unpacked one at a time: memory holds the label maps alone.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for frame, k in zip(grid.frames, grid.slices, strict=True):
        places.setdefault(numbers[frame], []).append((frame, k))
    dtype = np.uint8 if max(places) < 256 else np.uint16
    layers: list[_Layer] = []
    for number, where in sorted(places.items()):
        layer = next((one for one in layers if _free(one, frames, where, inside)), None)
        if layer is None:
            layer = _Layer(np.zeros(grid.geometry.shape_kji, dtype))
            layers.append(layer)
        for frame, k in where:
            layer.labels[k][inside(frames[frame])] = number
        layer.members.append(segments.get(number) or unnamed_segment(number))
    return tuple(
        LabelMap(layer.labels, grid.geometry, tuple(layer.members), title) for layer in layers
    )


def _free(
    layer: _Layer, frames: StoredFrames, where: list[tuple[int, int]], inside: Inside
) -> bool:
    """True when no voxel of the segment is taken in this layer."""
    return not any((layer.labels[k][inside(frames[frame])] != 0).any() for frame, k in where)
