"""Wishes of the user: what widgets may emit. What happened elsewhere is in ``facts``.

``pane`` is the index of a pane; None means the active one.
"""

from dataclasses import dataclass
from pathlib import Path

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import ReviewStatus
from viewer.state.layers import SegmentStyle
from viewer.state.measurements import Measurement, Point
from viewer.state.panes import Plane
from viewer.state.scene import Interpolation, SlabMode
from viewer.state.view_state import Tab, Tool


@dataclass(frozen=True, slots=True)
class OpenPaths:
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class OpenDemo:
    pass


@dataclass(frozen=True, slots=True)
class OpenSeriesById:
    """Show a series; ``pane`` None hangs it in every pane of the layout."""

    series_id: str
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class StepSeries:
    """The next (+1) or previous (−1) series of the open study."""

    step: int


@dataclass(frozen=True, slots=True)
class CloseStudy:
    pass


@dataclass(frozen=True, slots=True)
class SearchStudies:
    words: str


@dataclass(frozen=True, slots=True)
class Activate:
    pane: int


@dataclass(frozen=True, slots=True)
class Enlarge:
    """Show one pane alone, or all again when it is alone already."""

    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetLayout:
    name: str


@dataclass(frozen=True, slots=True)
class SetPlane:
    plane: Plane
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ScrollSlices:
    """``steps`` > 0 towards the head, the front or the patient's left, see ``slicing``."""

    steps: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class GoToSlice:
    """``index`` 0-based in the order of ``slicing``; negative counts from the end."""

    index: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetCursor:
    point_lps: Point
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ZoomBy:
    """``about_mm`` is the fixed place, in mm right and down of the middle of the view."""

    factor: float
    about_mm: tuple[float, float] = (0.0, 0.0)
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class PanBy:
    right_mm: float
    down_mm: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class Rotate:
    quarter_turns: int


@dataclass(frozen=True, slots=True)
class Flip:
    horizontal: bool


@dataclass(frozen=True, slots=True)
class ResetView:
    """Back to fit, upright, unflipped, the automatic window and the middle of the volume."""


@dataclass(frozen=True, slots=True)
class SetWindow:
    window: DisplayWindow
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class AutomaticWindow:
    pass


@dataclass(frozen=True, slots=True)
class Invert:
    pass


@dataclass(frozen=True, slots=True)
class SetInterpolation:
    interpolation: Interpolation


@dataclass(frozen=True, slots=True)
class SetColourMap:
    colour_map: str


@dataclass(frozen=True, slots=True)
class SetSlab:
    mode: SlabMode
    thickness_mm: float


@dataclass(frozen=True, slots=True)
class ShowOverlays:
    """None toggles."""

    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class ShowCrosshair:
    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class HideIdentity:
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ChooseTool:
    tool: Tool


@dataclass(frozen=True, slots=True)
class ToggleCine:
    pass


@dataclass(frozen=True, slots=True)
class SetLayerVisible:
    layer_id: str
    visible: bool


@dataclass(frozen=True, slots=True)
class SetLayerOpacity:
    layer_id: str
    opacity: float


@dataclass(frozen=True, slots=True)
class SetLayerColourMap:
    layer_id: str
    colour_map: str


@dataclass(frozen=True, slots=True)
class SetLayerContour:
    layer_id: str
    contour: bool


@dataclass(frozen=True, slots=True)
class SetSegmentStyle:
    layer_id: str
    segment_id: int
    style: SegmentStyle


@dataclass(frozen=True, slots=True)
class RemoveLayer:
    layer_id: str


@dataclass(frozen=True, slots=True)
class SelectFinding:
    finding_id: str


@dataclass(frozen=True, slots=True)
class StepFinding:
    step: int


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """Judge a finding; "" is the selected one."""

    status: ReviewStatus
    finding_id: str = ""


@dataclass(frozen=True, slots=True)
class ChooseModel:
    model_id: str


@dataclass(frozen=True, slots=True)
class ChooseExplain:
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcknowledgeFlags:
    """A person has read the flags of a series and accepts them."""

    series_id: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverrideSuitability:
    override: bool


@dataclass(frozen=True, slots=True)
class RunModel:
    pass


@dataclass(frozen=True, slots=True)
class CancelJob:
    """ "" cancels every job that runs."""

    job_id: str = ""


@dataclass(frozen=True, slots=True)
class ClearJobs:
    """Forget the jobs that have ended."""


@dataclass(frozen=True, slots=True)
class DismissMessage:
    message_id: int


@dataclass(frozen=True, slots=True)
class ToggleLeftPanel:
    """Fold the studies away, or show them; ``narrow`` swaps the list for thumbnails alone."""

    narrow: bool = False


@dataclass(frozen=True, slots=True)
class ToggleRightPanel:
    pass


@dataclass(frozen=True, slots=True)
class ShowTab:
    tab: Tab


@dataclass(frozen=True, slots=True)
class DrawMeasurement:
    """Add it, or replace the one with its id."""

    measurement: Measurement


@dataclass(frozen=True, slots=True)
class SelectMeasurement:
    measurement_id: str


@dataclass(frozen=True, slots=True)
class DeleteMeasurement:
    """ "" deletes the selected one."""

    measurement_id: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    pass


@dataclass(frozen=True, slots=True)
class Redo:
    pass


@dataclass(frozen=True, slots=True)
class SaveScreenshot:
    """``path`` None writes into the user's pictures under a name of its own."""

    path: Path | None = None
    with_identity: bool = False


@dataclass(frozen=True, slots=True)
class SaveResults:
    folder: Path


Intent = (
    OpenPaths
    | OpenDemo
    | OpenSeriesById
    | StepSeries
    | CloseStudy
    | SearchStudies
    | Activate
    | Enlarge
    | SetLayout
    | SetPlane
    | ScrollSlices
    | GoToSlice
    | SetCursor
    | ZoomBy
    | PanBy
    | Rotate
    | Flip
    | ResetView
    | SetWindow
    | AutomaticWindow
    | Invert
    | SetInterpolation
    | SetColourMap
    | SetSlab
    | ShowOverlays
    | ShowCrosshair
    | HideIdentity
    | ChooseTool
    | ToggleCine
    | SetLayerVisible
    | SetLayerOpacity
    | SetLayerColourMap
    | SetLayerContour
    | SetSegmentStyle
    | RemoveLayer
    | SelectFinding
    | StepFinding
    | ReviewFinding
    | ChooseModel
    | ChooseExplain
    | AcknowledgeFlags
    | OverrideSuitability
    | RunModel
    | CancelJob
    | ClearJobs
    | DismissMessage
    | ToggleLeftPanel
    | ToggleRightPanel
    | ShowTab
    | DrawMeasurement
    | SelectMeasurement
    | DeleteMeasurement
    | Undo
    | Redo
    | SaveScreenshot
    | SaveResults
)
