"""Classes against labels: accuracy, AUC, Brier score and calibration over all pictures."""

import uuid
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.catalog.models import ModelEntry
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck
from inference.imaging.result import InferenceResult
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.training.datasets.npz_images import read_evaluation_images
from inference.training.evaluations import Interval, Row, Tell
from inference.training.report import CLASSIFICATION, reliability_rows, resampled_interval

Labelled = tuple[NDArray[np.uint8], int]


class ClassificationEvaluation:
    """A folder of .npz: ``test_*`` where present, else ``val_*``."""

    def cases(self, entry: ModelEntry, data: Path) -> Mapping[str, Labelled]:
        pictures = read_evaluation_images(data)
        pictures.check_classes(len(entry.card.classes))
        pairs = zip(pictures.images, pictures.labels.tolist(), strict=True)
        return {f"{pictures.split}_{n:05d}": pair for n, pair in enumerate(pairs)}

    def request(self, entry: ModelEntry, name: str, case: Labelled) -> InferenceRequest:
        return InferenceRequest(uuid.uuid4().hex, name, entry.card.id, _volume(case[0]))

    def row(
        self, entry: ModelEntry, name: str, case: Labelled, tell: Tell, cancelled: CancelCheck
    ) -> Row:
        result = run(self.request(entry, name, case), tell, cancelled)
        return {"probability": _chance(entry, result), "label": case[1]}

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        chances = np.array([row["probability"] for row in rows])
        labels = np.array([row["label"] for row in rows])
        mean = {name: figure(chances, labels) for name, figure in CLASSIFICATION.items()}
        interval = {
            name: resampled_interval(figure, chances, labels)
            for name, figure in CLASSIFICATION.items()
        }
        return mean, interval

    def reliability(self, rows: list[Row]) -> list[Row]:
        return reliability_rows(
            [row["probability"] for row in rows], [row["label"] for row in rows]
        )


def _volume(picture: NDArray[np.uint8]) -> Volume:
    """One picture without millimetres and without sides."""
    geometry = Geometry(
        (1, *picture.shape), np.eye(4), in_plane_mm=False, through_plane_mm=False, oriented=False
    )
    return Volume(picture[None], geometry, SeriesInfo(modality="DX"))


def _chance(entry: ModelEntry, result: InferenceResult) -> float:
    """The score of the card's last class."""
    for finding in result.findings:
        if finding.kind == "class" and finding.label == entry.card.classes[-1]:
            if finding.score is None:
                break
            return finding.score
    raise InputError(f"Model {entry.card.id!r} gave no score for {entry.card.classes[-1]!r}.")
