"""Risks against outcomes: AUC, accuracy, Brier score and calibration over all patients."""

import uuid
from pathlib import Path

from inference.catalog.models import ModelEntry
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.engine.steps.outcome_inputs import asked_of_patient
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.training.datasets.patient_table import read_patients
from inference.training.evaluations import Interval, Row
from inference.training.evaluations.classification import ClassificationEvaluation
from inference.training.evaluations.folder_cases import masked_cases, read_single, share_of

EVENT = "death01"


class OutcomeEvaluation:
    """Case folders (TCGA_<institution>_<patient>_<date>) beside a ``patients.csv``."""

    def case_names(self, entry: ModelEntry, data: Path) -> list[str]:
        patients = read_patients(data)
        names = [name for name in masked_cases(data) if EVENT in patients.get(_patient(name), {})]
        if not names:
            raise InputError(f"No case of {data} has a known outcome ({EVENT}) in patients.csv.")
        return names

    def measure(
        self,
        entry: ModelEntry,
        data: Path,
        names: list[str],
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> list[Row]:
        patients, places, rows = read_patients(data), masked_cases(data), []
        columns = [one.name for one in asked_of_patient(entry.card)]
        for number, name in enumerate(names):
            raise_if(cancelled)
            known = patients[_patient(name)]
            options = {column: known[column] for column in columns if column in known}
            volume = read_single(places[name][0])
            request = InferenceRequest(
                uuid.uuid4().hex, name, entry.card.id, volume, options=options
            )
            result = run(request, share_of(report, name, number, len(names)), cancelled)
            risk = next(finding.score for finding in result.findings if finding.kind == "risk")
            rows.append({"case": name, "probability": risk, "label": int(known[EVENT])})
        return rows

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        return ClassificationEvaluation().summarise(rows)


def _patient(case: str) -> str:
    return "_".join(case.split("_")[:3])
