"""A run on one page of HTML: curves, figures, best and worst cases, data and environment."""

import base64
import csv
import html
import io
import platform
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from inference.training.metrics import auc, reliability

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Rows = Sequence[Mapping[str, str]]
SHOWN = 5
STYLE = (
    "body{font:15px sans-serif;margin:2em;max-width:60em}td,th{padding:2px 12px;text-align:left}"
)


def write_report(out: Path, facts: Mapping[str, Any]) -> None:
    """``report.html`` in a finished run's folder, from what the run wrote there itself."""
    card = tomllib.loads((out / "model" / "card.toml").read_text(encoding="utf-8"))
    parts = [
        f"<h1>{html.escape(str(card['name']))} {html.escape(str(card['version']))}</h1>",
        f"<p>{html.escape(str(card.get('summary', '')))} Research use only.</p>",
        _section("Result", _definitions(facts)),
        _section("Curves", _picture((out / "curves.png").read_bytes(), "loss and score")),
        _section("Figures on the validation cases", _table(_metrics(card))),
        *_case_sections(out),
        _section("Data", _definitions(card.get("data", {}))),
        _section("Training", _definitions({**card.get("training", {}), **environment()})),
    ]
    page = "<!doctype html><html lang='en'><meta charset='utf-8'><title>Run</title>"
    page += f"<style>{STYLE}</style>" + "\n".join(parts) + "</html>\n"
    (out / "report.html").write_text(page, encoding="utf-8")


def environment() -> dict[str, str]:
    """What the run ran on."""
    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "machine": platform.machine(),
        "threads": str(torch.get_num_threads()),
    }


def _case_sections(out: Path) -> list[str]:
    rows = _table_rows(out / "validation_cases.csv")
    if not rows:
        return []
    if "probability" in rows[0] and "label" in rows[0]:
        chances = np.array([float(row["probability"]) for row in rows])
        labels = np.array([int(row["label"]) for row in rows])
        return [
            _section("Confusion at one half", _table(_confusion(chances, labels))),
            _section("ROC and reliability", _picture(_class_curves(chances, labels), "ROC")),
        ]
    if "false_positives" in rows[0]:
        curve = _froc_curve(_table_rows(out / "froc.csv"))
        by_fit = sorted(rows, key=lambda row: float(row["iou"]))
        return [
            _section("FROC", _picture(curve, "FROC")),
            _section("Cases", _table(by_fit)),
        ]
    if "dice" not in rows[0]:
        return []
    ordered = sorted(rows, key=lambda row: float(row["dice"]))
    return [
        _section("Worst cases", _table(ordered[:SHOWN])),
        _section("Best cases", _table(ordered[: -SHOWN - 1 : -1])),
    ]


def _confusion(chances: np.ndarray, labels: np.ndarray) -> list[dict[str, object]]:
    found = chances > 0.5
    return [
        {
            "truth": name,
            "called negative": int(np.count_nonzero(~found & (labels == value))),
            "called positive": int(np.count_nonzero(found & (labels == value))),
        }
        for value, name in ((0, "negative"), (1, "positive"))
    ]


def _class_curves(chances: np.ndarray, labels: np.ndarray) -> bytes:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4), layout="constrained")
    roc, curve = figure.subplots(1, 2)
    order = np.argsort(-chances, kind="stable")
    positive = labels[order] > 0
    roc.plot(
        np.r_[0, np.cumsum(~positive) / max((~positive).sum(), 1)],
        np.r_[0, np.cumsum(positive) / max(positive.sum(), 1)],
    )
    roc.set(title=f"ROC, AUC {auc(chances, labels):.3f}", xlabel="1 − specificity")
    bins = reliability(chances, labels)
    curve.plot([0, 1], [0, 1], ":")
    curve.plot([row[0] for row in bins], [row[1] for row in bins], "o-")
    curve.set(title="reliability", xlabel="probability", ylabel="observed")
    return _png(figure)


def _png(figure: "Figure") -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=100)
    return stream.getvalue()


def _froc_curve(curve: Rows) -> bytes:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    points = [(float(row["false_positives"]), float(row["sensitivity"])) for row in curve]
    axes.step(*zip((0.0, 0.0), *points, strict=True), where="post")
    axes.set(xlabel="false positives a volume", ylabel="sensitivity", ylim=(0, 1.02))
    return _png(figure)


def _metrics(card: Mapping[str, Any]) -> list[dict[str, object]]:
    return [
        {
            "metric": row["name"],
            "group": row.get("group", ""),
            "value": row["mean"],
            "95 % interval": " to ".join(f"{end:.4g}" for end in row.get("ci95", ())),
            "cases": row["cases"],
        }
        for row in card.get("metrics", ())
    ]


def _table_rows(path: Path) -> Rows:
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _section(title: str, body: str) -> str:
    return f"<h2>{html.escape(title)}</h2>{body}"


def _table(rows: Sequence[Mapping[str, object]]) -> str:
    if not rows:
        return "<p>none</p>"
    head = "".join(f"<th>{html.escape(str(name))}</th>" for name in rows[0])
    lines = ("".join(f"<td>{html.escape(str(cell))}</td>" for cell in row.values()) for row in rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _definitions(facts: Mapping[str, Any]) -> str:
    return _table([{"": name, " ": value} for name, value in facts.items()])


def _picture(png: bytes, words: str) -> str:
    code = base64.b64encode(png).decode()
    return f"<img alt='{html.escape(words)}' src='data:image/png;base64,{code}'>"
