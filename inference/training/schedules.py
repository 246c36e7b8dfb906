"""How the learning rate runs over a training: one function a row, of step and history alone."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inference.imaging.errors import InputError

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a training stands: ``step`` of the optimiser, from 0; lengths in steps and epochs.

    ``scores`` are the validation scores so far, higher is better.
    """

    step: int
    steps_per_epoch: int
    epochs: int
    scores: Sequence[float] = ()

    @property
    def epoch(self) -> float:
        return self.step / max(self.steps_per_epoch, 1)


def learning_rate(options: Options, place: Place) -> float:
    """``rate`` × linear warm-up over ``warmup_steps`` × the ``schedule``'s share (0…1).

    ``options`` is the recipe's optimisation section; zero once the last step is done. Raises
    InputError for an unknown schedule.
    """
    name = str(options.get("schedule", "cosine"))
    if name not in SCHEDULES:
        raise InputError(f"There is no schedule {name!r}; known: {', '.join(SCHEDULES)}.")
    if place.step >= place.epochs * place.steps_per_epoch:
        return 0.0
    warm = min(1.0, (place.step + 1) / max(int(options.get("warmup_steps", 0)), 1))
    return float(options["rate"]) * warm * SCHEDULES[name](options, place)


def _cosine(options: Options, place: Place) -> float:
    """Half a cosine down to zero in each cycle of epochs.

    ``cycles`` are lengths in epochs (Loshchilov & Hutter, ICLR 2017); each but the first starts
    at ``restart`` times the rate. Without them the whole run is one cycle.
    """
    start, length, top = 0, place.epochs, 1.0
    for number, cycle in enumerate(options.get("cycles", ())):
        if place.step < (start + cycle) * place.steps_per_epoch:
            length = int(cycle)
            top = float(options["restart"]) if number else 1.0
            break
        start += int(cycle)
    return top * (1 + math.cos(math.pi * (place.epoch - start) / max(length, 1))) / 2


def _step(options: Options, place: Place) -> float:
    """× ``factor`` (0.1) every ``step_epochs``."""
    return float(options.get("factor", 0.1)) ** (int(place.epoch) // int(options["step_epochs"]))


def _one_cycle(options: Options, place: Place) -> float:
    """Up for the share ``rise`` (0.3) of the run and down, by cosines (Smith & Topin 2019).

    It starts at a 25th of the rate and ends at a 10,000th of that.
    """
    done = place.step / max(place.epochs * place.steps_per_epoch, 1)
    rise, first, last = float(options.get("rise", 0.3)), 1 / 25, 1 / 25 / 10_000
    if done < rise:
        return first + (1 - first) * (1 - math.cos(math.pi * done / rise)) / 2
    fall = (done - rise) / max(1 - rise, 1e-9)
    return last + (1 - last) * (1 + math.cos(math.pi * fall)) / 2


def _plateau(options: Options, place: Place) -> float:
    """× ``factor`` (0.1) after each ``wait`` (3) validations in a row without a better score."""
    wait, best, waited, drops = int(options.get("wait", 3)), -math.inf, 0, 0
    for score in place.scores:
        waited = 0 if score > best else waited + 1
        best = max(best, score)
        if waited == wait:
            drops, waited = drops + 1, 0
    return float(options.get("factor", 0.1)) ** drops


def _constant(options: Options, place: Place) -> float:
    return 1.0


SCHEDULES: dict[str, Callable[[Options, Place], float]] = {
    "cosine": _cosine,
    "step": _step,
    "one_cycle": _one_cycle,
    "plateau": _plateau,
    "constant": _constant,
}
