"""Trainings in processes of their own: started, told what to do, looked at by their folders."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

import viewer
from inference.catalog.models import list_models, read_card
from inference.imaging.errors import InputError
from inference.training.pictures import read_pictures
from inference.training.recipe import Section, adapted, read_table, recipe_of
from inference.training.run_folder import (
    STATE,
    Order,
    RunState,
    give_order,
    lives_on,
    open_order,
    read_run,
)
from viewer.state.training import Course, Curve, TrainingPlan, TrainingRun

NEEDED = ("matplotlib", "tomli_w")
ORDER, RECIPE, LOG = "run.json", "recipe.toml", "log.txt"


class TrainingRuns:
    """All runs below one folder; a run goes on when this program ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[Path, subprocess.Popen[bytes]] = {}

    def start(self, recipe: Path, data: Path, plan: TrainingPlan | None = None) -> Path:
        """Begin a training or a search in a new folder; InputError for what cannot be trained."""
        if not all(map(find_spec, NEEDED)):
            raise InputError("Training needs RadLens with its extra 'train' (radlens[train]).")
        plan = plan or TrainingPlan()
        wanted = adapted(read_table(recipe), plan.name, plan.epochs)
        model = recipe_of(wanted, str(recipe)).model
        if not data.is_dir():
            raise InputError(f"{data} is no folder of training data.")
        out = self._folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f} {model}"
        try:
            out.mkdir(parents=True)
            _write_recipe(recipe, wanted, plan, out / RECIPE)
            table = {"model": model, "recipe": str(recipe), "data": str(data), **asdict(plan)}
            table["name"] = str(wanted.get("card", {}).get("name", ""))
            (out / ORDER).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
            self._spawn(out)
        except OSError as error:
            raise InputError(f"The training cannot be started in {out}: {error}.") from error
        return out

    def resume(self, out: Path) -> None:
        """Go on from the run's last whole epoch, fold or trial."""
        if _look(out, self._processes.get(out)).alive:
            return
        (current_folder(out) / STATE).unlink(missing_ok=True)
        try:
            self._spawn(out)
        except OSError as error:
            raise InputError(f"The training in {out} cannot go on: {error}.") from error

    def order(self, out: Path, order: Order) -> None:
        """Pause or stop a run; one that has not yet begun is ended."""
        process = self._processes.get(out)
        now = current_folder(out)
        if process is not None and process.poll() is None and not (now / STATE).exists():
            process.terminate()
            process.wait()
        else:
            give_order(now, order)

    def stop_all(self) -> None:
        """Stop every run of the folder, those of earlier windows too."""
        for run in self.look():
            if run.alive:
                self.order(run.folder, "stop")

    def look(self) -> tuple[TrainingRun, ...]:
        """All runs, the newest first."""
        folders = sorted((path.parent for path in self._folder.glob(f"*/{ORDER}")), reverse=True)
        return tuple(_look(out, self._processes.get(out)) for out in folders)

    def _spawn(self, out: Path) -> None:
        words = _command_line(out, _order(out))
        with (out / LOG).open("ab") as log:
            process = subprocess.Popen(
                [*_program(), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "PYTHONFAULTHANDLER": "1"},  # a crash says where, in the log
            )
        self._processes[out] = process
        _be_nice(process.pid)


def _write_recipe(source: Path, wanted: Section, plan: TrainingPlan, target: Path) -> None:
    """The recipe as it is, comments and all; one that was changed is written anew."""
    if not (plan.name or plan.epochs):
        shutil.copyfile(source, target)
        return
    import tomli_w

    target.write_text(tomli_w.dumps(wanted), encoding="utf-8")


def current_folder(out: Path) -> Path:
    """Where the run writes just now: its own folder, or that of the last fold begun."""
    folds = sorted(out.glob(f"fold*/{STATE}"), key=lambda path: int(path.parent.name[4:]))
    return folds[-1].parent if folds else out


def _command_line(out: Path, order: dict[str, Any]) -> list[str]:
    """The subcommand of an order and its words."""
    ends = ["--data", str(order["data"]), "--out", str(out)]
    ends += ["--device", str(order.get("device", "auto"))]
    if trials := int(order.get("trials", 0)):
        ends += ["--trials", str(trials), "--workers", str(order["workers"])]
        return ["search", str(out / RECIPE), *ends]
    if fold := order.get("fold"):
        ends += ["--fold", str(fold)]
    return ["train", str(out / RECIPE), *ends]


def _program() -> list[str]:
    """This program's command line, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(viewer.__file__).resolve().parents[1] / "main.py")]


def _be_nice(pid: int) -> None:
    """Trainings give way to the window; one that has ended already needs not."""
    low = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 5
    try:
        psutil.Process(pid).nice(low)
    except psutil.NoSuchProcess:
        return


def _order(out: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = json.loads((out / ORDER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{out / ORDER} cannot be read: {error}.") from error
    return table


def _look(out: Path, process: "subprocess.Popen[bytes] | None") -> TrainingRun:
    """A run by its folder; ``process`` where this program started it."""
    try:
        order = _order(out)
    except InputError as error:
        return TrainingRun(out, out.name, "failed", sentence=str(error))
    lives = process is not None and process.poll() is None
    now = current_folder(out)
    if not (now / STATE).exists():
        return _without_state(out, order, lives)
    try:
        state = read_run(now)
    except InputError as error:
        return TrainingRun(out, str(order["model"]), "failed", sentence=str(error))
    if now != out and state.status == "finished" and not (out / "folds.json").exists():
        state = replace(state, status="running" if lives or lives_on(state) else "stopped")
    return _run(out, now, order, state)


def _without_state(out: Path, order: dict[str, Any], lives: bool) -> TrainingRun:
    course: Course = "starting" if lives else "failed"
    words = "" if lives else _last_line(out / LOG)
    return TrainingRun(
        out,
        str(order["model"]),
        course,
        str(order["recipe"]),
        str(order["data"]),
        sentence=words,
        name=str(order.get("name", "")),
    )


def _run(out: Path, now: Path, order: dict[str, Any], state: RunState) -> TrainingRun:
    """``now`` is where the run writes; the model of one fold of many is not offered."""
    report, best = now / "report.html", out / "best.toml"
    searched, done = bool(order.get("trials")), state.status == "finished"
    has_model = done and now == out and not searched
    added = has_model and _is_known(out / "model" / "card.toml")
    return TrainingRun(
        folder=out,
        model=state.model,
        course=state.status,
        recipe=str(order["recipe"]),
        data=str(order["data"]),
        epoch=state.epoch,
        epochs=state.epochs,
        score=state.score,
        seconds_left=state.seconds_left,
        sentence=state.sentence,
        curves={name: _curve(state, name) for name in ("loss", state.score, "rate") if name},
        examples=tuple(read_pictures(now / "examples")),
        can_add=has_model and not added,
        added=added,
        report=report if report.exists() else None,
        name=str(order.get("name", "")),
        stage=_stage(out / LOG, state) if state.status == "running" else "",
        ordered=(open_order(now) or "") if state.status == "running" else "",
        step="trial" if searched else "epoch",
        fold=now.name.removeprefix("fold") if now != out else "",
        best=best if searched and done and best.exists() else None,
    )


def _curve(state: RunState, name: str) -> Curve:
    return tuple((row["epoch"], row[name]) for row in state.rows if name in row)


def _is_known(card: Path) -> bool:
    """Whether the catalogue has these weights."""
    wanted = read_card(card).weights_sha256
    return any(entry.card.weights_sha256 == wanted for entry in list_models())


def _stage(log: Path, state: RunState) -> str:
    """What the run does before its first epoch, as it says itself, and after its last."""
    if state.rows:
        return "measuring the final model" if state.epoch >= state.epochs else ""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1].rpartition("] ")[2] if lines and lines[-1].startswith("[") else ""


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        lines = []
    words = lines[-1].removeprefix("radlens: ") if lines else ""
    return words or "The training ended before it began, without a word."
