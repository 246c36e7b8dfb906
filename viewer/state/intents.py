"""Wishes of the user: what widgets may emit. What happened elsewhere is in ``facts``.

``pane`` is the index of a pane; None means the active one. Points of a curved pane are places in
its cut: (mm across, mm along, 0).
"""

from dataclasses import dataclass
from pathlib import Path

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import ReviewStatus
from viewer.state.layers import SegmentStyle
from viewer.state.measurements import Measurement, Point
from viewer.state.planes import Plane
from viewer.state.scene import Interpolation, SlabMode
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
class Activate(Intent):
    pane: int


@dataclass(frozen=True, slots=True)
class Enlarge(Intent):
    """Show one pane alone, or all again when it is alone already."""

    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetLayout(Intent):
    name: str


@dataclass(frozen=True, slots=True)
class SetPlane(Intent):
    plane: Plane
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ScrollSlices(Intent):
    """``steps`` > 0 towards the head, the front or the patient's left, see ``planes``."""

    steps: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class GoToSlice(Intent):
    """``index`` 0-based in the order of ``planes``; negative counts from the end."""

    index: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetCursor(Intent):
    point_lps: Point
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class PointAt(Intent):
    """The mouse is over a place of a pane; None = over none."""

    point_lps: Point | None = None
    pane: int = 0


@dataclass(frozen=True, slots=True)
class ZoomBy(Intent):
    """``about_mm`` is the fixed place, in mm right and down of the middle of the view."""

    factor: float
    about_mm: tuple[float, float] = (0.0, 0.0)
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class PanBy(Intent):
    right_mm: float
    down_mm: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class Rotate(Intent):
    quarter_turns: int


@dataclass(frozen=True, slots=True)
class Flip(Intent):
    horizontal: bool


@dataclass(frozen=True, slots=True)
class ResetView(Intent):
    """Back to fit, upright, unflipped, the automatic window and the middle of the volume."""


@dataclass(frozen=True, slots=True)
class SetWindow(Intent):
    window: DisplayWindow
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ApplyPreset(Intent):
    """A window by its name in the table of presets, where it is offered for the series."""

    name: str


@dataclass(frozen=True, slots=True)
class AutomaticWindow(Intent):
    pass


@dataclass(frozen=True, slots=True)
class Invert(Intent):
    pass


@dataclass(frozen=True, slots=True)
class SetInterpolation(Intent):
    interpolation: Interpolation


@dataclass(frozen=True, slots=True)
class SetColourMap(Intent):
    colour_map: str


@dataclass(frozen=True, slots=True)
class SetSlab(Intent):
    mode: SlabMode
    thickness_mm: float


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
class DrawMeasurement(Intent):
    """Add it, or replace the one with its id."""

    measurement: Measurement


@dataclass(frozen=True, slots=True)
class SelectMeasurement(Intent):
    measurement_id: str


@dataclass(frozen=True, slots=True)
class DeleteMeasurement(Intent):
    """ "" deletes the selected one."""

    measurement_id: str = ""


@dataclass(frozen=True, slots=True)
class Undo(Intent):
    pass


@dataclass(frozen=True, slots=True)
class Redo(Intent):
    pass


@dataclass(frozen=True, slots=True)
class SaveScreenshot(Intent):
    """The active view, or all of them, as composed on the screen."""

    path: Path
    with_identity: bool = False
    all_views: bool = False


@dataclass(frozen=True, slots=True)
class SaveResults(Intent):
    folder: Path


@dataclass(frozen=True, slots=True)
class ChangeSetting(Intent):
    """``name`` is a row of the settings' table; the controller checks and keeps it."""

    name: str
    value: bool | int | float | str
