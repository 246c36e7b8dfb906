"""The one training program: any task, from a recipe, resumable to the same result."""

import copy
import json
import math
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.training.checkpoint import read_checkpoint, write_checkpoint
from inference.training.recipe import Recipe, read_recipe
from inference.training.report import draw_curves, write_table
from inference.training.run_report import write_report
from inference.training.tasks import Task, build_task

Row = dict[str, float]


def train(
    recipe: Path,
    data: Path,
    out: Path,
    *,
    report: ProgressReport,
    cancelled: CancelCheck,
    resume: bool = True,
    fold: int | None = None,
) -> dict[str, Any]:
    """Train what ``recipe`` says on ``data``; checkpoints, tables and weights go to ``out``.

    ``fold`` trains another fold of the recipe (see ``read_recipe``). With ``resume`` a checkpoint
    in ``out`` is continued and ends at the same weights as an uninterrupted run. Raises
    InputError for unusable recipes or data and OperationCancelled after writing nothing more than
    the last whole epoch.
    """
    read = read_recipe(recipe, fold)
    torch.set_num_threads(int(read.optimisation.get("threads", 1)))
    out.mkdir(parents=True, exist_ok=True)
    task = build_task(read, data, report)
    task.split.write(out / "split.json")
    run = _Run(read, task, out)
    if resume:
        run.restore()
    while run.epoch < run.epochs:
        raise_if(cancelled)
        report(run.advance(cancelled), run.epoch / run.epochs)
    return run.finish()


class _Run:
    """The state of one training: network, moving average, optimiser, history."""

    def __init__(self, recipe: Recipe, task: Task, out: Path) -> None:
        self.recipe, self.task, self.out = recipe, task, out
        options = recipe.optimisation
        torch.manual_seed(recipe.seed)
        self.network = _with_fast_layout(task.network())
        self.average = copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(),
            lr=float(options.get("rate", 0)),
            weight_decay=float(options.get("weight_decay", 0)),
        )
        self.epochs, self.epoch, self.step = int(options.get("epochs", 0)), 0, 0
        self.history: list[Row] = []
        self.best: dict[str, Any] | None = None

    def restore(self) -> None:
        state = read_checkpoint(self.out / "checkpoint.pt", self.recipe.sha256)
        if state is None:
            return
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.step = state["epoch"], state["step"]
        self.history, self.best = state["history"], state["best"]

    def advance(self, cancelled: CancelCheck) -> str:
        """Train one epoch, validate when due, write all down; gives the line of progress."""
        started = time.monotonic()
        loss = self._train_epoch(cancelled)
        self.epoch += 1
        row: Row = {"epoch": self.epoch, "loss": loss, "rate": self._rate()}
        if self.epoch % int(self.recipe.validation["every"]) == 0 or self.epoch == self.epochs:
            row |= self._validate()
        row["seconds"] = round(time.monotonic() - started, 1)
        self.history.append(row)
        self._write()
        return " ".join(f"{name} {value:.4g}" for name, value in row.items())

    def _train_epoch(self, cancelled: CancelCheck) -> float:
        """Randomness hangs on seed and epoch alone, hence an epoch can be run again."""
        seed = self.recipe.seed * 100_003 + self.epoch
        generator = torch.Generator().manual_seed(seed)
        torch.manual_seed(seed)
        self.network.train()
        total, steps = 0.0, self.task.steps_per_epoch()
        for _ in range(steps):
            raise_if(cancelled)
            total += self._train_step(generator)
        return total / steps

    def _train_step(self, generator: torch.Generator) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        loss = self.task.loss(self.network, generator)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        limit = float(self.recipe.optimisation["clip_norm"])
        nn.utils.clip_grad_norm_(self.network.parameters(), limit)
        self.optimiser.step()
        self.step += 1
        self._follow()
        return float(loss.detach())

    def _rate(self) -> float:
        """Linear warm-up, then half a cosine down to zero in each cycle of epochs.

        ``cycles`` are lengths in epochs (Loshchilov & Hutter, ICLR 2017); each but the first
        starts at ``restart`` times the rate. Without them the whole run is one cycle.
        """
        options = self.recipe.optimisation
        if self.step >= self.epochs * self.task.steps_per_epoch():
            return 0.0
        top = float(options["rate"])
        start, length = 0, self.epochs
        for number, cycle in enumerate(options.get("cycles", ())):
            if self.step < (start + cycle) * self.task.steps_per_epoch():
                length = int(cycle)
                top *= float(options["restart"]) if number else 1.0
                break
            start += int(cycle)
        done = self.step / max(self.task.steps_per_epoch(), 1) - start
        warm = min(1.0, (self.step + 1) / max(int(options["warmup_steps"]), 1))
        return top * warm * (1 + math.cos(math.pi * done / max(length, 1))) / 2

    @torch.no_grad()
    def _follow(self) -> None:
        """Moving average of weights and of the norms' statistics, quick at first."""
        decay = min(float(self.recipe.optimisation["average"]), (1 + self.step) / (10 + self.step))
        target = self.network.state_dict()
        for name, kept in self.average.state_dict().items():
            new = target[name]
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)

    def _validate(self) -> Row:
        self.average.eval()
        figures = self.task.validate(self.average)
        score = figures[self.task.score_name]
        last = self.recipe.validation.get("choose", "best") == "last"
        if self.best is None or last or score > self.best["score"]:
            weights = {name: value.clone() for name, value in self.average.state_dict().items()}
            self.best = {"score": score, "epoch": self.epoch, "weights": weights}
        return figures

    def _write(self) -> None:
        state = {
            "recipe_sha256": self.recipe.sha256,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "history": self.history,
            "best": self.best,
        }
        write_checkpoint(self.out / "checkpoint.pt", state)
        write_table(self.out / "metrics.csv", self.history)

    def finish(self) -> dict[str, Any]:
        if self.best is None:
            self._validate()
        assert self.best is not None
        draw_curves(self.out / "curves.png", self.history, self.task.score_name)
        self.average.load_state_dict(self.best["weights"])
        facts = {
            "model": self.recipe.model,
            "recipe_sha256": self.recipe.sha256,
            "epoch": self.best["epoch"],
            self.task.score_name: self.best["score"],
            "split_sha256": self.task.split.sha256,
            **self.task.finish(self.average, self.out),
        }
        (self.out / "result.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        write_report(self.out, facts)
        return facts


def _with_fast_layout(network: nn.Module) -> nn.Module:
    """Channels last: a third faster on a processor, in 2D and in 3D."""
    volumes = any(parameter.ndim == 5 for parameter in network.parameters())
    layout = torch.channels_last_3d if volumes else torch.channels_last
    for parameter in network.parameters():
        if parameter.ndim == (5 if volumes else 4):
            parameter.data = parameter.data.contiguous(memory_format=layout)
    return network
