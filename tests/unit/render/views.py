"""Small volumes, frames and an independent way of sampling them, for tests of drawing."""

from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
SHAPE = (7, 9, 11)
UPRIGHT = affine_from_steps((-20, -16, -9), (0, 0, 3.0), (0, 4.0, 0), (4.0, 0, 0))


def noise_volume(affine: Float = UPRIGHT, dtype: str = "int16", **geometry: object) -> Volume:
    values = np.random.default_rng(7).integers(0, 200, SHAPE).astype(dtype)
    return Volume(values, Geometry(SHAPE, affine, **geometry))  # type: ignore[arg-type]


def sheared_affine() -> Float:
    """A gantry tilt of 15°: k along the table, rows tilted."""
    tilt = np.radians(15)
    row = 4 * np.array([0, np.cos(tilt), -np.sin(tilt)])
    return affine_from_steps((-20, -16, -9), (0, 0, 3.0), row, (4.0, 0, 0))


def turned_affine() -> Float:
    """An oblique acquisition, turned about two axes."""
    a, b = np.radians(20), np.radians(-12)
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    turn = np.eye(4)
    turn[:3, :3] = about_z @ about_x
    return turn @ UPRIGHT


def all_orientations() -> list[Float]:
    """The 48 ways in which a grid's axes can run along the patient's."""
    affines = []
    for axes, signs in product(permutations(range(3)), product((1.0, -1.0), repeat=3)):
        steps = np.zeros((3, 3))
        for grid_axis, patient_axis in enumerate(axes):
            steps[grid_axis, patient_axis] = 4.0 * signs[grid_axis]
        affines.append(affine_from_steps((0, 0, 0), *steps))
    return affines


def oblique_frame(size_wh: tuple[int, int] = (60, 50), mm_per_pixel: float = 0.9) -> ViewFrame:
    right = np.array([0.8, 0.5, 0.33])
    right /= np.linalg.norm(right)
    down = np.array([-0.3, 0.9, -0.4])
    down -= (down @ right) * right
    return ViewFrame(np.zeros(3), right, down / np.linalg.norm(down), mm_per_pixel, size_wh)


def bare_scene(volume: Volume, frame: ViewFrame, window: DisplayWindow, **look: object) -> Scene:
    """The picture alone: no letters, no words, no scale bar."""
    plain = {"show_letters": False, "show_scale_bar": False} | look
    return Scene(volume, frame, window, **plain)  # type: ignore[arg-type]


def pixel_points(frame: ViewFrame) -> Float:
    """(h, w, 3) LPS of every pixel."""
    width, height = frame.size_wh
    y, x = np.mgrid[:height, :width]
    return frame.lps_at(np.stack([x, y], axis=-1))


def sampled(
    array: NDArray[np.generic], geometry: Geometry, points_lps: Float, order: int = 1
) -> tuple[Float, NDArray[np.bool_]]:
    """(values, inside) at LPS points by scipy, edge voxels reaching to their outer faces."""
    index = geometry.index_from_lps(points_lps)
    inside = geometry.contains_index(index)
    if order == 0:
        index = np.floor(index + 0.5)
    limited = np.clip(index, 0, np.array(geometry.shape_kji) - 1)
    coordinates = np.moveaxis(limited, -1, 0)
    values = map_coordinates(array.astype(np.float64), coordinates, order=order, mode="nearest")
    return values, inside


def sure(frame: ViewFrame, geometry: Geometry) -> NDArray[np.bool_]:
    """(h, w) pixels that are not within rounding of a grid's outer face or a voxel's edge."""
    index = geometry.index_from_lps(pixel_points(frame))
    halves = np.abs(index + 0.5 - np.rint(index + 0.5)).min(axis=-1)
    return np.asarray(halves > 1e-3)
