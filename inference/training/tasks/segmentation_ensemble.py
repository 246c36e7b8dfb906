"""An ensemble of catalogued segmentation models: its threshold and figures, out of fold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.backends.ensemble import EnsemblePredictor, mean_of
from inference.catalog.models import ModelEntry, find_model, verify_entry
from inference.engine.steps.label_volume import label_volume, without_small_components
from inference.engine.steps.prediction import predict
from inference.engine.steps.preparation import prepare
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import ProgressReport, never_cancelled
from inference.training.evaluations.folder_cases import (
    known_labels,
    mask_on_grid,
    masked_cases,
    read_single,
)
from inference.training.evaluations.segmentation import mask_figures
from inference.training.export import card_table, member_table, write_ensemble
from inference.training.metrics import dice
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import grouped_rows, write_table
from inference.training.split import Split
from inference.training.voxel_tables import write_confusion

# of the first member's card, where the recipe's own card says nothing
SHARED = ("inputs", "preparation", "locate", "prediction", "segments", "limits", "failure_cases")


@dataclass(frozen=True, eq=False)
class _Answer:
    """One case, answered by the members that were not trained on it."""

    name: str
    probabilities: NDArray[np.float32]  # (S, k, j, i) on the network's grid
    grid: Geometry
    target: Geometry
    truth: NDArray[np.generic]


class SegmentationEnsemble:
    """Needs no epoch. Each case is answered by those members whose card names it as validation."""

    score_name = "dice"

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe, self.data, self.report = recipe, data, report
        self.entries = [find_model(member) for member in recipe.members]
        for entry in self.entries:
            verify_entry(entry)
        self.card = self.entries[0].card
        places = masked_cases(data)
        self.members = {name: self._unseen(name) for name in places}
        self.places = {name: places[name] for name in places if self.members[name]}
        if not self.places:
            raise InputError(f"No case of {data} is a validation case of a member's card.")
        self.split = Split((), tuple(self.places))
        self.answers = list(self._answers())

    def _unseen(self, name: str) -> tuple[int, ...]:
        return tuple(
            number
            for number, entry in enumerate(self.entries)
            if entry.card.data and name in entry.card.data.validation_names
        )

    def network(self) -> nn.Module:
        return mean_of(self.entries, [e.card.prediction.flips for e in self.entries], self.card)

    def steps_per_epoch(self) -> int:
        return 0

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        raise NotImplementedError("an ensemble is put together, not stepped")

    def _answers(self) -> Iterator[_Answer]:
        how = self.card.prediction.model_copy(update={"flips": []})
        predictors: dict[tuple[int, ...], EnsemblePredictor] = {}
        for number, (name, (scan, mask)) in enumerate(self.places.items()):
            members = self.members[name]
            if members not in predictors:
                predictors[members] = self._predictor([self.entries[n] for n in members])
            volume = read_single(scan)
            prepared = prepare(volume, self.card)
            found = predict(
                prepared, predictors[members], how, self.card.preparation, _unheard, never_cancelled
            )
            truth = known_labels(mask_on_grid(read_single(mask), volume.geometry), self.card)
            yield _Answer(name, found, prepared.geometry, volume.geometry, truth)
            self.report(name, (number + 1) / len(self.places))

    def _predictor(self, entries: list[ModelEntry]) -> EnsemblePredictor:
        flips = [entry.card.prediction.flips for entry in entries]
        return EnsemblePredictor(mean_of(entries, flips, self.card))

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Mean Dice, out of fold, at the best threshold and least component."""
        return {"dice": self._choice[0]}

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice of each case that shows most of the masks, answered out of fold."""
        answers = {answer.name: answer for answer in self.answers}
        return [self._picture(answers[name]) for name in names]

    def _picture(self, answer: _Answer) -> CasePicture:
        _, threshold, least_ml = self._choice
        labels = self._without_small(self._drawn(answer, threshold), answer, least_ml)
        k = fullest_slice(answer.truth, labels)
        return CasePicture(
            f"{answer.name}, slice {k + 1}, Dice {_dice(labels, answer.truth, self._ids()):.3f}",
            read_single(self.places[answer.name][0]).array[k],
            tuple(answer.truth[k] == number for number in self._ids()),
            tuple(labels[k] == number for number in self._ids()),
        )

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        """Threshold and least component by Dice out of fold; figures, tables, the card."""
        score, threshold, least_ml = self._choice
        drawn = [
            self._without_small(self._drawn(answer, threshold), answer, least_ml)
            for answer in self.answers
        ]
        rows = [self._row(*pair) for pair in zip(self.answers, drawn, strict=True)]
        pairs = [(labels, one.truth) for labels, one in zip(drawn, self.answers, strict=True)]
        write_confusion(out, pairs, {one.id: one.name for one in self.card.segments})
        write_table(out / "validation_cases.csv", rows)
        name = str(self._card_section("data")["name"])
        figures = [key for key in rows[0] if key not in ("case", "members", "lesion_ml")]
        metrics = grouped_rows(rows, figures, name, self.data)
        for row in metrics:
            row["split"] = "validation, out of fold"
        write_ensemble(out / "model", self._table(threshold, least_ml, metrics))
        return {"dice_final": score, "threshold": threshold, "minimum_component_ml": least_ml}

    def _table(
        self, threshold: float, least_ml: float, metrics: list[dict[str, Any]]
    ) -> dict[str, Any]:
        first = self.card.model_dump(mode="json", exclude_unset=True)
        table = {**{key: first[key] for key in SHARED if key in first}, "task": self.card.task}
        trained = self.card.data
        table |= card_table(
            self.recipe,
            members=[member_table(entry) for entry in self.entries],
            metrics=metrics,
        )
        table["prediction"] = {
            **self._card_section("prediction"),
            "flips": [],
            "threshold": threshold,
            "minimum_component_ml": least_ml,
        }
        table["data"] = {
            **self._card_section("data"),
            "cases_training": trained.cases_training + trained.cases_validation if trained else 0,
            "cases_validation": len(self.places),
            "validation_names": list(self.places),
        }
        table["explanation"] = {
            "methods": self.card.explanation.methods,
            "layer": f"members.0.{self.card.explanation.layer}",
        }
        return table

    def _card_section(self, name: str) -> dict[str, Any]:
        first = self.card.model_dump(mode="json", exclude_unset=True).get(name) or {}
        return {**first, **self.recipe.card.get(name, {})}

    @cached_property
    def _choice(self) -> tuple[float, float, float]:
        """(mean Dice, threshold, least component); softmax has no threshold to choose."""
        options, scores = (
            self.recipe.validation,
            defaultdict[tuple[float, float], list[float]](list),
        )
        cut = self.card.prediction.activation == "sigmoid"
        for number, answer in enumerate(self.answers):
            for threshold in options["thresholds"] if cut else [0.5]:
                drawn = self._drawn(answer, threshold)
                for least_ml in options["least_ml"]:
                    labels = self._without_small(drawn, answer, least_ml)
                    score = _dice(labels, answer.truth, self._ids())
                    scores[float(threshold), float(least_ml)].append(score)
            self.report("choosing the threshold", (number + 1) / len(self.answers))
        means = {choice: float(np.mean(each)) for choice, each in scores.items()}
        best = max(means, key=lambda choice: means[choice])
        return means[best], *best

    def _ids(self) -> list[int]:
        return [segment.id for segment in self.card.segments]

    def _drawn(self, answer: _Answer, threshold: float) -> NDArray[np.uint8]:
        """As the engine draws them: on the scan's own grid."""
        return label_volume(answer.probabilities, answer.grid, answer.target, self.card, threshold)[
            0
        ]

    def _without_small(
        self, labels: NDArray[np.uint8], answer: _Answer, least_ml: float
    ) -> NDArray[np.uint8]:
        how = self.card.prediction.model_copy(update={"minimum_component_ml": least_ml})
        return without_small_components(labels, answer.target, how)

    def _row(self, answer: _Answer, labels: NDArray[np.uint8]) -> dict[str, Any]:
        row: dict[str, Any] = {
            "case": answer.name,
            "members": " ".join(self.entries[n].card.id for n in self.members[answer.name]),
        }
        row |= mask_figures(labels, answer.truth, answer.target, self.card)
        if len(self.card.segments) == 1:
            areas = answer.truth.astype(bool).sum(axis=(1, 2))
            row["lesion_ml"] = float(areas @ answer.target.slice_volumes_ml)
        return row


def _dice(labels: NDArray[np.uint8], truth: NDArray[np.generic], ids: list[int]) -> float:
    return float(np.mean([dice(labels == label, truth == label) for label in ids]))


def _unheard(part: float) -> None:
    """Progress within one case is not told."""
