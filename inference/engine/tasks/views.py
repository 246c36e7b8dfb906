"""What a segmentation network is shown: the whole series, or each region found by a template."""

import numpy as np

from inference.catalog.card import LocatePart, PredictionPart
from inference.engine.run_log import Advance
from inference.engine.steps.locating import (
    crop_around,
    fit_facts,
    found_centre,
    locate,
    needs_locating,
    region_card,
)
from inference.engine.steps.prediction import predict
from inference.engine.steps.preparation import Step, prepare
from inference.engine.steps.view import View
from inference.engine.tasks.task_run import TaskRun
from inference.imaging.errors import InputError
from inference.registration.template_fit import TemplateFit


def views_of(task: TaskRun, how: PredictionPart) -> tuple[tuple[View, ...], tuple[Step, ...]]:
    """Each view with its answer, and the steps that led to them."""
    where = task.card.locate
    if where is not None and needs_locating(task.request.volume.geometry, task.card):
        return _regions(task, how, where)
    with task.log.stage("preparing"):
        prepared = prepare(task.request.volume, task.card)
    with task.log.stage("predicting") as advance:
        probabilities = predict(
            prepared, task.predictor, how, task.card.preparation, advance, task.log.cancelled
        )
    return (View(task.card, prepared, probabilities),), prepared.steps


def _regions(
    task: TaskRun, how: PredictionPart, where: LocatePart
) -> tuple[tuple[View, ...], tuple[Step, ...]]:
    with task.log.stage("locating") as advance:
        fit = locate(
            task.request.volume, where, lambda _stage, part: advance(part), task.log.cancelled
        )
    views: list[View] = []
    steps: list[Step] = [fit_facts(fit, where)]
    count = len(where.regions)
    with task.log.stage("predicting") as advance:
        for number, region in enumerate(where.regions):

            def part(done: float, first: int = number) -> None:
                advance((first + done) / count)

            try:
                view, facts = _region(task, how, where, fit, number, part)
            except InputError as error:
                raise InputError(f"{region.name.capitalize()} side: {error}") from error
            views.append(view)
            steps += [(f"region {region.name}", facts), *view.prepared.steps]
    return tuple(views), tuple(steps)


def _region(  # one region needs all that was found out before
    task: TaskRun,
    how: PredictionPart,
    where: LocatePart,
    fit: TemplateFit,
    number: int,
    advance: Advance,
) -> tuple[View, dict[str, object]]:
    """A region seen ``passes`` times, each centred on what was found; and where it ended."""
    region, card = where.regions[number], task.card
    expected = fit.place(region.centre_lps)
    centre = expected
    for turn in range(where.passes):

        def part(done: float, first: int = turn) -> None:
            advance((first + done) / where.passes)

        crop = crop_around(task.request.volume, centre, fit.turn, where, card)
        prepared = prepare(crop, card)
        probabilities = predict(
            prepared, task.predictor, how, card.preparation, part, task.log.cancelled
        )
        middle = centre
        centre = found_centre(probabilities, prepared.geometry, how.activation)
    shift = float(np.linalg.norm(centre - expected))
    if shift > where.most_shift_mm:
        raise InputError(
            f"what was found lies {shift:.0f} mm from where the template says, over "
            f"{where.most_shift_mm:g} mm."
        )
    facts: dict[str, object] = {
        "expected_lps": np.round(expected, 2).tolist(),
        "crop_centre_lps": np.round(middle, 2).tolist(),
        "shift_mm": round(shift, 2),
    }
    return View(region_card(card, region, number), prepared, probabilities), facts
