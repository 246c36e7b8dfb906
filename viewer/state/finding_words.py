"""A finding in words: a score is a probability only where its model is calibrated."""

import math

from inference.imaging.finding import (
    DOUBTED,
    MISSING,
    MOVED_BY,
    MOVED_ON,
    RELATIVE,
    WITHIN,
    Finding,
)
from viewer.state.view_state import ViewState

KEY_IMAGE = "key image"  # the kind of a finding that means a whole picture, not a place in it


def finding_title(finding: Finding) -> str:
    return finding.label or finding.kind


def score_words(finding: Finding) -> str:
    """``probability 0.93`` or ``score (uncalibrated) 0.93``; "" without a score.

    What a prognosis from times tells is named as what it is: ``risk within 730 days: 0.31``,
    ``relative risk (mean patient 1): 2.31``.
    """
    if finding.score is None:
        return ""
    score = f"{finding.score:.2f}"
    if finding.details.get(RELATIVE):  # no chance, so neither calibrated nor bounded
        return f"relative risk (mean patient 1): {score}"
    if 0.995 <= finding.score < 1:
        score = "> 0.99"  # rounded it would look certain
    if 0 < finding.score < 0.005:
        score = "< 0.01"
    if span := finding.details.get(WITHIN):
        risk = f"risk within {span}: {score}"
        return risk if finding.calibrated else f"risk within {span} (uncalibrated): {score}"
    return f"probability {score}" if finding.calibrated else f"score (uncalibrated) {score}"


def has_known_place(state: ViewState, finding: Finding) -> bool:
    """Whether millimetres and sides are known in the series that a finding belongs to."""
    results = state.results
    source = results.owner(finding.id) or results.origins.get(finding.id.split("/", 1)[0])
    entry = None if source is None else state.shelf.entry(source.series_id)
    return entry is None or (entry.geometry.calibrated and entry.geometry.oriented)


def finding_facts(finding: Finding, placed: bool = True) -> tuple[str, ...]:
    """Score, size and place, each where known; no place where it means none (``placed``)."""
    sizes = []
    if finding.volume_ml is not None:
        sizes.append(f"{finding.volume_ml:.1f} mL")
    if finding.longest_mm is not None:
        sizes.append(f"{finding.longest_mm:.1f} mm")
    place = place_words(finding.point_lps) if placed else ""
    facts = [score_words(finding), " · ".join(sizes), place]
    return tuple(fact for fact in facts if fact)


def moved_words(finding: Finding, most: int = 6) -> tuple[str, ...]:
    """What moved a risk, the strongest first: by which factor its odds (or hazard) differ from the
    mean training patient's; and what counted as that patient's since it is missing."""
    parts = [
        (name.removeprefix(MOVED_BY), value)
        for name, value in finding.details.items()
        if name.startswith(MOVED_BY) and isinstance(value, float)
    ]
    parts.sort(key=lambda part: -abs(part[1]))
    strongest = [(name, f"{math.exp(value):.2f}") for name, value in parts[:most]]
    lines = [f"{name}: odds × {factor}" for name, factor in strongest]
    if finding.details.get(MOVED_ON) == "hazard":
        lines = [f"{name}: hazard × {factor}" for name, factor in strongest]
    if finding.details.get(DOUBTED):
        lines.insert(0, "NOT FAITHFUL: what follows failed its tests")
    if missing := finding.details.get(MISSING):
        lines.append(f"filled with the mean, as not known: {missing}")
    return tuple(lines)


def place_words(point_lps: tuple[float, float, float] | None) -> str:
    """``L 12.3  P 4.0  H 55.1 mm``: the sides are those of the patient."""
    if point_lps is None:
        return ""
    letters = (("L", "R"), ("P", "A"), ("H", "F"))
    parts = [
        f"{names[0] if value >= 0 else names[1]} {abs(value):.1f}"
        for names, value in zip(letters, point_lps, strict=True)
    ]
    return "  ".join(parts) + " mm"
