"""The terminal: facts in words or JSON, progress on one line, Ctrl+C as a wish to stop."""

import json
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from inference.engine.events import Event, Progress
from inference.imaging.progress import CancelCheck

Facts = Mapping[str, Any]
_RATIOS = ("p50_ratio", "p99_ratio")
WIDE = 10_000  # where the output is no terminal nothing is wrapped or cut


def print_facts(facts: Any, as_json: bool, in_words: Callable[[Any], RenderableType]) -> None:
    """Facts to standard output: JSON for a program, words for a person."""
    if as_json:
        text = json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False)
        sys.stdout.write(f"{text}\n")
    else:
        width = None if sys.stdout.isatty() else WIDE
        Console(width=width, highlight=False, emoji=False).print(in_words(facts))


def study_tree(facts: Facts) -> RenderableType:
    """What ``describe_scan`` found: studies, their series with flags, objects, refusals."""
    tree = Tree("", hide_root=True)
    for study in facts["studies"]:
        branch = tree.add(Text(_joined(study, "patient_name", "patient_id", "study_date")))
        for series in study["series"]:
            leaf = branch.add(_series_text(series))
            for flag in series["flags"]:
                leaf.add(Text(f"{flag['code']}: {flag['message']}", "yellow"))
    for entry in facts.get("objects", ()):
        tree.add(Text(_joined(entry, "kind", "description", "path")))
    for refused in facts.get("refused", ()):
        tree.add(Text(refused["message"], "red"))
    return tree


def model_table(rows: Sequence[Facts]) -> RenderableType:
    """One row a model."""
    if not rows:
        return Text("No model is installed.")
    table = _table("model", "task", "format", "version", "SHA-256 of the weights")
    for row in rows:
        names = ("id", "task", "format", "version", "weights_sha256")
        table.add_row(*(Text(str(row[name])) for name in names))
    return table


def fact_tree(facts: Any) -> RenderableType:
    """Any nested facts as an indented list."""
    tree = Tree("", hide_root=True)
    _grow(tree, facts)
    return tree


def figure_table(facts: Facts) -> RenderableType:
    """Mean and 95 % interval of each metric of an evaluation."""
    title = f"{facts['model']}, {len(facts['cases'])} cases of {facts['data']}"
    title += ", each answered by members that never saw it" if facts["out_of_fold"] else ""
    for one in facts["refused"]:
        title += f"\nnot measured: {one['case']}: {one['why']}"
    table = _table("metric", "mean", "95 % interval", title=title)
    for name, mean in facts["mean"].items():
        ends = [end for end in facts["ci95"].get(name) or () if end is not None]
        interval = " to ".join(f"{end:.3f}" for end in ends) if len(ends) == 2 else ""
        table.add_row(name, "cannot be told" if mean is None else f"{mean:.3f}", interval)
    return table


def explanation_table(facts: Facts) -> RenderableType:
    """One row a method: which share of its maps passed each test, and all of them."""
    title = f"{facts['model']}, {facts['cases']} cases of {facts['data']} ({facts['split']})"
    title += ", stopped before the others" if facts["stopped"] else ""
    title += ", each answered by members that never saw it" if facts["out_of_fold"] else ""
    tests = ("deletion_passed", "insertion_passed", "weights_passed", "repeats_passed")
    table = _table("method", "maps", "faithful", "95 % interval", *tests, title=title)
    for row in facts["methods"]:
        if row["maps"]:
            low, high = row["faithful_ci95"]
            shares = (f"{row[name]:.2f}" for name in tests)
            figures = (f"{row['faithful']:.2f}", f"{low:.2f} to {high:.2f}", *shares)
        else:
            figures = ("nothing was found",)
        table.add_row(Text(row["method"]), str(row["maps"]), *figures)
    return table


def bench_table(rows: Sequence[Facts]) -> RenderableType:
    """One row a figure: what was measured, its value, its limit and whether it holds."""
    table = _table("what", "measured", "limit", "")
    for row in rows:
        sign = "≥" if row.get("at_least") else "≤"
        limit = "" if row["limit"] is None else f"{sign} {row['limit']:.3g} {row['unit']}"
        value = f"{row['value']:.3g} {row['unit']}"
        table.add_row(Text(row["what"]), Text(value), Text(limit), _verdict(row["holds"]))
    return table


def move_table(rows: Sequence[Facts]) -> RenderableType:
    """One row a known move: how far the tissue lay off before and after registration."""
    table = _table("what", "turned", "off before", "error", "95 %", "worst")
    for row in rows:
        names = ("before_mm", "error_mean_mm", "error_p95_mm", "error_max_mm")
        figures = (f"{row[name]:.2f} mm" for name in names)
        table.add_row(Text(row["what"]), f"{row['turned_degrees']:.1f}°", *figures)
    return table


def frame_table(facts: Facts) -> RenderableType:
    """Times of a frame and their ratios to a blit, which is what the limits are in."""
    title = f"512×512×400 at 1024×1024; × = p50 ÷ p50 and p99 ÷ p99 of {facts['reference']}"
    table = _table("what", "p50", "p99", "× p50", "× p99", "limit", "", title=title)
    for row in facts["rows"]:
        ratios = ("" if row[name] is None else f"{row[name]:.2f}×" for name in _RATIOS)
        times = (f"{row[name]:.2f} ms" for name in ("p50_ms", "p99_ms"))
        table.add_row(Text(row["what"]), *times, *ratios, _limit(row), _verdict(row["holds"]))
    return table


def _limit(row: Facts) -> str:
    """``p99 ≤ 2.5×``: which figure has to stay on which side of what."""
    if row["limit"] is None:
        return ""
    name, unit = row["limited"].split("_")
    sign = "≥" if row["at_least"] else "≤"
    return f"{name} {sign} {row['limit']:g}{'×' if unit == 'ratio' else ' ms'}"


def report_lines() -> Callable[[str, float], None]:
    """A report that writes each new line of progress once, to standard error."""
    last = [""]

    def report(stage: str, fraction: float) -> None:
        if stage != last[0]:
            last[0] = stage
            sys.stderr.write(f"[{fraction:4.0%}] {stage}\n")
            sys.stderr.flush()

    return report


def report_in_place(stream: TextIO | None = None) -> Callable[[str, float], None]:
    """A report that keeps one line up to date; where there is no terminal it says nothing.

    Without ``stream`` it goes to standard error as that is when the report is made.
    """
    out = sys.stderr if stream is None else stream

    def report(stage: str, fraction: float) -> None:
        if out.isatty():
            end = "\n" if fraction >= 1 else ""
            out.write(f"\r\033[K{fraction:4.0%}  {stage}{end}")
            out.flush()

    return report


def report_events() -> Callable[[Event], None]:
    """``report_in_place`` for the events of a run."""
    in_place = report_in_place()

    def report(event: Event) -> None:
        if isinstance(event, Progress):
            in_place(event.stage, event.fraction)

    return report


def watch_interrupt() -> CancelCheck:
    """Ctrl+C asks to stop at the next safe place; a second one stops at once."""
    asked = [False]

    def note(number: int, frame: FrameType | None) -> None:
        asked[0] = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, note)
    return lambda: asked[0]


def _verdict(holds: bool | None) -> Text:
    words = {True: ("holds", ""), False: ("MISSED", "red"), None: ("", "")}
    return Text(*words[holds])


def _series_text(series: Facts) -> Text:
    shape = " × ".join(str(count) for count in series["shape_kji"])
    lengths = " × ".join("?" if mm is None else f"{mm:.4g}" for mm in series["spacing_mm_kji"])
    words = _joined(series, "modality", "description", "stack")
    text = Text(f"{words}  {shape}, {lengths} mm  ")
    return text.append(str(series["series_uid"]), "dim")


def _joined(facts: Facts, *names: str) -> str:
    return "  ".join(str(facts[name]) for name in names if facts.get(name)) or "(unnamed)"


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(box=None, title=title, title_justify="left", pad_edge=False, padding=(0, 3, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _grow(tree: Tree, facts: Any) -> None:
    pairs = facts.items() if isinstance(facts, Mapping) else ((None, one) for one in facts)
    for name, value in pairs:
        label = "" if name is None else str(name)
        if isinstance(value, Mapping) or _is_list_of_facts(value):
            _grow(tree.add(Text(label or "-")), value)
        elif value not in (None, "", [], {}):
            words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
            tree.add(Text.assemble((f"{label}: " if label else "", "bold"), words))


def _is_list_of_facts(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)
