"""Radiotherapy structure sets to contours in LPS (PS3.3 A.19, C.8.8.5, C.8.8.6)."""

from typing import get_args

from pydicom import Dataset

from inference.imaging.contour_set import Contour, ContourKind, ContourSet, Structure
from inference.imaging.errors import InputError
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import (
    check_frame_of_reference,
    concept_in,
    items,
    numbers_of,
    text_of,
)
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.segment_facts import Colour, palette_colour

_KINDS: dict[str, ContourKind] = {kind: kind for kind in get_args(ContourKind)}


def read_structure_set(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """Every region of interest with its contours; InputError when they name several frames of
    reference, or another than the source's.
    """
    name = entry.path.name
    regions = items(dataset, "StructureSetROISequence")
    uids = {text_of(region, "ReferencedFrameOfReferenceUID") for region in regions} - {""}
    if len(uids) > 1:
        raise InputError(f"{name} mixes contours of {len(uids)} frames of reference.")
    uid = uids.pop() if uids else text_of(dataset, "FrameOfReferenceUID")
    check_frame_of_reference(entry, uid, source)
    drawn = {int(item.ReferencedROINumber): item for item in items(dataset, "ROIContourSequence")}
    observed = {
        int(item.ReferencedROINumber): item for item in items(dataset, "RTROIObservationsSequence")
    }
    title = text_of(dataset, "StructureSetLabel") or entry.info.series_description
    structures = tuple(
        _structure(
            region, drawn.get(int(region.ROINumber)), observed.get(int(region.ROINumber)), name
        )
        for region in regions
    )
    return ObjectContent(entry, contours=ContourSet(structures, uid, title), title=title)


def _structure(
    region: Dataset, drawn: Dataset | None, observed: Dataset | None, name: str
) -> Structure:
    number = int(region.ROINumber)
    contours = items(drawn, "ContourSequence") if drawn is not None else []
    code = "RTROIIdentificationCodeSequence"
    return Structure(
        number,
        text_of(region, "ROIName") or f"Region {number}",
        _colour(drawn, number),
        tuple(_contour(item, name) for item in contours),
        concept_in(observed, code) if observed is not None else None,
        text_of(region, "ROIGenerationAlgorithm"),
        text_of(observed, "RTROIInterpretedType") if observed is not None else "",
    )


def _contour(item: Dataset, name: str) -> Contour:
    data = numbers_of(item, "ContourData")
    stated = int(item.get("NumberOfContourPoints") or len(data) // 3)
    if not data.size or len(data) % 3 or len(data) != 3 * stated:
        raise InputError(
            f"{name} has a contour of {stated} points with {len(data)} numbers instead of "
            f"{3 * stated}."
        )
    kind = text_of(item, "ContourGeometricType")
    if kind not in _KINDS:
        raise InputError(f"{name} has a contour of the unknown kind {kind!r}.")
    return Contour(data.reshape(-1, 3), _KINDS[kind])


def _colour(drawn: Dataset | None, number: int) -> Colour:
    stored = numbers_of(drawn, "ROIDisplayColor") if drawn is not None else ()
    if len(stored) != 3:
        return palette_colour(number)
    red, green, blue = (min(255, max(0, int(value))) for value in stored)
    return red, green, blue
