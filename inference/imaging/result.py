"""An inference result, never without where it came from; below the engine so writers take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result came to be; every writer writes it.

    ``steps`` are (name, parameters) in the order applied; ``input_uids`` the SOP instances read
    (series UID first); ``input_sha256`` the hash of the voxels read; ``overrides`` what a person
    waved through.
    """

    model_id: str
    model_name: str
    model_version: str
    weights_sha256: str
    app_version: str
    device: str
    utc_time: str
    series_uid: str
    study_uid: str
    input_sha256: str
    input_uids: tuple[str, ...] = ()
    steps: tuple[tuple[str, Mapping[str, object]], ...] = ()
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class InferenceResult:
    """All that one run produced; ``seconds`` per stage."""

    request_id: str
    study_token: str
    provenance: Provenance
    label_maps: tuple[LabelMap, ...] = ()
    heatmaps: tuple[Heatmap, ...] = ()
    findings: tuple[Finding, ...] = ()
    strips: tuple[SliceStrip, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
