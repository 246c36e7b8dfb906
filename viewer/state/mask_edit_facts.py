"""What the brush did."""

from dataclasses import dataclass

from inference.imaging.finding import Finding
from viewer.state.facts import Fact
from viewer.state.layers import MaskLayer


@dataclass(frozen=True, eq=False)
class MaskPainted(Fact):
    """A layer as painted on; ``series_id`` is the series over which a new one was begun.

    ``undo`` and ``redo`` count the strokes that can be taken back and done again. ``findings``
    replace all findings of the study where the painting changed them.
    """

    study_token: str
    layer: MaskLayer
    segment_id: int
    series_id: str
    undo: int
    redo: int
    findings: tuple[Finding, ...] | None = None
    volume_ml: float | None = None
