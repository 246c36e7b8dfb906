"""Headers into entries: objects apart, duplicates out, series split, checked and placed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.checks import problem_of
from inference.reading.entry import ObjectEntry, Refusal, Scan, SeriesEntry
from inference.reading.grouping import by_kind, by_series
from inference.reading.headers import FileHeader
from inference.reading.object_kinds import OBJECT_KINDS, object_entry
from inference.reading.slices import Slice, slices_of
from inference.reading.splitting import Part, split_places
from inference.reading.stack_entry import stack_entry


def build_entries(headers: Iterable[FileHeader]) -> Scan:
    """Everything that some files' headers amount to, without opening the files again."""
    images: list[FileHeader] = []
    objects: list[ObjectEntry] = []
    refused: list[Refusal] = []
    ignored = 0
    for header in headers:
        problem = header.problem or problem_of(header)
        if problem:
            refused.append(Refusal(header.path, problem, code(header.values, tags.SERIES_UID)))
        elif code(header.values, tags.SOP_CLASS_UID) in OBJECT_KINDS:
            objects.append(object_entry(header))
        elif header.pixel_tag:
            images.append(header)
        else:
            ignored += 1
    series, unusable = _series(images)
    return Scan(tuple(series), tuple(objects), (*refused, *unusable), ignored)


def _series(images: Sequence[FileHeader]) -> tuple[list[SeriesEntry], list[Refusal]]:
    entries: list[SeriesEntry] = []
    refused: list[Refusal] = []
    used: Counter[str] = Counter()
    for group in by_series(slices_of(images)):
        for part in _parts(group):
            uid = code(part.slices[0].values, tags.SERIES_UID) or str(part.slices[0].header.path)
            used[uid] += 1
            identifier = uid if used[uid] == 1 else f"{uid}#{used[uid]}"
            try:
                entries.append(stack_entry(part, identifier))
            except InputError as error:
                refused.append(Refusal(part.slices[0].header.path, str(error), uid))
    return entries, refused


def _parts(group: list[Slice]) -> list[Part]:
    parts: list[Part] = []
    for kind in by_kind(group):
        placed = [one for one in kind if one.position is not None and one.orientation is not None]
        unplaced = [one for one in kind if one.position is None or one.orientation is None]
        if placed:
            parts.extend(split_places(placed))
        if unplaced:
            parts.append(Part(unplaced))
    return parts
