"""What a DICOM object beside a series becomes over its picture: layers, drawings, findings."""

from dataclasses import dataclass, replace

from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.content import ObjectContent
from viewer.state.facts import ObjectRead
from viewer.state.key_image_findings import key_image_findings
from viewer.state.layers import ContourLayer, HeatmapLayer, MarkLayer, MaskLayer
from viewer.state.presentation_marks import marks_of, windows_of

OVERLAYS = "OVERLAYS"  # the 60xx planes in the pictures themselves
OBJECT = "object-"  # what the ids of an object's parts begin with, then its number
SHOWN_KINDS = ("SEG", "PARAMETRIC_MAP", "SR", "RTSTRUCT", "KEY_OBJECTS", "GSPS")


@dataclass(frozen=True)
class ObjectLayers:
    """The parts of one object, ready for a scene of its series; their ids begin alike."""

    masks: tuple[MaskLayer, ...] = ()
    heatmaps: tuple[HeatmapLayer, ...] = ()
    contours: tuple[ContourLayer, ...] = ()
    marks: tuple[MarkLayer, ...] = ()
    findings: tuple[Finding, ...] = ()


def belongs(entry: ObjectEntry, volume: Volume) -> bool:
    """Whether an object of a kind that is shown names the series, or lies in its space."""
    if entry.kind not in SHOWN_KINDS:
        return False
    if entry.referenced_series_uids:
        return volume.series_uid in entry.referenced_series_uids
    frame = volume.geometry.frame_of_reference_uid
    return bool(frame) and entry.frame_of_reference_uid == frame


def may_hold_overlays(source: SeriesEntry) -> bool:
    """Whether the files of a series can carry overlay planes (PS3.3 C.9.2) in their headers."""
    return bool(source.files) and source.format.startswith("dicom")


def overlays_read(token: str, source: SeriesEntry, planes: tuple[LabelMap, ...]) -> ObjectRead:
    """The overlay planes of a series' own pictures, as what was read about it."""
    return ObjectRead(
        token,
        source.id,
        "overlays",
        overlays=planes,
        kind=OVERLAYS,
        object_uid=source.info.series_uid,
        title=", ".join(plane.name for plane in planes),
    )


def object_read(token: str, source: SeriesEntry, content: ObjectContent) -> tuple[ObjectRead, str]:
    """(what was read about a series, a sentence on what of it has no certain place or "")."""
    wished = content.presentation
    marks, left_out = marks_of(wished, source) if wished is not None else ((), 0)
    fact = ObjectRead(
        token,
        source.id,
        (wished.label if wished is not None else "") or content.entry.path.stem,
        content.label_maps,
        content.heatmaps,
        content.findings + key_image_findings(content, source),
        content.contours,
        marks,
        windows_of(wished, source) if wished is not None else (),
        kind=content.entry.kind,
        object_uid=content.entry.info.series_uid,
        title=title_of(content),
    )
    if not left_out:
        return fact, ""
    return fact, (
        f"{content.entry.path.name} has {left_out} annotations without a certain place in the "
        "picture; they are not shown."
    )


def title_of(content: ObjectContent) -> str:
    """What an object calls itself, else its parts."""
    segments = [part.name for made in content.label_maps for part in made.segments]
    parts = segments or [made.target for made in content.heatmaps]
    return content.title or content.entry.info.series_description or ", ".join(parts[:3])


def layers_of(fact: ObjectRead, prefix: str) -> ObjectLayers:
    """The parts of an object, their ids below ``prefix``; overlay planes opaque, without edge."""
    masks = [MaskLayer(f"{prefix}/mask{n}", made) for n, made in enumerate(fact.label_maps)]
    masks += [
        MaskLayer(
            f"{prefix}/overlay{n}", made, opacity=1.0, contour=False, series_id=fact.series_id
        )
        for n, made in enumerate(fact.overlays)
    ]
    maps = [HeatmapLayer(f"{prefix}/heatmap{n}", made) for n, made in enumerate(fact.heatmaps)]
    drawn = [fact.contours] if fact.contours is not None else []
    contours = [ContourLayer(f"{prefix}/contours", made) for made in drawn]
    marks = [MarkLayer(f"{prefix}/marks", fact.name, fact.series_id, fact.marks, fact.windows)]
    findings = [replace(finding, id=f"{prefix}/{finding.id}") for finding in fact.findings]
    shown = marks if fact.marks or fact.windows else []
    return ObjectLayers(tuple(masks), tuple(maps), tuple(contours), tuple(shown), tuple(findings))


def shows_made_masks(masks: tuple[MaskLayer, ...]) -> bool:
    """Whether a mask was made (RESEARCH USE ONLY); a series' own overlay planes were not."""
    return any(not mask.series_id for mask in masks)
