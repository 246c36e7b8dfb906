"""What happened outside the state: files found, pixels read, jobs moved. Controllers state them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.imaging.contour_set import ContourSet
from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from inference.imaging.result import InferenceResult
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, Refusal, SeriesEntry
from viewer.state.calibration import Calibration
from viewer.state.hanging import Hung, Protocol
from viewer.state.jobs import Job
from viewer.state.layers import Mark
from viewer.state.measurements import Measurement
from viewer.state.messages import Message
from viewer.state.models import ModelRow
from viewer.state.patient import Numbers
from viewer.state.shelf import Study
from viewer.state.solid import SolidPicture
from viewer.state.training import TrainingRun


class Fact:
    """Something that is so; ``reducer.REDUCERS`` knows each of them."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class SeriesFound(Fact):
    """A scan's finds (a batch of them)."""

    series: tuple[SeriesEntry, ...]
    refused: tuple[Refusal, ...] = ()
    objects: tuple[ObjectEntry, ...] = ()


@dataclass(frozen=True, eq=False)
class StudiesListed(Fact):
    """The library's finds for ``words``; it holds ``in_library`` studies altogether."""

    words: str
    studies: tuple[Study, ...]
    in_library: int


@dataclass(frozen=True, eq=False)
class DrawingsFound(Fact):
    """What was drawn on the study at an earlier time."""

    study_token: str
    items: tuple[Measurement, ...]


@dataclass(frozen=True, eq=False)
class LabelsKnown(Fact):
    """Labels that were given to studies of the library."""

    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class NumbersFound(Fact):
    """What was entered of the study's patient at an earlier time."""

    study_token: str
    numbers: Numbers


@dataclass(frozen=True, eq=False)
class StudyOpened(Fact):
    """Another study is open from now on; everything of the one before is let go."""

    study_key: str
    study_token: str


@dataclass(frozen=True, eq=False)
class SeriesLoaded(Fact):
    """Pixels of a series, of which ``slices_loaded`` are here so far.

    ``pane`` None hangs it in every pane of a layout that shows one series; ``waiting`` only in
    the panes of a hung stage that wait for it.
    ``automatic`` is the window computed from the values present.
    """

    study_token: str
    entry: SeriesEntry
    volume: Volume
    slices_loaded: int
    automatic: DisplayWindow
    pane: int | None = None
    waiting: bool = False


@dataclass(frozen=True, eq=False)
class ProtocolsKnown(Fact):
    """The hanging protocols, the user's own first."""

    protocols: tuple[Protocol, ...]


@dataclass(frozen=True, slots=True)
class StageHung(Fact):
    """A stage of a hanging protocol was chosen for the open study."""

    study_token: str
    hung: Hung


@dataclass(frozen=True, eq=False)
class SlicesArrived(Fact):
    """The array of an open series holds more slices now (or a better automatic window)."""

    study_token: str
    series_id: str
    volume: Volume
    slices_loaded: int
    automatic: DisplayWindow | None = None


@dataclass(frozen=True, eq=False)
class ResultArrived(Fact):
    """A result of the open study; one with the same request id replaces the earlier part."""

    result: InferenceResult
    series_id: str


@dataclass(frozen=True, eq=False)
class ModelsListed(Fact):
    rows: tuple[ModelRow, ...]


@dataclass(frozen=True, slots=True)
class JobMoved(Fact):
    """A job is new or has changed; jobs are known by their id."""

    job: Job


@dataclass(frozen=True, slots=True)
class Told(Fact):
    """A message for the user and the log."""

    message: Message


@dataclass(frozen=True, eq=False)
class SettingsKnown(Fact):
    """The settings as they are now, already checked."""

    values: Mapping[str, bool | int | float | str]


@dataclass(frozen=True, slots=True)
class CalibrationKnown(Fact):
    """How the screen is calibrated; None = it is not."""

    calibration: Calibration | None


@dataclass(frozen=True, eq=False)
class ThumbnailMade(Fact):
    """A small grey picture (h, w) uint8 of a series for the lists."""

    series_id: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class DrawingReady(Fact):
    """Whether pictures can be composed without waiting for the kernels."""

    ready: bool


@dataclass(frozen=True, eq=False)
class ObjectRead(Fact):
    """The layers and findings of a DICOM object that belongs to an open series.

    ``kind`` is that of its entry or OVERLAYS, ``object_uid`` its Series Instance UID, ``title``
    what it calls itself, which unlike ``name`` never comes from the file's name.
    """

    study_token: str
    series_id: str
    name: str
    label_maps: tuple[LabelMap, ...] = ()
    heatmaps: tuple[Heatmap, ...] = ()
    findings: tuple[Finding, ...] = ()
    contours: ContourSet | None = None
    marks: tuple[Mark, ...] = ()
    windows: tuple[DisplayWindow, ...] = ()
    overlays: tuple[LabelMap, ...] = ()  # 60xx planes of the pictures themselves
    kind: str = ""
    object_uid: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SolidDrawn(Fact):
    """A picture of a 3D pane was rendered, or could not be."""

    pane: int
    picture: SolidPicture


@dataclass(frozen=True, slots=True)
class DatasetExported(Fact):
    """Reviewed studies lie in ``folder`` as training data."""

    folder: str


@dataclass(frozen=True, eq=False)
class TrainingsSeen(Fact):
    """All trainings as they stand, the newest first."""

    runs: tuple[TrainingRun, ...]
