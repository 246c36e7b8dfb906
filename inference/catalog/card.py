"""The model card: what a model is, what it may be given, and how it is run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Task = Literal["segmentation", "classification", "sequence", "detection", "outcome"]
Orientation = Literal["any", "axial", "coronal", "sagittal"]
Range = tuple[float, float]
Parameter = bool | int | float | str | list[int] | list[float] | list[str]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NetworkPart(_Part):
    """``name`` is a row of the table in ``inference.networks``; the rest goes to its builder.

    An ensemble has none of its own.
    """

    name: str = ""
    parameters: dict[str, Parameter] = {}


class InputPart(_Part):
    """What a series must be; anything outside is refused or overridden by a person.

    ``description_any``: at least one of these words (case-insensitive) in the series description
    or protocol name; empty = not looked at. ``description_none``: none of these words. Ranges
    are inclusive, lengths in mm.
    ``field_of_view_mm`` bounds the in-plane extents, ``extent_mm`` the stack along its slices.
    ``orientation`` is that of the slices the network sees; ``max_tilt_degrees`` how far the
    acquired slices may lean from it. Beyond that (or outside ``slice_spacing_mm``) the series is
    resliced where ``preparation.reslice`` is set and refused otherwise.
    """

    modalities: list[str]
    description_any: list[str] = []
    description_none: list[str] = []
    units: list[str] = []
    orientation: Orientation = "axial"
    max_tilt_degrees: float = 45.0
    in_plane_spacing_mm: Range = (0.2, 3.0)
    slice_spacing_mm: Range = (0.5, 10.0)
    field_of_view_mm: Range = (0.0, 1000.0)
    extent_mm: Range = (0.0, 3000.0)
    min_slices: int = 1
    calibrated: bool = True
    oriented: bool = True


class PreparationPart(_Part):
    """From the series to the network's grid.

    The network's frame is fixed by geometry: i runs to the patient's left, j to the back, k to
    the head for axial slices (coronal: i left, j down to the feet, k to the back; sagittal: i to
    the back, j down to the feet, k to the left). ``in_plane_spacing_mm`` / ``slice_spacing_mm``
    None keep the series' own. ``intensity`` goes to ``inference.engine.steps.intensity``, which
    sees the whole volume on the network's grid. With ``crop`` the slices are then cut to the head
    (or body) plus ``margin_mm``, and padded with ``pad_value`` (None = the lowest value) to a
    multiple of ``divisible_by``. ``size_ji`` instead centres the content in a fixed frame.
    """

    in_plane_spacing_mm: float | None = None
    slice_spacing_mm: float | None = None
    reslice: bool = False
    intensity: dict[str, Parameter] = {}
    crop: bool = True
    margin_mm: float = 10.0
    divisible_by: int = 32
    size_ji: tuple[int, int] | None = None
    pad_value: float | None = None


class LinkingPart(_Part):
    """How a detector's boxes on slices become boxes in the volume.

    Boxes scored under ``least`` are not looked at, nor those that overlap a stronger one on the
    same slice by more than ``most_overlap`` (IoU). A chain starts at the strongest box left and
    goes on to the box on the next slice that overlaps most, at least by ``overlap`` (IoU), while
    its score is at least ``share`` of the first one's; up to ``gap`` slices in between may show
    none. Its score is the mean of its ``top`` highest, those that it lacks counting nothing, so
    that short chains fall behind. A chain that lies by more than ``inside`` of its volume in a
    stronger one is part of it and left out.
    """

    least: float = Field(default=0.05, gt=0.0, lt=1.0)
    most_overlap: float = 0.5
    overlap: float = 0.2
    share: float = 0.4
    gap: int = Field(default=1, ge=0)
    top: int = Field(default=3, ge=1)
    inside: float = 0.5


class PredictionPart(_Part):
    """How the network is run and its answer read.

    ``neighbours`` n feeds 2n + 1 slices as channels (edges repeated), 0 a single slice; they lie
    max(1, round(``neighbour_step_mm`` / slice spacing)) slices apart (0 = adjacent).
    ``dimensions`` 3 is a network over volumes, with ``window_kji`` (none = the whole volume) and
    ``overlap`` (fraction of a window). ``flips`` are the axes of test-time augmentation ("i",
    "j", "ji"…), averaged with the plain pass. ``activation``
    sigmoid: one channel a segment, cut at ``threshold``; softmax: channel 0 is background.
    Components under ``minimum_component_ml`` are dropped. Detection: findings scored under
    ``threshold`` are dropped.
    """

    dimensions: Literal[2, 3] = 2
    neighbours: int = Field(default=1, ge=0)
    neighbour_step_mm: float = Field(default=0.0, ge=0.0)
    window_kji: tuple[int, int, int] | None = None
    overlap: float = Field(default=0.25, ge=0.0, lt=1.0)
    batch: int = Field(default=4, ge=1)
    flips: list[str] = []
    activation: Literal["sigmoid", "softmax"] = "sigmoid"
    threshold: float = Field(default=0.5, gt=0.0, lt=1.0)
    minimum_component_ml: float = 0.0
    linking: LinkingPart = LinkingPart()
    calibrated: bool = False


class OutcomePart(_Part):
    """What a prognosis was fitted to: columns of ``patients.csv``, and what its answer means.

    Without ``time`` the answer is the logit of the chance that ``event`` was seen. With it, and a
    ``horizon``, it is the log of the cumulative hazard by then; without a horizon the log hazard
    against that of the mean training patient. Times and the horizon are in ``unit``.
    """

    event: str = "death01"
    time: str = ""
    unit: Literal["days", "weeks", "months", "years"] = "days"
    horizon: float = Field(default=0.0, ge=0.0)

    @model_validator(mode="after")
    def _horizon_is_of_times(self) -> OutcomePart:
        if self.horizon and not self.time:
            raise ValueError("a horizon needs a column of times")
        return self


class OtherModelPart(_Part):
    """A model that this one is made of: that one and no other."""

    id: str
    version: str
    weights_sha256: Sha256


class MemberPart(OtherModelPart):
    """A model of an ensemble, with its own mirrored passes."""

    flips: list[str] = []


class SegmentPart(_Part):
    """One output label: ``type`` and ``category`` are (code value, scheme, meaning)."""

    id: int = Field(ge=1)
    name: str
    colour: tuple[int, int, int]
    type: tuple[str, str, str] | None = None
    category: tuple[str, str, str] | None = None
    laterality: tuple[str, str, str] | None = None


class RegionPart(_Part):
    """One place in a template: ``centre_lps`` in its own mm.

    ``name`` goes before the segments' names, ``laterality`` into their codes.
    """

    name: str
    centre_lps: tuple[float, float, float]
    laterality: tuple[str, str, str] | None = None


class LocatePart(_Part):
    """How a series that is larger than ``Card.inputs`` allows is looked through: by a template.

    ``template`` is fitted to the whole series (which must suit ``inputs``); around each region a
    crop of ``crop_mm`` (k, j, i of an axial frame, turned as the head is) goes to the network,
    ``passes`` times, each centred on what the last one found. A fit or a find beyond the other
    limits is refused: correlation and overlap of template and series, its scales and rotation,
    and how far the find lies from where the template says.
    """

    template: str
    inputs: InputPart
    regions: list[RegionPart] = Field(min_length=1)
    crop_mm: tuple[float, float, float]
    passes: int = Field(default=2, ge=1)
    least_correlation: float = 0.1
    least_overlap: float = 0.9
    scale: Range = (0.75, 1.25)
    most_rotation_degrees: float = 40.0
    most_shift_mm: float = 15.0


class FaithfulPart(_Part):
    """How many of a method's maps passed all tests of faithfulness (``radlens bench explain``)."""

    method: str
    share: float = Field(ge=0, le=1)
    ci95: Range | None = None
    maps: int
    cases: int
    data: str
    split: str


class ExplanationPart(_Part):
    """``methods``: rows of the table in ``inference.explain``; ``layer``: a module's path.

    ``measured`` may also name what is explained unasked: attention over slices, parts of a risk.
    """

    methods: list[str] = []
    layer: str = ""
    measured: list[FaithfulPart] = []


class MetricPart(_Part):
    """One measured figure, with the data and split that it was measured on."""

    name: str
    mean: float
    ci95: Range | None = None
    data: str
    split: str
    cases: int
    group: str = ""  # a subgroup, e.g. "grade 2"


class DataPart(_Part):
    name: str
    licence: str
    source: str = ""
    split: str = ""
    cases_training: int = 0
    cases_validation: int = 0
    cases_test: int = 0
    validation_names: list[str] = []


class TrainingPart(_Part):
    command: str = ""
    recipe: str = ""
    commit: str = ""
    seed: int = 0
    epochs: int = 0


class Card(_Part):
    """``resources/models/<id>/card.toml``; unknown keys are an error, so that no typo passes.

    With ``encoder`` the weights of that part lie with the model named there and nowhere else.
    With ``members`` (format "ensemble") the model is the mean of other models' probabilities. Its
    weights are its calibration alone; one without it has no file (``weights_file`` empty), and
    ``weights_sha256`` is then that of its members' (see ``members_sha256``).
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str
    version: str
    task: Task
    format: str = "native"
    summary: str = ""
    intended_use: str = ""
    licence: str
    limits: list[str] = []
    failure_cases: list[str] = []
    references: list[str] = []
    classes: list[str] = []
    weights_file: str = "weights.safetensors"
    weights_sha256: Sha256
    network: NetworkPart = NetworkPart()
    encoder: OtherModelPart | None = None
    members: list[MemberPart] = []
    inputs: InputPart
    locate: LocatePart | None = None
    preparation: PreparationPart = PreparationPart()
    prediction: PredictionPart = PredictionPart()
    outcome: OutcomePart = OutcomePart()
    segments: list[SegmentPart] = []
    explanation: ExplanationPart = ExplanationPart()
    data: DataPart | None = None
    training: TrainingPart = TrainingPart()
    metrics: list[MetricPart] = []

    @model_validator(mode="after")
    def _outputs_are_named(self) -> Card:
        if self.task == "segmentation" and not self.segments:
            raise ValueError("a segmentation model names its segments")
        if len({segment.id for segment in self.segments}) != len(self.segments):
            raise ValueError("two segments have the same id")
        if "/" in self.weights_file or "\\" in self.weights_file or self.weights_file == "..":
            raise ValueError("weights_file is a plain file name beside the card")
        return self

    @model_validator(mode="after")
    def _only_masks_are_mirrored(self) -> Card:
        mirrored = bool(self.prediction.flips) or any(member.flips for member in self.members)
        if mirrored and self.task != "segmentation":
            raise ValueError(f"mirrored passes (flips) are averaged for masks, not for {self.task}")
        return self

    @model_validator(mode="after")
    def _has_a_network_or_members(self) -> Card:
        if bool(self.members) != (self.format == "ensemble"):
            raise ValueError("a model has members where its format is ensemble, and only there")
        if self.format == "native" and not self.network.name:
            raise ValueError("the model names no network")
        if self.encoder and self.members:
            raise ValueError("an ensemble has members and no encoder of its own")
        if not self.weights_file and not self.members:
            raise ValueError("the model names no weights")
        if not self.weights_file and self.weights_sha256 != members_sha256(self.members):
            raise ValueError("weights_sha256 is not that of the members")
        return self


def members_sha256(members: Sequence[MemberPart]) -> str:
    """One hash for several models: that of their hashes, a line each, in their order."""
    lines = "".join(f"{member.weights_sha256}\n" for member in members)
    return hashlib.sha256(lines.encode()).hexdigest()
