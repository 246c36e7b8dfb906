"""Every English text that the interface may show: ``tr(…)`` calls, tables, what it is told."""

import ast
import errno
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from inference.catalog.card import Task
from inference.engine.steps.outcome_inputs import COLUMNS
from tests.data_folder import ROOT
from tests.gui.told_sentences import source_of
from viewer.commands import COMMANDS, MENUS
from viewer.commands.results import TABS
from viewer.settings import SETTINGS
from viewer.state.metric_words import NAMES
from viewer.widgets.pages import MOUSE

VIEWER = ROOT / "viewer"
# Where every text of two words reaches the window, unless NOT_SHOWN says otherwise.
WHOLLY_TOLD = (
    *("controllers/*.py", "jobs/*.py", "app.py"),
    *("state/*_words.py", "state/series_facts.py", "state/mask_files.py", "state/object_layers.py"),
)
# Where what is given to an error, a flag, a refusal, a message or a progress report does.
TOLD = ("library/*.py", "export/*.py", "state/*.py", "render/**/*.py", "settings.py")
ENGINE = (
    "reading",
    "imaging",
    "registration",
    "engine",
    "catalog",
    "backends",
    "explain",
    "writing",
)
OF_THE_COMMAND_LINE = {
    *("display.py", "start_bench.py", "pilot.py", "start_probe.py", "stall_meter.py"),
    *("shot.py", "series_objects.py", "bench.py", "windows.py", "bench_files.py", "commands.py"),
    *("bench_data.py", "bench_memory.py", "faithfulness.py", "known_moves.py"),
}
NOT_SHOWN = {
    "Morphologically Altered Structure",  # a code meaning, for the files
    # steps of a provenance, for the files
    "reviewed by hand",
    "edited by hand",
    "read from a DICOM object",
    "loaded from a file",
    "{0} characters",  # the log's
    *("card", "models", "result.json"),  # parts of paths
}
SHORT = {
    *("lossy", "{0} (95 % CI {1} to {2})", "key image", "writing", "{0} at {1} mm"),
    *("pixel spacing", "slice spacing", "field of view", "height of the stack"),  # of suitability
    *(f"{{0}} {unit}" for unit in ("days", "weeks", "months", "years")),  # of a risk within them
}
STACKS = {
    *("echo {0}", "time {0}", "stack {0}", "image {0}", "volume {0}", "direction {0}"),
    *("flip angle {0} °", "trigger {0} ms", "acquisition {0}"),
}
# What model cards call their tasks and the cases that measured them.
OF_CARDS = set(get_args(Task)) | {
    "all",
    "cross-validation",
    "validation",
    "validation, out of fold",
}
# Causes that the operating system states, as they stand within sentences.
OF_THE_SYSTEM = (
    {
        "Compressed file ended before the end-of-stream marker was reached",
        "Not a gzipped file ({0})",
        "Error {0} while decompressing data: {1}",
    }
    | {"[Errno {0}] {1}: {2}", "[Errno {0}] {1}"}
    | {
        os.strerror(number)
        for number in (
            *(errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS),
            *(
                errno.EIO,
                errno.EEXIST,
                errno.ENAMETOOLONG,
                errno.EMFILE,
                errno.EDQUOT,
                errno.ENOMEM,
            ),
        )
    }
)


def interface_words() -> set[str]:
    """The source texts of all translations."""
    found = {text for path in _files() for text in _in_calls(path)}
    found |= (
        told_words()
        | SHORT
        | OF_THE_SYSTEM
        | STACKS
        | hanging_words()
        | set(NAMES.values())
        | OF_CARDS
    )
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


def told_words() -> set[str]:
    """What other parts of the program say to the user, as templates."""
    found: set[str] = set()
    for pattern in WHOLLY_TOLD:
        for path in VIEWER.glob(pattern):
            if path.name not in OF_THE_COMMAND_LINE:
                found |= set(source_of(path).all_words()) | set(source_of(path).sentences())
    for pattern in TOLD:
        for path in VIEWER.glob(pattern):
            if path.name not in OF_THE_COMMAND_LINE:
                found |= set(source_of(path).sentences())
    for floor in ENGINE:
        for path in (ROOT / "inference" / floor).rglob("*.py"):
            if path.name not in OF_THE_COMMAND_LINE:
                found |= set(source_of(path).sentences())
    in_lists_too = set(source_of(VIEWER / "state" / "measurement_words.py").all_words())
    on_pictures = picture_words() - in_lists_too
    return {text for text in found if _is_text(text)} - NOT_SHOWN - on_pictures


def hanging_words() -> set[str]:
    """The names of the hanging protocols that come with the program, and of their stages."""
    table = tomllib.loads((ROOT / "resources" / "hanging.toml").read_text("utf-8"))
    protocols = next(iter(table.values()))
    stages = (stage["name"] for one in protocols for stage in one["stage"])
    return {one["name"] for one in protocols} | set(stages)


def picture_words() -> set[str]:
    """The source texts of the words drawn on pictures."""
    table = tomllib.loads((ROOT / "resources" / "picture_words.toml").read_text("utf-8"))
    return set(table["zh_CN"])


def _is_text(text: str) -> bool:
    return bool(re.search("[A-Za-z]{2}", re.sub(r"\{\d+\}", "", text)))


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
