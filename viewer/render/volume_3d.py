"""The 3D view: volume rendering or MIP, and masks as surfaces, by VTK, off-screen, CPU or GPU.

VTK is heavy: only the process that renders the 3D view imports this module.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger
from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction
from vtkmodules.vtkRenderingCore import (
    vtkColorTransferFunction,
    vtkRenderer,
    vtkRenderWindow,
    vtkVolume,
    vtkVolumeProperty,
    vtkWindowToImageFilter,
)
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper

import vtkmodules.vtkRenderingOpenGL2  # isort: skip - registers the window's factory
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  isort: skip - and the ray caster's

from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.render.surfaces import Surfaces, SurfaceStyle
from viewer.render.vtk_grids import placement, vtk_image
from viewer.state.view_frame import ViewFrame
from viewer.state.volume_presets import VolumePreset

Pixels = NDArray[np.uint8]
UNIT_DISTANCE_MM = 2.0  # a preset's opacity is what this thickness of tissue absorbs


class Volume3D:
    """One volume, as ``solid_volume`` makes it, in a VTK scene of its own.

    All calls come from the thread that made it.
    """

    def __init__(self, volume: Volume, preset: VolumePreset, opacity: float = 1.0) -> None:
        self._volume = volume
        self._mapper = vtkFixedPointVolumeRayCastMapper()
        self._mapper.SetInputData(vtk_image(volume.array, volume.geometry))
        self._mapper.AutoAdjustSampleDistancesOff()
        self._prop = vtkVolume()
        self._prop.SetMapper(self._mapper)
        self._prop.SetUserMatrix(placement(volume.geometry))
        self._renderer = vtkRenderer()
        self._renderer.AddVolume(self._prop)
        self._window = _offscreen_window()
        self._window.AddRenderer(self._renderer)
        self._window.AddObserver("AbortCheckEvent", self._check)
        self._interrupted: Callable[[], bool] = _never
        self._surfaces = Surfaces(self._renderer)
        self.set_look(preset, opacity)

    def set_look(self, preset: VolumePreset, opacity: float = 1.0) -> None:
        """Show the volume with another transfer function, its opacities times ``opacity``."""
        if preset.mode == "mip":
            self._mapper.SetBlendModeToMaximumIntensity()
        else:
            self._mapper.SetBlendModeToComposite()
        self._prop.SetProperty(_property(preset, self._volume, opacity))
        self._prop.SetVisibility(opacity > 0)

    def set_surfaces(
        self, styles: tuple[SurfaceStyle, ...], labels: Mapping[str, LabelMap]
    ) -> None:
        """Show these segments of ``labels`` (as ``solid_labels`` makes them), nothing else."""
        self._surfaces.show(styles, labels)

    def render(
        self,
        frame: ViewFrame,
        pixels_per_ray: int = 1,
        interrupted: Callable[[], bool] | None = None,
    ) -> Pixels | None:
        """(h, w, 4) BGRA of the parallel projection along ``frame``; coarser with thicker rays.

        None when ``interrupted``, asked a few times, said so.
        """
        self._interrupted = interrupted or _never
        self._aim(frame)
        self._mapper.SetImageSampleDistance(pixels_per_ray)
        finest = min(self._volume.geometry.spacing_mm_kji)
        self._mapper.SetSampleDistance(finest * (2.0 if pixels_per_ray > 1 else 0.75))
        self._window.SetSize(*frame.size_wh)
        self._window.SetAbortRender(0)
        self._window.Render()
        return None if self._window.GetAbortRender() else _pixels(self._window)

    def close(self) -> None:
        """Free the window and what it holds."""
        self._window.Finalize()

    def _check(self, *_: object) -> None:
        if self._interrupted():
            self._window.SetAbortRender(1)

    def _aim(self, frame: ViewFrame) -> None:
        camera = self._renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        reach = 2 * float(np.linalg.norm(_diagonal(self._volume.geometry))) + 1.0
        camera.SetFocalPoint(*frame.centre_lps)
        camera.SetPosition(*(frame.centre_lps - reach * frame.towards_lps))
        camera.SetViewUp(*(-frame.down_lps))
        camera.SetParallelScale(frame.size_wh[1] / 2 * frame.mm_per_pixel)
        camera.SetClippingRange(0.1, 3 * reach)


def _offscreen_window() -> vtkRenderWindow:
    """Without a display VTK looks for one first, then draws without: that is no news to anyone."""
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_ERROR)
    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetMultiSamples(0)
    return window


def _never() -> bool:
    return False


def _property(preset: VolumePreset, volume: Volume, opacity: float) -> vtkVolumeProperty:
    alphas, colours = vtkPiecewiseFunction(), vtkColorTransferFunction()
    for value, alpha, red, green, blue in preset.points_for(volume):
        alphas.AddPoint(value, alpha * opacity)
        colours.AddRGBPoint(value, red, green, blue)
    look = vtkVolumeProperty()
    look.SetScalarOpacity(alphas)
    look.SetColor(colours)
    look.SetInterpolationTypeToLinear()
    look.SetScalarOpacityUnitDistance(UNIT_DISTANCE_MM)
    if preset.mode == "composite":
        look.ShadeOn()
        look.SetAmbient(0.3)
        look.SetDiffuse(0.7)
        look.SetSpecular(0.15)
    return look


def _diagonal(geometry: Geometry) -> NDArray[np.float64]:
    corner = geometry.lps_from_index(np.array(geometry.shape_kji) - 0.5)
    return np.asarray(corner - geometry.lps_from_index((-0.5, -0.5, -0.5)))


def _pixels(window: vtkRenderWindow) -> Pixels:
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
