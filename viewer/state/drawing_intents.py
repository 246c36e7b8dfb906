"""What the hand that measures does: places set, moved, taken hold of, let go."""

from dataclasses import dataclass

from viewer.state.intents import Intent
from viewer.state.measurements import Measurement, Point


@dataclass(frozen=True, slots=True)
class SetPoint(Intent):
    """Begin a measurement with its first place (``begun`` holds that), or set the next one.

    ``right`` and ``down`` are the screen's axes in LPS: an ellipse lies along them.
    """

    begun: Measurement
    point_lps: Point
    right: Point
    down: Point
    pane: int


@dataclass(frozen=True, slots=True)
class MovePoint(Intent):
    """The mouse moved while something is drawn; ``pressed`` draws on in freehand."""

    point_lps: Point
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class EndDrawing(Intent):
    """Finish what is drawn as it is, or drop it where that is too little."""

    right: Point
    down: Point


@dataclass(frozen=True, slots=True)
class GrabPoint(Intent):
    """Take hold of one point of a measurement."""

    measurement_id: str
    number: int
    pane: int


@dataclass(frozen=True, slots=True)
class GrabWhole(Intent):
    """Take hold of a whole measurement at a place of one of its lines."""

    measurement_id: str
    point_lps: Point
    pane: int


@dataclass(frozen=True, slots=True)
class AskName(Intent):
    """Let the user write the words of a measurement in a pane (None: the active one)."""

    measurement_id: str
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class NameMeasurement(Intent):
    """Give it these words; what asked for them closes."""

    measurement_id: str
    text: str


@dataclass(frozen=True, slots=True)
class DropDrawing(Intent):
    """Forget what is being drawn."""


@dataclass(frozen=True, slots=True)
class DrawMeasurement(Intent):
    """Add it, or replace the one with its id."""

    measurement: Measurement


@dataclass(frozen=True, slots=True)
class SelectMeasurement(Intent):
    """``go``: the crosshair goes there too."""

    measurement_id: str
    go: bool = True


@dataclass(frozen=True, slots=True)
class DeleteMeasurement(Intent):
    """ "" deletes the selected one."""

    measurement_id: str = ""


@dataclass(frozen=True, slots=True)
class Undo(Intent):
    pass


@dataclass(frozen=True, slots=True)
class Redo(Intent):
    pass
