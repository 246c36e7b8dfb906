"""A run on one page of HTML: curves, figures, best and worst cases, data and environment."""

import html
import os
import platform
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from inference.catalog.card import OutcomePart
from inference.training.pictures import extremes, ranked, read_pictures
from inference.training.report_html import STYLE, definitions, picture, section, table
from inference.training.report_sections import table_rows, task_sections

HASHES = ("recipe_sha256", "split_sha256", "data_sha256")


def write_report(out: Path, facts: Mapping[str, Any]) -> None:
    """``report.html`` in a finished run's folder, from what the run wrote there itself."""
    card = tomllib.loads((out / "model" / "card.toml").read_text(encoding="utf-8"))
    data = {**card.get("data", {}), **{name: facts[name] for name in HASHES if name in facts}}
    result = {name: value for name, value in facts.items() if name not in HASHES}
    parts = [
        f"<h1>{html.escape(str(card['name']))} {html.escape(str(card['version']))}</h1>",
        f"<p>{html.escape(str(card.get('summary', '')))} Research use only.</p>",
        section("Result", definitions({**result, "weights_sha256": card["weights_sha256"]})),
        section("Curves", _curves(out)),
        section("Figures on the validation cases", table(_metrics(card))),
        *task_sections(out, OutcomePart.model_validate(card.get("outcome", {}))),
        *_ranked_sections(out),
        section("Data and split", definitions(data)),
        section("Training", definitions(card.get("training", {}))),
        section("Environment", definitions(environment())),
    ]
    page = "<!doctype html><html lang='en'><meta charset='utf-8'>"
    page += f"<title>{html.escape(str(card['name']))}</title>"
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


def _curves(out: Path) -> str:
    if not table_rows(out / "metrics.csv"):
        return "<p>This model is fitted at once, without epochs.</p>"
    return picture((out / "curves.png").read_bytes(), "loss, score, learning rate")


def _ranked_sections(out: Path) -> list[str]:
    """Tables and pictures; a picture's contours are the truth (green) and the answer (orange)."""
    worst, best = extremes(ranked(table_rows(out / "validation_cases.csv")))
    return [
        section(title, _ranked(rows, read_pictures(out / name)))
        for title, name, rows in (("Worst cases", "worst", worst), ("Best cases", "best", best))
        if rows or read_pictures(out / name)
    ]


def _ranked(rows: Sequence[Mapping[str, str]], pictures: Sequence[tuple[Path, str]]) -> str:
    figures = [
        f"<figure>{picture(path.read_bytes(), title)}"
        f"<figcaption>{html.escape(title)}</figcaption></figure>"
        for path, title in pictures
    ]
    key = "<p>Where there are contours: the truth in green, the answer in orange.</p>"
    return f"{table(rows) if rows else ''}{key if figures else ''}{''.join(figures)}"


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
