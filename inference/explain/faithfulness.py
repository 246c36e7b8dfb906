"""Whether a heatmap tells what moved the network: three tests that it can fail."""

import copy
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from itertools import compress, count

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn
from torch.nn import functional

from inference.explain.empty_picture import emptied
from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if

Explain = Callable[[ExplainTask, Advance, CancelCheck], Heatmap]

STEPS = 6
RANDOM_ORDERS = 2
EXAMPLES = 2
RANDOM_SEEDS = range(3)
NOISE = 0.02  # of the inputs' standard deviation
LEAST_REPEATABILITY = 0.8
MOST_LIKENESS_TO_RANDOM = 0.7


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """Areas under the deletion and insertion curves (score 0…1 against the share of cells moved)
    with those of random orders of the same cells, and rank correlations of the heatmap with those
    of networks of random weights (the most alike) and with that of a slightly noisy input.
    """

    deletion: float
    deletion_random: float
    insertion: float
    insertion_random: float
    likeness_to_random_weights: float
    repeatability: float

    @property
    def faithful(self) -> bool:
        """Whether it passes every test."""
        return all(self.tests().values())

    def tests(self) -> dict[str, bool]:
        """Better than chance on both curves, dependent on the weights, and repeatable."""
        return {
            "deletion_passed": self.deletion < self.deletion_random,
            "insertion_passed": self.insertion > self.insertion_random,
            "weights_passed": self.likeness_to_random_weights <= MOST_LIKENESS_TO_RANDOM,
            "repeats_passed": self.repeatability >= LEAST_REPEATABILITY,
        }

    def numbers(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}

    def facts(self) -> dict[str, object]:
        return {**self.numbers(), "faithful": self.faithful}


def judge(
    explain: Explain,
    task: ExplainTask,
    heatmap: Heatmap,
    cancelled: CancelCheck,
    advance: Advance = lambda _part: None,
    curved: ExplainTask | None = None,
) -> Faithfulness | None:
    """Test ``heatmap``, which ``explain`` made of ``task``; None where nothing was predicted.

    Deletion and insertion: Petsiuk et al., BMVC 2018, on the examples with the largest regions,
    against pictures with nothing left to find; chance is an order in random patches, as single
    scattered cells would harm any network. Randomised weights: Adebayo et al., NeurIPS 2018. The
    random numbers are always the same. ``advance`` is told the part done; ``curved`` is a task
    whose answers are the same and cost less, for the curves.
    """
    if not len(task.inputs) or not heatmap.array.any():
        return None
    examples = _examples(task)
    part = _only(task, examples)
    cells = _cells(heatmap, task, examples)
    generator = np.random.default_rng(0)
    orders = [
        _ranks(cells),
        *(_ranks(_patches(cells.shape, generator)) for _ in range(RANDOM_ORDERS)),
    ]
    moved = part if curved is None else curved
    ends = _score(moved, torch.from_numpy(moved.inputs)), _score(moved, emptied(moved))
    parts = count(1)
    whole = len(orders) * (STEPS - 1) + len(RANDOM_SEEDS) + 1

    def tick() -> None:
        raise_if(cancelled)
        advance(next(parts) / whole)

    curves = np.array([_areas(moved, order, ends, tick) for order in orders])
    chance = curves[1:].mean(axis=0)
    likeness = [
        _likeness(explain, _of_random_weights(part, seed), cells, cancelled, tick)
        for seed in RANDOM_SEEDS
    ]
    return Faithfulness(
        float(curves[0, 0]),
        float(chance[0]),
        float(curves[0, 1]),
        float(chance[1]),
        max(likeness),
        _likeness(explain, _noisy(part), cells, cancelled, tick),
    )


def _examples(task: ExplainTask) -> NDArray[np.intp]:
    if task.sequence:
        return np.arange(len(task.inputs))
    places = task.regions if task.found is None else task.found
    sizes = places.reshape(len(places), -1).sum(axis=1)
    return np.sort(np.argsort(-sizes, kind="stable")[:EXAMPLES])


def _only(task: ExplainTask, examples: NDArray[np.intp]) -> ExplainTask:
    slices = None if task.slices is None else task.slices[examples]
    found = None if task.found is None else task.found[examples]
    return replace(
        task,
        inputs=task.inputs[examples],
        regions=task.regions[examples],
        slices=slices,
        found=found,
        empty=None if task.empty is None else task.empty[examples],
    )


def _cells(heatmap: Heatmap, task: ExplainTask, examples: NDArray[np.intp]) -> Float:
    """(n, cells...) the heatmap's values of the examples; a value a slice of a sequence is a cell
    of the sequence, which is then the one example: (1, slices, 1).
    """
    if task.slices is None:
        return heatmap.array[None]
    cells = heatmap.array[task.slices[examples]]
    return cells.reshape(1, -1, 1) if task.sequence and cells[0].size == 1 else cells


def _ranks(values: NDArray[np.floating]) -> Float:
    """Of each example's cells, from 0 (first to go) to just under 1, ties in place order."""
    flat = values.reshape(len(values), -1)
    order = np.argsort(-flat, axis=1, kind="stable")
    ranks = np.empty(flat.shape, np.float32)
    np.put_along_axis(ranks, order, np.arange(flat.shape[1], dtype=np.float32)[None], axis=1)
    return np.asarray((ranks / flat.shape[1]).reshape(values.shape), np.float32)


def _patches(shape: tuple[int, ...], generator: np.random.Generator) -> Float:
    """Smooth random values with about six hills along each side."""
    coarse = torch.from_numpy(generator.random((shape[0], 1, *(min(6, n) for n in shape[1:]))))
    mode = "trilinear" if len(shape) == 4 else "bilinear"
    return np.asarray(functional.interpolate(coarse, shape[1:], mode=mode)[:, 0], np.float32)


def _areas(
    task: ExplainTask, ranks: Float, ends: tuple[float, float], tick: Callable[[], None]
) -> tuple[float, float]:
    """Areas under the deletion and the insertion curve for one order of cells.

    ``ends`` are the scores of the pictures as they are and of the empty ones, where all curves
    begin or end.
    """
    inputs, empty = torch.from_numpy(task.inputs), emptied(task)
    cells = torch.from_numpy(ranks)
    if len(cells) < len(inputs):  # a cell a slice
        cells = cells.reshape(len(inputs), 1, 1)
    places = functional.interpolate(cells[:, None], inputs.shape[2:])
    whole, nothing = ends
    deleted, inserted = [whole], [nothing]
    for share in np.linspace(0, 1, STEPS + 1)[1:-1]:
        first = places < share
        deleted.append(_score(task, torch.where(first, empty, inputs)))
        inserted.append(_score(task, torch.where(first, inputs, empty)))
        tick()
    deleted, inserted = [*deleted, nothing], [*inserted, whole]
    return float(np.trapezoid(deleted) / STEPS), float(np.trapezoid(inserted) / STEPS)


def _score(task: ExplainTask, inputs: torch.Tensor) -> float:
    """Mean score of the class over its region, over all examples."""
    device = next(task.module.parameters()).device
    batch = len(inputs) if task.sequence else 1
    with torch.inference_mode():
        parts = [task.module(part.to(device)) for part in torch.split(inputs, batch)]
    logits = torch.cat(parts).float().cpu()
    scores = logits.softmax(dim=1) if task.activation == "softmax" else logits.sigmoid()
    return float(scores[:, task.channel][torch.from_numpy(task.regions)].mean())


def randomised(module: nn.Module, seed: int) -> nn.Module:
    """The same network with every weight drawn anew from a normal of its own spread."""
    module = copy.deepcopy(module)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weights in module.parameters():
            spread = float(weights.std()) if weights.numel() > 1 else 1.0
            drawn = torch.randn(weights.shape, generator=generator) * spread
            weights.copy_(drawn.to(weights.device))
    return module


def _of_random_weights(task: ExplainTask, seed: int) -> ExplainTask:
    return replace(task, module=randomised(task.module, seed))


def _noisy(task: ExplainTask) -> ExplainTask:
    noise = np.random.default_rng(1).normal(0, NOISE * float(task.inputs.std()), task.inputs.shape)
    return replace(task, inputs=(task.inputs + noise).astype(np.float32))


def _likeness(
    explain: Explain,
    task: ExplainTask,
    cells: Float,
    cancelled: CancelCheck,
    tick: Callable[[], None],
) -> float:
    """Rank correlation with the heatmap of another task, mean of the examples; 0 if constant.

    Slices of a sequence of which nothing was said are no examples: their map is empty.
    """
    other = explain(task, lambda _part: None, cancelled)
    tick()
    values = _cells(other, task, np.arange(len(task.inputs)))
    meant = [bool(region.any()) for region in task.regions]
    pairs = list(zip(cells, values, strict=True))
    found = []
    for mine, theirs in compress(pairs, meant) if len(pairs) == len(meant) else pairs:
        constant = np.ptp(mine) == 0 or np.ptp(theirs) == 0
        found.append(0.0 if constant else float(spearmanr(mine, theirs, axis=None).statistic))
    return float(np.mean(found))
