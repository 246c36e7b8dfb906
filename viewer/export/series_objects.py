"""The DICOM objects of one series, read as its layers: what is drawn, what is refused and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
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
    OBJECT,
    OVERLAYS,
    SHOWN_KINDS,
    ObjectLayers,
    belongs,
    layers_of,
    may_hold_overlays,
    object_read,
    overlays_read,
)
from viewer.state.scene import Scene

Facts = dict[str, Any]


class ObjectReader(Protocol):
    """Where untrusted objects are parsed: the sandbox's pool."""

    def read_object(self, entry: ObjectEntry, source: SeriesEntry) -> ObjectContent: ...

    def read_overlays(self, source: SeriesEntry) -> tuple[LabelMap, ...]: ...


@dataclass(frozen=True, eq=False)
class SeriesObjects:
    """A row of facts for each object drawn or refused, and the layers not yet in any scene.

    ``owners`` are, row by row, what the ids of the layers of those drawn begin with. The rows name
    no file: a file's name may be the patient's. ``sentences`` are for the screen.
    """

    layers: tuple[ObjectLayers, ...] = ()
    owners: tuple[str, ...] = ()
    drawn: tuple[Facts, ...] = ()
    refused: tuple[Facts, ...] = ()
    sentences: tuple[str, ...] = ()

    def facts(self) -> Facts:
        """JSON-ready rows."""
        return {"drawn": list(self.drawn), "refused": list(self.refused)}

    def words(self) -> list[str]:
        """What the footer says: what is in the picture, and what could not be shown."""
        here = [row for row in self.drawn if row.get("on_this_slice", True)]
        return [_words(row) for row in here] + [f"not shown: {_words(row)}" for row in self.refused]

    def laid_over(self, scene: Scene) -> Scene:
        """The scene with all of the layers over those that it has."""
        for made in self.layers:
            scene = _laid_over(scene, made)
        return scene

    def seen_in(self, scenes: Sequence[Scene]) -> "SeriesObjects":
        """The same, whose rows say of each whether one of the pictures shows something of it.

        The scenes hold the layers already; what a row says of a 3D picture stays.
        """
        flat = [scene for scene in scenes if scene.solid is None and scene.show_overlays]
        empty = [compose(_only(scene, None)) for scene in flat]

        def seen(owner: str) -> bool:
            pairs = zip(flat, empty, strict=True)
            return any((compose(_only(scene, owner)) != bare).any() for scene, bare in pairs)

        drawn = tuple(
            {**row, "on_this_slice": bool(row.get("on_this_slice")) or seen(owner)}
            for row, owner in zip(self.drawn, self.owners, strict=True)
        )
        return replace(self, drawn=drawn)


def series_objects(
    volume: Volume,
    source: SeriesEntry,
    entries: Sequence[ObjectEntry],
    reader: ObjectReader,
    wanted: Sequence[str] = (),
    beside: Sequence[SeriesEntry] = (),
) -> SeriesObjects:
    """All objects of the series as in the window, or those ``wanted``: UID or name of the file.

    Those of a series ``beside`` it in the same frame of reference come along. One that cannot be
    read is among the refused. The series' own UID means its overlay planes. Raises InputError where
    one that is wanted lies in no such place or cannot be read.
    """
    placed = [(entry, _named_by(entry, volume, source, beside)) for entry in entries]
    here = [(entry, of) for entry, of in placed if of is not None]
    names = {name for entry, _ in here for name in _names(entry)} | {volume.series_uid}
    for name in wanted:
        if name not in names:
            there = "; ".join(f"{e.kind} {e.info.series_uid} ({e.path.name})" for e, _ in here)
            raise InputError(f"No object {name} belongs to the series. There are: {there or '-'}.")
    found = SeriesObjects()
    for entry, of in here:
        if not wanted or _names(entry) & set(wanted):
            found = _with_object(found, entry, of, of is source, reader, bool(wanted))
    if may_hold_overlays(source) and (not wanted or volume.series_uid in wanted):
        found = _with_overlays(found, source, reader, bool(wanted))
    return found


def _named_by(
    entry: ObjectEntry, volume: Volume, source: SeriesEntry, beside: Sequence[SeriesEntry]
) -> SeriesEntry | None:
    """The series that an object is about, its own first; None where it lies in another space."""
    if belongs(entry, volume):
        return source
    frame = volume.geometry.frame_of_reference_uid
    near = [one for one in beside if frame and one.geometry.frame_of_reference_uid == frame]
    named = set(entry.referenced_series_uids)
    shown = entry.kind in SHOWN_KINDS
    return next((one for one in near if shown and one.info.series_uid in named), None)


def _with_object(
    found: SeriesObjects,
    entry: ObjectEntry,
    source: SeriesEntry,
    own: bool,
    reader: ObjectReader,
    must: bool,
) -> SeriesObjects:
    name = entry.info.series_description
    row: Facts = {"kind": entry.kind, "series_uid": entry.info.series_uid, "name": name}
    if not own:
        info = source.info
        row["of"] = {"series_uid": info.series_uid, "description": info.series_description}
    try:
        content = reader.read_object(entry, source)
    except InputError as error:
        if must:
            raise
        return _refused(found, row, str(error), entry.path)
    fact, left_out = object_read("", source, content)
    row["flags"] = [flag.code for flag in content.flags]
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
        return _drawn(found, row, overlays_read("", source, planes), "")
    if must:
        raise InputError("The pictures of the series hold no overlay planes.")
    return found


def _drawn(found: SeriesObjects, row: Facts, fact: ObjectRead, left_out: str) -> SeriesObjects:
    owner = f"{OBJECT}{len(found.layers) + 1}"
    made = layers_of(fact, owner)
    if "of" in row:  # what is drawn on the pictures of another series stays there
        made = replace(made, marks=())
        if made == ObjectLayers():
            return found
    row = {**row, **object_row(fact.kind, fact.object_uid, fact.title, made)}
    if left_out:
        row["left_out"] = "annotations without a certain place in the picture"
    sentences = (*found.sentences, left_out) if left_out else found.sentences
    return replace(
        found,
        layers=(*found.layers, made),
        owners=(*found.owners, owner),
        drawn=(*found.drawn, row),
        sentences=sentences,
    )


def object_row(kind: str, series_uid: str, name: str, made: ObjectLayers) -> Facts:
    """What an object is, and how many parts of it lie over the picture."""
    return {
        "kind": kind,
        "series_uid": series_uid,
        "name": name,
        "masks": len(made.masks),
        "heatmaps": len(made.heatmaps),
        "findings": len(made.findings),
        "structures": sum(len(layer.contour_set.structures) for layer in made.contours),
        "marks": sum(len(layer.marks) for layer in made.marks),
    }


def _words(row: Facts) -> str:
    """``SEG liver``, and of which series where that is another."""
    of = row.get("of")
    name = f"{row['kind']} {row['name']}".strip()
    return f"{name} (of {of['description'] or of['series_uid']})" if of else name


def owner_of(part_id: str) -> str:
    """What all ids of one object's or result's parts begin with."""
    return part_id.split("/", 1)[0]


def parts_of(shown: Iterable[ObjectLayers], owner: str) -> ObjectLayers:
    """What of one object is among all that is shown, each part once."""
    kinds: dict[str, dict[str, Any]] = {}
    for made in shown:
        for field in fields(made):
            parts = {part.id: part for part in getattr(made, field.name)}
            mine = {key: part for key, part in parts.items() if owner_of(key) == owner}
            kinds.setdefault(field.name, {}).update(mine)
    return ObjectLayers(**{kind: tuple(parts.values()) for kind, parts in kinds.items()})


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


def _only(scene: Scene, owner: str | None) -> Scene:
    """The scene with the layers of one object (None = of nothing) over its picture."""

    def mine(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(part for part in parts if owner_of(part.id) == owner)

    return replace(
        scene,
        masks=mine(scene.masks),
        heatmaps=mine(scene.heatmaps),
        contours=mine(scene.contours),
        marks=mine(scene.marks),
        findings=mine(scene.findings),
        show_edges=False,
    )


def _names(entry: ObjectEntry) -> set[str]:
    return {entry.info.series_uid, entry.path.name}
