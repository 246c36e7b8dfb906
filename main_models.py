"""The subcommands of `radlens models`: one small function each, wiring and nothing else."""

from pathlib import Path
from typing import Annotated

import typer

from main_options import Json, Model

models = typer.Typer(help="List, show, add and verify the models that are installed.")


@models.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models: id, task, format, version, hash of the weights."""
    from inference.catalog.models import models_json
    from inference.serving.terminal import model_table, print_facts

    print_facts(models_json(), as_json, model_table)


@models.command("show")
def show_model(model: Model, as_json: Json = False) -> None:
    """Show a model's card: what it is for, what it was measured on, what it must be given."""
    from inference.catalog.models import find_model
    from inference.serving.terminal import fact_tree, print_facts

    print_facts(find_model(model).card.model_dump(mode="json"), as_json, fact_tree)


@models.command("add")
def add_model(
    folder: Annotated[Path, typer.Argument(help="A model's folder, as a training wrote it.")],
    as_json: Json = False,
) -> None:
    """Put a trained model among your own; a taken id gets a number."""
    from inference.catalog.install import install_model
    from inference.serving.terminal import fact_tree, print_facts

    entry = install_model(folder)
    print_facts({"id": entry.card.id, "folder": str(entry.folder)}, as_json, fact_tree)


@models.command("verify")
def verify_models(
    model: Annotated[str | None, typer.Argument(help="One model; all without it.")] = None,
    as_json: Json = False,
) -> None:
    """Check the weights against the hash that the card states."""
    from inference.catalog.models import find_model, verify_entry
    from inference.catalog.models import list_models as all_models
    from inference.serving.terminal import fact_tree, print_facts

    entries = [find_model(model)] if model else all_models()
    for entry in entries:
        verify_entry(entry)
    print_facts({one.card.id: one.card.weights_sha256 for one in entries}, as_json, fact_tree)
