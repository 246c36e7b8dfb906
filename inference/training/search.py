"""Hyper-parameter search: trials of one recipe, pruned early, kept in a study file, in parallel."""

import json
import multiprocessing
import queue
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import optuna
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.training.recipe import recipe_of
from inference.training.search_space import Space, with_values
from inference.training.train import train_recipe

ENDED = (TrialState.COMPLETE, TrialState.PRUNED)


@dataclass(frozen=True)
class Plan:
    """What every worker needs: the recipe without its search, the space, where things lie."""

    table: Mapping[str, Any]
    space: Space
    data: Path
    out: Path
    device: str


def run_search(
    plan: Plan,
    *,
    trials: int,
    workers: int,
    report: ProgressReport,
    cancelled: CancelCheck,
) -> optuna.Study:
    """Go on until the study holds ``trials`` that ended; those that a kill cut off start again.

    One worker runs here, several in processes of their own. Raises InputError where the study is
    another recipe's or no trial could be run, and OperationCancelled.
    """
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = open_study(plan)
    _take_back_lost(study)
    missing = trials - len(study.get_trials(deepcopy=False, states=ENDED))
    if missing > 0 and workers <= 1:
        _work(plan, missing, 0, _teller(report, study, trials), cancelled)
    elif missing > 0:
        _run_workers(plan, missing, workers, _teller(report, study, trials), cancelled)
    if not study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)):
        failed = [trial.user_attrs.get("error", "") for trial in study.get_trials(deepcopy=False)]
        raise InputError(f"No trial was finished. {next(filter(None, failed), '')}".strip())
    return study


def open_study(plan: Plan, worker: int = 0) -> optuna.Study:
    """The study in ``study.journal``, made where there is none; InputError for another recipe's."""
    backend = JournalFileBackend(str(plan.out / "study.journal"))
    base = recipe_of(dict(plan.table), "search")
    study = optuna.create_study(
        storage=optuna.storages.JournalStorage(backend),
        study_name=base.model,
        direction="maximize",
        load_if_exists=True,
        sampler=optuna.samplers.TPESampler(seed=base.seed + worker, constant_liar=True),
        pruner=plan.space.pruner(int(base.optimisation["epochs"])),
    )
    identity = f"{base.sha256} {plan.space.sha256}"
    if study.user_attrs.setdefault("identity", identity) != identity:
        raise InputError(f"{plan.out} holds the study of another recipe; choose another folder.")
    study.set_user_attr("identity", identity)
    return study


def _take_back_lost(study: optuna.Study) -> None:
    """Trials that nobody runs any more (a kill, a lost machine) wait to be run again."""
    for trial in study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
        study.enqueue_trial(trial.params)


def _teller(report: ProgressReport, study: optuna.Study, trials: int) -> Callable[[str], None]:
    def tell(line: str) -> None:
        ended = len(study.get_trials(deepcopy=False, states=ENDED))
        report(line, min(ended / trials, 1.0))

    return tell


def _run_workers(
    plan: Plan,
    missing: int,
    workers: int,
    tell: Callable[[str], None],
    cancelled: CancelCheck,
) -> None:
    context = multiprocessing.get_context("spawn")
    lines: Queue[str] = context.Queue()
    stop = context.Event()
    shares = [missing // workers + (n < missing % workers) for n in range(workers)]
    processes = [
        context.Process(target=_work_apart, args=(plan, share, number, lines, stop), daemon=True)
        for number, share in enumerate(shares)
        if share
    ]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        if cancelled():
            stop.set()
        try:
            tell(lines.get(timeout=0.2))
        except queue.Empty:
            continue
    if stop.is_set():
        raise OperationCancelled
    broken = [process.exitcode for process in processes if process.exitcode]
    if broken:
        raise RuntimeError(f"a worker of the search ended with exit code {broken[0]}")


def _work_apart(plan: Plan, share: int, worker: int, lines: "Queue[str]", stop: Any) -> None:
    """The body of a worker's process; Ctrl+C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        _work(plan, share, worker, lines.put, stop.is_set)
    except OperationCancelled:
        lines.put(f"worker {worker} stopped")


def _work(
    plan: Plan, share: int, worker: int, tell: Callable[[str], None], cancelled: CancelCheck
) -> None:
    study = open_study(plan, worker)
    for _ in range(share):
        trial = study.ask()
        try:
            score = _try(plan, trial, tell, cancelled)
        except optuna.TrialPruned:
            study.tell(trial, state=TrialState.PRUNED)
            tell(f"trial {trial.number} pruned")
        except InputError as error:
            trial.set_user_attr("error", str(error))
            study.tell(trial, state=TrialState.FAIL)
            tell(f"trial {trial.number} failed: {error}")
        else:
            study.tell(trial, score)
            tell(f"trial {trial.number} reached {score:.4f}")


def _try(
    plan: Plan, trial: optuna.Trial, tell: Callable[[str], None], cancelled: CancelCheck
) -> float:
    """The best validation score of one trial; raises TrialPruned when it lags behind others."""
    values = plan.space.suggest(trial)
    recipe = recipe_of(with_values(plan.table, values), f"trial {trial.number}")
    # named by the recipe, so that a trial that is run again finds its checkpoint
    folder = plan.out / "trials" / recipe.sha256[:16]
    trial.set_user_attr("folder", folder.name)

    def judge(epoch: int, score: float) -> None:
        trial.report(score, epoch)
        tell(f"trial {trial.number} epoch {epoch}: {score:.4f}")
        if trial.should_prune():
            raise optuna.TrialPruned

    def unheard(stage: str, fraction: float) -> None:
        """Lines of a trial's own are too many."""

    try:
        facts = train_recipe(
            recipe,
            plan.data,
            folder,
            report=unheard,
            cancelled=cancelled,
            device=plan.device,
            after_validation=judge,
        )
    except optuna.TrialPruned:
        (folder / "checkpoint.pt").unlink(missing_ok=True)
        raise
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    (folder / "values.json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return float(facts[facts["score"]])
