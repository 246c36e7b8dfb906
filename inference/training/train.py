"""The one training program: any task, from a recipe, resumable to the same result."""

import copy
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.training.checkpoint import read_checkpoint, write_checkpoint
from inference.training.device import choose_device, memory_guarded, placed
from inference.training.own_data import with_own_data
from inference.training.pictures import write_examples, write_extremes
from inference.training.recipe import Recipe, read_recipe
from inference.training.report import draw_curves, write_table
from inference.training.run_folder import is_paused, obedient, recorded
from inference.training.run_report import write_report
from inference.training.schedules import Place, learning_rate
from inference.training.split import folder_sha256
from inference.training.tasks import Task, build_task
from inference.training.transfer import freeze, parameter_groups, start_from

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
    device: str = "auto",
) -> dict[str, Any]:
    """``train_recipe`` of a file; ``fold`` trains another fold of it (see ``read_recipe``)."""
    read = read_recipe(recipe, fold)
    return train_recipe(
        read, data, out, report=report, cancelled=cancelled, resume=resume, device=device
    )


def train_recipe(
    recipe: Recipe,
    data: Path,
    out: Path,
    *,
    report: ProgressReport,
    cancelled: CancelCheck,
    resume: bool = True,
    device: str = "auto",
    after_validation: Callable[[int, float], None] = lambda epoch, score: None,
) -> dict[str, Any]:
    """Train what ``recipe`` says on ``data``; checkpoints, tables and weights go to ``out``.

    With ``resume`` a checkpoint in ``out`` is continued and ends at the same weights as an
    uninterrupted run. ``after_validation`` hears epoch and score. Raises InputError for unusable
    recipes or data and OperationCancelled after writing nothing more than the last whole epoch.
    """
    torch.set_num_threads(int(recipe.optimisation.get("threads", 1)))
    out.mkdir(parents=True, exist_ok=True)
    cancelled = obedient(out, cancelled)
    with recorded(out, recipe.model, int(recipe.optimisation.get("epochs", 0))):
        recipe = with_own_data(recipe, data)
        task = build_task(recipe, data, _heeding(report, cancelled))
        task.split.write(out / "split.json")
        run = _Run(recipe, task, out, choose_device(device))
        if resume:
            run.restore()
        if run.epochs:
            report("training", run.epoch / run.epochs)
        while not run.finished:
            raise_if(lambda: cancelled() or is_paused(out))
            report(run.advance(cancelled), run.epoch / run.epochs)
            if task.score_name in run.history[-1]:
                after_validation(run.epoch, run.history[-1][task.score_name])
        return run.finish(folder_sha256(data))


def _heeding(report: ProgressReport, cancelled: CancelCheck) -> ProgressReport:
    """A report that ends the work where that is cancelled: reading cases may take minutes."""

    def tell(stage: str, fraction: float) -> None:
        raise_if(cancelled)
        report(stage, fraction)

    return tell


class _Run:
    """The state of one training: network, moving average, optimiser, history."""

    def __init__(self, recipe: Recipe, task: Task, out: Path, device: torch.device) -> None:
        self.recipe, self.task, self.out = recipe, task, out
        options = recipe.optimisation
        torch.manual_seed(recipe.seed)
        self.network = _with_fast_layout(task.network())
        self.transfer = start_from(self.network, recipe.transfer) if recipe.transfer else None
        self.average = copy.deepcopy(self.network).eval()
        self.device = device if getattr(task, "any_device", False) else torch.device("cpu")
        self.called = placed(self.network, self.device, options)
        self.called_average = placed(self.average, self.device, {**options, "compile": False})
        groups, self.factors = parameter_groups(self.network, recipe.transfer)
        self.optimiser = torch.optim.AdamW(
            [{"params": group} for group in groups],
            lr=float(options.get("rate", 0)),
            weight_decay=float(options.get("weight_decay", 0)),
        )
        half = self.device.type == "cuda" and bool(options.get("half", True))
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=half)
        self.epochs, self.epoch, self.step = int(options.get("epochs", 0)), 0, 0
        self.history: list[Row] = []
        self.best: dict[str, Any] | None = None

    @property
    def finished(self) -> bool:
        """All epochs done, or ``patience`` validations in a row without a better score."""
        if self.epoch >= self.epochs:
            return True
        patience = int(self.recipe.optimisation.get("patience", 0))
        scores = self._scores()
        if not patience or not scores:
            return False
        return len(scores) - 1 - scores.index(max(scores)) >= patience

    def _scores(self) -> list[float]:
        name = self.task.score_name
        return [row[name] for row in self.history if name in row]

    def restore(self) -> None:
        state = read_checkpoint(self.out / "checkpoint.pt", self.recipe.sha256)
        if state is None:
            return
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        if saved := state.get("scaler"):
            self.scaler.load_state_dict(saved)
        self.epoch, self.step = state["epoch"], state["step"]
        self.history, self.best = state["history"], state["best"]

    def advance(self, cancelled: CancelCheck) -> str:
        """Train one epoch, validate when due, write all down; gives the line of progress."""
        started = time.monotonic()
        try:
            loss = self._train_epoch(cancelled)
        except (torch.OutOfMemoryError, MemoryError) as error:
            raise InputError(
                "Memory ran out in this training; take a smaller batch in the recipe."
            ) from error
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
        self.called.train()
        freeze(self.network, self.recipe.transfer, self.epoch)
        total, steps = 0.0, self.task.steps_per_epoch()
        for _ in range(steps):
            raise_if(cancelled)
            total += self._train_step(generator)
        return total / steps

    def _train_step(self, generator: torch.Generator) -> float:
        rate = self._rate()
        for group, factor in zip(self.optimiser.param_groups, self.factors, strict=True):
            group["lr"] = rate * factor
        with self._guard():
            loss = self.task.loss(self.called, generator)
        self.optimiser.zero_grad()
        self.scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
        self.scaler.unscale_(self.optimiser)
        limit = float(self.recipe.optimisation["clip_norm"])
        nn.utils.clip_grad_norm_(self.network.parameters(), limit)
        self.scaler.step(self.optimiser)
        self.scaler.update()
        self.step += 1
        self._follow()
        return float(loss.detach())

    def _guard(self) -> AbstractContextManager[None]:
        plain = self.device.type == "cpu" and self.called is self.network
        return memory_guarded(self.network) if self.step == 0 and plain else nullcontext()

    def _rate(self) -> float:
        place = Place(self.step, self.task.steps_per_epoch(), self.epochs, self._scores())
        return learning_rate(self.recipe.optimisation, place)

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
        self.called_average.eval()
        figures = self.task.validate(self.called_average)
        write_examples(self.task, self.called_average, self.out / "examples")
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
            "scaler": self.scaler.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "history": self.history,
            "best": self.best,
        }
        write_checkpoint(self.out / "checkpoint.pt", state)
        write_table(self.out / "metrics.csv", self.history)

    def finish(self, data_sha256: str) -> dict[str, Any]:
        if self.best is None:
            self._validate()
        assert self.best is not None
        draw_curves(self.out / "curves.png", self.history, self.task.score_name)
        self.average.load_state_dict(self.best["weights"])
        self.average.cpu()
        facts: dict[str, Any] = {
            "model": self.recipe.model,
            "recipe_sha256": self.recipe.sha256,
            "epoch": self.best["epoch"],
            "score": self.task.score_name,
            self.task.score_name: self.best["score"],
            "split_sha256": self.task.split.sha256,
            "data_sha256": data_sha256,
            **({"transfer": self.transfer.sentence} if self.transfer else {}),
            **self.task.finish(self.average, self.out),
        }
        if self.transfer:
            _write_json(self.out / "transfer.json", self.transfer.facts())
        _write_json(self.out / "result.json", facts)
        write_extremes(self.task, self.average, self.out)
        write_report(self.out, facts)
        return facts


def _write_json(path: Path, facts: dict[str, Any]) -> None:
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _with_fast_layout(network: nn.Module) -> nn.Module:
    """Channels last: a third faster on a processor, in 2D and in 3D."""
    volumes = any(parameter.ndim == 5 for parameter in network.parameters())
    layout = torch.channels_last_3d if volumes else torch.channels_last
    for parameter in network.parameters():
        if parameter.ndim == (5 if volumes else 4):
            parameter.data = parameter.data.contiguous(memory_format=layout)
    return network
