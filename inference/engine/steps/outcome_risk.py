"""What a prognosis answers: a chance, a risk by a horizon, or a relative risk."""

import math

from inference.catalog.card import OutcomePart
from inference.explain.input_parts import logistic
from inference.imaging.finding import MOVED_ON, RELATIVE, WITHIN


def risk_of(answer: float, outcome: OutcomePart) -> float:
    """The number that is told for the network's answer; see ``OutcomePart``.

    0…1, but for times without a horizon: there it is the hazard over the mean training patient's.
    """
    if not outcome.time:
        return logistic(answer)
    hazard = math.exp(min(answer, 700.0))
    return -math.expm1(-hazard) if outcome.horizon else hazard


def measure_of(outcome: OutcomePart) -> dict[str, str]:
    """What that number is, for the details of a finding; {} where it is the chance of the event."""
    if not outcome.time:
        return {}
    if outcome.horizon:
        return {MOVED_ON: "hazard", WITHIN: f"{outcome.horizon:g} {outcome.unit}"}
    return {MOVED_ON: "hazard", RELATIVE: "mean patient"}
