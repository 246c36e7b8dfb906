"""Headers into entries: objects apart, duplicates out, series split, checked and placed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import code
from inference.reading.checks import problem_of
from inference.reading.duplicates import drop_duplicates
from inference.reading.entry import ObjectEntry, Refusal, Scan, SeriesEntry
from inference.reading.file_header import FileHeader
from inference.reading.grouping import by_series
from inference.reading.object_kinds import OBJECT_KINDS, object_entry
from inference.reading.parts import parts_of
from inference.reading.series_checks import count_flags, refused_flag
from inference.reading.slices import Slice, slices_of
from inference.reading.stack_entry import stack_entry

Flags = dict[str, list[Flag]]


def build_entries(headers: Iterable[FileHeader]) -> Scan:
    """Everything that some files' headers amount to.

    The files are not opened again, except to compare the pixels of copies of one SOP instance.
    """
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
    series, unusable = _series(images, refused)
    return Scan(tuple(series), tuple(objects), (*refused, *unusable), ignored)


def _series(
    images: Sequence[FileHeader], refused: Sequence[Refusal]
) -> tuple[list[SeriesEntry], list[Refusal]]:
    kept, flags = drop_duplicates(images)
    slices = list(slices_of(kept))
    flags = _with_counts(flags, slices, refused)
    entries: list[SeriesEntry] = []
    unusable: list[Refusal] = []
    used: Counter[str] = Counter()
    for part in (part for group in by_series(slices) for part in parts_of(group)):
        uid = code(part.slices[0].values, tags.SERIES_UID)
        name = uid or str(part.slices[0].header.path)
        used[name] += 1
        identifier = name if used[name] == 1 else f"{name}#{used[name]}"
        try:
            entry = stack_entry(part, identifier)
        except InputError as error:
            unusable.append(Refusal(part.slices[0].header.path, str(error), uid))
        else:
            entries.append(_flagged(entry, flags.get(uid, [])))
    return entries, unusable


def _with_counts(flags: Flags, slices: Sequence[Slice], refused: Sequence[Refusal]) -> Flags:
    """The flags that concern a SeriesInstanceUID as a whole, by that UID."""
    members: defaultdict[str, list[Slice]] = defaultdict(list)
    for one in slices:
        members[code(one.values, tags.SERIES_UID)].append(one)
    lost = Counter(refusal.series_uid for refusal in refused)
    return {
        uid: [*flags.get(uid, []), *(refused_flag(lost[uid]) if uid else []), *count_flags(group)]
        for uid, group in members.items()
    }


def _flagged(entry: SeriesEntry, flags: Sequence[Flag]) -> SeriesEntry:
    """Series-wide flags added; a count is not doubted twice where a gap already shows it."""
    known = {flag.code for flag in entry.flags}
    added = [
        flag
        for flag in flags
        if flag.code not in known
        and not (flag.code == "slice-count" and known & {"slice-missing", "file-refused"})
    ]
    return replace(entry, flags=(*entry.flags, *added)) if added else entry
