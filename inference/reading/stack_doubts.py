"""What to doubt about a stack's values and orientation, told from its headers."""

from collections.abc import Sequence

import numpy as np

from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.reading import tags
from inference.reading.attributes import codes, number
from inference.reading.slices import Six, Slice
from inference.reading.text import text_doubt

_TURNED_MM = 0.02


def value_flags(slices: Sequence[Slice]) -> tuple[Flag, ...]:
    """Doubts about numbers, names and files of slices in k order."""
    flags = []
    if any(number(one.values, tags.RESCALE_SLOPE) == 0 for one in slices):
        flags.append(
            Flag("slope-zero", "The rescale slope is 0, which would erase the picture; 1 is used.")
        )
    if "MOSAIC" in codes(slices[0].values, tags.IMAGE_TYPE):
        flags.append(
            Flag("mosaic", "The picture is a mosaic of many slices; no place in it is a true one.")
        )
    doubt = text_doubt(slices[0].values)
    if doubt:
        flags.append(Flag("charset-doubtful", doubt, blocks_models=False))
    programs = {one.header.preamble for one in slices} - {""}
    if programs:
        flags.append(
            Flag("preamble", f"A file's preamble is also {min(programs)}; do not run the file.")
        )
    return tuple(flags)


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
