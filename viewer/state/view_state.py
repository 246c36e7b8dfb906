"""All that the window shows, frozen: widgets draw it, intents change it through ``reduce``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding
from inference.imaging.result import InferenceResult
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.state.calibration import Calibration
from viewer.state.curves import CutForm
from viewer.state.draft import Draft
from viewer.state.fusion import Fusion, SeriesLink
from viewer.state.hanging import Hung, Protocol
from viewer.state.jobs import Job
from viewer.state.layers import ContourLayer, HeatmapLayer, MarkLayer, MaskLayer
from viewer.state.layouts import DEFAULT_LAYOUT, LAYOUTS
from viewer.state.measurements import Measurement, Point
from viewer.state.messages import Message
from viewer.state.models import ModelDesk
from viewer.state.panes import Pane
from viewer.state.patient import PatientDesk
from viewer.state.shelf import Shelf
from viewer.state.solid import SolidPicture
from viewer.state.tilts import Tilt, Tilts
from viewer.state.training import TrainingRun

Tool = Literal[
    "window",
    "zoom",
    "pan",
    "length",
    "bidirectional",
    "angle",
    "cobb",
    "ellipse",
    "polygon",
    "freehand",
    "curve",
    "arrow",
    "probe",
    "brush",
    "eraser",
    "magnifier",
]
Tab = Literal["layers", "findings", "model", "jobs", "info"]
LeftPanel = Literal["wide", "strip", "folded"]
BRUSH_MM = (0.5, 100.0)  # diameters of the thinnest and the widest brush


@dataclass(frozen=True, eq=False)
class OpenSeries:
    """A series whose pixels are here, wholly or in part.

    ``slices_loaded`` of the volume's k slices hold their true values; ``revision`` grows with
    each batch, so that a view knows that the same array has new content. ``automatic`` is the
    window computed from its values.
    """

    entry: SeriesEntry
    volume: Volume
    slices_loaded: int
    automatic: DisplayWindow
    revision: int = 0

    @property
    def complete(self) -> bool:
        return self.slices_loaded >= self.volume.geometry.shape_kji[0]

    @property
    def space(self) -> str:
        """What is shared by series that lie in one patient space: their frame of reference."""
        return self.volume.geometry.frame_of_reference_uid or self.entry.id


@dataclass(frozen=True, eq=False)
class PlacedResult:
    """A result, the series that it was made from and the patient space in which it lies."""

    result: InferenceResult
    series_id: str
    space: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where layers come from that no model made: a DICOM object, or (``kind`` "") the brush.

    ``series_id`` is the series over which the object was read or the mask was begun, ``space``
    that series' patient space; ``object_uid`` the object's own Series Instance UID.
    """

    space: str
    series_id: str
    kind: str = ""
    object_uid: str = ""
    name: str = ""


LayerKind = Literal["masks", "heatmaps", "contours", "marks"]
Layer = MaskLayer | HeatmapLayer | ContourLayer | MarkLayer


@dataclass(frozen=True, eq=False)
class RemovedLayer:
    """A layer that can be put back: where it stood, and how many drawings could be undone then."""

    layer: Layer
    kind: LayerKind
    place: int
    drawings: int


@dataclass(frozen=True, eq=False)
class Results:
    """What models laid over the pictures; ids of layers and findings begin ``request id/``.

    ``origins`` says by the same first part of an id where all other layers come from;
    ``painted`` holds the ids of the masks that a person has painted on.
    """

    results: tuple[PlacedResult, ...] = ()
    masks: tuple[MaskLayer, ...] = ()
    heatmaps: tuple[HeatmapLayer, ...] = ()
    contours: tuple[ContourLayer, ...] = ()
    marks: tuple[MarkLayer, ...] = ()
    findings: tuple[Finding, ...] = ()
    selected_finding: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    painted: frozenset[str] = frozenset()
    removed: tuple[RemovedLayer, ...] = ()

    def owner(self, part_id: str) -> PlacedResult | None:
        """The result to which a layer or finding belongs."""
        wanted = part_id.split("/", 1)[0]
        return next((r for r in self.results if r.result.request_id == wanted), None)

    def lies_in(self, part_id: str, space: str) -> bool:
        """Whether a layer or finding may be shown over pictures of a patient space."""
        return self.space_of(part_id) == space

    def space_of(self, part_id: str) -> str | None:
        """The patient space of a layer or finding: its model result's, or its object's."""
        owner = self.owner(part_id) or self.origins.get(part_id.split("/", 1)[0])
        return None if owner is None else owner.space


@dataclass(frozen=True, eq=False)
class Drawings:
    """Measurements of the open study, with what is needed to undo them.

    ``naming`` is the one whose words are being written, and in which pane.
    """

    items: tuple[Measurement, ...] = ()
    selected: str = ""
    undo: tuple[tuple[Measurement, ...], ...] = ()
    redo: tuple[tuple[Measurement, ...], ...] = ()
    draft: Draft | None = None
    naming: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class MaskEdits:
    """The mask painted last, the brush's diameter, and how many strokes can be taken back.

    ``volume_ml`` is that of the painted segment, None while it is not known.
    """

    layer_id: str = ""
    segment_id: int = 0
    brush_mm: float = 10.0
    undo: int = 0
    redo: int = 0
    volume_ml: float | None = None


@dataclass(frozen=True, slots=True)
class Panels:
    """Which parts of the window beside the pictures are open."""

    left: LeftPanel = "strip"
    right: bool = True
    tab: Tab = "model"
    histogram: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: the pane and the place in the patient under it."""

    pane: int
    point_lps: Point


@dataclass(frozen=True, eq=False)
class Curved:
    """The curved plane along a drawn line: in which pane, and what that pane showed before.

    ``turn_degrees`` turns the cut about the line; 0 cuts across the plane it was drawn in.
    ``anchor_mm`` is where a measurement along the line begins: mm of the line.
    """

    measurement_id: str
    pane: int
    before: Pane
    half_width_mm: float = 40.0
    turn_degrees: float = 0.0
    anchor_mm: float | None = None
    form: CutForm = "straightened"


@dataclass(frozen=True, eq=False)
class ViewState:
    """``study_token`` changes whenever another study is opened or the study is closed.

    ``cursors`` holds the crosshair (LPS mm) of each patient space, see ``OpenSeries.space``;
    ``tilts`` how the planes are turned about it.
    ``layout`` departs from the ``wished_layout`` for a picture of one slice.
    ``hung`` is the stage of a hanging protocol that the study began with or stepped to.
    ``fusions`` holds what lies over a series, by that series' id; ``links`` where series lie in
    each other's space, the latest last.
    ``enlarged`` is the index of the one pane shown alone, or None. ``solids`` holds the latest
    rendered picture of each 3D pane, by the pane's index.
    """

    shelf: Shelf = field(default_factory=Shelf)
    study_token: str = ""
    study_key: str = ""
    open_series: Mapping[str, OpenSeries] = field(default_factory=dict)
    layout: str = DEFAULT_LAYOUT
    wished_layout: str = DEFAULT_LAYOUT
    protocols: tuple[Protocol, ...] = ()
    hung: Hung | None = None
    panes: tuple[Pane, ...] = tuple(
        Pane(plane=cell.plane, view=cell.view) for cell in LAYOUTS[DEFAULT_LAYOUT].cells
    )
    active: int = 0
    enlarged: int | None = None
    cursors: Mapping[str, Point] = field(default_factory=dict)
    tilts: Mapping[str, Tilts] = field(default_factory=dict)
    curved: Curved | None = None
    solids: Mapping[int, SolidPicture] = field(default_factory=dict)
    results: Results = field(default_factory=Results)
    drawings: Drawings = field(default_factory=Drawings)
    known_labels: tuple[str, ...] = ()  # of any study, to be offered again
    patient: PatientDesk = field(default_factory=PatientDesk)
    edits: MaskEdits = field(default_factory=MaskEdits)
    fusions: Mapping[str, Fusion] = field(default_factory=dict)
    links: tuple[SeriesLink, ...] = ()
    views_linked: bool = True
    models: ModelDesk = field(default_factory=ModelDesk)
    jobs: tuple[Job, ...] = ()
    trainings: tuple[TrainingRun, ...] = ()
    training_data: str = ""  # the folder exported last
    messages: tuple[Message, ...] = ()
    dismissed: frozenset[int] = frozenset()
    panels: Panels = field(default_factory=Panels)
    tool: Tool = "window"
    identity_hidden: bool = False
    overlays_shown: bool = True
    crosshair_shown: bool = True
    reference_lines_shown: bool = True
    cine: bool = False
    pointer: Pointer | None = None
    drawing_ready: bool = True
    calibration: Calibration | None = None
    settings: Mapping[str, bool | int | float | str] = field(default_factory=dict)

    @property
    def active_pane(self) -> Pane:
        return self.panes[self.active]

    @property
    def active_series(self) -> OpenSeries | None:
        return self.open_series.get(self.active_pane.series_id)

    def series_of(self, pane: int) -> OpenSeries | None:
        return self.open_series.get(self.panes[pane].series_id)

    def space_of(self, series_id: str) -> str:
        """The patient space of a series, whether its pixels are here or not."""
        opened = self.open_series.get(series_id)
        if opened is not None:
            return opened.space
        entry = self.shelf.entry(series_id)
        known = "" if entry is None else entry.geometry.frame_of_reference_uid
        return known or series_id

    def cursor_of(self, pane: int) -> Point | None:
        """The crosshair in the patient space that the pane shows."""
        series = self.series_of(pane)
        return None if series is None else self.cursors.get(series.space)

    def tilts_of(self, pane: int) -> Tilts:
        """How the planes of the patient space that the pane shows are turned."""
        series = self.series_of(pane)
        return Tilts() if series is None else self.tilts.get(series.space, Tilts())

    def tilt_of(self, pane: int) -> Tilt:
        """How the pane's own plane is turned."""
        return self.tilts_of(pane).of(self.panes[pane].plane)


def empty_panes(layout: str) -> tuple[Pane, ...]:
    """The panes with which a layout begins."""
    return tuple(Pane(plane=cell.plane, view=cell.view) for cell in LAYOUTS[layout].cells)
