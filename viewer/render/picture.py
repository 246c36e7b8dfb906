"""The picture itself: which kernel draws a volume in a view, and with what."""

from functools import partial

import numpy as np

from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from viewer.render.axis_tables import PlaneMap, axis_table, plane_map
from viewer.render.bands import BandPainter
from viewer.render.elements import flat_elements
from viewer.render.kernels.grey import Frame, draw_grey
from viewer.render.kernels.tables import AxisTable, Strides
from viewer.render.samples import Slab, slice_samples
from viewer.render.windowing import grey_for
from viewer.state.scene import Scene


def picture_painter(scene: Scene, frame: Frame) -> BandPainter:
    """Draws ``scene.volume`` into ``frame``, black outside it."""
    volume = scene.volume
    plane = plane_map(scene.frame, volume.geometry)
    axes = plane.aligned_axes()
    if axes is None:
        raise NotImplementedError
    return _aligned_painter(scene, frame, plane, axes)


def _aligned_painter(
    scene: Scene, frame: Frame, plane: PlaneMap, axes: tuple[int, int, int]
) -> BandPainter:
    volume, nearest = scene.volume, scene.interpolation == "nearest"
    geometry = volume.geometry
    slab = Slab(scene.slab_mode, scene.slab_mm)
    depths = slab.offsets_mm(geometry.spacing_mm_kji[axes[0]]) / geometry.spacing_mm_kji[axes[0]]
    strides = element_strides(geometry)
    samples = slice_samples(
        plane.start[axes[0]], depths, slab.mode, geometry, axes[0], strides[axes[0]], nearest
    )
    if samples is None:
        return partial(_blacken, frame)
    lines, columns = screen_tables(plane, geometry, axes, nearest)
    grey = grey_of(volume, scene)
    flat = flat_elements(volume)
    return lambda band: draw_grey(
        frame, band, flat, lines, columns, plane_strides(geometry, axes), samples, grey
    )


def grey_of(volume: Volume, scene: Scene):  # type: ignore[no-untyped-def]
    inverted = scene.inverted != volume.inverted_display
    return grey_for(scene.window, inverted, scene.colour_map, volume.padding_value)


def element_strides(geometry: Geometry) -> tuple[int, int, int]:
    """Elements from one voxel to the next along k, j and i."""
    _, rows, columns = geometry.shape_kji
    return rows * columns, columns, 1


def plane_strides(geometry: Geometry, axes: tuple[int, int, int]) -> Strides:
    """The strides of an aligned plane whose (plane, row, column) axes are ``axes``."""
    strides, shape = element_strides(geometry), geometry.shape_kji
    return Strides(strides[axes[1]], strides[axes[2]], shape[axes[1]], shape[axes[2]])


def screen_tables(
    plane: PlaneMap, geometry: Geometry, axes: tuple[int, int, int], nearest: bool
) -> tuple[AxisTable, AxisTable]:
    """The tables of the screen's lines and columns."""
    _, row, column = axes
    width, height = plane.size_wh
    lines = axis_table(plane.start[row], plane.down[row], height, geometry, row, nearest)
    columns = axis_table(plane.start[column], plane.right[column], width, geometry, column, nearest)
    return lines, columns


def _blacken(frame: Frame, band: tuple[int, int]) -> None:
    frame[band[0] : band[1]] = np.uint32(0xFF000000)
