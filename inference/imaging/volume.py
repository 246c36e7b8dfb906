"""A volume: true values on a grid in the patient, with what its reader checked."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo


@dataclass(frozen=True, eq=False)
class Volume:
    """One stack of slices (or one 2D image, k = 1).

    ``array`` is (k, j, i), or (k, j, i, 3) uint8 for colour, read-only, in ``unit`` after
    Modality LUT / rescale (PS3.3 C.11.1), exactly once. MONOCHROME1 keeps true values here and
    sets ``inverted_display``. ``padding_value`` (in the array's own unit) marks voxels outside
    the picture.
    """

    array: NDArray[np.generic]
    geometry: Geometry
    info: SeriesInfo = field(default_factory=SeriesInfo)
    unit: str = ""
    flags: tuple[Flag, ...] = ()
    windows: tuple[DisplayWindow, ...] = ()
    inverted_display: bool = False
    padding_value: float | None = None
    stack_name: str = ""  # e.g. "echo 2", "b = 1000", "time 3" of a 4D series
    source_uids: tuple[str, ...] = ()  # SOPInstanceUIDs in k order
    source_frames: tuple[int, ...] = ()  # from 1, in k order; 0 = the instance holds no other frame

    def __post_init__(self) -> None:
        if self.array.shape[:3] != self.geometry.shape_kji:
            raise InputError(
                f"The pixels {self.array.shape} do not fit the geometry {self.geometry.shape_kji}."
            )
        if self.array.ndim not in (3, 4) or (self.array.ndim == 4 and self.array.shape[3] != 3):
            raise InputError(f"A volume has 3 axes, or 4 with RGB last, not {self.array.shape}.")
        view = self.array.view()
        view.setflags(write=False)
        object.__setattr__(self, "array", view)

    @property
    def modality(self) -> str:
        return self.info.modality

    @property
    def series_uid(self) -> str:
        return self.info.series_uid

    @property
    def is_colour(self) -> bool:
        return self.array.ndim == 4


def voxel_sha256(volume: Volume) -> str:
    """SHA-256 of the voxels in (k, j, i) order, little endian: which picture it was, for good."""
    array = np.ascontiguousarray(volume.array)
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return hashlib.sha256(little.data.cast("B")).hexdigest()
