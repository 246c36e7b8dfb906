"""The DICOM objects of one series, read as its layers: what is drawn, what is refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.content import ObjectContent
from viewer.render.compose import compose
from viewer.state.facts import ObjectRead
from viewer.state.object_layers import (
    ObjectLayers,
    belongs,
    layers_of,
    may_hold_overlays,
    object_read,
    overlays_read,
)
from viewer.state.scene import Scene

Facts = dict[str, Any]
OVERLAYS = "OVERLAYS"  # the 60xx planes in the pictures themselves


class ObjectReader(Protocol):
    """Where untrusted objects are parsed: the sandbox's pool."""

    def read_object(self, entry: ObjectEntry, source: SeriesEntry) -> ObjectContent: ...

    def read_overlays(self, source: SeriesEntry) -> tuple[LabelMap, ...]: ...


@dataclass(frozen=True, eq=False)
class SeriesObjects:
    """Layers in the order they were read; a row of facts for each object drawn or refused.

    The rows name no file: a file's name may be the patient's. ``sentences`` are for the screen.
    """

    layers: tuple[ObjectLayers, ...] = ()
    drawn: tuple[Facts, ...] = ()
    refused: tuple[Facts, ...] = ()
    sentences: tuple[str, ...] = ()

    def facts(self) -> Facts:
        """JSON-ready rows."""
        return {"drawn": list(self.drawn), "refused": list(self.refused)}

    def words(self) -> list[str]:
        """What the footer says: what is in the picture, and what could not be shown."""
        here = [row for row in self.drawn if row.get("on_this_slice", True)]
        names = [f"{row['kind']} {row['name']}".strip() for row in here]
        lost = [f"not shown: {row['kind']} {row['name']}".strip() for row in self.refused]
        return [*names, *lost]

    def laid_over(self, scene: Scene) -> Scene:
        """The scene with all of the layers over those that it has."""
        for made in self.layers:
            scene = _laid_over(scene, made)
        return scene

    def seen_in(self, scene: Scene) -> "SeriesObjects":
        """The same, whose rows say of each whether the cut of the scene meets it."""
        bare = replace(
            scene, masks=(), heatmaps=(), contours=(), marks=(), findings=(), show_edges=False
        )
        empty = compose(bare)
        drawn = tuple(
            {**row, "on_this_slice": bool((compose(_laid_over(bare, made)) != empty).any())}
            for row, made in zip(self.drawn, self.layers, strict=True)
        )
        return replace(self, drawn=drawn)


def series_objects(
    volume: Volume,
    source: SeriesEntry,
    entries: Sequence[ObjectEntry],
    reader: ObjectReader,
    wanted: Sequence[str] = (),
) -> SeriesObjects:
    """All objects of the series as in the window, or those ``wanted``: UID or name of the file.

    One that cannot be read is among the refused. The series' own UID means its overlay planes.
    Raises InputError where one that is wanted does not belong to the series or cannot be read.
    """
    own = [entry for entry in entries if belongs(entry, volume)]
    names = {name for entry in own for name in _names(entry)} | {volume.series_uid}
    for name in wanted:
        if name not in names:
            there = "; ".join(f"{e.kind} {e.info.series_uid} ({e.path.name})" for e in own)
            raise InputError(f"No object {name} belongs to the series. There are: {there or '-'}.")
    found = SeriesObjects()
    for entry in own:
        if not wanted or _names(entry) & set(wanted):
            found = _with_object(found, entry, source, reader, bool(wanted))
    if may_hold_overlays(source) and (not wanted or volume.series_uid in wanted):
        found = _with_overlays(found, source, reader, bool(wanted))
    return found


def _with_object(
    found: SeriesObjects, entry: ObjectEntry, source: SeriesEntry, reader: ObjectReader, must: bool
) -> SeriesObjects:
    name = entry.info.series_description
    row: Facts = {"kind": entry.kind, "series_uid": entry.info.series_uid, "name": name}
    try:
        content = reader.read_object(entry, source)
    except InputError as error:
        if must:
            raise
        return _refused(found, row, str(error), entry.path)
    fact, left_out = object_read("", source, content)
    row = {**row, "name": _name(content), "flags": [flag.code for flag in content.flags]}
    return _drawn(found, row, fact, left_out)


def _with_overlays(
    found: SeriesObjects, source: SeriesEntry, reader: ObjectReader, must: bool
) -> SeriesObjects:
    row: Facts = {"kind": OVERLAYS, "series_uid": source.info.series_uid, "name": ""}
    try:
        planes = reader.read_overlays(source)
    except InputError as error:
        if must:
            raise
        return _refused(found, row, str(error), *source.files)
    if planes:
        row["name"] = ", ".join(plane.name for plane in planes)
        return _drawn(found, row, overlays_read("", source, planes), "")
    if must:
        raise InputError("The pictures of the series hold no overlay planes.")
    return found


def _drawn(found: SeriesObjects, row: Facts, fact: ObjectRead, left_out: str) -> SeriesObjects:
    made = layers_of(fact, f"object-{len(found.layers) + 1}")
    counts = {kind: len(getattr(made, kind)) for kind in ("masks", "heatmaps", "findings")}
    structures = sum(len(layer.contour_set.structures) for layer in made.contours)
    marks = sum(len(layer.marks) for layer in made.marks)
    row = {**row, **counts, "structures": structures, "marks": marks}
    if left_out:
        row["left_out"] = "annotations without a certain place in the picture"
    sentences = (*found.sentences, left_out) if left_out else found.sentences
    layers, drawn = (*found.layers, made), (*found.drawn, row)
    return replace(found, layers=layers, drawn=drawn, sentences=sentences)


def _refused(found: SeriesObjects, row: Facts, sentence: str, *paths: Path) -> SeriesObjects:
    """The row with its cause, in which the kind stands for the file."""
    cause = sentence
    for path in paths:
        cause = cause.replace(str(path), row["kind"]).replace(path.name, row["kind"])
        cause = cause.replace(f" ({path.parent.name})", "")
    refused = (*found.refused, {**row, "cause": cause})
    return replace(found, refused=refused, sentences=(*found.sentences, sentence))


def _laid_over(scene: Scene, made: ObjectLayers) -> Scene:
    return replace(
        scene,
        masks=(*scene.masks, *made.masks),
        heatmaps=(*scene.heatmaps, *made.heatmaps),
        contours=(*scene.contours, *made.contours),
        marks=(*scene.marks, *made.marks),
        findings=(*scene.findings, *made.findings),
    )


def _name(content: ObjectContent) -> str:
    """What the object calls itself, else its parts."""
    segments = [part.name for made in content.label_maps for part in made.segments]
    parts = segments or [made.target for made in content.heatmaps]
    return content.title or content.entry.info.series_description or ", ".join(parts[:3])


def _names(entry: ObjectEntry) -> set[str]:
    return {entry.info.series_uid, entry.path.name}
