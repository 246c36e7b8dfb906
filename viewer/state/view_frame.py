"""Where one view's pixels lie in the patient: the only map between screen and LPS."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ViewFrame:
    """A rectangle of ``size_wh`` device pixels through the patient.

    ``centre_lps`` lies at the middle of the rectangle; ``right_lps`` and ``down_lps`` are
    orthogonal unit vectors (screen right, screen down) in LPS; rotation and flips are already
    in them.
    """

    centre_lps: Float
    right_lps: Float
    down_lps: Float
    mm_per_pixel: float
    size_wh: tuple[int, int]

    @cached_property
    def towards_lps(self) -> Float:
        """Unit normal of the view pointing away from the viewer (right × down)."""
        return np.cross(self.right_lps, self.down_lps)

    def lps_at(self, pixel_xy: ArrayLike) -> Float:
        """(..., 3) LPS of (..., 2) screen positions; pixel (0, 0)'s centre is (0, 0)."""
        offset = (np.asarray(pixel_xy, dtype=np.float64) - self._middle()) * self.mm_per_pixel
        return self.centre_lps + offset[..., :1] * self.right_lps + offset[..., 1:] * self.down_lps

    def pixel_at(self, point_lps: ArrayLike) -> Float:
        """(..., 2) screen positions of (..., 3) LPS points, projected along the normal."""
        offset = np.asarray(point_lps, dtype=np.float64) - self.centre_lps
        xy = np.stack([offset @ self.right_lps, offset @ self.down_lps], axis=-1)
        return xy / self.mm_per_pixel + self._middle()

    def distance_mm(self, point_lps: ArrayLike) -> Float:
        """(...,) signed distance of points from the view's plane, away from the viewer."""
        result: Float = (np.asarray(point_lps) - self.centre_lps) @ self.towards_lps
        return result

    def moved_to(self, centre_lps: Float) -> "ViewFrame":
        return replace(self, centre_lps=np.asarray(centre_lps, dtype=np.float64))

    def _middle(self) -> Float:
        return (np.array(self.size_wh, dtype=np.float64) - 1) / 2
