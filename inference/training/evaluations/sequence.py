"""Slice scores against masks: AUC per slice over all volumes."""

import uuid
from pathlib import Path

import numpy as np

from inference.catalog.models import ModelEntry
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.training.evaluations import Interval, Row
from inference.training.evaluations.folder_cases import (
    mask_on_grid,
    masked_cases,
    read_single,
    share_of,
)
from inference.training.metrics import auc


class SequenceEvaluation:
    """A slice is positive where the mask touches it."""

    def case_names(self, entry: ModelEntry, data: Path) -> list[str]:
        return list(masked_cases(data))

    def measure(
        self,
        entry: ModelEntry,
        data: Path,
        names: list[str],
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> list[Row]:
        places, rows = masked_cases(data), []
        for number, name in enumerate(names):
            raise_if(cancelled)
            scan, mask = places[name]
            volume = read_single(scan)
            request = InferenceRequest(uuid.uuid4().hex, name, entry.card.id, volume)
            result = run(request, share_of(report, name, number, len(names)), cancelled)
            truth = mask_on_grid(read_single(mask), volume.geometry).any(axis=(1, 2))
            scores = list(result.strips[0].values)
            rows.append(
                {
                    "case": name,
                    "auc": auc(scores, truth),
                    "scores": [round(score, 5) for score in scores],
                    "labels": truth.astype(int).tolist(),
                }
            )
        return rows

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        """Pooled over slices; the interval draws volumes again, not slices."""
        generator, found = np.random.default_rng(0), []
        for _ in range(1000):
            found.append(_pooled([rows[n] for n in generator.integers(0, len(rows), len(rows))]))
        low, high = np.nanpercentile(found, (2.5, 97.5))
        return {"auc": _pooled(rows)}, {"auc": (float(low), float(high))}


def _pooled(rows: list[Row]) -> float:
    scores = [score for row in rows for score in row["scores"]]
    return auc(scores, [label for row in rows for label in row["labels"]])
