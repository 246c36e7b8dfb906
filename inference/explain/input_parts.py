"""Whether the parts that inputs are said to have in a risk tell what moved it."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn

from inference.explain.faithfulness import NOISE, Faithfulness, randomised

Float = NDArray[np.float64]
Places = NDArray[np.intp]
Risk = Callable[[float], float]

METHOD = "input-parts"
ORDERS = 32  # random orders, and networks of random weights: a few numbers agree by chance


def logistic(answer: float) -> float:
    """The chance of a logit."""
    return 1 / (1 + math.exp(-answer))


def judge_parts(
    module: nn.Module, values: Sequence[float], risk: Risk = logistic
) -> tuple[Faithfulness, float] | None:
    """The tests of a heatmap for inputs instead of cells, and the largest gap in the answer.

    ``module`` answers (N, F) inputs, NaN where missing, with (N, 1 + F): an answer and the part of
    each input in it; ``risk`` is what is told for an answer. An input is deleted by making it
    missing; those with the largest part go first. Likeness is the mean over the networks of
    random weights. The gap is how far a part is from the change of the answer when that input
    alone is missing. None with fewer than two inputs.
    """
    row = np.asarray(values, np.float32)
    known = np.flatnonzero(~np.isnan(row))
    if len(known) < 2:
        return None
    whole, parts = _answer(module, row, known)
    generator = np.random.default_rng(0)
    by_part = _areas(module, row, known[np.argsort(-parts, kind="stable")], risk)
    chance = np.mean(
        [_areas(module, row, generator.permutation(known), risk) for _ in range(ORDERS)], axis=0
    )
    others = [_answer(randomised(module, seed), row, known)[1] for seed in range(ORDERS)]
    noisy = row * (1 + NOISE * generator.standard_normal(len(row)).astype(np.float32))
    verdict = Faithfulness(
        by_part[0],
        float(chance[0]),
        by_part[1],
        float(chance[1]),
        float(np.mean([_likeness(parts, other) for other in others])),
        _likeness(parts, _answer(module, noisy, known)[1]),
    )
    alone = [
        whole - _answer(module, _without(row, known[n : n + 1]), known)[0]
        for n in range(len(known))
    ]
    return verdict, float(np.abs(parts - alone).max())


def _answer(module: nn.Module, row: NDArray[np.float32], known: Places) -> tuple[float, Float]:
    """The answer, and the parts of the known inputs."""
    device = next(module.parameters()).device
    with torch.inference_mode():
        answer = module(torch.from_numpy(row[None]).to(device))[0].double().cpu().numpy()
    return float(answer[0]), answer[1:][known]


def _without(row: NDArray[np.float32], places: Places) -> NDArray[np.float32]:
    kept = row.copy()
    kept[places] = np.nan
    return kept


def _areas(
    module: nn.Module, row: NDArray[np.float32], order: Places, risk: Risk
) -> tuple[float, float]:
    """Areas under the risk as inputs go one by one, and as they come into a row of none."""
    steps = range(len(order) + 1)
    gone = [_without(row, order[:count]) for count in steps]
    come = [_without(row, order[count:]) for count in steps]
    curves = ([risk(_answer(module, part, order)[0]) for part in parts] for parts in (gone, come))
    deletion, insertion = (float(np.trapezoid(curve) / len(order)) for curve in curves)
    return deletion, insertion


def _likeness(mine: Float, theirs: Float) -> float:
    constant = np.ptp(mine) == 0 or np.ptp(theirs) == 0
    return 0.0 if constant else float(spearmanr(mine, theirs).statistic)
