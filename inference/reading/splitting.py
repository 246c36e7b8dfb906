"""Slices that share a place taken apart into stacks: by what tells them apart, else in order."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import numbers
from inference.reading.slices import Slice
from inference.reading.stacking import normal_of

SAME_PLACE_MM = 0.01


@dataclass(frozen=True, slots=True)
class _Telling:
    """An attribute that may tell slices at one place apart, and how a stack is named by it."""

    tag: int
    word: str
    unit: str = ""
    counted: bool = False
    part: int | None = None

    def value_of(self, one: Slice) -> bytes:
        raw = one.values.get(self.tag, b"")
        return raw if self.part is None else raw[4 * self.part : 4 * self.part + 4]

    def order_of(self, one: Slice) -> tuple[tuple[float, ...], bytes]:
        return self._numbers(one), self.value_of(one)

    def name_of(self, one: Slice, count: int) -> str:
        shown = self._numbers(one)
        value = f"{shown[0]:g}" if shown and not self.counted else str(count)
        return f"{self.word} {value} {self.unit}".strip()

    def _numbers(self, one: Slice) -> tuple[float, ...]:
        found = numbers(one.values, self.tag)
        return found if self.part is None else found[self.part : self.part + 1]


# What may differ between slices at one place, most telling first.
_TELLING = (
    _Telling(tags.ECHO_TIME, "TE", "ms"),
    _Telling(tags.EFFECTIVE_ECHO_TIME, "TE", "ms"),
    _Telling(tags.INVERSION_TIME, "TI", "ms"),
    _Telling(tags.INVERSION_TIMES, "TI", "ms"),
    _Telling(tags.FLIP_ANGLE, "flip angle", "°"),
    _Telling(tags.DIFFUSION_DIRECTION, "direction", counted=True),
    _Telling(tags.TRIGGER_TIME, "trigger", "ms"),
    _Telling(tags.CARDIAC_TRIGGER_DELAY, "trigger", "ms"),
    _Telling(tags.ACQUISITION_NUMBER, "acquisition"),
    _Telling(tags.FRAME_ACQUISITION_NUMBER, "acquisition"),
    _Telling(tags.ACQUISITION_DATETIME, "time", counted=True),
    _Telling(tags.ACQUISITION_TIME, "time", counted=True),
    _Telling(tags.CONTENT_TIME, "time", counted=True),
)
_ACQUISITION = _Telling(tags.ACQUISITION_NUMBER, "acquisition")
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
    for telling in (*_TELLING, *_dimensions(slices)):
        groups = _groups(slices, places, telling)
        if len(groups) > 1 and sum(map(_depth, groups.values())) == deepest:
            return [part for named in _named(groups, telling) for part in _further(named)]
    return _ranked(slices, places, deepest)


def _further(named: Part) -> list[Part]:
    """A part whose places still repeat, split by the next thing that tells."""
    parts = split_places(named.slices)
    if len(parts) == 1:
        return [replace(parts[0], name=named.name)]
    return [replace(part, name=f"{named.name}, {part.name}") for part in parts]


def _dimensions(slices: list[Slice]) -> tuple[_Telling, ...]:
    """Each component of DimensionIndexValues (PS3.3 C.7.6.17), the later ones first."""
    longest = max(len(numbers(one.values, tags.DIMENSION_INDEX_VALUES)) for one in slices)
    return tuple(
        _Telling(tags.DIMENSION_INDEX_VALUES, f"dimension {n + 1}:", part=n)
        for n in reversed(range(longest))
    )


def _places(slices: list[Slice]) -> list[int]:
    """A number for each slice, equal where first pixels coincide along the normal.

    Coincide means to 0.01 mm, or to a twentieth of the series' gaps up to 0.1 mm: repeated
    passes over the same places may jitter.
    """
    orientation = slices[0].orientation
    assert orientation is not None
    normal = normal_of(orientation)
    along = np.array([one.position for one in slices], dtype=np.float64) @ normal
    order = np.argsort(along, kind="stable")
    gaps = np.diff(along[order], prepend=along[order[0]])
    apart = gaps[gaps > SAME_PLACE_MM]
    usual = float(np.percentile(apart, 75)) if len(apart) else 0.0
    steps = gaps > max(SAME_PLACE_MM, min(0.05 * usual, 10 * SAME_PLACE_MM))
    places = np.empty(len(slices), dtype=int)
    places[order] = np.cumsum(steps)
    return places.tolist()


Grouped = dict[bytes, list[tuple[Slice, int]]]


def _groups(slices: list[Slice], places: list[int], telling: _Telling) -> Grouped:
    groups: defaultdict[bytes, list[tuple[Slice, int]]] = defaultdict(list)
    for one, place in zip(slices, places, strict=True):
        groups[telling.value_of(one)].append((one, place))
    return dict(groups)


def _depth(group: list[tuple[Slice, int]]) -> int:
    """How many slices of a group share the fullest place."""
    return max(Counter(place for _, place in group).values())


def _named(groups: Grouped, telling: _Telling) -> list[Part]:
    """Parts in the order of their values, named by them (times and directions by count)."""
    ordered = sorted(groups.items(), key=lambda item: telling.order_of(item[1][0][0]))
    return [
        Part([one for one, _ in members], telling.name_of(members[0][0], count))
        for count, (_, members) in enumerate(ordered, start=1)
    ]


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
    groups = _groups(slices, places, _ACQUISITION)
    if len(groups) < 2 or min(map(len, groups.values())) < 3:
        return [Part(slices)]
    ranges = sorted((min(p for _, p in g), max(p for _, p in g)) for g in groups.values())
    apart = all(a[1] < b[0] for a, b in pairwise(ranges))
    return [Part(slices)] if apart else _named(groups, _ACQUISITION)
