"""Hanging protocols: which series goes into which view, in which plane and window."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inference.imaging.errors import InputError
from inference.imaging.series_info import SeriesInfo

PLANES = ("acquisition", "axial", "coronal", "sagittal", "3d")


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """Regular expressions (case ignored) over the headers; "" matches all.

    ``modality`` must match as a whole, ``body_part`` and ``description`` anywhere.
    """

    modality: str = ""
    body_part: str = ""
    description: str = ""

    def matches(self, info: SeriesInfo) -> bool:
        """True when every stated expression matches the series."""
        words = f"{info.series_description} {info.protocol}"
        return (
            (not self.modality or re.fullmatch(self.modality, info.modality, re.I) is not None)
            and re.search(self.body_part, info.body_part, re.I) is not None
            and re.search(self.description, words, re.I) is not None
        )


@dataclass(frozen=True, slots=True)
class ViewRule:
    """What one view of a stage shows; ``window`` is a preset's name, ``file`` or ``auto``."""

    series: SeriesRule
    plane: str
    window: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One arrangement: ``layout`` is (rows, columns), views row by row."""

    name: str
    layout: tuple[int, int]
    views: tuple[ViewRule, ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """Stages for the studies in which ``when`` matches a series."""

    name: str
    when: SeriesRule
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """One view, decided: the index of its series in the study, or None = empty."""

    series_index: int | None
    plane: str
    window: str


def parse_protocols(text: str, source: str) -> tuple[Protocol, ...]:
    """Protocols of a TOML text; InputError names ``source`` and what is wrong in it."""
    try:
        tables = tomllib.loads(text).get("protocol", [])
        return tuple(_protocol(table) for table in tables)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise InputError(f"{source}: the hanging protocols cannot be read: {error}.") from error


def choose_protocol(protocols: Sequence[Protocol], study: Sequence[SeriesInfo]) -> Protocol | None:
    """The first protocol that matches any series of the study."""
    for protocol in protocols:
        if any(protocol.when.matches(info) for info in study):
            return protocol
    return None


def place(stage: Stage, study: Sequence[SeriesInfo], opened: int) -> tuple[Placement, ...]:
    """Which series fills each view; the ``opened`` one wins wherever it matches."""
    order = [opened, *(n for n in range(len(study)) if n != opened)]
    return tuple(
        Placement(
            next((n for n in order if view.series.matches(study[n])), None),
            view.plane,
            view.window,
        )
        for view in stage.views
    )


def _protocol(table: Mapping[str, object]) -> Protocol:
    stages = table["stage"]
    if not isinstance(stages, list) or not stages:
        raise ValueError(f"protocol {table['name']!r} has no stage")
    return Protocol(str(table["name"]), _series_rule(table["when"]), tuple(map(_stage, stages)))


def _stage(table: Mapping[str, object]) -> Stage:
    rows, columns = (int(n) for n in str(table["layout"]).split("x"))
    views = table["views"]
    if not isinstance(views, list) or not 0 < len(views) <= rows * columns:
        raise ValueError(f"stage {table['name']!r} needs 1 to {rows * columns} views")
    return Stage(str(table["name"]), (rows, columns), tuple(map(_view, views)))


def _view(table: Mapping[str, object]) -> ViewRule:
    if table["plane"] not in PLANES:
        raise ValueError(f"unknown plane {table['plane']!r}; known are {', '.join(PLANES)}")
    return ViewRule(_series_rule(table["series"]), str(table["plane"]), str(table["window"]))


def _series_rule(table: object) -> SeriesRule:
    if not isinstance(table, dict):
        raise TypeError(f"{table!r} is not a table")
    rule = SeriesRule(**{str(key): str(value) for key, value in table.items()})
    for pattern in (rule.modality, rule.body_part, rule.description):
        re.compile(pattern)
    return rule
