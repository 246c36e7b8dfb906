"""Slices that share a place taken apart into stacks: by what tells them apart, else in order."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import code, numbers
from inference.reading.slices import Slice
from inference.reading.stacking import normal_of

SAME_PLACE_MM = 0.01

# (tag, name of the stacks, unit): what may differ between slices at one place, most telling first.
_TELLING = (
    (tags.ECHO_TIME, "TE", "ms"),
    (tags.EFFECTIVE_ECHO_TIME, "TE", "ms"),
    (tags.INVERSION_TIME, "TI", "ms"),
    (tags.FLIP_ANGLE, "flip angle", "°"),
    (tags.DIFFUSION_DIRECTION, "direction", ""),
    (tags.TRIGGER_TIME, "trigger", "ms"),
    (tags.CARDIAC_TRIGGER_DELAY, "trigger", "ms"),
    (tags.ACQUISITION_NUMBER, "acquisition", ""),
    (tags.FRAME_ACQUISITION_NUMBER, "acquisition", ""),
    (tags.ACQUISITION_DATETIME, "time", ""),
    (tags.ACQUISITION_TIME, "time", ""),
    (tags.CONTENT_TIME, "time", ""),
)
_IN_ORDER = (tags.TRIGGER_TIME, tags.ACQUISITION_TIME, tags.CONTENT_TIME, tags.INSTANCE_NUMBER)


@dataclass(frozen=True, eq=False)
class Part:
    """Slices at different places, named by what sets them apart from the other parts."""

    slices: list[Slice]
    name: str = ""
    flags: tuple[Flag, ...] = ()


def split_places(slices: list[Slice]) -> list[Part]:
    """One part where every slice has its own place; more where places repeat."""
    places = _places(slices)
    deepest = max(Counter(places).values())
    if deepest == 1:
        return _split_interleaved(slices, places)
    for tag, word, unit in _TELLING:
        groups = _groups(slices, places, tag)
        if len(groups) == deepest and all(_own_places(group) for group in groups.values()):
            return _named(groups, tag, word, unit)
    return _ranked(slices, places, deepest)


def _places(slices: list[Slice]) -> list[int]:
    """A number for each slice, equal where first pixels coincide to 0.01 mm along the normal."""
    orientation = slices[0].orientation
    assert orientation is not None
    normal = normal_of(orientation)
    along = np.array([one.position for one in slices], dtype=np.float64) @ normal
    order = np.argsort(along, kind="stable")
    steps = np.diff(along[order], prepend=along[order[0]]) > SAME_PLACE_MM
    places = np.empty(len(slices), dtype=int)
    places[order] = np.cumsum(steps)
    return [int(place) for place in places]


Grouped = dict[bytes, list[tuple[Slice, int]]]


def _groups(slices: list[Slice], places: list[int], tag: int) -> Grouped:
    groups: defaultdict[bytes, list[tuple[Slice, int]]] = defaultdict(list)
    for one, place in zip(slices, places, strict=True):
        groups[one.values.get(tag, b"")].append((one, place))
    return dict(groups)


def _own_places(group: list[tuple[Slice, int]]) -> bool:
    return len({place for _, place in group}) == len(group)


def _named(groups: Grouped, tag: int, word: str, unit: str) -> list[Part]:
    parts: list[Part] = []
    for members in sorted(groups.values(), key=lambda group: _sort_key(group[0][0], tag)):
        value = code(members[0][0].values, tag) if tag not in tags.BINARY_DOUBLES else ""
        shown = numbers(members[0][0].values, tag)
        text = f"{shown[0]:g}" if len(shown) == 1 and word != "time" else value
        if word in ("time", "direction"):
            text = str(len(parts) + 1)
        parts.append(Part([one for one, _ in members], f"{word} {text} {unit}".strip()))
    return parts


def _sort_key(one: Slice, tag: int) -> tuple[tuple[float, ...], bytes]:
    return numbers(one.values, tag), one.values.get(tag, b"")


def _ranked(slices: list[Slice], places: list[int], deepest: int) -> list[Part]:
    """The n-th slice at each place (by time, then number) goes to the n-th stack; flagged."""
    at_place: defaultdict[int, list[Slice]] = defaultdict(list)
    for one, place in zip(slices, places, strict=True):
        at_place[place].append(one)
    stacks: list[list[Slice]] = [[] for _ in range(deepest)]
    for members in at_place.values():
        for rank, one in enumerate(sorted(members, key=_rank)):
            stacks[rank].append(one)
    flag = Flag(
        "places-repeated",
        f"Up to {deepest} slices lie at the same place and the headers do not fully tell them "
        "apart; they were put into separate stacks in order of time and number.",
    )
    return [Part(stack, f"part {n + 1}", (flag,)) for n, stack in enumerate(stacks)]


def _rank(one: Slice) -> tuple[tuple[tuple[float, ...], ...], int]:
    return tuple(numbers(one.values, tag) for tag in _IN_ORDER), one.frame


def _split_interleaved(slices: list[Slice], places: list[int]) -> list[Part]:
    """Two acquisitions whose ranges overlap are two stacks even if no place repeats."""
    groups = _groups(slices, places, tags.ACQUISITION_NUMBER)
    if len(groups) < 2 or min(map(len, groups.values())) < 3:
        return [Part(slices)]
    ranges = sorted((min(p for _, p in g), max(p for _, p in g)) for g in groups.values())
    apart = all(a[1] < b[0] for a, b in pairwise(ranges))
    return [Part(slices)] if apart else _named(groups, tags.ACQUISITION_NUMBER, "acquisition", "")
