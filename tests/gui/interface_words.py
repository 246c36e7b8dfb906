"""Every English text that the interface may show: from ``tr(…)`` calls and from the tables."""

import ast
from collections.abc import Iterator
from pathlib import Path

from inference.engine.steps.outcome_inputs import COLUMNS
from tests.data_folder import ROOT
from viewer.commands import COMMANDS, MENUS
from viewer.commands.results import TABS
from viewer.settings import SETTINGS
from viewer.widgets.pages import MOUSE


def interface_words() -> set[str]:
    """The source texts of all translations."""
    found = {text for path in _files() for text in _in_calls(path)}
    found |= {command.title for command in COMMANDS.values()} | set(MENUS)
    found |= {command.submenu for command in COMMANDS.values()}
    found |= {title for _, title in TABS}
    found |= {text for pair in MOUSE for text in pair}
    for setting in SETTINGS.values():
        if setting.shown:
            found |= {setting.title, setting.help}
            found |= {words for _, words in setting.choices if words.isascii()}
    found |= set(_first_of_pairs(ROOT / "viewer" / "state" / "series_facts.py"))
    found |= set(_first_of_pairs(ROOT / "viewer" / "controllers" / "models.py"))
    found |= set(_returned(ROOT / "viewer" / "state" / "questions.py", "run_blocked_by"))
    found |= {"unreviewed", "accepted", "edited", "rejected"}
    found |= {"waiting", "running", "done", "failed", "cancelled", "note", "warning", "error"}
    found |= {"starting", "paused", "stopped", "finished"}
    found |= {"reading cases", "reading pictures", "embedding slices", "cross-validation"}
    found |= {"choosing the threshold", "training", "measuring the final model", "best score"}
    found |= {text for one in COLUMNS.values() for text in (one.title, one.unit)}
    return found - {""}


def _files() -> list[Path]:
    return sorted((ROOT / "viewer" / "widgets").glob("*.py"))


def _in_calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
            yield from _constants(node.args[0])


def _first_of_pairs(path: Path) -> Iterator[str]:
    """The first text of each literal pair (title, …)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            first = node.elts[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _returned(path: Path, function: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from _constants(inner.value)


def _constants(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value
