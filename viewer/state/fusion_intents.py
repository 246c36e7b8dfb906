"""Wishes about a second series over the first, and facts of registration."""

from dataclasses import dataclass

from viewer.state.facts import Fact
from viewer.state.fusion import Fusion, SeriesLink
from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class FuseSeries(Intent):
    """Lay a series over that of the active pane; "" takes it off again."""

    series_id: str = ""


@dataclass(frozen=True, slots=True)
class SetFusion(Intent):
    """How the series over the active pane's is shown."""

    fusion: Fusion


@dataclass(frozen=True, slots=True)
class StepFusionMode(Intent):
    """Blend, checkerboard, swipe, and round again."""


@dataclass(frozen=True, slots=True)
class MoveSwipe(Intent):
    """Move the parting line by a share of the width."""

    by: float


@dataclass(frozen=True, slots=True)
class RegisterFused(Intent):
    """Find where the series that is laid over lies, by rigid registration."""


@dataclass(frozen=True, slots=True)
class LinkHere(Intent):
    """What the panes show now belongs together: a manual offset between their spaces."""


@dataclass(frozen=True, slots=True)
class DropLink(Intent):
    """Take the link that was made last back."""


@dataclass(frozen=True, slots=True)
class LinkViews(Intent):
    """Zoom, pan and CT windows of compared views together, or each alone."""


@dataclass(frozen=True, eq=False)
class SeriesLinked(Fact):
    """A registration has found where a series lies."""

    study_token: str
    link: SeriesLink
