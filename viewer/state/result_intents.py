"""Wishes of the user about layers and findings."""

from dataclasses import dataclass
from pathlib import Path

from inference.imaging.finding import ReviewStatus
from viewer.state.intents import Intent
from viewer.state.layers import SegmentStyle


@dataclass(frozen=True, slots=True)
class SetLayerVisible(Intent):
    layer_id: str
    visible: bool


@dataclass(frozen=True, slots=True)
class SetLayerOpacity(Intent):
    layer_id: str
    opacity: float


@dataclass(frozen=True, slots=True)
class SetLayerColourMap(Intent):
    layer_id: str
    colour_map: str


@dataclass(frozen=True, slots=True)
class SetLayerContour(Intent):
    layer_id: str
    contour: bool


@dataclass(frozen=True, slots=True)
class SetSegmentStyle(Intent):
    layer_id: str
    segment_id: int
    style: SegmentStyle


@dataclass(frozen=True, slots=True)
class RemoveLayer(Intent):
    layer_id: str


@dataclass(frozen=True, slots=True)
class RestoreLayer(Intent):
    """Put the layer that was removed last back in its place."""


@dataclass(frozen=True, slots=True)
class SelectFinding(Intent):
    finding_id: str


@dataclass(frozen=True, slots=True)
class StepFinding(Intent):
    step: int


@dataclass(frozen=True, slots=True)
class ReviewFinding(Intent):
    """Judge a finding; "" is the selected one."""

    status: ReviewStatus
    finding_id: str = ""


@dataclass(frozen=True, slots=True)
class AcceptOpenFindings(Intent):
    """Accept every finding that nobody has judged yet."""


@dataclass(frozen=True, slots=True)
class LoadMask(Intent):
    """Lay the mask in a file over the active series."""

    path: Path
