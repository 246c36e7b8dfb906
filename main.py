"""The command line of RadLens: one small function a subcommand, wiring and nothing else."""

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from inference.imaging.errors import InputError, OperationCancelled
from main_bench import bench
from main_library import library
from main_models import models
from main_options import Data, Input, Json, Model, Series, Split

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
DEMO_MODEL = "flair-lesion"

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A desktop viewer for CT and MRI that reads studies with AI models in the background. "
    "Without a subcommand it opens the window. For research use only.",
)
app.add_typer(models, name="models", no_args_is_help=True)
app.add_typer(library, name="library", no_args_is_help=True)
app.add_typer(bench, name="bench", no_args_is_help=True)

Plane = Literal["acquisition", "axial", "coronal", "sagittal"]
Device = Annotated[str, typer.Option(metavar="auto|cpu|cuda|mps", help="Where to compute.")]


def run() -> None:
    """Exit code 0; 1 with one sentence (the input's fault, or too little memory); 2 (usage); 130
    (interrupted)."""
    multiprocessing.freeze_support()
    try:
        app()
    except InputError as error:
        typer.echo(f"radlens: {error}", err=True)
        sys.exit(1)
    except MemoryError:
        typer.echo(
            "radlens: memory ran out; close other programs, or use another machine.", err=True
        )
        sys.exit(1)
    except (OperationCancelled, KeyboardInterrupt):
        typer.echo("radlens: stopped.", err=True)
        sys.exit(INTERRUPTED)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from inference.engine.provenance import app_version

        typer.echo(app_version())
    elif context.invoked_subcommand is None:
        open_window([])


@app.command("open")
def open_window(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders or files.")],
    report_start: Annotated[bool, typer.Option("--report-start", hidden=True)] = False,
) -> None:
    """Open the window with these studies."""
    from viewer.jobs.display import need_display
    from viewer.jobs.early_start import begin_early

    need_display()
    begin_early()
    from viewer.app import run_window

    raise typer.Exit(run_window(paths, on_start=_print_line if report_start else None))


def _print_line(facts: dict[str, object]) -> None:
    typer.echo(json.dumps(facts))


@app.command()
def demo(
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Do it off-screen, into a picture.")
    ] = None,
) -> None:
    """Open the synthetic demo study, run the lesion model, show what it found."""
    from viewer.jobs.display import draw_off_screen, need_display
    from viewer.jobs.early_start import begin_early

    if screenshot is None:
        need_display()
    else:
        draw_off_screen()
    begin_early()
    from viewer.app import run_window

    raise typer.Exit(run_window([], demo=True, run_model=DEMO_MODEL, screenshot=screenshot))


@app.command()
def info(path: Input, as_json: Json = False) -> None:
    """Say what studies and series are there, and what is doubtful about them."""
    from inference.reading.describe import describe_scan
    from inference.serving.opening import scan_input
    from inference.serving.terminal import print_facts, study_tree

    print_facts(describe_scan(scan_input(path)), as_json, study_tree)


@app.command("run")
def run_model(  # noqa: PLR0913, PLR0917 - each option by its name
    model: Model,
    path: Input,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the result.")],
    series: Series = None,
    explain: Annotated[
        list[str] | None, typer.Option(metavar="METHOD", help="Also write a heatmap; repeatable.")
    ] = None,
    patient: Annotated[
        list[str] | None, typer.Option(metavar="NAME=NUMBER", help="Of the patient; repeatable.")
    ] = None,
    acknowledge: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A flag you accept; repeatable.")
    ] = None,
    override: Annotated[
        bool, typer.Option("--override", help="Run outside the card's limits; it is recorded.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run a model: result.json, mask.nii.gz and heatmap.nii.gz on the input's own grid."""
    from inference.serving.local import run_to_folder
    from inference.serving.terminal import fact_tree, print_facts, report_events, watch_interrupt

    facts = run_to_folder(
        model,
        path,
        out,
        series_uid=series,
        explain=tuple(explain or ()),
        patient=_numbers(patient or []),
        acknowledged_flags=frozenset(acknowledge or ()),
        override_suitability=override,
        report=report_events(),
        cancelled=watch_interrupt(),
    )
    print_facts(facts, as_json, fact_tree)


@app.command()
def shot(  # noqa: PLR0913, PLR0917 - each option by its name
    path: Input,
    out: Annotated[Path, typer.Option(metavar="FILE.png", help="The picture.")],
    plane: Annotated[Plane, typer.Option(help="The cut through the patient.")] = "acquisition",
    slice_index: Annotated[int | None, typer.Option("--slice", help="Its number, from 0.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="X,Y,Z", help="The slice through a point, LPS mm.")
    ] = None,
    at_finding: Annotated[
        int | None, typer.Option(metavar="N", help="The slice through finding N, from 1.")
    ] = None,
    window: Annotated[
        str | None, typer.Option(metavar="PRESET|W/L", help="A CT preset, or width/level.")
    ] = None,
    result: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder that `radlens run` wrote.")
    ] = None,
    objects: Annotated[
        bool, typer.Option(help="Draw the DICOM objects of the patient space.")
    ] = True,
    named: Annotated[
        list[str] | None,
        typer.Option("--object", metavar="UID|FILE", help="Only this object; repeatable."),
    ] = None,
    size: Annotated[str, typer.Option(metavar="WxH", help="Pixels.")] = "1024x1024",
    series: Series = None,
    identity: Annotated[bool, typer.Option(help="Write the patient's identity too.")] = False,
) -> None:
    """Write an annotated picture of one slice, as the window would show it."""
    from inference.reading.sandbox import default_pool
    from inference.serving.opening import open_series
    from viewer.export.series_objects import SeriesObjects, series_objects
    from viewer.export.shot import make_shot

    if named and not objects:
        raise typer.BadParameter("goes without --no-objects", param_hint="--object")
    place, pixels = _point(at), _size(size)
    volume, source, found, beside = open_series(path, series, result)
    layers, wanted = SeriesObjects(), tuple(named or ())
    if objects:
        layers = series_objects(volume, source, found, default_pool(), wanted, beside)
    for sentence in layers.sentences:
        typer.echo(f"radlens: {sentence}", err=True)
    make_shot(
        volume,
        out=out,
        plane=plane,
        slice_index=slice_index,
        at_lps=place,
        finding=at_finding,
        window=window,
        result_dir=result,
        objects=layers,
        size_wh=pixels,
        identity=identity,
    )
    typer.echo(str(out))


@app.command()
def gsdf(
    curve: Annotated[
        Path | None, typer.Argument(metavar="CURVE.csv", help="Level 0…255, cd/m².")
    ] = None,
    ambient: Annotated[float, typer.Option(min=0.0, help="Reflected light, cd/m².")] = 0.0,
    pattern: Annotated[
        Path | None, typer.Option(metavar="FILE.dcm", help="Write the TG18-QC test pattern.")
    ] = None,
    size: Annotated[str, typer.Option(metavar="WxH", help="Pixels of the pattern.")] = "1024x1024",
    as_json: Json = False,
) -> None:
    """Say how well a measured screen follows the GSDF (PS3.14), without and with calibration."""
    from inference.serving.terminal import fact_tree, print_facts
    from viewer.export.test_pattern import write_test_pattern
    from viewer.render.gsdf import conformance_facts, read_curve

    if curve is None and pattern is None:
        raise typer.BadParameter("give CURVE.csv, or --pattern FILE.dcm", param_hint="CURVE.csv")
    if pattern is not None:
        typer.echo(str(write_test_pattern(pattern, _size(size))), err=curve is not None)
    if curve is not None:
        print_facts(conformance_facts(read_curve(curve), ambient), as_json, fact_tree)


@app.command()
def train(  # noqa: PLR0913, PLR0917 - each option by its name
    recipe: Annotated[Path, typer.Argument(help="A recipe (TOML).")],
    data: Data,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The run's folder.")],
    resume: Annotated[bool, typer.Option(help="Go on from the checkpoint in DIR.")] = True,
    fold: Annotated[
        str | None, typer.Option(metavar="N|all", help="Another fold of the recipe, or each.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Another seed than the recipe's.")
    ] = None,
    device: Device = "auto",
    compare: Annotated[
        bool, typer.Option("--compare-scratch", help="Also train without the recipe's transfer.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Train a model from a recipe: weights, card, curves and tables."""
    from inference.serving.terminal import fact_tree, print_facts, report_lines, watch_interrupt
    from inference.training.comparison import compare_with_scratch
    from inference.training.folds import train_folds
    from inference.training.recipe import read_recipe
    from inference.training.train import train_recipe

    if compare and (fold is not None or seed is not None):
        raise typer.BadParameter("goes without --fold and --seed", param_hint="--compare-scratch")
    if fold == "all" and seed is not None:
        raise typer.BadParameter("goes with one fold, not with all", param_hint="--seed")
    report, stop = report_lines(), watch_interrupt()
    how: dict[str, Any] = {"report": report, "cancelled": stop, "resume": resume, "device": device}
    if compare:
        facts = compare_with_scratch(recipe, data, out, **how)
    elif fold == "all":
        facts = train_folds(recipe, data, out, **how)
    else:
        facts = train_recipe(read_recipe(recipe, _fold(fold), seed), data, out, **how)
    print_facts(facts, as_json, fact_tree)


@app.command()
def search(
    recipe: Annotated[Path, typer.Argument(help="A recipe with [search.ranges].")],
    data: Data,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The study's folder; it goes on there.")],
    trials: Annotated[int, typer.Option(min=1, help="So many in all.")] = 20,
    workers: Annotated[int, typer.Option(min=1, help="So many at a time.")] = 1,
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Look for a recipe's best values: trials, pruned early, and a table of them."""
    from inference.serving.terminal import fact_tree, print_facts, report_lines, watch_interrupt
    from inference.training.search_report import search as look

    report, stop = report_lines(), watch_interrupt()
    facts = look(
        recipe,
        data,
        out,
        trials=trials,
        workers=workers,
        report=report,
        cancelled=stop,
        device=device,
    )
    print_facts(facts, as_json, fact_tree)


@app.command()
def evaluate(
    model: Model,
    data: Data,
    out: Annotated[Path, typer.Option(metavar="FILE.json", help="Where the figures go.")],
    split: Split = "all",
    as_json: Json = False,
) -> None:
    """Measure a model on a folder of cases with known truth."""
    from inference.serving.terminal import (
        figure_table,
        print_facts,
        report_in_place,
        watch_interrupt,
    )
    from inference.training.evaluate import evaluate as evaluate_model

    report, stop = report_in_place(), watch_interrupt()
    facts = evaluate_model(model, data, out, split=split, report=report, cancelled=stop)
    print_facts(facts, as_json, figure_table)


def _fold(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise typer.BadParameter(f"{text!r} is neither a number nor all", param_hint="--fold")
    return int(text)


def _numbers(words: list[str]) -> dict[str, float | str]:
    """``unknown`` takes out what the headers say."""
    parts = [word.partition("=") for word in words]
    if wrong := [name for name, sign, value in parts if not (name and sign and value)]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=NUMBER", param_hint="--patient")
    return {name: "nan" if value == "unknown" else value for name, _, value in parts}


def _point(text: str | None) -> tuple[float, float, float] | None:
    if text is None:
        return None
    try:
        x, y, z = (float(part) for part in text.split(","))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not X,Y,Z in mm", param_hint="--at") from error
    return x, y, z


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.split("x"))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not WxH in pixels", param_hint="--size") from error
    if not (64 <= width <= 8192 and 64 <= height <= 8192):
        raise typer.BadParameter("64 to 8192 pixels either way", param_hint="--size")
    return width, height


if __name__ == "__main__":
    run()
