"""What NIfTI, NRRD and MetaImage share: one series entry per stack, its UID, its memory."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.series_info import SeriesInfo
from inference.reading.entry import SeriesEntry, SeriesFormat
from inference.reading.raster import RasterPlan, check_plan


@dataclass(frozen=True, eq=False)
class ImageFacts:
    """All that a file's header says, in our terms."""

    path: Path
    format: SeriesFormat
    geometry: Geometry
    dtype: str
    flags: tuple[Flag, ...] = ()
    colour: bool = False
    windows: tuple[DisplayWindow, ...] = ()
    unit: str = ""


def build_entries(facts: ImageFacts, plan: RasterPlan, stacks: int = 1) -> tuple[SeriesEntry, ...]:
    """One entry per stack; the declared length is checked against the file (InputError)."""
    check_plan(plan)
    return tuple(_entry(facts, plan, stack, stacks) for stack in range(stacks))


@dataclass(frozen=True, eq=False)
class GridFacts:
    """A grid as NRRD and MetaImage state it: per stored axis, fastest (i) first.

    ``steps`` are vectors in the file's world (already LPS where ``oriented``); a missing third
    axis is added along the normal, without millimetres.
    """

    sizes: tuple[int, ...]
    steps: tuple[NDArray[np.float64], ...]
    origin: NDArray[np.float64]
    oriented: bool = True
    known_mm: bool = True


def grid_geometry(grid: GridFacts, name: str) -> tuple[Geometry, tuple[Flag, ...]]:
    """The geometry of one stack and the doubts about it; InputError when it is impossible."""
    sizes, steps = list(grid.sizes), list(grid.steps)
    through_mm = grid.known_mm and len(steps) > 2
    if len(steps) == 2:
        normal = np.cross(steps[0], steps[1])
        steps.append(normal / max(1e-12, float(np.linalg.norm(normal))))
        sizes.append(1)
    if len(steps) != 3 or min(sizes) < 1:
        raise InputError(f"{name} is no picture of two or three axes in space.")
    affine = affine_from_steps(grid.origin, steps[2], steps[1], steps[0])
    try:
        geometry = Geometry(
            (sizes[2], sizes[1], sizes[0]),
            affine,
            in_plane_mm=grid.known_mm,
            through_plane_mm=through_mm,
            oriented=grid.oriented,
        )
    except InputError as error:
        raise InputError(f"{name} cannot be placed: {error}") from error
    return geometry, _grid_flags(geometry)


def _grid_flags(geometry: Geometry) -> tuple[Flag, ...]:
    flags = []
    if not geometry.oriented:
        message = "The file does not say how the picture lies in the patient; sides are unknown."
        flags.append(Flag("orientation-unknown", message))
    if not geometry.in_plane_mm:
        flags.append(Flag("spacing-unknown", "The file does not state a valid voxel size."))
    shear = np.abs(geometry.direction.T @ geometry.direction - np.eye(3)).max()
    if shear > 1e-3:
        message = "The axes of the picture are not perpendicular (sheared)."
        flags.append(Flag("sheared-affine", message))
    return tuple(flags)


def data_file_beside(header: Path, stated: str) -> Path:
    """The pixel file that a header names; InputError when it lies outside the header's folder."""
    folder = header.parent.resolve()
    if not stated.isprintable():
        raise InputError(f"{header.name} names a pixel file with impossible characters.")
    target = (folder / stated).resolve()
    if not target.is_relative_to(folder):
        raise InputError(f"{header.name} points outside its own folder ({stated}).")
    if not target.is_file():
        raise InputError(f"{header.name} names the pixel file {stated}, which is missing.")
    return target


def path_uid(path: Path, purpose: str) -> str:
    """A UID below 2.25 (PS3.5 B.2) that depends on the resolved path and purpose alone."""
    digest = hashlib.sha256(f"{purpose}:{path.resolve()}".encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def _entry(facts: ImageFacts, plan: RasterPlan, stack: int, stacks: int) -> SeriesEntry:
    uid = path_uid(facts.path, "series")
    info = SeriesInfo(
        study_uid=path_uid(facts.path, "study"),
        series_uid=uid,
        series_description=facts.path.name,
        source=str(facts.path),
    )
    return SeriesEntry(
        id=uid if stack == 0 else f"{uid}#{stack + 1}",
        info=info,
        geometry=facts.geometry,
        unit=facts.unit,
        dtype=facts.dtype,
        format=facts.format,
        files=(facts.path,),
        flags=facts.flags,
        stack_name=f"volume {stack + 1}" if stacks > 1 else "",
        windows=facts.windows,
        colour=facts.colour,
        plan=replace(plan, stack=stack),
    )
