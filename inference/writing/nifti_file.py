"""Arrays on a Geometry to NIfTI bytes, LPS to RAS exactly."""

import gzip

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry

_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
SCANNER = 1  # NIFTI_XFORM_SCANNER_ANAT


def nifti_bytes(array: NDArray[np.generic], geometry: Geometry, description: str) -> bytes:
    """A gzipped NIfTI-1 file of (k, j, i) ``array``; axes are written as i, j, k.

    sform and qform agree; a sheared grid (gantry tilt), which a qform cannot hold, has sform
    alone. Slices at uneven distances cannot be said in NIfTI: the description says so, and
    ``result.json`` has their positions. ``description`` is cut to 79 bytes.
    """
    import nibabel

    affine = ras_affine(geometry)
    image = nibabel.Nifti1Image(np.ascontiguousarray(array.transpose(2, 1, 0)), affine)
    image.header.set_xyzt_units("mm")
    image.set_sform(affine, SCANNER)
    image.set_qform(affine if _orthogonal(geometry) else None, SCANNER)
    if not _orthogonal(geometry):
        image.header["qform_code"] = 0
        image.header["pixdim"][1:4] = geometry.spacing_mm_kji[::-1]
    if geometry.k_positions is not None:
        description = "uneven slice distances, see result.json"
    image.header["descrip"] = description.encode("ascii", "replace")[:79]
    return gzip.compress(image.to_bytes(), compresslevel=1, mtime=0)


def array_from_nifti(content: bytes) -> NDArray[np.generic]:
    """The (k, j, i) array of bytes that ``nifti_bytes`` made, in its own type."""
    import nibabel

    image = nibabel.Nifti1Image.from_bytes(gzip.decompress(content))
    return np.ascontiguousarray(np.asarray(image.dataobj).transpose(2, 1, 0))


def ras_affine(geometry: Geometry) -> NDArray[np.float64]:
    """4×4 from (i, j, k, 1) to RAS mm, as NIfTI has it."""
    columns = geometry.index_to_lps[:, [2, 1, 0, 3]]
    return np.asarray(_LPS_TO_RAS @ columns, dtype=np.float64)


def _orthogonal(geometry: Geometry) -> bool:
    product = geometry.direction.T @ geometry.direction
    return bool(np.allclose(product, np.eye(3), atol=1e-5))
