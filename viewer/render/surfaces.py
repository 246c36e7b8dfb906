"""Masks as surfaces of the 3D view: each segment's boundary is found once, then only dressed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from vtkmodules.vtkCommonTransforms import vtkMatrixToLinearTransform
from vtkmodules.vtkFiltersCore import vtkPolyDataNormals, vtkWindowedSincPolyDataFilter
from vtkmodules.vtkFiltersGeneral import vtkDiscreteFlyingEdges3D, vtkTransformFilter
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap
from viewer.render.vtk_grids import placement, vtk_image

SMOOTHING_PASSES, PASS_BAND = 25, 0.02  # of the order of one voxel


@dataclass(frozen=True, slots=True)
class SurfaceStyle:
    """One segment of a label map (by its key) as it is to be seen."""

    labels_key: str
    segment_id: int
    colour: tuple[int, int, int]
    opacity: float


class Surfaces:
    """The surfaces in one renderer."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self._found: dict[tuple[str, int], vtkActor] = {}
        self._shown: list[vtkActor] = []

    def show(self, styles: tuple[SurfaceStyle, ...], labels: Mapping[str, LabelMap]) -> None:
        """Show these segments and nothing else; what ``labels`` no longer holds is forgotten."""
        self._found = {key: actor for key, actor in self._found.items() if key[0] in labels}
        for actor in self._shown:
            self._renderer.RemoveActor(actor)
        self._shown = [self._dressed(style, labels) for style in styles if style.opacity > 0]
        for actor in self._shown:
            self._renderer.AddActor(actor)

    def _dressed(self, style: SurfaceStyle, labels: Mapping[str, LabelMap]) -> vtkActor:
        key = (style.labels_key, style.segment_id)
        if key not in self._found:
            self._found[key] = surface(labels[style.labels_key], style.segment_id)
        actor = self._found[key]
        actor.GetProperty().SetColor(*(channel / 255 for channel in style.colour))
        actor.GetProperty().SetOpacity(style.opacity)
        return actor


def surface(label_map: LabelMap, segment_id: int) -> vtkActor:
    """The segment's boundary, lightly smoothed without shrinking, where it lies in the patient."""
    wanted = (label_map.array == segment_id).astype(np.uint8)
    edges = vtkDiscreteFlyingEdges3D()
    grown = _grown(label_map.geometry)
    edges.SetInputData(vtk_image(np.pad(wanted, 1), grown))
    edges.SetValue(0, 1)
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(edges.GetOutputPort())
    smooth.SetNumberOfIterations(SMOOTHING_PASSES)
    smooth.SetPassBand(PASS_BAND)
    smooth.NormalizeCoordinatesOn()
    # Where a grid is left-handed, its matrix turns every face inside out: hence points in LPS.
    placed = vtkTransformFilter()
    placed.SetInputConnection(smooth.GetOutputPort())
    placed.SetTransform(_transform(grown))
    normals = vtkPolyDataNormals()
    normals.SetInputConnection(placed.GetOutputPort())
    normals.SplittingOff()
    normals.ConsistencyOn()
    normals.AutoOrientNormalsOn()
    normals.Update()
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(normals.GetOutput())
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    return actor


def _transform(geometry: Geometry) -> vtkMatrixToLinearTransform:
    transform = vtkMatrixToLinearTransform()
    transform.SetInput(placement(geometry))
    return transform


def _grown(geometry: Geometry) -> Geometry:
    """One voxel more on each side, so that a mask at the border still closes."""
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] -= affine[:3, :3].sum(axis=1)
    k, j, i = geometry.shape_kji
    return geometry.with_shape_and_affine((k + 2, j + 2, i + 2), affine)
