"""Segments as a segmentation describes them: names, codes, colours."""

import numpy as np
from pydicom import Dataset

from inference.imaging.label_map import Segment
from inference.reading.objects.attributes import concept_in, items, numbers_of, text_of

Colour = tuple[int, int, int]

_SIDES = {"24028007": "right", "7771000": "left"}
_BY_TYPE_CODE: dict[str, Colour] = {  # SNOMED CT; the colours that radiologists know
    "10200004": (221, 130, 101),
    "78961009": (157, 108, 162),
    "64033007": (185, 102, 83),
    "39607008": (197, 165, 145),
    "12738006": (250, 250, 225),
    "15825003": (224, 97, 76),
    "15776009": (249, 180, 111),
    "272673000": (241, 214, 145),
    "4147007": (144, 238, 144),
    "79654002": (140, 224, 228),
    "50960005": (188, 65, 28),
    "6574001": (216, 191, 216),
}
_PALETTE: tuple[Colour, ...] = (
    (0, 192, 255), (224, 144, 0), (192, 0, 144), (192, 255, 0),
    (96, 96, 255), (192, 0, 0), (0, 144, 96), (255, 224, 192),
)  # fmt: skip
_XYZ_TO_SRGB = np.array(
    [  # IEC 61966-2-1, white D65
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
_D65_WHITE = np.array([0.95047, 1.0, 1.08883])


def segments_of(dataset: Dataset) -> dict[int, Segment]:
    """Every described segment by its number; 0 (background of a label map) is left out."""
    segments = (_segment(item) for item in items(dataset, "SegmentSequence"))
    return {segment.id: segment for segment in segments if segment.id > 0}


def unnamed_segment(number: int) -> Segment:
    """A segment that pixels use and no item describes."""
    return Segment(number, f"Segment {number}", palette_colour(number))


def palette_colour(number: int) -> Colour:
    """A colour for the n-th segment without one of its own.

    Any two of the eight differ by ΔE00 15 or more, and from every grey by 10 or more, to eyes
    without and with protanopia, deuteranopia or tritanopia (tests/unit/render).
    """
    return _PALETTE[(number - 1) % len(_PALETTE)]


def rgb_from_cielab(stored: tuple[int, int, int]) -> Colour:
    """sRGB of a Recommended Display CIELab Value (PS3.3 C.10.7.1.1, 16 bits a component).

    The white is D65, as the tools that write segmentations take it (highdicom, dcmqi); the
    standard's own D50 would turn their pure red into (250, 0, 6).
    """
    lightness = stored[0] * 100 / 65535
    a, b = (value * 255 / 65535 - 128 for value in stored[1:])
    fy = (lightness + 16) / 116
    f = np.array([fy + a / 500, fy, fy - b / 200])
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _D65_WHITE
    linear = np.clip(_XYZ_TO_SRGB @ xyz, 0, 1)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (int(value) for value in np.rint(coded * 255))
    return red, green, blue


def _segment(item: Dataset) -> Segment:
    number = int(item.SegmentNumber)
    type_code = concept_in(item, "SegmentedPropertyTypeCodeSequence")
    modifier = "SegmentedPropertyTypeModifierCodeSequence"
    side = concept_in(item, "SegmentedPropertyTypeCodeSequence", modifier) or concept_in(
        item, modifier
    )
    name = text_of(item, "SegmentLabel") or (type_code.meaning if type_code else "")
    return Segment(
        number,
        name or f"Segment {number}",
        _colour(item, type_code.value if type_code else "", number),
        type_code,
        concept_in(item, "SegmentedPropertyCategoryCodeSequence"),
        side if side and side.value in _SIDES else None,
        text_of(item, "SegmentAlgorithmType") or "MANUAL",
        text_of(item, "SegmentAlgorithmName"),
    )


def _colour(item: Dataset, type_code: str, number: int) -> Colour:
    stored = numbers_of(item, "RecommendedDisplayCIELabValue")
    if stored.size == 3:
        lightness, a, b = (int(value) for value in stored)
        return rgb_from_cielab((lightness, a, b))
    return _BY_TYPE_CODE.get(type_code, palette_colour(number))
