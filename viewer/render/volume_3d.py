"""The 3D view: volume rendering or MIP, and masks as surfaces, by VTK, off-screen, CPU or GPU.

VTK is heavy: only the code that shows the 3D view imports this module.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkFiltersCore import vtkWindowedSincPolyDataFilter
from vtkmodules.vtkFiltersGeneral import vtkDiscreteFlyingEdges3D
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkColorTransferFunction,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkVolume,
    vtkVolumeProperty,
    vtkWindowToImageFilter,
)
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper

import vtkmodules.vtkRenderingOpenGL2  # isort: skip - registers the window's factory
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  isort: skip - and the ray caster's

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.resampling import grid_like, resample
from inference.imaging.volume import Volume
from viewer.render.volume_presets import VolumePreset
from viewer.state.layers import MaskLayer, SegmentStyle
from viewer.state.view_frame import ViewFrame

DRAFT_PIXELS = 4.0  # screen pixels per ray while turning
SMOOTHING_PASSES = 15


class Volume3D:
    """One volume in a VTK scene of its own; all calls from the thread that made it.

    Raises InputError for pictures without depth, colour, or known millimetres.
    """

    def __init__(self, volume: Volume, preset: VolumePreset) -> None:
        self._volume = _even(_checked(volume))
        self._mapper = vtkFixedPointVolumeRayCastMapper()
        self._mapper.SetInputData(_image(self._volume.array, self._volume.geometry))
        self._mapper.AutoAdjustSampleDistancesOff()
        self._prop = vtkVolume()
        self._prop.SetMapper(self._mapper)
        self._prop.SetUserMatrix(_placement(self._volume.geometry))
        self._renderer = vtkRenderer()
        self._renderer.AddVolume(self._prop)
        self._window = vtkRenderWindow()
        self._window.SetOffScreenRendering(True)
        self._window.SetMultiSamples(0)
        self._window.AddRenderer(self._renderer)
        self._surfaces: list[vtkActor] = []
        self.set_preset(preset)

    def set_preset(self, preset: VolumePreset) -> None:
        """Show the volume with another transfer function."""
        if preset.mode == "mip":
            self._mapper.SetBlendModeToMaximumIntensity()
        else:
            self._mapper.SetBlendModeToComposite()
        self._prop.SetProperty(_property(preset, self._volume))

    def set_masks(self, layers: Sequence[MaskLayer]) -> None:
        """Show the visible segments of ``layers`` as surfaces, nothing else."""
        for actor in self._surfaces:
            self._renderer.RemoveActor(actor)
        self._surfaces = [
            _surface(layer.label_map, segment, layer.styles.get(segment.id, SegmentStyle()))
            for layer in layers
            if layer.visible
            for segment in layer.label_map.segments
            if layer.styles.get(segment.id, SegmentStyle()).visible
        ]
        for actor in self._surfaces:
            self._renderer.AddActor(actor)

    def render(self, frame: ViewFrame, *, draft: bool = False) -> NDArray[np.uint8]:
        """(h, w, 4) BGRA of the parallel projection along ``frame``; coarser when ``draft``."""
        self._aim(frame)
        self._mapper.SetImageSampleDistance(DRAFT_PIXELS if draft else 1.0)
        finest = min(self._volume.geometry.spacing_mm_kji)
        self._mapper.SetSampleDistance(finest * (2.0 if draft else 0.75))
        self._window.SetSize(*frame.size_wh)
        self._window.Render()
        return _pixels(self._window)

    def close(self) -> None:
        """Free the window and what it holds."""
        self._window.Finalize()

    def _aim(self, frame: ViewFrame) -> None:
        camera = self._renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        reach = 2 * float(np.linalg.norm(_diagonal(self._volume.geometry))) + 1.0
        camera.SetFocalPoint(*frame.centre_lps)
        camera.SetPosition(*(frame.centre_lps - reach * frame.towards_lps))
        camera.SetViewUp(*(-frame.down_lps))
        camera.SetParallelScale(frame.size_wh[1] / 2 * frame.mm_per_pixel)
        camera.SetClippingRange(0.1, 3 * reach)


def _checked(volume: Volume) -> Volume:
    if volume.is_colour or min(volume.array.shape[:3]) < 2:
        raise InputError("The 3D view needs a grey volume of several slices.")
    if not volume.geometry.calibrated:
        raise InputError("The 3D view needs known millimetres, which this series does not state.")
    return volume


def _even(volume: Volume) -> Volume:
    """The volume on even slices, since VTK knows no others."""
    target = _even_grid(volume.geometry)
    if target is volume.geometry:
        return volume
    fill = float(volume.array.min())
    array = resample(volume.array, volume.geometry, target, order=1, fill=fill)
    return replace(volume, array=array, geometry=target)


def _even_grid(geometry: Geometry) -> Geometry:
    """The grid itself where its slices are even, else one of the affine's own steps."""
    if geometry.k_positions is None:
        return geometry
    return grid_like(geometry, spacing_mm_kji=(geometry.spacing_mm_kji[0], None, None))


def _image(array: NDArray[np.generic], geometry: Geometry) -> vtkImageData:
    k, j, i = geometry.shape_kji
    image = vtkImageData()
    image.SetDimensions(i, j, k)
    image.SetSpacing(*geometry.spacing_mm_kji[::-1])
    scalars = numpy_to_vtk(np.ascontiguousarray(array).reshape(-1), deep=True)
    image.GetPointData().SetScalars(scalars)
    return image


def _placement(geometry: Geometry) -> vtkMatrix4x4:
    """From the image's own (i, j, k) mm to LPS; keeps a gantry tilt's shear."""
    matrix = np.eye(4)
    matrix[:3, :3] = geometry.direction[:, ::-1]
    matrix[:3, 3] = geometry.index_to_lps[:3, 3]
    placed = vtkMatrix4x4()
    placed.DeepCopy(matrix.ravel().tolist())
    return placed


def _property(preset: VolumePreset, volume: Volume) -> vtkVolumeProperty:
    opacity, colour = vtkPiecewiseFunction(), vtkColorTransferFunction()
    for value, alpha, red, green, blue in preset.points_for(volume):
        opacity.AddPoint(value, alpha)
        colour.AddRGBPoint(value, red, green, blue)
    look = vtkVolumeProperty()
    look.SetScalarOpacity(opacity)
    look.SetColor(colour)
    look.SetInterpolationTypeToLinear()
    look.SetScalarOpacityUnitDistance(2.0)
    if preset.mode == "composite":
        look.ShadeOn()
        look.SetAmbient(0.3)
        look.SetDiffuse(0.7)
        look.SetSpecular(0.15)
    return look


def _surface(label_map: LabelMap, segment: Segment, style: SegmentStyle) -> vtkActor:
    """The segment's boundary, lightly smoothed without shrinking, in its colour."""
    label_map = _even_labels(label_map)
    wanted = (label_map.array == segment.id).astype(np.uint8)
    edges = vtkDiscreteFlyingEdges3D()
    edges.SetInputData(_image(np.pad(wanted, 1), _grown(label_map.geometry)))
    edges.SetValue(0, 1)
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(edges.GetOutputPort())
    smooth.SetNumberOfIterations(SMOOTHING_PASSES)
    smooth.SetPassBand(0.1)
    smooth.NormalizeCoordinatesOn()
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(smooth.GetOutputPort())
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.SetUserMatrix(_placement(_grown(label_map.geometry)))
    actor.GetProperty().SetColor(*(c / 255 for c in style.colour or segment.colour))
    return actor


def _even_labels(label_map: LabelMap) -> LabelMap:
    target = _even_grid(label_map.geometry)
    if target is label_map.geometry:
        return label_map
    array = resample(label_map.array, label_map.geometry, target, order=0, fill=0)
    return replace(label_map, array=array, geometry=target)


def _grown(geometry: Geometry) -> Geometry:
    """One voxel more on each side, so that a mask at the border still closes."""
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] -= affine[:3, :3].sum(axis=1)
    k, j, i = geometry.shape_kji
    return geometry.with_shape_and_affine((k + 2, j + 2, i + 2), affine)


def _diagonal(geometry: Geometry) -> NDArray[np.float64]:
    corner = geometry.lps_from_index(np.array(geometry.shape_kji) - 0.5)
    return np.asarray(corner - geometry.lps_from_index((-0.5, -0.5, -0.5)))


def _pixels(window: vtkRenderWindow) -> NDArray[np.uint8]:
    grab = vtkWindowToImageFilter()
    grab.SetInput(window)
    grab.ReadFrontBufferOff()
    grab.ShouldRerenderOff()
    grab.Update()
    image = grab.GetOutput()
    width, height, _ = image.GetDimensions()
    rgb = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width, 3)
    frame = np.full((height, width, 4), 255, dtype=np.uint8)
    frame[..., :3] = rgb[::-1, :, ::-1]
    return frame
