"""The subcommands of `radlens bench`: one small function each, wiring and nothing else."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from main_options import Data, Input, Json, Model, Series, Split

bench = typer.Typer(help="Measure speed, and explanations, and print them beside their limits.")

RESOURCES = Path(__file__).resolve().parent / "resources"
DEMO_STUDY = RESOURCES / "demo" / "flair"
DEMO_MODEL = "flair-lesion"


@bench.command("view")
def bench_view(
    as_json: Json = False,
    peer: Annotated[
        Literal["napari"] | None, typer.Option(help="Also draw in this viewer (`make peers`).")
    ] = None,
) -> None:
    """Draw frames: grey, with labels, with a heatmap, three planes, oblique."""
    from viewer.jobs.display import draw_anywhere, need_display

    if peer:
        from inference.serving.peer import peer_python

        need_display()
        peer_python(peer)
    draw_anywhere()
    from inference.serving.terminal import frame_table, print_facts
    from viewer.render.bench import SIDE
    from viewer.render.bench import bench_view as measure
    from viewer.widgets.bench_screen import bench_screen
    from viewer.window_benches import bench_scroll

    facts = measure(bench_screen(SIDE), peer=peer, scroll=bench_scroll)
    print_facts(facts, as_json, frame_table)


@bench.command("load")
def bench_load(as_json: Json = False) -> None:
    """Read a CT series, compressed slices, a .nii.gz and 2,000 headers."""
    from inference.reading.bench import bench_load as measure
    from inference.serving.terminal import bench_table, print_facts, report_in_place

    print_facts(measure(report_in_place()), as_json, bench_table)


@bench.command("register")
def bench_register(
    path: Input,
    series: Series = None,
    as_json: Json = False,
) -> None:
    """Move a series by known turns and shifts, register it back, print the error in mm."""
    from inference.registration.known_moves import measure_known_moves
    from inference.serving.opening import open_series
    from inference.serving.terminal import move_table, print_facts, report_in_place

    rows = measure_known_moves(open_series(path, series, None).volume, report_in_place())
    print_facts(rows, as_json, move_table)


@bench.command("window")
def bench_window(
    peer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Also start this viewer (`napari`) beside.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start the window, beside another viewer if wanted; how late with a model and 3D."""
    from viewer.jobs.display import draw_anywhere

    draw_anywhere()
    from inference.serving.terminal import bench_table, print_facts, report_in_place
    from viewer.jobs.start_bench import bench_peer
    from viewer.jobs.start_bench import bench_window as measure
    from viewer.window_benches import bench_stalls

    report = report_in_place()
    rows = bench_peer(peer, report) if peer else []
    rows += measure(DEMO_STUDY, report) + bench_stalls(DEMO_STUDY, DEMO_MODEL, report)
    print_facts(rows, as_json, bench_table)


@bench.command("library")
def bench_library(as_json: Json = False) -> None:
    """Index 10,000 files and search 2,000 studies."""
    from inference.serving.terminal import bench_table, print_facts, report_in_place
    from viewer.library.bench import bench_library as measure

    print_facts(measure(report_in_place()), as_json, bench_table)


@bench.command("explain")
def bench_explain(
    model: Model,
    data: Data,
    method: Annotated[
        list[str] | None, typer.Option(metavar="METHOD", help="One of the card's; repeatable.")
    ] = None,
    cases: Annotated[int, typer.Option(min=1, help="So many, at even steps of the split.")] = 30,
    split: Split = "validation",
    as_json: Json = False,
) -> None:
    """Make heatmaps of cases and say how many pass the tests of faithfulness."""
    from inference.serving.terminal import (
        explanation_table,
        print_facts,
        report_in_place,
        watch_interrupt,
    )
    from inference.training.explanation_bench import bench_explain as measure

    facts = measure(
        model,
        data,
        methods=tuple(method or ()),
        count=cases,
        split=split,
        report=report_in_place(),
        cancelled=watch_interrupt(),
    )
    print_facts(facts, as_json, explanation_table)
