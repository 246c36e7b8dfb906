"""Risks against outcomes: events that were seen, or times of events, over all patients."""

import uuid
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.catalog.models import ModelEntry
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.engine.steps.outcome_inputs import asked_of_patient
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck
from inference.training.datasets.patient_table import read_patients
from inference.training.evaluations import Interval, Row, Tell
from inference.training.evaluations.classification import ClassificationEvaluation
from inference.training.evaluations.folder_cases import masked_cases, read_single
from inference.training.report import resampled_interval
from inference.training.survival import calibration_rows, risk_column, survival_figures

Known = Mapping[str, float]
Floats = NDArray[np.float64]


class OutcomeEvaluation:
    """Case folders (TCGA_<institution>_<patient>_<date>) beside a ``patients.csv``."""

    def cases(self, entry: ModelEntry, data: Path) -> Mapping[str, tuple[Path, Known]]:
        patients, outcome = read_patients(data), entry.card.outcome
        needed = {outcome.event, outcome.time} - {""}
        found = {
            name: (scan, patients[_patient(name)])
            for name, (scan, _mask) in masked_cases(data).items()
            if needed <= patients.get(_patient(name), {}).keys()
        }
        if not found:
            columns = ", ".join(sorted(needed))
            raise InputError(f"No case of {data} has a known outcome ({columns}) in patients.csv.")
        return found

    def request(self, entry: ModelEntry, name: str, case: tuple[Path, Known]) -> InferenceRequest:
        scan, known = case
        asked = [one.name for one in asked_of_patient(entry.card)]
        options = {column: known[column] for column in asked if column in known}
        volume = read_single(scan)
        return InferenceRequest(uuid.uuid4().hex, name, entry.card.id, volume, options=options)

    def row(
        self,
        entry: ModelEntry,
        name: str,
        case: tuple[Path, Known],
        tell: Tell,
        cancelled: CancelCheck,
    ) -> Row:
        result = run(self.request(entry, name, case), tell, cancelled)
        risk = next(finding.score for finding in result.findings if finding.kind == "risk")
        outcome, known = entry.card.outcome, case[1]
        event = int(known[outcome.event])
        if not outcome.time:
            return {"probability": risk, "label": event}
        row = {risk_column(outcome.horizon): risk, "time": known[outcome.time], "event": event}
        return row | ({"horizon": outcome.horizon} if outcome.horizon else {})

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        if "time" not in rows[0]:
            return ClassificationEvaluation().summarise(rows)
        risks, truth, horizon = _survival(rows)
        figures = survival_figures(horizon)
        mean = {name: figure(risks, truth) for name, figure in figures.items()}
        interval = {
            name: resampled_interval(figure, risks, truth) for name, figure in figures.items()
        }
        return mean, interval

    def reliability(self, rows: list[Row]) -> list[Row]:
        if "time" not in rows[0]:
            return ClassificationEvaluation().reliability(rows)
        risks, truth, horizon = _survival(rows)
        return calibration_rows(risks, truth, horizon) if horizon else []


def _survival(rows: list[Row]) -> tuple[Floats, Floats, float]:
    """(N,) risks, (N, 2) times and events, and the horizon (0 without one)."""
    horizon = float(rows[0].get("horizon", 0.0))
    risks = np.array([row[risk_column(horizon)] for row in rows])
    return risks, np.array([[row["time"], row["event"]] for row in rows], dtype=float), horizon


def _patient(case: str) -> str:
    return "_".join(case.split("_")[:3])
