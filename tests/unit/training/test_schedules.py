"""Learning rates against values worked out by hand."""

import math
from typing import Any

import pytest
import torch

from inference.imaging.errors import InputError
from inference.training.schedules import Place, learning_rate


def rate(step: int, epochs: int = 10, scores: tuple[float, ...] = (), **options: Any) -> float:
    return learning_rate({"rate": 2.0, **options}, Place(step, 10, epochs, scores))


def test_the_cosine_falls_from_the_rate_to_zero() -> None:
    assert rate(0) == 2.0
    assert rate(50) == pytest.approx(1.0)
    assert rate(100) == 0.0


def test_each_cycle_starts_anew_at_its_share() -> None:
    assert rate(59, cycles=[6, 4], restart=0.5) < 0.01
    assert rate(60, cycles=[6, 4], restart=0.5) == pytest.approx(1.0)
    assert rate(80, cycles=[6, 4], restart=0.5) == pytest.approx(0.5)


def test_warm_up_is_linear_and_multiplies_any_schedule() -> None:
    assert rate(0, warmup_steps=4, schedule="constant") == pytest.approx(0.5)
    assert rate(3, warmup_steps=4, schedule="constant") == pytest.approx(2.0)


def test_steps_divide_the_rate_every_few_epochs() -> None:
    found = [rate(step, schedule="step", step_epochs=4) for step in (0, 39, 40, 80)]
    assert found == pytest.approx([2.0, 2.0, 0.2, 0.02])


def test_one_cycle_is_that_of_torch() -> None:
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.SGD([parameter], lr=1.0)
    theirs = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=2.0, total_steps=101)
    for step in range(100):
        # torch places its peak on the whole step before 0.3 × 101
        if step not in range(28, 33):
            assert rate(step, schedule="one_cycle") == pytest.approx(
                theirs.get_last_lr()[0], abs=0.06
            )
        optimiser.step()
        theirs.step()
    assert rate(30, schedule="one_cycle") == pytest.approx(2.0)


def test_a_plateau_lowers_the_rate_after_some_validations_without_gain() -> None:
    options: dict[str, Any] = {"schedule": "plateau", "wait": 2, "factor": 0.5}
    assert rate(5, scores=(0.1, 0.2, 0.2), **options) == 2.0
    assert rate(5, scores=(0.1, 0.2, 0.2, 0.1), **options) == 1.0
    assert rate(5, scores=(0.1, 0.2, 0.2, 0.1, 0.3, 0.2, 0.2), **options) == 0.5


def test_an_unknown_schedule_is_an_input_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="one_cycle"):
        rate(0, schedule="moon")
    assert math.isfinite(rate(0))
