"""Arrays on grids as VTK's images, and where they lie in the patient."""

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonMath import vtkMatrix4x4

from inference.imaging.geometry import Geometry


def vtk_image(array: NDArray[np.generic], geometry: Geometry) -> vtkImageData:
    """The image in its own (i, j, k) mm; with a copy of the array."""
    k, j, i = geometry.shape_kji
    image = vtkImageData()
    image.SetDimensions(i, j, k)
    image.SetSpacing(*geometry.spacing_mm_kji[::-1])
    scalars = numpy_to_vtk(np.ascontiguousarray(array).reshape(-1), deep=True)
    image.GetPointData().SetScalars(scalars)
    return image


def placement(geometry: Geometry) -> vtkMatrix4x4:
    """From the image's own (i, j, k) mm to LPS; keeps a gantry tilt's shear."""
    matrix = np.eye(4)
    matrix[:3, :3] = geometry.direction[:, ::-1]
    matrix[:3, 3] = geometry.index_to_lps[:3, 3]
    placed = vtkMatrix4x4()
    placed.DeepCopy(matrix.ravel().tolist())
    return placed
