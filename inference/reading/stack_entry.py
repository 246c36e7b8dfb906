"""One stack of slices made into a SeriesEntry: geometry, plan, flags."""

from dataclasses import replace

import numpy as np

from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.reading import tags
from inference.reading.attributes import code, number
from inference.reading.entry import SeriesEntry
from inference.reading.pixel_file import pixel_file
from inference.reading.pixel_format import Rescale, padding, pixel_format, rescale
from inference.reading.plan import PixelFile, SlicePlan, StackPlan
from inference.reading.series_facts import modality, series_info, unit, windows
from inference.reading.slices import Slice
from inference.reading.spacing import FLAT, InPlane, in_plane
from inference.reading.splitting import Part
from inference.reading.stack_doubts import offset_flags, orientation_flags, value_flags
from inference.reading.stacking import Placed, place
from inference.reading.values import padding_value, volume_dtype


def stack_entry(part: Part, identifier: str) -> SeriesEntry:
    """The entry of one stack; InputError when its slices cannot be shown."""
    first = part.slices[0]
    plane = in_plane(first.values, first.header.regions)
    placed = _placed(part.slices, plane)
    ordered = [part.slices[n] for n in placed.order]
    plans = _slice_plans(ordered)
    dtype = volume_dtype(plans)
    middle = ordered[len(ordered) // 2]
    info = series_info(ordered[0].header, ordered[0].values)
    layout = plans[0].file.layout
    return SeriesEntry(
        id=identifier,
        info=info,
        geometry=placed.geometry,
        unit="" if layout.colour else _unit(first),
        dtype=dtype,
        format="dicom-multiframe" if plans[0].file.frame_count > 1 else "dicom",
        files=tuple({id(plan.file): plan.file.path for plan in plans}.values()),
        flags=_unique((*placed.flags, *plane.flags, *part.flags, *value_flags(ordered))),
        stack_name=part.name,
        windows=windows(middle.values, middle.header.voi_luts),
        colour=layout.colour,
        plan=StackPlan(plans, layout.photometric == "MONOCHROME1", padding_value(plans, dtype)),
    )


def _unit(one: Slice) -> str:
    """The unit of a Modality LUT's output where it states one, else that of the rescale."""
    table = one.header.modality_lut
    if table is None:
        return unit(one.values)
    return "" if table.kind in ("", "US") else table.kind


def _placed(slices: list[Slice], plane: InPlane) -> Placed:
    """The stack in the patient.

    Its frame of reference is told only where it has a true place there: in a space that it does
    not share nothing of another series may be shown over it, and nothing of it over another.
    """
    layout = pixel_format(slices[0].header)
    matrix = (layout.rows, layout.columns)
    thickness = _thickness(slices[0])
    orientation = slices[len(slices) // 2].orientation
    positions = [one.position for one in slices if one.position is not None]
    if orientation is not None and len(positions) == len(slices):
        placed = place(positions, orientation, plane.steps_ji, matrix, thickness)
        frame = code(slices[0].values, tags.FRAME_OF_REFERENCE_UID) if plane.known else ""
        geometry = replace(placed.geometry, in_plane_mm=plane.known, frame_of_reference_uid=frame)
        doubts = (*placed.flags, *orientation_flags(slices, orientation, geometry))
        if not {flag.code for flag in doubts} & {"slices-shifted", "orientation-varies"}:
            doubts += offset_flags([slices[n] for n in placed.order], geometry)
        return replace(placed, geometry=geometry, flags=doubts)
    return _without_place(slices, plane, matrix)


def _thickness(one: Slice) -> float | None:
    thickness = number(one.values, tags.SLICE_THICKNESS)
    return thickness if thickness is not None and thickness > 0 else None


def _without_place(slices: list[Slice], plane: InPlane, matrix: tuple[int, int]) -> Placed:
    """Slices in the order of their numbers; no mm across them, no sides unless oriented."""
    order = sorted(range(len(slices)), key=lambda n: (slices[n].number or 0, n))
    cosines = slices[0].orientation
    row, column = np.array((1.0, 0, 0)), np.array((0, 1.0, 0))
    if cosines is not None:
        row, column = np.array(cosines[:3]), np.array(cosines[3:])
    steps = np.cross(row, column), column * plane.steps_ji[0], row * plane.steps_ji[1]
    geometry = Geometry(
        (len(slices), *matrix),
        affine_from_steps((0.0, 0.0, 0.0), *steps),
        in_plane_mm=plane.known,
        through_plane_mm=False,
        oriented=cosines is not None,
    )
    return Placed(tuple(order), geometry, _no_place_flags(slices))


def _no_place_flags(slices: list[Slice]) -> tuple[Flag, ...]:
    if modality(slices[0].values) in FLAT:
        return () if len(slices) == 1 else (_film_flag(len(slices)),)
    return (
        Flag(
            "position-unknown",
            "The slices' places in the patient are not stated: they are shown in the order of "
            "their numbers, without millimetres or sides across them.",
        ),
    )


def _film_flag(count: int) -> Flag:
    return Flag(
        "frames-in-time",
        f"The {count} frames follow one another in time; there are no millimetres across them.",
    )


def _slice_plans(slices: list[Slice]) -> tuple[SlicePlan, ...]:
    files: dict[int, PixelFile] = {}
    plans = []
    for one in slices:
        key = id(one.header)
        if key not in files:
            files[key] = pixel_file(one.header)
        file = files[key]
        plans.append(
            SlicePlan(
                file,
                one.frame,
                Rescale() if file.layout.colour else rescale(one.values),
                padding(one.values, file.layout.signed),
                one.header.modality_lut,
                one.sop_instance_uid,
            )
        )
    return tuple(plans)


def _unique(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple({flag.code: flag for flag in reversed(flags)}.values())[::-1]
