"""What moved a risk: parts that tell it pass, parts that lie or ignore the weights fail."""

import math

import pytest
import torch
from torch import nn

from inference.explain.faithfulness import Faithfulness
from inference.explain.input_parts import judge_parts
from inference.networks.prognosis import OutcomeRegression

NAMES = [str(number) for number in range(8)]
VALUES = [1.2, -0.4, math.nan, 2.0, -1.1, 0.3, 0.9, -2.2]


def regression() -> OutcomeRegression:
    network = OutcomeRegression(NAMES)
    weights = torch.Generator().manual_seed(4)
    network.weights.copy_(torch.randn(len(NAMES), generator=weights))
    return network


class Told(nn.Module):
    """The same risk, with other parts than those that made it."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.network, self.how = regression(), how

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        answer = self.network(values)
        parts = -answer[:, 1:] if self.how == "reversed" else torch.nan_to_num(values)
        return torch.cat([answer[:, :1], parts], dim=1)


def judged(module: nn.Module) -> tuple[Faithfulness, float]:
    found = judge_parts(module, VALUES)
    assert found is not None
    return found


def test_the_parts_of_a_regression_are_faithful_and_exact() -> None:
    verdict, gap = judged(regression())
    assert verdict.faithful
    assert gap < 1e-6


def test_parts_of_the_wrong_sign_fail_both_curves() -> None:
    verdict, gap = judged(Told("reversed"))
    assert not verdict.tests()["deletion_passed"] and not verdict.tests()["insertion_passed"]
    assert gap > 1


def test_parts_that_do_not_hang_on_the_weights_fail() -> None:
    assert not judged(Told("values"))[0].tests()["weights_passed"]


def test_a_single_input_cannot_be_judged() -> None:
    assert judge_parts(regression(), [math.nan, 1.0, *[math.nan] * 6]) is None


@pytest.mark.parametrize("place", [0, 3])
def test_deleting_all_inputs_ends_at_the_mean_patient(place: int) -> None:
    """With two inputs the area is known: (whole + one gone twice + none) over four."""
    values = [math.nan] * len(VALUES)
    values[place], values[7] = VALUES[place], VALUES[7]
    network = regression()
    found = judge_parts(network, values)
    assert found is not None

    def chance(*kept: int) -> float:
        row = torch.full((1, len(VALUES)), math.nan)
        for one in kept:
            row[0, one] = VALUES[one]
        return float(network(row)[0, 0].sigmoid())

    parts = network(torch.tensor([values]))[0, 1:]
    larger, smaller = (place, 7) if parts[place] >= parts[7] else (7, place)
    area = (chance(place, 7) / 2 + chance(smaller) + chance() / 2) / 2
    assert found[0].deletion == pytest.approx(area, abs=1e-6)
    area = (chance() / 2 + chance(larger) + chance(place, 7) / 2) / 2
    assert found[0].insertion == pytest.approx(area, abs=1e-6)
