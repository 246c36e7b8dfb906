"""NIfTI-1 and NIfTI-2 headers to series entries: the affine in LPS, doubts as flags."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from isal import igzip
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.reading.entry import SeriesEntry
from inference.reading.image_entries import ImageFacts, build_entries
from inference.reading.raster import DECODE_ERRORS, MAX_STACKS, Encoding, RasterPlan, volume_dtype

Float = NDArray[np.float64]

_SINGLE_MAGIC = (b"n+1\x00", b"n+2\x00")
_PAIR_MAGIC = (b"ni1\x00", b"ni2\x00")
_RGB, _RGBA = 128, 2304
_INTEGERS_AND_FLOATS = {
    2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4",
    1024: "i8", 1280: "u8",
}  # fmt: skip
_REFUSED_TYPES = {
    1: "single bits", 32: "complex numbers", 1792: "complex numbers", 2048: "complex numbers",
    1536: "128-bit floats",
}  # fmt: skip
_MM_PER_UNIT = {0: 1.0, 1: 1000.0, 2: 1.0, 3: 0.001}  # nifti1.h: unknown, metre, mm, micron
_RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class _Placement:
    affine_ras: Float
    flags: tuple[Flag, ...]
    oriented: bool = True
    in_plane_mm: bool = True
    through_plane_mm: bool = True


def scan_nifti(path: Path) -> tuple[SeriesEntry, ...]:
    """One entry per 3D stack of a .nii or .nii.gz file, from its header alone.

    sform is used if its code is positive, else qform, else the spacing without orientation
    (nifti1.h, methods 3, 2, 1). Raises InputError for anything that cannot be shown truly.
    """
    encoding: Encoding = "gzip" if path.name.lower().endswith(".gz") else "raw"
    header = _read_header(path, encoding)
    dims = _dims(header, path.name)
    stored, components, kind_flags = _stored_type(header, path.name)
    slope, intercept, scale_flags = _scaling(header)
    stacks = int(np.prod(dims[3:], dtype=np.int64)) if len(dims) > 3 else 1
    spatial = (dims[2], dims[1], dims[0])
    placement = _place(header, dims[:3])
    plan = RasterPlan(
        path=path,
        encoding=encoding,
        stored_dtype=stored,
        axes="tkjic" if components > 1 else "tkji",
        stored_shape=(stacks, *spatial) + ((components,) if components > 1 else ()),
        stream_offset=_data_offset(header, path.name),
        slope=slope,
        intercept=intercept,
    )
    facts = ImageFacts(
        path=path,
        format="nifti",
        geometry=_geometry(placement, spatial),
        flags=(*placement.flags, *kind_flags, *scale_flags),
        dtype="uint8" if components > 1 else volume_dtype(stored, slope, intercept),
        colour=components > 1,
        windows=_windows(header),
    )
    return build_entries(facts, plan, stacks)


def _read_header(path: Path, encoding: Encoding) -> Any:
    from nibabel.nifti1 import Nifti1Header
    from nibabel.nifti2 import Nifti2Header
    from nibabel.spatialimages import HeaderDataError

    block = _first_bytes(path, encoding)
    size = {int.from_bytes(block[:4], order) for order in ("little", "big")}
    kind: Any = Nifti1Header if 348 in size else Nifti2Header if 540 in size else None
    length = 348 if kind is Nifti1Header else 540
    if kind is None or len(block) < length:
        raise InputError(f"{path.name} is no NIfTI file: its header is missing or cut short.")
    magic = block[344:348] if length == 348 else block[4:8]
    if magic in _PAIR_MAGIC:
        raise InputError(f"{path.name} keeps its pixels in a separate .img file; convert it first.")
    if magic not in _SINGLE_MAGIC:
        raise InputError(f"{path.name} is no NIfTI file (Analyze 7.5 names no orientation).")
    try:
        return kind(block[:length], check=False)
    except (HeaderDataError, ValueError) as error:
        raise InputError(f"{path.name} has a damaged NIfTI header: {error}.") from error


def _first_bytes(path: Path, encoding: Encoding) -> bytes:
    try:
        with path.open("rb") as file:
            if encoding == "raw":
                return file.read(540)
            stream: Any = igzip.open(file, "rb")  # type: ignore[no-untyped-call]
            return bytes(stream.read(540))
    except DECODE_ERRORS as error:
        raise InputError(f"{path.name} cannot be read: {error}.") from error


def _dims(header: Any, name: str) -> list[int]:
    """Lengths of i, j, k and whatever follows; 2D images get k = 1."""
    count = int(header["dim"][0])
    dims = [int(length) for length in header["dim"][1 : 1 + count]]
    if not 1 <= count <= 7 or min(dims) < 1:
        raise InputError(f"{name} declares impossible dimensions {dims}.")
    dims += [1] * (3 - len(dims))
    stacks = int(np.prod([float(length) for length in dims[3:]]))
    if stacks > MAX_STACKS:
        raise InputError(f"{name} declares {stacks} volumes, more than the {MAX_STACKS} allowed.")
    return dims


def _stored_type(header: Any, name: str) -> tuple[str, int, tuple[Flag, ...]]:
    code = int(header["datatype"])
    if code in (_RGB, _RGBA):
        flag = Flag("alpha-dropped", "The transparency of the colours is not shown.", False)
        return "u1", 3 if code == _RGB else 4, () if code == _RGB else (flag,)
    if code in _REFUSED_TYPES:
        raise InputError(f"{name} holds {_REFUSED_TYPES[code]}, which cannot be shown.")
    if code not in _INTEGERS_AND_FLOATS:
        raise InputError(f"{name} declares an unknown NIfTI data type {code}.")
    stored = np.dtype(_INTEGERS_AND_FLOATS[code]).newbyteorder(header.endianness)
    return stored.str, 1, ()


def _scaling(header: Any) -> tuple[float, float, tuple[Flag, ...]]:
    """Slope and intercept; 0 or no number means "not scaled" (nifti1.h, scl_slope)."""
    slope, intercept = float(header["scl_slope"]), float(header["scl_inter"])
    if not np.isfinite(slope) or slope == 0 or int(header["datatype"]) in (_RGB, _RGBA):
        return 1.0, 0.0, ()
    if not np.isfinite(intercept):
        message = "The file scales its values but names no valid intercept; 0 was used."
        return slope, 0.0, (Flag("intercept-invalid", message),)
    return slope, intercept, ()


def _data_offset(header: Any, name: str) -> int:
    smallest = int(header["sizeof_hdr"]) + 4
    offset = float(header["vox_offset"])
    if not np.isfinite(offset) or offset != int(offset) or offset > 2**40:
        raise InputError(f"{name} declares an impossible place ({offset}) for its pixels.")
    return max(smallest, int(offset))


def _place(header: Any, dims: list[int]) -> _Placement:
    factor = _MM_PER_UNIT.get(int(header["xyzt_units"]) & 0x07, 1.0)
    sform, qform = _sform(header, dims), _qform(header)
    flags: list[Flag] = []
    for label, coded, matrix in (
        ("sform", int(header["sform_code"]) > 0, sform),
        ("qform", int(header["qform_code"]) > 0, qform),
    ):
        if coded and matrix is None:
            flags.append(Flag("affine-invalid", f"The file's {label} is invalid and was not used."))
    chosen, used = (sform, "sform") if sform is not None else (qform, "qform")
    if chosen is None:
        return _spacing_only(header, factor, flags)
    if sform is not None and qform is not None and _gap(sform, qform, dims) > 1e-3:
        flags.append(
            Flag("sform-qform-disagree", "The file's sform and qform disagree; sform was used.")
        )
    flags += _shape_flags(chosen, header, dims, used)
    return _Placement(_scaled(chosen, factor), tuple(flags))


def _sform(header: Any, dims: list[int]) -> Float | None:
    if int(header["sform_code"]) <= 0:
        return None
    affine = np.array(header.get_sform(), dtype=np.float64)
    if dims[2] == 1 and not affine[:3, 2].any():
        affine[:3, 2] = _unit_normal(affine) * _positive(header["pixdim"][3])
    return affine if _usable(affine) else None


def _qform(header: Any) -> Float | None:
    from nibabel.spatialimages import HeaderDataError

    if int(header["qform_code"]) <= 0:
        return None
    steps = np.array([_positive(mm) for mm in header["pixdim"][1:4]])
    if (np.asarray(header["pixdim"][1:3]) <= 0).any():
        return None
    try:
        rotation = np.array(header.get_qform_quaternion(), dtype=np.float64)
    except (ValueError, HeaderDataError):
        return None
    affine = np.eye(4)
    affine[:3, :3] = _rotation(rotation) * steps
    if float(header["pixdim"][0]) < 0:
        affine[:3, 2] *= -1  # nifti1.h: qfac
    affine[:3, 3] = [float(header[f"qoffset_{axis}"]) for axis in "xyz"]
    return affine if _usable(affine) else None


def _rotation(quaternion: Float) -> Float:
    from nibabel.quaternions import quat2mat

    return np.asarray(quat2mat(quaternion), dtype=np.float64)


def _spacing_only(header: Any, factor: float, flags: list[Flag]) -> _Placement:
    pixdim = np.array(header["pixdim"][1:4], dtype=np.float64)
    known = np.isfinite(pixdim) & (pixdim > 0)
    flags.append(
        Flag(
            "orientation-unknown",
            "The file does not say how the picture lies in the patient; sides are unknown.",
        )
    )
    if not known.all():
        flags.append(Flag("spacing-unknown", "The file does not state a valid voxel size."))
    steps = np.where(known, pixdim * factor, 1.0)
    affine = np.diag([*steps, 1.0])
    return _Placement(affine, tuple(flags), False, bool(known[:2].all()), bool(known[2]))


def _shape_flags(affine: Float, header: Any, dims: list[int], used: str) -> list[Flag]:
    flags = []
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    unit = affine[:3, :3] / lengths
    if np.abs(unit.T @ unit - np.eye(3)).max() > 1e-3:
        message = f"The axes of the picture are not perpendicular (sheared {used})."
        flags.append(Flag("sheared-affine", message))
    pixdim = np.abs(np.array(header["pixdim"][1:4], dtype=np.float64))
    stated = np.isfinite(pixdim) & (pixdim > 0) & (np.array(dims) > 1)
    if (np.abs(pixdim - lengths)[stated] > 0.01 * lengths[stated]).any():
        message = f"The voxel size of the {used} differs from the stated one; the {used} was used."
        flags.append(Flag("spacing-disagrees", message))
    return flags


def _geometry(placement: _Placement, shape_kji: tuple[int, int, int]) -> Geometry:
    lps = _RAS_TO_LPS @ placement.affine_ras if placement.oriented else placement.affine_ras
    return Geometry(
        shape_kji,
        lps[:, [2, 1, 0, 3]],
        in_plane_mm=placement.in_plane_mm,
        through_plane_mm=placement.through_plane_mm,
        oriented=placement.oriented,
    )


def _windows(header: Any) -> tuple[DisplayWindow, ...]:
    low, high = float(header["cal_min"]), float(header["cal_max"])
    if not (np.isfinite(low) and np.isfinite(high) and high > low):
        return ()
    return (DisplayWindow((low + high) / 2, high - low, "LINEAR_EXACT", "file"),)


def _usable(affine: Float) -> bool:
    if not np.isfinite(affine).all():
        return False
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    return bool((lengths > 1e-6).all() and abs(np.linalg.det(affine[:3, :3] / lengths)) > 1e-3)


def _gap(a: Float, b: Float, dims: list[int]) -> float:
    """Largest distance between the two placements of a corner, relative to the extent."""
    corners = np.array([[i, j, k, 1.0] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    corners[:, :3] *= np.array(dims) - 1
    extent = max(1e-6, float(np.linalg.norm((a - a[:, 3:]) @ corners[-1])))
    return float(np.abs((a - b) @ corners.T).max()) / extent


def _unit_normal(affine: Float) -> Float:
    normal = np.cross(affine[:3, 0], affine[:3, 1])
    length = float(np.linalg.norm(normal))
    return np.asarray(normal / length if length > 0 else normal)


def _positive(value: Any) -> float:
    number = float(value)
    return number if np.isfinite(number) and number > 0 else 1.0


def _scaled(affine: Float, factor: float) -> Float:
    scaled = affine.copy()
    scaled[:3] *= factor
    return scaled
