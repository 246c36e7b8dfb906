"""One run on this machine, from files to a result folder."""

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inference.catalog.card import Card
from inference.catalog.models import find_model
from inference.engine.events import Event
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.engine.steps.outcome_inputs import asked_of_patient
from inference.engine.steps.suitability import identity_causes, unsuitable_space
from inference.engine.threads import leave_one_core
from inference.imaging.errors import InputError
from inference.imaging.patient_input import known_numbers
from inference.imaging.progress import CancelCheck, never_cancelled
from inference.imaging.series_info import SeriesInfo
from inference.reading.entry import Scan, SeriesEntry
from inference.reading.sandbox import default_pool
from inference.serving.opening import listed
from inference.writing.result_folder import write_result


def ignore_event(event: Event) -> None:
    """Report to nobody."""


def run_to_folder(  # noqa: PLR0913 - the options of the command line
    model_id: str,
    input_path: Path,
    out: Path,
    *,
    series_uid: str | None = None,
    explain: tuple[str, ...] = (),
    patient: Mapping[str, float | str] | None = None,
    override_suitability: bool = False,
    acknowledged_flags: frozenset[str] = frozenset(),
    report: Callable[[Event], None] = ignore_event,
    cancelled: CancelCheck = never_cancelled,
) -> dict[str, Any]:
    """Scan, choose a series, load, run, write; gives the facts of ``result.json`` and ``folder``.

    ``patient`` holds numbers that a prognosis asks for. Without ``series_uid`` the only series
    that suits the model's card is taken. Raises
    InputError (nothing suits, or several do: their UIDs are named), OperationCancelled.
    """
    card = find_model(model_id).card
    known_numbers(asked_of_patient(card), SeriesInfo(), patient or {})  # before all the reading
    scan = default_pool().scan_paths([input_path], cancelled=cancelled)
    entry = choose_series(scan, card, input_path, series_uid)
    volume = default_pool().load_volume(entry, cancelled=cancelled)
    request = InferenceRequest(
        id=uuid.uuid4().hex,
        study_token=entry.info.study_uid,
        model_id=model_id,
        volume=volume,
        explain=explain,
        acknowledged_flags=acknowledged_flags,
        override_suitability=override_suitability,
        options=dict(patient or {}),
    )
    leave_one_core()
    result = run(request, report, cancelled)
    return {**write_result(result, volume, out), "folder": str(out)}


def choose_series(
    scan: Scan, card: Card, input_path: Path, series_uid: str | None = None
) -> SeriesEntry:
    """The series named, or the only one that the card could take; else InputError."""
    if series_uid is not None:
        found = [entry for entry in scan.series if series_uid in (entry.id, entry.info.series_uid)]
        if len(found) != 1:
            problem = "is in several parts, name one" if found else "is not there"
            raise InputError(f"{input_path}: series {series_uid} {problem}{listed(scan.series)}")
        return found[0]
    if not scan.series:
        reason = scan.refused[0].message if scan.refused else "there is no image in it."
        raise InputError(f"{input_path}: {reason}")
    if len(scan.series) == 1:
        return scan.series[0]
    suited = [entry for entry in scan.series if _suits(entry, card)]
    if len(suited) != 1:
        problem = "several series suit" if suited else "no series suits"
        raise InputError(
            f"{input_path}: {problem} model {card.id!r}, name one{listed(scan.series)}"
        )
    return suited[0]


def _suits(entry: SeriesEntry, card: Card) -> bool:
    """From the headers alone: what a series is, and how it lies."""
    causes = identity_causes(entry.info, entry.unit, card.inputs)
    return not entry.colour and not causes and not unsuitable_space(entry.geometry, card)
