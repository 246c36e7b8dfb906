"""How the planes of one patient space are turned about its crosshair."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from viewer.state.planes import PLANES, Plane

Float = NDArray[np.float64]
Rotation = tuple[tuple[float, ...], ...]
NO_TURN: Rotation = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Tilt:
    """One plane: ``exact`` = the patient's own instead of the grid's closest, then ``rotation``.

    The rotation is a 3×3 matrix, row by row, in LPS.
    """

    exact: bool = False
    rotation: Rotation = NO_TURN

    @property
    def degrees(self) -> float:
        """By how much the plane's normal or its content is turned, 0…180."""
        cosine = (np.trace(np.array(self.rotation)) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))

    def turned(self, directions: Float) -> Float:
        """(..., 3) directions after the rotation."""
        return directions if self.rotation == NO_TURN else directions @ np.array(self.rotation).T


STRAIGHT = Tilt()


@dataclass(frozen=True, slots=True)
class Tilts:
    """The three standard planes; the plane of acquisition is never tilted."""

    axial: Tilt = STRAIGHT
    coronal: Tilt = STRAIGHT
    sagittal: Tilt = STRAIGHT

    def of(self, plane: Plane) -> Tilt:
        return {"axial": self.axial, "coronal": self.coronal, "sagittal": self.sagittal}.get(
            plane, STRAIGHT
        )

    @property
    def exact(self) -> bool:
        """Whether the planes lie along the patient's axes, before they are turned."""
        return self.axial.exact

    @property
    def straight(self) -> bool:
        return all(self.of(plane).rotation == NO_TURN for plane in PLANES)

    def turned_about(self, axis_lps: ArrayLike, degrees: float, keep: Plane) -> "Tilts":
        """All planes but ``keep`` turned about an axis, right-handed."""
        turn = rotation_about(np.asarray(axis_lps, dtype=np.float64), degrees)
        changed = {
            plane: replace(self.of(plane), rotation=_rows(turn @ np.array(self.of(plane).rotation)))
            for plane in PLANES
            if plane != keep
        }
        return replace(self, **changed)


def untilted(exact: bool) -> Tilts:
    """No plane turned, along the patient's axes or along the grid."""
    tilt = Tilt(exact)
    return Tilts(tilt, tilt, tilt)


def rotation_about(axis: Float, degrees: float) -> Float:
    """(3, 3) right-handed rotation about a direction (Rodrigues)."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(degrees)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def _rows(rotation: Float) -> Rotation:
    """Orthonormal again, so that a thousand small turns add up to a rotation."""
    left, _, right = np.linalg.svd(rotation)
    return tuple(tuple(float(value) for value in row) for row in left @ right)
