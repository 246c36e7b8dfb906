"""Risks against outcomes: AUC, accuracy, Brier score and calibration over all patients."""

import uuid
from collections.abc import Mapping
from pathlib import Path

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

EVENT = "death01"
Known = Mapping[str, float]


class OutcomeEvaluation:
    """Case folders (TCGA_<institution>_<patient>_<date>) beside a ``patients.csv``."""

    def cases(self, entry: ModelEntry, data: Path) -> Mapping[str, tuple[Path, Known]]:
        patients = read_patients(data)
        found = {
            name: (scan, patients[_patient(name)])
            for name, (scan, _mask) in masked_cases(data).items()
            if EVENT in patients.get(_patient(name), {})
        }
        if not found:
            raise InputError(f"No case of {data} has a known outcome ({EVENT}) in patients.csv.")
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
        return {"probability": risk, "label": int(case[1][EVENT])}

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        return ClassificationEvaluation().summarise(rows)


def _patient(case: str) -> str:
    return "_".join(case.split("_")[:3])
