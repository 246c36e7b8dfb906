"""Wishes of the user: what widgets may emit. What happened elsewhere is in ``facts``.

Those of a subject have a module of their own: ``pane_intents``, ``look_intents``
and the like.
"""

from dataclasses import dataclass
from pathlib import Path

from viewer.state.view_state import Tab, Tool


class Intent:
    """A wish of the user; ``reducer.REDUCERS`` knows each of them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OpenPaths(Intent):
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class OpenDemo(Intent):
    pass


@dataclass(frozen=True, slots=True)
class OpenSeriesById(Intent):
    """Show a series; ``pane`` None hangs it in every pane of the layout."""

    series_id: str
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class OpenStudyByKey(Intent):
    """Open a study of the shelf; the controller chooses the series to begin with."""

    study_key: str


@dataclass(frozen=True, slots=True)
class PerformCommand(Intent):
    """Do what a row of the commands' table says."""

    command_id: str


@dataclass(frozen=True, slots=True)
class StepStack(Intent):
    """The next (+1) or previous (−1) stack (time point, b-value, echo) of a 4D series."""

    step: int


@dataclass(frozen=True, slots=True)
class StepSeries(Intent):
    """The next (+1) or previous (−1) series of the open study."""

    step: int


@dataclass(frozen=True, slots=True)
class CloseStudy(Intent):
    pass


@dataclass(frozen=True, slots=True)
class SearchStudies(Intent):
    words: str


@dataclass(frozen=True, slots=True)
class ShowOverlays(Intent):
    """None toggles."""

    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class ShowCrosshair(Intent):
    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class ShowReferenceLines(Intent):
    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class HideIdentity(Intent):
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ChooseTool(Intent):
    tool: Tool


@dataclass(frozen=True, slots=True)
class ToggleCine(Intent):
    pass


@dataclass(frozen=True, slots=True)
class ChooseModel(Intent):
    model_id: str


@dataclass(frozen=True, slots=True)
class ChooseExplain(Intent):
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcknowledgeFlags(Intent):
    """A person has read the flags of a series and accepts them."""

    series_id: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverrideSuitability(Intent):
    override: bool


@dataclass(frozen=True, slots=True)
class RunModel(Intent):
    pass


@dataclass(frozen=True, slots=True)
class CancelJob(Intent):
    """ "" cancels every job that runs."""

    job_id: str = ""


@dataclass(frozen=True, slots=True)
class ClearJobs(Intent):
    """Forget the jobs that have ended."""


@dataclass(frozen=True, slots=True)
class DismissMessage(Intent):
    message_id: int


@dataclass(frozen=True, slots=True)
class ToggleLeftPanel(Intent):
    """Fold the studies away, or show them; ``narrow`` swaps the list for thumbnails alone."""

    narrow: bool = False


@dataclass(frozen=True, slots=True)
class ToggleRightPanel(Intent):
    pass


@dataclass(frozen=True, slots=True)
class ShowTab(Intent):
    tab: Tab


@dataclass(frozen=True, slots=True)
class SaveScreenshot(Intent):
    """The active view, or all of them, as composed on the screen."""

    path: Path
    with_identity: bool = False
    all_views: bool = False


@dataclass(frozen=True, slots=True)
class SaveTestPattern(Intent):
    """The test pattern for screens as a DICOM file."""

    path: Path


@dataclass(frozen=True, slots=True)
class SaveResults(Intent):
    folder: Path


@dataclass(frozen=True, slots=True)
class ChangeSetting(Intent):
    """``name`` is a row of the settings' table; the controller checks and keeps it."""

    name: str
    value: bool | int | float | str
