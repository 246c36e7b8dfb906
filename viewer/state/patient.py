"""Numbers of the open study's patient: what a person entered, over what the headers say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.imaging.patient_input import PatientInput, stated_numbers
from inference.imaging.series_info import SeriesInfo

Numbers = Mapping[str, float | None]
UNDO_DEPTH = 100


@dataclass(frozen=True, eq=False)
class PatientDesk:
    """``entered`` by name, None where a person said that a number is unknown.

    Names that are not in it stand as the headers have them. ``undo`` and ``redo`` hold what was
    entered before, the latest last.
    """

    entered: Numbers = field(default_factory=dict)
    undo: tuple[Numbers, ...] = ()
    redo: tuple[Numbers, ...] = ()

    def value(self, asked: PatientInput, info: SeriesInfo) -> float | None:
        """The number that a run would take; None where it is unknown."""
        if asked.name in self.entered:
            return self.entered[asked.name]
        return stated_numbers((asked,), info).get(asked.name)

    def options(self, asks: tuple[PatientInput, ...]) -> dict[str, float]:
        """What was entered of a model's numbers, as a request takes it: NaN for unknown."""
        names = {one.name for one in asks}
        return {
            name: float("nan") if value is None else value
            for name, value in self.entered.items()
            if name in names
        }
