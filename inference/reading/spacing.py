"""Millimetres in the plane of the picture: known in the patient, or not to be shown."""

from dataclasses import dataclass

from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import RawValues, code, numbers
from inference.reading.file_header import UltrasoundRegion
from inference.reading.series_facts import modality

PROJECTION = frozenset({"CR", "DX", "MG", "RF", "XA", "IO", "PX", "RG"})
# What is a picture by itself even when several lie in one series.
FLAT = PROJECTION | {"US", "IVUS", "OT", "SC", "ES", "XC", "GM", "SM", "OP", "DOC", "OCT", "HD"}
_CENTIMETRES = 3
_TISSUE = 1
_COLOUR_FLOW = 2


@dataclass(frozen=True, slots=True)
class InPlane:
    """Steps along j and i; in mm when ``known``, else in pixels (their true ratio kept)."""

    steps_ji: tuple[float, float]
    known: bool
    flags: tuple[Flag, ...] = ()


def in_plane(values: RawValues, regions: tuple[UltrasoundRegion, ...] = ()) -> InPlane:
    """Pixel spacing by PS3.3 10.7: only what is measured in the patient counts as mm."""
    spacing = _positive_pair(values, tags.PIXEL_SPACING)
    if spacing and modality(values) in PROJECTION and not _calibrated(values, spacing):
        return _unknown(values, why="is that of the detector, not of the patient")
    if spacing:
        return InPlane(spacing, True)
    if regions:
        return _of_regions(values, regions)
    if _positive_pair(values, tags.IMAGER_PIXEL_SPACING):
        return _unknown(values, why="is known at the detector only, not in the patient")
    if _positive_pair(values, tags.NOMINAL_SCANNED_PIXEL_SPACING):
        return _unknown(values, why="is that of a film scanner, not of the patient")
    stated = tags.PIXEL_SPACING in values and values[tags.PIXEL_SPACING].strip(b" \0")
    return _unknown(values, why="is not usable" if stated else "is not stated")


def _positive_pair(values: RawValues, tag: int) -> tuple[float, float] | None:
    pair = numbers(values, tag)
    return (pair[0], pair[1]) if len(pair) == 2 and min(pair) > 0 else None


def _calibrated(values: RawValues, spacing: tuple[float, float]) -> bool:
    """A projection's Pixel Spacing counts when calibrated, or corrected against the detector's."""
    if code(values, tags.SPACING_CALIBRATION_TYPE) in ("GEOMETRY", "FIDUCIAL"):
        return True
    detector = _positive_pair(values, tags.IMAGER_PIXEL_SPACING)
    return (
        detector is not None
        and max(abs(a - b) for a, b in zip(detector, spacing, strict=True)) > 1e-6
    )


def _unknown(values: RawValues, why: str) -> InPlane:
    flag = Flag("spacing-unknown", f"The pixel spacing {why}: lengths are given in px, not in mm.")
    return InPlane(_aspect(values), False, (flag,))


def _aspect(values: RawValues) -> tuple[float, float]:
    """(vertical, horizontal) pixel size in pixels from the aspect ratio, 1:1 without it."""
    for tag in (
        tags.PIXEL_SPACING,
        tags.IMAGER_PIXEL_SPACING,
        tags.NOMINAL_SCANNED_PIXEL_SPACING,
        tags.PIXEL_ASPECT_RATIO,
    ):
        pair = _positive_pair(values, tag)
        if pair:
            return pair[0] / pair[1], 1.0
    return 1.0, 1.0


def _of_regions(values: RawValues, regions: tuple[UltrasoundRegion, ...]) -> InPlane:
    """Ultrasound: mm only when every region in centimetres agrees (PS3.3 C.8.5.5)."""
    steps = {
        (abs(region.delta_xy[1]) * 10, abs(region.delta_xy[0]) * 10)
        for region in regions
        if region.units_xy == (_CENTIMETRES, _CENTIMETRES)
        and region.data_type in (_TISSUE, _COLOUR_FLOW)
    }
    if len(steps) != 1 or min(next(iter(steps))) <= 0:
        return _unknown(values, why="differs between the regions of the picture or is not spatial")
    note = Flag(
        "region-calibration",
        "Millimetres hold inside the calibrated ultrasound regions only.",
        blocks_models=False,
    )
    return InPlane(next(iter(steps)), True, (note,))
