"""A model as the picker shows it: its card in words, and what it asks of a series."""

from dataclasses import dataclass, field
from pathlib import Path

from inference.imaging.patient_input import PatientInput


@dataclass(frozen=True, slots=True)
class ModelRow:
    """``facts`` are (title, text) lines of the card, in the order to be read.

    ``asks`` are the numbers of the patient that a prognosis looks at, ``report`` is the page
    that its training wrote.
    """

    id: str
    name: str
    task: str
    version: str
    purpose: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    modalities: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    asks: tuple[PatientInput, ...] = ()
    report: Path | None = None


@dataclass(frozen=True, eq=False)
class ModelDesk:
    """The models that can be chosen and how the next run is to be done.

    ``listed`` is False until it is known which are installed. ``acknowledged`` holds (series id,
    flag code) pairs that a person has accepted.
    """

    rows: tuple[ModelRow, ...] = ()
    listed: bool = False
    chosen: str = ""
    explain: tuple[str, ...] = ()
    override_suitability: bool = False
    acknowledged: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def row(self) -> ModelRow | None:
        return next((row for row in self.rows if row.id == self.chosen), None)
