"""Fill the generated tables of the documents: ``python packaging/write_tables.py [--check]``.

A table lies between ``<!-- table: NAME -->`` and ``<!-- end -->``; its rows come from where the
facts live (model cards, the table of commands, the command line), never from a person's memory.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inference.catalog.card import Card

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "docs/user-guide.md", "docs/models.md")
MAIN_FIGURES = {
    "segmentation": ("dice",),
    "classification": ("accuracy", "auc"),
    "sequence": ("auc",),
    "detection": ("sensitivity_at_1fp", "ap"),
    "outcome": ("auc", "c_index"),
}
START, END = "<!-- table: {} -->", "<!-- end -->"


def models_table() -> Iterable[str]:
    """One row a model: what it does, and its main figures with their intervals."""
    from inference.catalog.models import list_models

    cards = [entry.card for entry in list_models()]
    rows = [(f"`{one.id}`", one.task, _measured(one), one.licence) for one in cards]
    if not rows:
        return ["No model is in this revision yet."]
    return markdown_table(("model", "task", "measured (95 % interval)", "licence"), rows)


def _measured(card: "Card") -> str:
    wanted = MAIN_FIGURES[card.task]
    figures = [one for one in card.metrics if one.name in wanted and not one.group]
    words = []
    for one in figures:
        interval = f" ({one.ci95[0]:.3f} to {one.ci95[1]:.3f})" if one.ci95 else ""
        words.append(f"{one.name.replace('_', ' ')} {one.mean:.3f}{interval}")
    if not figures:
        return "not measured yet"
    return f"{', '.join(words)}; {figures[0].cases} cases of {figures[0].data}, {figures[0].split}"


def explanations_table() -> Iterable[str]:
    """One row a model and way of explaining: how many of its maps passed all four tests."""
    from inference.catalog.models import list_models

    rows = []
    for card in (entry.card for entry in list_models()):
        for number, one in enumerate(card.explanation.measured):
            interval = f" ({one.ci95[0]:.2f} to {one.ci95[1]:.2f})" if one.ci95 else ""
            default = " (default)" * (number == 0 and one.method in card.explanation.methods)
            where = f"{one.cases} cases of {one.data}, {one.split}"
            share = f"{one.share:.2f}{interval} of {one.maps}"
            rows.append((f"`{card.id}`", one.method + default, share, where))
    return markdown_table(("model", "explanation", "faithful", "measured on"), rows)


def commands_table() -> Iterable[str]:
    """One row a subcommand of ``radlens``, with the first line of its help."""
    from typer.main import get_command

    import main

    rows = [("`radlens`", "open the window")]
    for name, command in _children(get_command(main.app)).items():
        for path, one in _leaves(name, command):
            rows.append((f"`radlens {path}`", one.help.strip().splitlines()[0]))
    return markdown_table(("command", "what it does"), rows)


def keys_table() -> Iterable[str]:
    """One row a command of the window that has a key, by menu."""
    from viewer.commands import COMMANDS

    rows = [
        (command.menu, command.title, ", ".join(f"`{key}`" for key in command.keys))
        for command in COMMANDS.values()
        if command.keys
    ]
    return markdown_table(("menu", "command", "key"), rows)


TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "models": models_table,
    "explanations": explanations_table,
    "commands": commands_table,
    "keys": keys_table,
}


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row in rows:
        cells = [cell.replace("|", r"\|") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def filled(text: str) -> str:
    """The document with every table it names written anew; ValueError where an end is missing."""
    for name, build in TABLES.items():
        start = START.format(name)
        if start in text:
            before, rest = text.split(start, 1)
            _, after = rest.split(END, 1)
            text = f"{before}{start}\n{chr(10).join(build())}\n{END}{after}"
    return text


def stale_documents() -> list[Path]:
    """The documents whose tables differ from the facts."""
    paths = [ROOT / name for name in DOCUMENTS]
    return [path for path in paths if filled(path.read_text("utf-8")) != path.read_text("utf-8")]


def _leaves(path: str, command: Any) -> Iterable[tuple[str, Any]]:
    if not _children(command):
        yield path, command
    for name, child in _children(command).items():
        yield from _leaves(f"{path} {name}", child)


def _children(command: Any) -> dict[str, Any]:
    return dict(getattr(command, "commands", {}))


def main() -> int:
    sys.path.insert(0, str(ROOT))
    stale = stale_documents()
    if "--check" not in sys.argv:
        for path in stale:
            path.write_text(filled(path.read_text("utf-8")), "utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)} was not up to date")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
