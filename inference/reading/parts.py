"""The parts of one series: what can be one stack, and what must stand alone."""

from collections import defaultdict
from dataclasses import replace

from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import number
from inference.reading.grouping import by_kind, sibling_key
from inference.reading.series_facts import modality
from inference.reading.slices import Slice
from inference.reading.spacing import FLAT
from inference.reading.splitting import Part, split_places


def parts_of(group: list[Slice]) -> list[Part]:
    """Stacks and single pictures of one patient, series and frame of reference."""
    kinds = by_kind(group)
    parts: list[Part] = []
    for kind in kinds:
        placed = [one for one in kind if one.position is not None and one.orientation is not None]
        unplaced = [one for one in kind if one.position is None or one.orientation is None]
        stacks = split_places(placed) if placed else []
        parts += _named_by_kind(stacks, len(kinds) > 1)
        parts += _named_alone(_alone(unplaced), len(kinds) > 1)
    return _lengths_flagged(parts)


def _named_by_kind(parts: list[Part], several: bool) -> list[Part]:
    """Part names with the echo, b-value, time or stack in front, where a series has several."""
    if not several:
        return parts
    named = []
    for part in parts:
        kind = kind_name(part.slices[0])
        named.append(replace(part, name=", ".join(name for name in (kind, part.name) if name)))
    return named


def kind_name(one: Slice) -> str:
    """What sets a slice apart by kind, in words: "echo 2", "b = 1000", "time 3", "stack 1"."""
    words = []
    for tag, form in (
        (tags.ECHO_NUMBERS, "echo {:g}"),
        (tags.DIFFUSION_B_VALUE, "b = {:g}"),
        (tags.TEMPORAL_POSITION, "time {:g}"),
        (tags.TEMPORAL_INDEX, "time {:g}"),
    ):
        value = number(one.values, tag)
        if value is not None:
            words.append(form.format(value))
    stack = one.values.get(tags.STACK_ID, b"").decode("latin-1").strip(" \0")
    if stack:
        words.append(f"stack {stack}")
    return ", ".join(dict.fromkeys(words))


def _alone(unplaced: list[Slice]) -> list[list[Slice]]:
    """Slices without a place: together where their numbers give an order, else file by file.

    Pictures of flat modalities, and films, stand for themselves in any case.
    """
    if not unplaced:
        return []
    by_file: defaultdict[int, list[Slice]] = defaultdict(list)
    for one in unplaced:
        by_file[id(one.header)].append(one)
    films = any(len(frames) > 1 for frames in by_file.values())
    numbers = {one.number for one in unplaced}
    if films or len(numbers) < len(unplaced) or modality(unplaced[0].values) in FLAT:
        return sorted(by_file.values(), key=lambda frames: frames[0].number or 0)
    return [unplaced]


def _named_alone(groups: list[list[Slice]], several: bool) -> list[Part]:
    """Pictures of one series named by their number, where there are several."""
    if len(groups) < 2:
        return [Part(group, kind_name(group[0]) if several else "") for group in groups]
    return [
        Part(group, f"image {group[0].number if group[0].number is not None else place}")
        for place, group in enumerate(groups, start=1)
    ]


def _lengths_flagged(parts: list[Part]) -> list[Part]:
    """Stacks that are shorter than their siblings (other echoes, times … of the same places)."""
    longest: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for part in parts:
        key = sibling_key(part.slices[0])
        longest[key] = max(longest[key], len(part.slices))
    flagged = []
    for part in parts:
        count, most = len(part.slices), longest[sibling_key(part.slices[0])]
        if count < most and part.slices[0].position is not None:
            flag = Flag("slice-count", f"This stack has {count} slices where another has {most}.")
            flagged.append(replace(part, flags=(*part.flags, flag)))
        else:
            flagged.append(part)
    return flagged
