"""The table of layouts: where the panes lie in the window and which plane each begins with."""

from dataclasses import dataclass

from viewer.state.panes import PaneView
from viewer.state.planes import Plane


@dataclass(frozen=True, slots=True)
class Cell:
    """A pane's place in a grid of ``rows`` × ``columns`` equal parts."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    plane: Plane = "axial"
    view: PaneView = "slice"


@dataclass(frozen=True, slots=True)
class Layout:
    """``compare`` layouts give each pane a series of its own instead of one series' planes."""

    name: str
    title: str
    cells: tuple[Cell, ...]
    compare: bool = False


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("1x1", "One view", (Cell(0, 0),)),
        Layout(
            "1+2",
            "Three planes",
            (
                Cell(0, 0, rows=2, columns=2),
                Cell(0, 2, plane="coronal"),
                Cell(1, 2, plane="sagittal"),
            ),
        ),
        Layout(
            "1x3",
            "Three planes in a row",
            (Cell(0, 0), Cell(0, 1, plane="coronal"), Cell(0, 2, plane="sagittal")),
        ),
        Layout("1x2", "Compare two series", (Cell(0, 0), Cell(0, 1)), compare=True),
        Layout(
            "2x2-compare",
            "Compare four series",
            (Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)),
            compare=True,
        ),
        Layout(
            "2x3",
            "Compare six series",
            tuple(Cell(row, column) for row in range(2) for column in range(3)),
            compare=True,
        ),
        Layout(
            "2x2",
            "Three planes and 3D",
            (
                Cell(0, 0),
                Cell(0, 1, plane="coronal"),
                Cell(1, 0, plane="sagittal"),
                Cell(1, 1, view="3d"),
            ),
        ),
    )
}
DEFAULT_LAYOUT = "1+2"
