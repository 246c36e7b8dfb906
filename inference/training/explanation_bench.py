"""How often a model's heatmaps pass the tests of faithfulness, on cases of a folder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from inference.catalog.models import find_model
from inference.engine.run import run
from inference.explain import find_explainer
from inference.explain.faithfulness import Faithfulness
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, ProgressReport, ignore_progress, never_cancelled
from inference.training.evaluate import answering, chosen_cases
from inference.training.evaluations import Row, evaluation_of, share_of
from inference.training.metrics import bootstrap_interval

NUMBERS = tuple(Faithfulness.__dataclass_fields__)


def bench_explain(
    model_id: str,
    data: Path,
    *,
    methods: Sequence[str] = (),
    count: int = 30,
    split: str = "validation",
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> dict[str, Any]:
    """``{"model", "data", "split", "methods": […], "maps": […]}``, a row a method and a row a map.

    ``count`` cases are taken at even steps of the split's list; of an ensemble only the members
    that never saw a validation case answer it (``out_of_fold`` true), as in ``evaluate``. A map is
    one of a method, a case and a target; where nothing was found there is none. Without
    ``methods`` the card's are measured. Cancelled, it tells of the cases that were done
    (``stopped`` true). Raises InputError for a method that the card has not, or where no map was
    made.
    """
    entry = find_model(model_id)
    evaluation = evaluation_of(entry.card.task)
    known = evaluation.cases(entry, data)
    names = _spread(chosen_cases(entry, list(known), None, split), count)
    wanted = tuple(methods) or tuple(entry.card.explanation.methods)
    if not wanted and entry.card.task != "outcome":  # which says what moved it unasked
        raise InputError(f"Model {entry.card.id!r} has no way of explaining its answers.")
    for method in wanted:
        find_explainer(method)
    out_of_fold, groups = answering(entry, names, split)
    told_by = {name: find_model(model) for model, mine in groups.items() for name in mine}
    maps: list[Row] = []
    done = 0
    for number, (name, model) in enumerate(told_by.items()):
        request = replace(evaluation.request(model, name, known[name]), explain=wanted)
        try:
            result = run(request, share_of(report, name, number, len(told_by)), cancelled)
        except OperationCancelled:
            if not maps:
                raise
            break
        steps = [facts for step, facts in result.provenance.steps if step == "explain"]
        maps += [_row(name, facts) for facts in steps if isinstance(facts["faithfulness"], dict)]
        done += 1
    if not maps:
        raise InputError("Nothing was found in any of these cases, so no map could be tested.")
    made = (row["method"] for row in maps)  # also what is explained unasked
    return {
        "model": entry.card.id,
        "weights_sha256": entry.card.weights_sha256,
        "data": str(data),
        "split": split,
        "out_of_fold": out_of_fold,
        "cases": done,
        "stopped": done < len(told_by),
        "methods": [_summary(method, maps) for method in dict.fromkeys((*wanted, *made))],
        "maps": maps,
    }


def _spread(names: list[str], count: int) -> list[str]:
    if count >= len(names):
        return names
    return [names[n * len(names) // count] for n in range(count)]


def _row(case: str, facts: Any) -> Row:
    named = {key: facts[key] for key in ("method", "target", "layer")}
    return {"case": case, **named, **facts["faithfulness"]}


def _summary(method: str, maps: list[Row]) -> Row:
    """Shares of the maps that pass all tests and each of them, with medians of the numbers."""
    rows = [row for row in maps if row["method"] == method]
    if not rows:
        return {"method": method, "maps": 0}
    tests = [Faithfulness(**{name: row[name] for name in NUMBERS}).tests() for row in rows]
    passed = [float(all(test.values())) for test in tests]
    return {
        "method": method,
        "maps": len(rows),
        "faithful": sum(passed) / len(rows),
        "faithful_ci95": bootstrap_interval(passed),
        **{name: sum(test[name] for test in tests) / len(rows) for name in tests[0]},
        **{f"median_{name}": median(row[name] for row in rows) for name in NUMBERS},
    }
