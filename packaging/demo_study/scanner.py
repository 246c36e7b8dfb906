"""A pretended scanner: poses the head, averages through thick slices, adds bias and noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial.transform import Rotation

from demo_study.texture import Texture

Float = NDArray[np.float32]
Double = NDArray[np.float64]

RAS_TO_LPS = np.array([-1.0, -1.0, 1.0])


@dataclass(frozen=True)
class Acquisition:
    """Oblique slices in LPS: rows along ``i_step``, columns along ``j_step``, mm per voxel."""

    shape_kji: tuple[int, int, int] = (30, 256, 256)
    spacing_mm: float = 0.9375
    gap_mm: float = 4.8
    thickness_mm: float = 4.5
    tilt_degrees: tuple[float, float, float] = (9.0, 1.5, -2.0)
    centre_lps: tuple[float, float, float] = (2.0, 3.0, 7.5)
    sub_slices: int = 7

    @property
    def steps_lps(self) -> Double:
        """(3, 3) rows: the k, j and i steps in mm, a right-handed set for (i, j, k)."""
        axes = Rotation.from_euler("xyz", self.tilt_degrees, degrees=True).as_matrix()
        i, j, k = axes.T
        return np.stack([k * self.gap_mm, j * self.spacing_mm, i * self.spacing_mm])

    @property
    def index_to_lps(self) -> Double:
        """4×4, (k, j, i, 1) of a voxel centre to LPS mm."""
        affine = np.eye(4)
        affine[:3, :3] = self.steps_lps.T
        middle = (np.array(self.shape_kji) - 1) / 2
        affine[:3, 3] = np.array(self.centre_lps) - affine[:3, :3] @ middle
        return affine


@dataclass(frozen=True)
class Pose:
    """How this head lies: turned, scaled and bent away from the template's symmetry."""

    turn_degrees: tuple[float, float, float] = (2.0, 3.0, -4.0)
    scale: tuple[float, float, float] = (1.0, 1.02, 0.98)
    bend_mm: float = 2.2


class Scanner:
    """Samples fields of the template's grid on the acquisition's, slice by slice."""

    def __init__(
        self,
        acquisition: Acquisition,
        pose: Pose,
        origin_ras: Double,
        texture: Texture,
        template_shape: tuple[int, ...],
    ) -> None:
        self.acquisition = acquisition
        self._pose = pose
        self._origin_ras = origin_ras
        self._bend = [pose.bend_mm * texture.smooth(template_shape, 55) for _ in range(3)]

    def sample(self, field: Float) -> Float:
        """(k, j, i) mean of a template field over each slice's thickness."""
        count, rows, columns = self.acquisition.shape_kji
        picture = np.zeros((count, rows, columns), dtype="f4")
        for k in range(count):
            picture[k] = np.mean([_interpolate(field, at) for at in self._places(k)], axis=0)
        return picture

    def _places(self, k: int) -> list[Float]:
        """Template voxel coordinates (3, j, i) of each thin layer of slice k."""
        fraction = self.acquisition.thickness_mm / self.acquisition.gap_mm
        layers = (np.arange(self.acquisition.sub_slices) + 0.5) / self.acquisition.sub_slices - 0.5
        return [self._template_index(k + layer * fraction) for layer in layers]

    def _template_index(self, k: float) -> Float:
        _, rows, columns = self.acquisition.shape_kji
        index = np.stack(np.broadcast_arrays(k, *np.ogrid[:rows, :columns]), axis=-1)
        affine = self.acquisition.index_to_lps
        ras = (index @ affine[:3, :3].T + affine[:3, 3]) * RAS_TO_LPS
        turn = Rotation.from_euler("xyz", self._pose.turn_degrees, degrees=True).as_matrix()
        template = np.moveaxis((ras @ turn) / self._pose.scale - self._origin_ras, -1, 0)
        bend = [_interpolate(field, template) for field in self._bend]
        return np.asarray(template + np.stack(bend), dtype="f4")


def receive(picture: Float, texture: Texture, noise: float) -> Float:
    """The magnitude image of a receiving coil: bias, limited k-space and Rician noise.

    ``picture`` is (k, j, i) true brightness, ``noise`` the SD of each channel in its unit
    (Gudbjartsson & Patz 1995: the magnitude of complex Gaussian noise is Rician).
    """
    biased = picture * (1 + 0.09 * texture.smooth(picture.shape, 90))
    window = _k_space_window(picture.shape[1:])
    signal = np.fft.fft2(biased) + noise * np.fft.fft2(texture.complex_noise(picture.shape))
    return np.abs(np.fft.ifft2(signal * window)).astype("f4")


def _k_space_window(shape: tuple[int, ...]) -> Float:
    """A 256 × 208 matrix with softly rolled-off edges, zero-filled to the image's."""
    row = np.abs(np.fft.fftfreq(shape[0]))[:, None]
    column = np.abs(np.fft.fftfreq(shape[1]))[None, :]
    window = _roll_off(row, 0.46) * _roll_off(column, 0.40)
    return np.asarray(window, dtype="f4")


def _roll_off(frequency: Double, edge: float) -> Double:
    return np.asarray(1 / (1 + np.exp((frequency - edge) / 0.015)))


def _interpolate(field: Float, index: NDArray[np.floating]) -> Float:
    return np.asarray(ndimage.map_coordinates(field, index, order=1, output="f4"))
