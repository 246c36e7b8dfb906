"""A run on one page of HTML: curves, figures, best and worst cases, data and environment."""

import base64
import csv
import html
import os
import platform
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from inference.training.pictures import CHANCES, SHOWN, ranked, read_pictures
from inference.training.report_figures import class_curves, froc_curve

Rows = Sequence[Mapping[str, str]]
STYLE = (
    "body{font:15px sans-serif;margin:2em;max-width:60em}td,th{padding:2px 12px;text-align:left}"
    "figure{display:inline-block;margin:8px;max-width:240px;vertical-align:top}img{max-width:100%}"
)


def write_report(out: Path, facts: Mapping[str, Any]) -> None:
    """``report.html`` in a finished run's folder, from what the run wrote there itself."""
    card = tomllib.loads((out / "model" / "card.toml").read_text(encoding="utf-8"))
    parts = [
        f"<h1>{html.escape(str(card['name']))} {html.escape(str(card['version']))}</h1>",
        f"<p>{html.escape(str(card.get('summary', '')))} Research use only.</p>",
        _section("Result", _definitions(facts)),
        _section("Curves", _picture((out / "curves.png").read_bytes(), "loss, score, rate")),
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
        "numpy": np.__version__,
        "torch": str(torch.__version__),
        "system": platform.platform(),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "threads": str(torch.get_num_threads()),
    }


def _case_sections(out: Path) -> list[str]:
    """What fits the task: its own curves, then its worst and best cases."""
    rows = _table_rows(out / "validation_cases.csv")
    return [
        *(_chance_sections(rows) or _chance_sections(_table_rows(out / "validation_slices.csv"))),
        *_froc_sections(_table_rows(out / "froc.csv")),
        *_ranked_sections(out, ranked(rows)),
    ]


def _chance_sections(rows: Rows) -> list[str]:
    """Of classes, outcomes and slices: a chance of each case beside its label."""
    pair = next((pair for pair in CHANCES if rows and set(pair) <= rows[0].keys()), None)
    if pair is None:
        return []
    chances = np.array([float(row[pair[0]]) for row in rows])
    labels = np.array([int(float(row[pair[1]])) for row in rows])
    curves = _picture(class_curves(chances, labels), "ROC, precision and recall, reliability")
    return [
        _section("Confusion at one half", _table(_confusion(chances, labels))),
        _section("ROC, precision and recall, reliability", curves),
    ]


def _froc_sections(rows: Rows) -> list[str]:
    return [_section("FROC", _picture(froc_curve(rows), "FROC"))] if rows else []


def _ranked_sections(out: Path, rows: Rows) -> list[str]:
    """Tables and pictures; a picture's contours are the truth (green) and the answer (orange)."""
    sections = []
    for title, name, chosen in (
        ("Worst cases", "worst", rows[:SHOWN]),
        ("Best cases", "best", rows[: -SHOWN - 1 : -1]),
    ):
        pictures = [
            f"<figure>{_picture(path.read_bytes(), words)}"
            f"<figcaption>{html.escape(words)}</figcaption></figure>"
            for path, words in read_pictures(out / name)
        ]
        key = "<p>Truth in green, answer in orange.</p>" if pictures else ""
        if chosen or pictures:
            table = _table(chosen) if chosen else ""
            sections.append(_section(title, f"{table}{key}{''.join(pictures)}"))
    return sections


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
