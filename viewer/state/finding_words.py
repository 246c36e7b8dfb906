"""A finding in words: a score is a probability only where its model is calibrated."""

from inference.imaging.finding import Finding

KEY_IMAGE = "key image"  # the kind of a finding that means a whole picture, not a place in it


def finding_title(finding: Finding) -> str:
    return finding.label or finding.kind


def score_words(finding: Finding) -> str:
    """``probability 0.93`` or ``score (uncalibrated) 0.93``; "" without a score."""
    if finding.score is None:
        return ""
    kind = "probability" if finding.calibrated else "score (uncalibrated)"
    return f"{kind} {finding.score:.2f}"


def finding_facts(finding: Finding) -> tuple[str, ...]:
    """Score, size and place, each where known."""
    sizes = []
    if finding.volume_ml is not None:
        sizes.append(f"{finding.volume_ml:.1f} mL")
    if finding.longest_mm is not None:
        sizes.append(f"{finding.longest_mm:.1f} mm")
    facts = [score_words(finding), " · ".join(sizes), place_words(finding.point_lps)]
    return tuple(fact for fact in facts if fact)


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
