"""The subcommands of `radlens library`: one small function each, wiring and nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from main_options import Json

library = typer.Typer(help="The local study library: enter studies, search them, mend it.")


@library.command("index")
def library_index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders, files, ZIP.")],
    copy: Annotated[bool, typer.Option("--copy", help="Copy the files into the library.")] = False,
    as_json: Json = False,
) -> None:
    """Enter studies, in place or by copy; a ZIP is always copied."""
    from viewer.library.commands import index_paths

    _print_long(partial(index_paths, paths, copies=copy), as_json)


@library.command("search")
def library_search(
    words: Annotated[list[str] | None, typer.Argument(help="Name, ID, date, modality…")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many studies.")] = 500,
    as_json: Json = False,
) -> None:
    """Find studies by name, ID, date, modality or description, in any order of words."""
    from inference.serving.terminal import fact_tree, print_facts
    from viewer.library.commands import search_library

    print_facts(search_library(" ".join(words or ()), limit=limit), as_json, fact_tree)


@library.command("rescan")
def library_rescan(as_json: Json = False) -> None:
    """Look at every known folder again: what moved, changed, came or went."""
    from viewer.library.commands import rescan_library

    _print_long(rescan_library, as_json)


@library.command("rebuild")
def library_rebuild(as_json: Json = False) -> None:
    """Make a damaged library anew from the files and its journal."""
    from viewer.library.commands import rebuild_library

    _print_long(rebuild_library, as_json)


@library.command("export-dataset")
def library_export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new folder.")],
    reviewed: Annotated[
        str, typer.Option(metavar="WORDS", help="Verdicts that make truth, joined by commas.")
    ] = "accepted,edited",
    rejected: Annotated[
        str, typer.Option(metavar="leave-out|empty", help="Cases of which nothing is left.")
    ] = "leave-out",
    layout: Annotated[
        str, typer.Option(metavar="slices|volumes|pictures", help="Of which task.")
    ] = "slices",
    model: Annotated[str, typer.Option(metavar="ID", help="Only this model's results.")] = "",
    label: Annotated[
        str, typer.Option(metavar="QUESTION", help="Of pictures: whose answers are the classes.")
    ] = "",
    side: Annotated[
        int, typer.Option(metavar="PIXELS", help="Of pictures: as the recipe's size_ji.")
    ] = 28,
    as_json: Json = False,
) -> None:
    """Write reviewed studies as training data: pictures, masks, hashed patients."""
    from viewer.library.commands import export_reviewed
    from viewer.library.dataset_export import choice_of

    choice = choice_of(reviewed, rejected, layout, model, label, side)
    _print_long(partial(export_reviewed, out, choice), as_json)


@library.command("check")
def library_check(as_json: Json = False) -> None:
    """Check the database and its journal."""
    from inference.serving.terminal import fact_tree, print_facts
    from viewer.library.commands import check_library

    print_facts(check_library(), as_json, fact_tree)


def _print_long(act: Callable[..., dict[str, Any]], as_json: bool) -> None:
    """Do what takes ``report`` and ``cancelled``, and print its facts."""
    from inference.serving.terminal import fact_tree, print_facts, report_in_place, watch_interrupt

    facts = act(report=report_in_place(), cancelled=watch_interrupt())
    print_facts(facts, as_json, fact_tree)
