"""What a scan found, before any pixel is read: series, objects, refusals."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from inference.imaging.display_window import DisplayWindow
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo

SeriesFormat = Literal["dicom", "dicom-multiframe", "nifti", "nrrd", "metaimage"]
ObjectKind = Literal["SEG", "RTSTRUCT", "PARAMETRIC_MAP", "SR", "GSPS", "KEY_OBJECTS"]


@dataclass(frozen=True, eq=False)
class SeriesEntry:
    """One loadable stack of slices, split and checked from headers alone.

    ``id`` is the SeriesInstanceUID, with ``#2``, ``#3`` … for further parts of a split series;
    for other formats a UID derived from the file's path. ``dtype`` is that of the volume a
    load gives. ``files`` are in k order (one for multi-frame). ``plan`` is the reader's own.
    """

    id: str
    info: SeriesInfo
    geometry: Geometry
    unit: str
    dtype: str
    format: SeriesFormat
    files: tuple[Path, ...]
    flags: tuple[Flag, ...] = ()
    stack_name: str = ""
    windows: tuple[DisplayWindow, ...] = ()
    colour: bool = False
    plan: object = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class ObjectEntry:
    """A DICOM object that belongs to a series: a result, not a picture."""

    path: Path
    kind: ObjectKind
    info: SeriesInfo
    referenced_series_uids: tuple[str, ...] = ()
    frame_of_reference_uid: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or series that cannot be shown, and why, in one sentence."""

    path: Path
    message: str
    series_uid: str = ""


@dataclass(frozen=True, eq=False)
class Scan:
    """All that was found below some paths; ``ignored`` counts files of no interest."""

    series: tuple[SeriesEntry, ...]
    objects: tuple[ObjectEntry, ...] = ()
    refused: tuple[Refusal, ...] = ()
    ignored: int = 0
