"""Hanging protocols: which series goes into which view, in which plane and window."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal, get_args

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.series_info import SeriesInfo
from viewer.state.layouts import LAYOUTS

HungPlane = Literal["acquisition", "second", "third", "axial", "coronal", "sagittal", "3d"]
PLANES: tuple[HungPlane, ...] = get_args(HungPlane)


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
    """What one view of a stage shows; ``window`` is a preset's name, ``file`` or ``auto``.

    ``second`` and ``third`` are the two planes across the slices of the acquisition.
    """

    series: SeriesRule
    plane: HungPlane
    window: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One arrangement: ``layout`` is a name of the table of layouts, views in its order."""

    name: str
    layout: str
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
    plane: HungPlane
    window: str


@dataclass(frozen=True, slots=True)
class PaneWish:
    """What one pane of a hung stage waits for; ``series_id`` "" = it stays empty."""

    series_id: str
    plane: HungPlane
    window: DisplayWindow | Literal["file", "auto"]


@dataclass(frozen=True, slots=True)
class Hung:
    """The stage (from 0) of a protocol that hangs, and what its panes wait for."""

    protocol: str
    stage: int
    layout: str
    wishes: tuple[PaneWish, ...]


def parse_protocols(text: str, source: str) -> tuple[Protocol, ...]:
    """Protocols of a TOML text; InputError names ``source`` and what is wrong in it."""
    try:
        tables = _named(tomllib.loads(text), "the file", (), ("protocol",)).get("protocol", [])
        if not isinstance(tables, list):
            raise TypeError("'protocol' is not a list of tables: [[protocol]]")
        return tuple(map(_protocol, tables))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise InputError(f"{source}: the hanging protocols cannot be read: {error}.") from error


def merged(own: Sequence[Protocol], built_in: Sequence[Protocol]) -> tuple[Protocol, ...]:
    """The user's protocols first; one of the same name replaces the one that is built in."""
    names = {protocol.name for protocol in own}
    return (*own, *(protocol for protocol in built_in if protocol.name not in names))


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


def _protocol(content: object) -> Protocol:
    table = _named(content, "a protocol", ("name", "when", "stage"))
    stages = table["stage"]
    if not isinstance(stages, list) or not stages:
        raise ValueError(f"protocol {table['name']!r} has no stage")
    return Protocol(str(table["name"]), _series_rule(table["when"]), tuple(map(_stage, stages)))


def _stage(content: object) -> Stage:
    table = _named(content, "a stage", ("name", "layout", "views"))
    layout, views = str(table["layout"]), table["views"]
    if layout not in LAYOUTS:
        raise ValueError(f"unknown layout {layout!r}; known are {', '.join(LAYOUTS)}")
    room = len(LAYOUTS[layout].cells)
    if not isinstance(views, list) or not 0 < len(views) <= room:
        raise ValueError(f"stage {table['name']!r} needs 1 to {room} views")
    return Stage(str(table["name"]), layout, tuple(map(_view, views)))


def _view(content: object) -> ViewRule:
    table = _named(content, "a view", ("series", "plane", "window"))
    plane = next((one for one in PLANES if one == table["plane"]), None)
    if plane is None:
        raise ValueError(f"unknown plane {table['plane']!r}; known are {', '.join(PLANES)}")
    return ViewRule(_series_rule(table["series"]), plane, str(table["window"]))


def _series_rule(content: object) -> SeriesRule:
    known = tuple(field.name for field in fields(SeriesRule))
    table = _named(content, "a rule for series", (), known)
    rule = SeriesRule(**{str(key): str(value) for key, value in table.items()})
    for pattern in (rule.modality, rule.body_part, rule.description):
        re.compile(pattern)
    return rule


def _named(
    content: object, what: str, needed: tuple[str, ...], others: tuple[str, ...] = ()
) -> dict[str, object]:
    """A table that holds all that it needs and nothing of another name: that would be a slip."""
    if not isinstance(content, dict):
        raise TypeError(f"{what} is not a table: {content!r}")
    known = (*needed, *others)
    for name in needed:
        if name not in content:
            raise ValueError(f"{what} has no {name!r}")
    for name in content:
        if name not in known:
            raise ValueError(f"{what} has an unknown {name!r}; known are {', '.join(known)}")
    return content
