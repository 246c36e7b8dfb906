"""Masks, heatmaps and contours as a straightened picture shows them: in places of its cut."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.imaging.contour_set import Contour, Structure
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from viewer.render.curved import sampled
from viewer.state.curves import CurvedCut
from viewer.state.layers import ContourLayer, HeatmapLayer, MaskLayer

Float = NDArray[np.float64]


@lru_cache(maxsize=8)
def straightened_mask(layer: MaskLayer, cut: CurvedCut) -> MaskLayer:
    """The layer on the cut's own grid: at each place the nearest voxel's label, never a mixture."""
    label_map = layer.label_map
    grid = cut.geometry(label_map.geometry.calibrated)
    index = label_map.geometry.index_from_lps(cut.grid())
    inside = label_map.geometry.contains_index(index)
    whole = np.rint(np.where(inside[..., None], index, 0)).astype(np.intp)
    labels = np.where(inside, label_map.array[tuple(np.moveaxis(whole, -1, 0))], 0)
    flat = labels[None].astype(label_map.array.dtype)
    return replace(layer, label_map=LabelMap(flat, grid, label_map.segments, label_map.name))


@lru_cache(maxsize=8)
def straightened_heatmap(layer: HeatmapLayer, cut: CurvedCut) -> HeatmapLayer:
    """The layer on the cut's own grid, linear between its voxels, nothing outside; the colour bar
    still states the grid that it was made on."""
    heatmap = layer.heatmap
    outside = heatmap.value_range[0]
    values = sampled(heatmap.array, heatmap.geometry, cut.grid(), outside)
    flat = Heatmap(
        values[None], cut.geometry(heatmap.geometry.calibrated), heatmap.method, heatmap.target,
        heatmap.layer, heatmap.value_range, heatmap.unit, heatmap.faithful,
    )  # fmt: skip
    return replace(layer, heatmap=flat, made_on=layer.native_grid)


@lru_cache(maxsize=8)
def straightened_contours(layer: ContourLayer, cut: CurvedCut) -> ContourLayer:
    """The layer's lines in (mm across, mm along, mm off the cut), in pieces where they leave it.

    Where a piece passes through the cut its third number changes sign, as in a flat view.
    """
    drawing = layer.contour_set
    structures = tuple(
        replace(one, contours=tuple(_pieces(one, cut))) for one in drawing.structures
    )
    return replace(layer, contour_set=replace(drawing, structures=structures))


def places_of(points_lps: Float, cut: CurvedCut) -> tuple[Float, NDArray[np.bool_]]:
    """(n, 3) mm across, along and off the cut for (n, 3) LPS points, and (n,) where that holds.

    It holds within the picture and where the nearest point of the line is beside the point.
    """
    from scipy.spatial import cKDTree

    _, row = cKDTree(cut.points).query(points_lps)
    offsets = points_lps - cut.points[row]
    ahead = np.einsum("nd,nd->n", offsets, cut.along[row])
    x = np.einsum("nd,nd->n", offsets, cut.across[row])
    off = np.einsum("nd,nd->n", offsets, np.cross(cut.along, cut.across)[row])
    holds = (np.abs(x) <= cut.half_width_mm) & (np.abs(ahead) <= cut.step_mm)
    return np.stack([x, row * cut.step_mm + ahead, off], axis=1), holds


def _pieces(structure: Structure, cut: CurvedCut) -> Iterable[Contour]:
    for contour in structure.contours:
        places, holds = places_of(_finely(contour, 2 * cut.step_mm), cut)
        jumps = np.linalg.norm(np.diff(places, axis=0), axis=1) > 6 * cut.step_mm
        bounds = np.flatnonzero(np.diff(holds) | jumps) + 1
        for part, held in zip(np.split(places, bounds), np.split(holds, bounds), strict=True):
            if held.all() and len(part) > 1:
                yield Contour(part, "OPEN_NONPLANAR")


def _finely(contour: Contour, step_mm: float) -> Float:
    """(n, 3) the contour's points with others between, at most ``step_mm`` apart."""
    points = contour.points_lps
    if contour.closed:
        points = np.vstack([points, points[:1]])
    gaps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.r_[0.0, np.cumsum(gaps)]
    between = [
        np.linspace(start, end, int(np.ceil((end - start) / step_mm)), endpoint=False)
        for start, end in itertools.pairwise(way)
        if end > start
    ]
    at = np.concatenate([*between, way[-1:]])
    return np.stack([np.interp(at, way, points[:, axis]) for axis in range(3)], axis=1)
