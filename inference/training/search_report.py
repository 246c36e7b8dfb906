"""``radlens search``: from a recipe with ranges to its best recipe and a table of trials."""

import json
from pathlib import Path
from typing import Any

import optuna
from optuna.trial import FrozenTrial, TrialState

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.training.recipe import read_table, recipe_of
from inference.training.report import write_table
from inference.training.run_folder import obedient, recorded
from inference.training.search import ENDED, Plan, open_study, run_search
from inference.training.search_space import read_space, with_values


def search(
    recipe: Path,
    data: Path,
    out: Path,
    *,
    trials: int,
    workers: int = 1,
    report: ProgressReport,
    cancelled: CancelCheck,
    device: str = "auto",
) -> dict[str, Any]:
    """Search and write ``best.toml``, ``trials.csv`` and ``search.json``; gives the latter.

    The study in ``out/study.journal`` is continued where there is one. Raises InputError for a
    recipe without ``[search]`` or with ranges that do not fit it, and OperationCancelled.
    """
    if trials < 1 or workers < 1:
        raise InputError("A search needs at least one trial and one worker.")
    whole = read_table(recipe)
    space = read_space(whole, str(recipe))
    table = {key: value for key, value in whole.items() if key != "search"}
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(table, space, data, out, device)
    with recorded(out, recipe_of(table, str(recipe)).model, trials):
        board = open_study(plan)

        def tell(line: str, part: float) -> None:
            _note(board, out)
            report(line, part)

        study = run_search(
            plan, trials=trials, workers=workers, report=tell, cancelled=obedient(out, cancelled)
        )
        return _written(study, plan, table, recipe)


def _written(
    study: optuna.Study, plan: Plan, table: dict[str, Any], recipe: Path
) -> dict[str, Any]:
    """Write what was found; gives the facts of ``search.json``."""
    import tomli_w

    out, space = plan.out, plan.space
    best = study.best_trial
    values = space.decoded(best.params)
    (out / "best.toml").write_text(tomli_w.dumps(with_values(table, values)), encoding="utf-8")
    rows = [_row(trial, plan) for trial in study.get_trials(deepcopy=False) if _told(trial)]
    write_table(out / "trials.csv", rows)
    facts = {
        "recipe": str(recipe),
        "best": {"trial": best.number, "score": best.value, **values},
        "importance": _importance(study),
        "trials": rows,
    }
    (out / "search.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def _note(study: optuna.Study, out: Path) -> None:
    """The best score after each trial that ended, for who looks at the run from without."""
    scores = [trial.value for trial in study.get_trials(deepcopy=False, states=ENDED)]
    rows, best = [], float("-inf")
    for number, score in enumerate(scores, start=1):
        best = max(best, float("-inf") if score is None else score)
        rows.append({"epoch": number, "best score": best if best > float("-inf") else ""})
    write_table(out / "metrics.csv", rows)


def _told(trial: FrozenTrial) -> bool:
    """Ended, or failed for a reason: not what is running, waiting, or was lost and run again."""
    if trial.state == TrialState.FAIL:
        return "error" in trial.user_attrs
    return trial.state in (TrialState.COMPLETE, TrialState.PRUNED)


def _row(trial: FrozenTrial, plan: Plan) -> dict[str, Any]:
    seconds = trial.duration.total_seconds() if trial.duration else None
    return {
        "trial": trial.number,
        "state": trial.state.name.lower(),
        "score": trial.value,
        "epochs": trial.last_step,
        "seconds": seconds,
        **plan.space.decoded(trial.params),
        "folder": trial.user_attrs.get("folder", ""),
        "error": trial.user_attrs.get("error", ""),
    }


def _importance(study: optuna.Study) -> dict[str, float]:
    """Share of each key in the spread of scores (PED-ANOVA); {} from under four scores."""
    finished = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    if len({trial.value for trial in finished}) < 4:
        return {}
    evaluator = optuna.importance.PedAnovaImportanceEvaluator()
    found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    return {key: round(share, 4) for key, share in found.items()}
