"""What is asked of the engine: one model on one volume."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.imaging.volume import Volume


@dataclass(frozen=True, eq=False)
class InferenceRequest:
    """One frozen wish.

    ``study_token`` names the study as it was open when the wish was made; a result whose token
    is no longer the open one is dropped. ``region_kji`` is ((k0, j0, i0), (k1, j1, i1)),
    half-open, or None for the whole volume. ``explain`` names explainers.
    ``acknowledged_flags`` are flag codes that a person accepted; ``override_suitability`` runs
    outside the card's limits and is written on every output. ``options`` are the card's own
    parameters (thresholds, TTA).
    """

    id: str
    study_token: str
    model_id: str
    volume: Volume
    region_kji: tuple[tuple[int, int, int], tuple[int, int, int]] | None = None
    explain: tuple[str, ...] = ()
    acknowledged_flags: frozenset[str] = frozenset()
    override_suitability: bool = False
    options: Mapping[str, float | int | str | bool] = field(default_factory=dict)
