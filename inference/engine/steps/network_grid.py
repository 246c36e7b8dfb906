"""The grid that a network sees: chosen by geometry alone, so that no side is left to luck."""

from dataclasses import replace
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card, Orientation
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import grid_like

Float = NDArray[np.float64]

_STEPS: dict[str, tuple[tuple[int, int, int], ...]] = {  # LPS directions of k, j, i
    "axial": ((0, 0, 1), (0, 1, 0), (1, 0, 0)),
    "coronal": ((0, 1, 0), (0, 0, -1), (1, 0, 0)),
    "sagittal": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}


def network_grid(geometry: Geometry, card: Card) -> Geometry:
    """The whole of ``geometry`` in the frame and spacing of a card, axes parallel to it.

    k, j and i run to the sides that ``PreparationPart`` names: source axes are permuted and
    flipped, never turned, so that acquired slices stay slices. Slices that are finer than the
    card allows, or have to be cut across the acquisition, are set to the nearest spacing allowed.
    """
    preparation = card.preparation
    across = needs_reslice(geometry, card.inputs.orientation)
    if across and geometry.k_positions is not None:
        geometry = grid_like(geometry, spacing_mm_kji=(geometry.spacing_mm_kji[0], None, None))
    turned = turned_towards(geometry, card.inputs.orientation)
    k_mm = turned.spacing_mm_kji[0]
    low, high = card.inputs.slice_spacing_mm
    wanted_k = preparation.slice_spacing_mm or float(np.clip(k_mm, low, high))
    in_plane = preparation.in_plane_spacing_mm
    reslice = preparation.slice_spacing_mm is not None or (preparation.reslice and k_mm < low)
    return grid_like(
        turned, spacing_mm_kji=(wanted_k if reslice or across else None, in_plane, in_plane)
    )


def turned_towards(geometry: Geometry, orientation: Orientation) -> Geometry:
    """The same voxels with axes permuted and flipped into the frame of ``orientation``."""
    if orientation == "any":
        return geometry
    order = _axis_order(geometry, orientation)
    directions = geometry.direction[:, order]
    signs = np.sign(np.sum(directions * _wanted(orientation), axis=0))
    k_positions = geometry.k_positions
    corner = np.zeros(3)
    for axis, source_axis in enumerate(order):
        if signs[axis] < 0:
            corner[source_axis] = geometry.shape_kji[source_axis] - 1
            if source_axis == 0 and k_positions is not None:
                k_positions = (k_positions[-1] - k_positions)[::-1]
    affine = geometry.index_to_lps.copy()
    affine[:3, :3] = geometry.index_to_lps[:3, order] * signs
    affine[:3, 3] = geometry.lps_from_index(corner)
    k, j, i = (geometry.shape_kji[axis] for axis in order)
    return replace(geometry, shape_kji=(k, j, i), index_to_lps=affine, k_positions=k_positions)


def needs_reslice(geometry: Geometry, orientation: Orientation) -> bool:
    """True when the network's slices run across the acquired ones."""
    return orientation != "any" and _axis_order(geometry, orientation)[0] != 0


def lean_degrees(geometry: Geometry, orientation: Orientation) -> float:
    """Largest angle between the network's frame on this grid and the patient's own axes."""
    if orientation == "any":
        return 0.0
    order = _axis_order(geometry, orientation)
    directions = geometry.direction.copy()
    directions[:, 0] = geometry.normal
    cosines = np.abs(np.sum(directions[:, order] * _wanted(orientation), axis=0))
    return float(np.degrees(np.arccos(np.clip(cosines.min(), 0.0, 1.0))))


def _wanted(orientation: Orientation) -> Float:
    return np.array(_STEPS[orientation], dtype=np.float64).T


def _axis_order(geometry: Geometry, orientation: Orientation) -> list[int]:
    """Which source axis (0 k, 1 j, 2 i) becomes the network's k, j and i."""
    directions = geometry.direction.copy()
    directions[:, 0] = geometry.normal
    cosines = np.abs(directions.T @ _wanted(orientation))  # [source, wanted]
    best = max(permutations(range(3)), key=lambda o: sum(cosines[s, w] for w, s in enumerate(o)))
    return list(best)
