"""What to doubt about a stack's values and orientation, told from its headers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.reading import tags
from inference.reading.attributes import codes, number
from inference.reading.slices import Six, Slice
from inference.reading.text import text_doubt

_TURNED_MM = 0.02
_OFFSET_MM = 0.01 + 1e-6  # decimal strings of positions carry rounding of their own
_MOSAIC = Flag("mosaic", "The picture is a mosaic of many slices; no place in it is a true one.")
_SLOPE_ZERO = Flag(
    "slope-zero", "The rescale slope is 0, which would erase the picture; 1 is used."
)
_UNREADABLE = Flag(
    "rescale-unreadable", "The rescale slope or intercept is no number: the values are as stored."
)
_RESCALE = (tags.RESCALE_SLOPE, tags.RESCALE_INTERCEPT, tags.DOSE_GRID_SCALING)


def value_flags(slices: Sequence[Slice]) -> tuple[Flag, ...]:
    """Doubts about numbers, names and files of slices in k order."""
    doubt = text_doubt(slices[0].values)
    named = (Flag("charset-doubtful", doubt, blocks_models=False),) if doubt else ()
    mosaic = "MOSAIC" in codes(slices[0].values, tags.IMAGE_TYPE)
    return (*_rescale_flags(slices), *((_MOSAIC,) if mosaic else ()), *named, *_programs(slices))


def _rescale_flags(slices: Sequence[Slice]) -> tuple[Flag, ...]:
    stated = {(tag, one.values.get(tag) or b"") for one in slices for tag in _RESCALE}
    parsed = {(tag, number({tag: raw}, tag)) for tag, raw in stated if raw.strip(b" \0")}
    flags = []
    if (tags.RESCALE_SLOPE, 0.0) in parsed:
        flags.append(_SLOPE_ZERO)
    if any(value is None for _, value in parsed):
        flags.append(_UNREADABLE)
    return tuple(flags)


def _programs(slices: Sequence[Slice]) -> tuple[Flag, ...]:
    names = {one.header.preamble for one in slices} - {""}
    message = f"A file's preamble is also {min(names, default='')}; do not run the file."
    return (Flag("preamble", message),) if names else ()


def orientation_flags(slices: Sequence[Slice], used: Six, geometry: Geometry) -> tuple[Flag, ...]:
    """A flag where single slices' direction cosines move their far corner by more than 0.02 mm."""
    cosines = np.array(sorted({one.orientation for one in slices if one.orientation}))
    _, rows, columns = geometry.shape_kji
    _, down, across = geometry.spacing_mm_kji
    off = np.abs(cosines - np.array(used)).reshape(-1, 2, 3)
    moved = np.linalg.norm(off, axis=2) @ np.array([columns * across, rows * down])
    if not geometry.in_plane_mm or moved.max() <= _TURNED_MM:
        return ()
    return (
        Flag(
            "orientation-varies",
            f"The slices' directions differ slightly: places are wrong by up to {moved.max():.2f} "
            "mm at the far corner.",
        ),
    )


def offset_flags(slices: Sequence[Slice], geometry: Geometry) -> tuple[Flag, ...]:
    """A note where the geometry puts the centre of a slice over 0.01 mm from its own header's.

    ``slices`` are in k order and all placed. One straight line of first pixels cannot follow
    slices that are moved singly within their planes (or turned); along the normal it can.
    """
    stated = _stated_centres(slices, geometry)
    worst = float(np.linalg.norm(geometry.slice_centres_lps() - stated, axis=1).max())
    if worst <= _OFFSET_MM:
        return ()
    return (
        Flag(
            "slice-offset",
            f"Single slices are drawn up to {worst:.2f} mm from the place that they state.",
            blocks_models=False,
        ),
    )


def _stated_centres(slices: Sequence[Slice], geometry: Geometry) -> NDArray[np.float64]:
    """LPS mm of the slices' middles (k, 3), each from its own position and direction.

    Source: PS3.3 C.7.6.2.1.1.
    """
    _, rows, columns = geometry.shape_kji
    _, down, across = geometry.spacing_mm_kji
    half_mm = np.array([(columns - 1) / 2 * across, (rows - 1) / 2 * down])
    cosines = np.array([one.orientation for one in slices], dtype=np.float64).reshape(-1, 2, 3)
    first_pixels = np.array([one.position for one in slices], dtype=np.float64)
    centres: NDArray[np.float64] = first_pixels + half_mm @ cosines
    return centres
