"""Between our grids and SimpleITK's: images in LPS mm, and transforms as 4×4 matrices."""

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry


def as_image(array: NDArray[np.generic], geometry: Geometry) -> sitk.Image:
    """Float32 image of (k, j, i) values on a regular grid without shear."""
    image = sitk.GetImageFromArray(array.astype(np.float32))
    image.SetSpacing(geometry.spacing_mm_kji[::-1])
    image.SetOrigin(tuple(geometry.index_to_lps[:3, 3]))
    image.SetDirection(tuple(geometry.direction[:, ::-1].ravel()))
    return image


def transform_matrix(transform: sitk.Transform) -> NDArray[np.float64]:
    """4×4 of SimpleITK's map from fixed to moving points, of any linear transform with a centre."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.reshape(transform.GetMatrix(), (3, 3))
    centre = np.array(transform.GetCenter())
    matrix[:3, 3] = centre + transform.GetTranslation() - matrix[:3, :3] @ centre
    return matrix
