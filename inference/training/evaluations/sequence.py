"""Slice scores against masks: AUC per slice over all volumes."""

from pathlib import Path

import numpy as np

from inference.catalog.models import ModelEntry
from inference.engine.run import run
from inference.imaging.progress import CancelCheck
from inference.training.evaluations import Interval, Row, Tell
from inference.training.evaluations.folder_cases import MaskedCases, mask_on_grid, read_single
from inference.training.metrics import auc


class SequenceEvaluation(MaskedCases):
    """A slice is positive where the mask touches it."""

    def row(
        self,
        entry: ModelEntry,
        name: str,
        case: tuple[Path, Path],
        tell: Tell,
        cancelled: CancelCheck,
    ) -> Row:
        request = self.request(entry, name, case)
        scores = list(run(request, tell, cancelled).strips[0].values)
        truth = mask_on_grid(read_single(case[1]), request.volume.geometry).any(axis=(1, 2))
        return {
            "auc": auc(scores, truth),
            "scores": [round(score, 5) for score in scores],
            "labels": truth.astype(int).tolist(),
        }

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
