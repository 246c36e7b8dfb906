"""Arrays on a Geometry to NIfTI bytes, LPS to RAS exactly."""

import gzip

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry

_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
SCANNER, UNKNOWN = 1, 0  # NIFTI_XFORM_SCANNER_ANAT, NIFTI_XFORM_UNKNOWN
_DESCRIPTION_BYTES = 79


def nifti_bytes(array: NDArray[np.generic], geometry: Geometry, description: str) -> bytes:
    """A gzipped NIfTI-1 file of (k, j, i) ``array``; axes are written as i, j, k.

    sform and qform agree; a sheared grid (gantry tilt), which a qform cannot hold, has sform
    alone, and a grid whose sides are unknown has neither: no program may draw letters on it.
    What NIfTI cannot say (slices at uneven distances, no millimetres, no sides) the description
    does, and ``result.json`` has the true grid. ``description`` is cut to make room for that.
    """
    import nibabel

    affine = ras_affine(geometry) if geometry.oriented else None
    image = nibabel.Nifti1Image(np.ascontiguousarray(array.transpose(2, 1, 0)), affine)
    image.header.set_xyzt_units("mm" if geometry.calibrated else "unknown")
    upright = geometry.oriented and _orthogonal(geometry)
    if affine is not None:
        image.set_sform(affine, SCANNER)
        image.set_qform(affine if upright else None, SCANNER)
    if not upright:
        image.header["qform_code"] = UNKNOWN
        image.header["pixdim"][:4] = (1.0, *geometry.spacing_mm_kji[::-1])
    image.header["descrip"] = _described(description, geometry)
    return gzip.compress(image.to_bytes(), compresslevel=1, mtime=0)


def _described(description: str, geometry: Geometry) -> bytes:
    """The description, then what the header cannot hold, in 79 bytes."""
    doubts = [
        "; uneven slice distances" * (geometry.k_positions is not None),
        "; no millimetres" * (not geometry.calibrated),
        "; sides unknown" * (not geometry.oriented),
    ]
    words = "".join(doubts).encode("ascii")
    return description.encode("ascii", "replace")[: _DESCRIPTION_BYTES - len(words)] + words


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
