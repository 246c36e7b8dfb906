"""Model cards as rows of the picker."""

import logging
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QObject, Signal, Slot

from viewer.controllers.session import Session
from viewer.state.facts import ModelsListed
from viewer.state.metric_words import metric_words
from viewer.state.models import ModelRow

if TYPE_CHECKING:
    from inference.catalog.card import Card, FaithfulPart

LOG = logging.getLogger(__name__)


class ModelLister(QObject):
    """Puts the installed models on the list, and says which are broken."""

    _found = Signal(object, object)  # rows, complaints

    def __init__(self, session: Session, now: bool) -> None:
        super().__init__()
        self._session = session
        self._found.connect(self._tell)
        if now:
            self._tell(*list_rows())

    @Slot()
    def list_behind(self) -> None:
        """In a thread: what reads cards takes a tenth of a second to import."""
        Thread(target=self._look, name="models", daemon=True).start()

    def _look(self) -> None:
        try:
            self._found.emit(*list_rows())
        except Exception as error:  # a fault of our own: told and logged, never swallowed
            LOG.exception("the models could not be listed")
            words = f"The models cannot be listed ({type(error).__name__}); see the log."
            self._found.emit((), (words,))

    @Slot(object, object)
    def _tell(self, rows: tuple[ModelRow, ...], complaints: tuple[str, ...]) -> None:
        self._session.dispatch(ModelsListed(rows))
        for complaint in complaints:
            self._session.tell("warning", complaint)


def list_rows() -> tuple[tuple[ModelRow, ...], tuple[str, ...]]:
    """The models that can be chosen, and a sentence for each that is broken.

    Those that draw masks come first, as the first row is chosen at the start. Folds of one recipe
    are left out where their ensemble is there to be chosen.
    """
    from inference.catalog.card import Task
    from inference.catalog.models import find_models

    entries, broken = find_models()
    folds = {
        member.id
        for entry in entries
        for member in entry.card.members
        if member.id.startswith(f"{entry.card.id}-fold")
    }
    tasks = get_args(Task)
    ordered = sorted(entries, key=lambda entry: tasks.index(entry.card.task))
    rows = tuple(
        row_of(entry.card, entry.report_path) for entry in ordered if entry.card.id not in folds
    )
    return rows, tuple(model.message for model in broken)


def row_of(card: "Card", report: Path | None = None) -> ModelRow:
    """A card in words; ``report`` is the page that its training wrote."""
    from inference.engine.steps.outcome_inputs import asked_of_patient

    facts = (
        ("Input", _input_words(card)),
        ("Limits", "\n".join(card.limits)),
        ("Known failures", "\n".join(card.failure_cases)),
        ("Measured", _measured_words(card)),
        (
            "Attention maps tested",
            "\n".join(_tested_words(one) for one in card.explanation.measured),
        ),
        ("Trained on", _data_words(card)),
        ("Licence", card.licence),
        ("Members", "\n".join(f"{member.id} {member.version}" for member in card.members)),
        ("Weights SHA-256", card.weights_sha256[:16] + "…"),
    )
    return ModelRow(
        id=card.id,
        name=card.name,
        task=card.task,
        version=card.version,
        purpose=card.intended_use or card.summary,
        facts=tuple((title, text) for title, text in facts if text),
        modalities=tuple(card.inputs.modalities),
        explain=tuple(card.explanation.methods),
        asks=asked_of_patient(card),
        report=report,
    )


def _input_words(card: "Card") -> str:
    needs = card.inputs
    named = "/".join(filter(None, needs.modalities))
    parts = [f"{named} or none stated" if "" in needs.modalities else named]
    if needs.description_any:
        parts.append(f"described as {' / '.join(needs.description_any)}")
    if needs.orientation != "any":
        parts.append(f"{needs.orientation} slices")
    if needs.calibrated:
        low, high = needs.slice_spacing_mm
        parts.append(f"{low:g}–{high:g} mm apart")
    return " · ".join(parts)


def _measured_words(card: "Card") -> str:
    """The figures below each set of cases on which they were measured."""
    sets: dict[str, list[str]] = {}
    for metric in card.metrics:
        if not metric.group:
            interval = (metric.ci95[0], metric.ci95[1]) if metric.ci95 else None
            words = metric_words(metric.name, metric.mean, interval)
            sets.setdefault(f"{metric.cases} cases, {metric.split}:", []).append(words)
    return "\n".join("\n".join((cases, *figures)) for cases, figures in sets.items())


def _tested_words(one: "FaithfulPart") -> str:
    where = f"{one.cases} cases, {one.split}"
    return f"{one.method}: {one.share:.0%} of {one.maps} maps faithful, {where}"


def _data_words(card: "Card") -> str:
    if card.data is None:
        return ""
    return f"{card.data.name} ({card.data.licence}), {card.data.cases_training} patients"
