"""Prognosis of a patient: logistic regression, its penalty and its figures by cross-validation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.engine.steps.lesion_features import lesion_features
from inference.imaging.geometry import Geometry
from inference.imaging.progress import ProgressReport
from inference.imaging.volume import Volume
from inference.networks import build
from inference.networks.prognosis import OutcomeRegression
from inference.training.datasets.lgg_flair import FlairCase, read_cases
from inference.training.datasets.patient_table import input_value, read_patients
from inference.training.export import card_table, round_weights, write_model
from inference.training.metrics import auc
from inference.training.recipe import Recipe
from inference.training.report import classification_rows, write_table
from inference.training.split import Split

Floats = NDArray[np.float64]


class Outcome:
    """Needs no epoch: the fit is exact. All patients with a known outcome train the final model.

    The figures are those of repeated cross-validation, in which the penalty of all but the
    reference's inputs is chosen inside each training part.
    """

    score_name = "auc"

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe = recipe
        self.inputs = [str(name) for name in recipe.network["inputs"]]
        self.base = [str(name) for name in recipe.data["reference"]]
        patients, event = read_patients(data), str(recipe.data["event"])
        rows, events, names = [], [], []
        for case in read_cases(data, report):
            known = patients.get(case.patient, {})
            if event in known:
                image = lesion_features(*_placed(case))
                rows.append([input_value(name, known, image) for name in self.inputs])
                events.append(known[event])
                names.append(case.name)
        self.values, self.events = torch.tensor(rows), torch.tensor(events)
        self.split = Split(tuple(names), tuple(names))
        self.report = report
        self.chances = self._cross_validated(self.inputs)

    def network(self) -> nn.Module:
        penalty = self._best_penalty(torch.arange(len(self.events)), self.inputs)
        network = build(
            str(self.recipe.network["name"]),
            inputs=self.inputs,
            lesion_model=str(self.recipe.network["lesion_model"]),
        )
        assert isinstance(network, OutcomeRegression)
        network.fit(self.values, self.events, self._penalties(self.inputs, penalty))
        return network

    def steps_per_epoch(self) -> int:
        return 0

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        raise NotImplementedError("a logistic regression is fitted, not stepped")

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Cross-validated figures of the fused inputs and of the reference alone."""
        labels = self.events.numpy()
        return {
            "auc": auc(self.chances, labels),
            "auc_reference": auc(self._cross_validated(self.base), labels),
        }

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        round_weights(network)
        labels = self.events.numpy().astype(np.int64)
        reference = self._cross_validated(self.base)
        table = [
            {"case": name, "risk": float(a), "reference": float(b), "event": int(event)}
            for name, a, b, event in zip(
                self.split.training, self.chances, reference, labels, strict=True
            )
        ]
        write_table(out / "validation_cases.csv", table)
        rows = classification_rows(self.chances, labels, "lgg_flair", "cross-validation")
        alone = classification_rows(reference, labels, "lgg_flair", "cross-validation")
        for row in alone:
            row["group"] = "reference: " + " and ".join(self.base)
        card = card_table(
            self.recipe,
            data={"cases_training": len(labels), "cases_validation": len(labels)},
            metrics=rows + alone,
        )
        write_model(out / "model", network, card)
        return self.validate(network)

    def _cross_validated(self, inputs: list[str]) -> Floats:
        """Each patient's mean chance over repetitions, always from models that never saw it."""
        repetitions, total = int(self.recipe.split["repetitions"]), np.zeros(len(self.events))
        for repetition in range(repetitions):
            folds = _stratified(self.events, int(self.recipe.split["folds"]), repetition)
            for fold in range(int(folds.max()) + 1):
                inside, outside = torch.where(folds != fold)[0], torch.where(folds == fold)[0]
                penalty = self._best_penalty(inside, inputs)
                total[outside.numpy()] += self._predicted(inside, outside, inputs, penalty)
            self.report("cross-validation", (repetition + 1) / repetitions)
        return total / repetitions

    def _best_penalty(self, rows: torch.Tensor, inputs: list[str]) -> float:
        """That of least log loss in a cross-validation within ``rows``."""
        folds = _stratified(self.events[rows], int(self.recipe.split["folds"]), 99)
        losses = {}
        for penalty in self.recipe.data["penalties"]:
            loss = 0.0
            for fold in range(int(folds.max()) + 1):
                inside, outside = rows[folds != fold], rows[folds == fold]
                if len(inside) == 0:  # too few patients to hold any back
                    continue
                chance = self._predicted(inside, outside, inputs, penalty)
                truth = self.events[outside].numpy()
                loss -= float(np.log(np.where(truth > 0, chance, 1 - chance)).sum())
            losses[float(penalty)] = loss
        return min(losses, key=lambda penalty: losses[penalty])

    def _predicted(
        self, inside: torch.Tensor, outside: torch.Tensor, inputs: list[str], penalty: float
    ) -> Floats:
        columns = [self.inputs.index(name) for name in inputs]
        network = OutcomeRegression(inputs)
        values = self.values[:, columns]
        network.fit(values[inside], self.events[inside], self._penalties(inputs, penalty))
        chances: Floats = network(values[outside])[:, 0].sigmoid().numpy().astype(np.float64)
        return chances

    def _penalties(self, inputs: list[str], penalty: float) -> torch.Tensor:
        own = float(self.recipe.data["reference_penalty"])
        return torch.tensor([own if name in self.base else penalty for name in inputs])


def _placed(case: FlairCase) -> tuple[Volume, NDArray[np.bool_]]:
    affine = np.diag([0.0, 0.0, 0.0, 1.0])
    k, j, i = case.spacing_mm_kji
    affine[2, 0], affine[1, 1], affine[0, 2] = k, j, i
    shape = case.slices.shape
    return Volume(case.slices, Geometry((shape[0], shape[1], shape[2]), affine)), case.lesion > 0


def _stratified(events: torch.Tensor, folds: int, seed: int) -> torch.Tensor:
    """A fold for each patient, both outcomes dealt evenly."""
    generator = torch.Generator().manual_seed(seed)
    found = torch.zeros(len(events), dtype=torch.long)
    for outcome in (0, 1):
        mine = torch.where(events == outcome)[0]
        order = mine[torch.randperm(len(mine), generator=generator)]
        found[order] = torch.arange(len(order)) % folds
    return found
