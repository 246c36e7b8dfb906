"""A finding: something a model or a person points at, placed in the patient."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ReviewStatus = Literal["unreviewed", "accepted", "edited", "rejected"]
Point = tuple[float, float, float]
# In the details of a risk: before an input's title its log odds, or log hazard where MOVED_ON says
# "hazard"; by when ("730 days") the score is the chance of the label; whose hazard the score is a
# multiple of, so that it is no chance.
MOVED_BY, MOVED_ON = "moved by ", "moved on"
WITHIN, RELATIVE = "risk within", "relative to"
DOUBTED = "parts not faithful"  # the details of a risk: why what moved it is not to be believed
MISSING = "missing inputs"  # the details of a risk: what counts as the mean patient's


@dataclass(frozen=True, slots=True)
class Finding:
    """One lesion, class or measurement; lengths in mm, volumes in mL, positions in LPS.

    ``box_lps`` is (lowest corner, highest corner) along the LPS axes, ``point_lps`` a place
    inside it where one should look first. ``score`` is a probability only when ``calibrated``,
    and never where ``details`` say that it is RELATIVE.
    """

    id: str
    kind: str  # "lesion", "class", "box", "risk" …
    label: str
    score: float | None = None
    calibrated: bool = False
    point_lps: Point | None = None
    box_lps: tuple[Point, Point] | None = None
    segment_id: int | None = None
    volume_ml: float | None = None
    longest_mm: float | None = None
    review: ReviewStatus = "unreviewed"
    details: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SliceStrip:
    """One value per slice k of a series (attention weight, lesion score) in 0…1.

    ``faithful`` and ``tests`` as a heatmap has them, where the values explain an answer.
    """

    name: str
    values: tuple[float, ...]
    calibrated: bool = False
    faithful: bool | None = None
    tests: Mapping[str, float] = field(default_factory=dict)
