"""Arguments and options that several subcommands share, each said once."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print facts as JSON.")]
Input = Annotated[Path, typer.Argument(help="A folder, a series folder or a file.")]
Model = Annotated[str, typer.Argument(help="A model's id; see `radlens models list`.")]
Series = Annotated[str | None, typer.Option(metavar="UID", help="Which series, where several.")]
Data = Annotated[Path, typer.Option(help="A folder laid out as the model's training data.")]
Split = Annotated[str, typer.Option(metavar="all|validation", help="Which of the folder's cases.")]
