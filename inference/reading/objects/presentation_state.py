"""Greyscale softcopy presentation states (PS3.3 A.33.1) as wishes of how to show a series."""

from typing import get_args

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.display_window import DisplayWindow, WindowFunction
from inference.imaging.errors import InputError
from inference.imaging.presentation import (
    DisplayedArea,
    GraphicKind,
    Presentation,
    PresentationGraphic,
    PresentationText,
    PresentationWindow,
    Units,
)
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import image_references, items, numbers_of, text_of
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.source_slices import lps_of_pixels

Float = NDArray[np.float64]

_FUNCTIONS: dict[str, WindowFunction] = {f: f for f in get_args(WindowFunction)}
_KINDS: dict[str, GraphicKind] = {kind: kind for kind in get_args(GraphicKind)}
_UNITS: dict[str, Units] = {unit: unit for unit in get_args(Units)}


def read_presentation_state(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """Annotations, windows, displayed areas, turn and flip; annotations in LPS where possible."""
    graphics: list[PresentationGraphic] = []
    texts: list[PresentationText] = []
    for item in items(dataset, "GraphicAnnotationSequence"):
        graphics += [
            _graphic(drawn, item, entry, source) for drawn in items(item, "GraphicObjectSequence")
        ]
        texts += [_text(note, item, entry, source) for note in items(item, "TextObjectSequence")]
    presentation = Presentation(
        label=text_of(dataset, "ContentLabel"),
        description=text_of(dataset, "ContentDescription"),
        creator=text_of(dataset, "ContentCreatorName"),
        graphics=tuple(graphics),
        texts=tuple(texts),
        windows=_windows(dataset),
        areas=tuple(_area(item) for item in items(dataset, "DisplayedAreaSelectionSequence")),
        rotation_degrees=int(dataset.get("ImageRotation") or 0),
        flipped_horizontally=text_of(dataset, "ImageHorizontalFlip") == "Y",
        inverted=text_of(dataset, "PresentationLUTShape") == "INVERSE",
    )
    return ObjectContent(entry, presentation=presentation, title=presentation.label)


def _windows(dataset: Dataset) -> tuple[PresentationWindow, ...]:
    return tuple(
        PresentationWindow(window, image_references(item))
        for item in items(dataset, "SoftcopyVOILUTSequence")
        for window in _windows_of(item)
    )


def _windows_of(item: Dataset) -> list[DisplayWindow]:
    centres, widths = numbers_of(item, "WindowCenter"), numbers_of(item, "WindowWidth")
    function = _FUNCTIONS.get(text_of(item, "VOILUTFunction") or "LINEAR")
    name = text_of(item, "WindowCenterWidthExplanation")
    if function is None:
        raise InputError("The presentation state names an unknown window function.")
    return [
        DisplayWindow(float(centre), float(width), function, name)
        for centre, width in zip(centres, widths, strict=True)
    ]


def _area(item: Dataset) -> DisplayedArea:
    """Corners are 1-based pixels, column first (PS3.3 C.10.4)."""
    low = numbers_of(item, "DisplayedAreaTopLeftHandCorner") - 1
    high = numbers_of(item, "DisplayedAreaBottomRightHandCorner") - 1
    if low.size != 2 or high.size != 2:
        raise InputError("The presentation state has a displayed area without corners.")
    return DisplayedArea(
        (float(low[0]), float(low[1])),
        (float(high[0]), float(high[1])),
        image_references(item),
        text_of(item, "PresentationSizeMode"),
    )


def _graphic(
    drawn: Dataset, item: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> PresentationGraphic:
    kind, units = text_of(drawn, "GraphicType"), text_of(drawn, "GraphicAnnotationUnits")
    if kind not in _KINDS or units not in _UNITS:
        raise InputError(f"{entry.path.name} has a graphic of the unknown kind {kind} {units}.")
    points = _points(drawn, "GraphicData", units)
    if points is None:
        raise InputError(f"{entry.path.name} has a graphic without points.")
    images = image_references(item)
    return PresentationGraphic(
        _KINDS[kind],
        points,
        _UNITS[units],
        text_of(drawn, "GraphicFilled") == "Y",
        text_of(item, "GraphicLayer"),
        images,
        lps_of_pixels(source, images, points) if units == "PIXEL" else None,
    )


def _text(
    note: Dataset, item: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> PresentationText:
    anchor_units = text_of(note, "AnchorPointAnnotationUnits")
    units = anchor_units or text_of(note, "BoundingBoxAnnotationUnits")
    if units not in _UNITS:
        raise InputError(f"{entry.path.name} has a note in the unknown units {units!r}.")
    box_units = text_of(note, "BoundingBoxAnnotationUnits") or units
    corners = [
        _points(note, f"BoundingBox{corner}HandCorner", box_units)
        for corner in ("TopLeft", "BottomRight")
    ]
    anchor = _points(note, "AnchorPoint", units)
    images = image_references(item)
    in_pixels = anchor is not None and units == "PIXEL"
    placed = lps_of_pixels(source, images, anchor) if in_pixels and anchor is not None else None
    return PresentationText(
        text_of(note, "UnformattedTextValue"),
        _UNITS[units],
        np.concatenate([c for c in corners if c is not None]) if None not in corners else None,
        anchor[0] if anchor is not None else None,
        text_of(item, "GraphicLayer"),
        images,
        placed[0] if placed is not None else None,
    )


def _points(dataset: Dataset, keyword: str, units: str) -> Float | None:
    """(n, 2) points; pixels as voxel indices (their origin is the first pixel's outer corner)."""
    data = numbers_of(dataset, keyword)
    if not data.size:
        return None
    if len(data) % 2 or not np.isfinite(data).all():
        raise InputError("The presentation state has a point that is none.")
    points = data.reshape(-1, 2)
    return points if units == "DISPLAY" else points - 0.5
