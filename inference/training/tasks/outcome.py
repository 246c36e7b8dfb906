"""Prognosis of a patient: logistic regression from priors, its figures by cross-validation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import nn

from inference.engine.steps.lesion_features import lesion_features
from inference.engine.steps.outcome_inputs import input_value, label_of
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import ProgressReport
from inference.imaging.volume import Volume
from inference.networks import build
from inference.networks.prognosis import OutcomeRegression, Prior
from inference.training.datasets.lgg_flair import DATA_NAME, FlairCase, read_case, read_cases
from inference.training.datasets.patient_table import read_patients
from inference.training.export import card_table, round_weights, write_model
from inference.training.metrics import auc
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import classification_rows, resampled_interval, write_table
from inference.training.split import Split
from inference.training.subgroups import subgroups

Floats = NDArray[np.float64]

BY_GROUP = ("auc", "brier")  # the figures of a card that are told of each subgroup too


class Outcome:
    """Needs no epoch: the fit is exact. All patients with a known outcome train the final model.

    Inputs under ``prior`` (log odds a unit: mean, deviation) start from what is known of other
    patients; the penalty of the others is chosen inside each training part. The figures are
    those of repeated cross-validation; the reference is a plain ridge on its own inputs.
    Columns under ``adjust`` are fitted too and then averaged out: ``study_year`` stands for how
    long a patient was followed, which says more of a death seen than anything in the patient.
    """

    score_name = "auc"

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe = recipe
        self.measured_on = recipe.own_data or DATA_NAME
        self.data = data
        self.inputs = [str(name) for name in recipe.network["inputs"]]
        self.base = [str(name) for name in recipe.data["reference"]]
        self.adjust = [str(name) for name in recipe.data.get("adjust", ())]
        self.columns = [*self.inputs, *self.adjust]
        self.known = {
            str(label): Prior(float(mean), float(deviation))
            for label, (mean, deviation) in recipe.data.get("prior", {}).items()
        }
        if unknown := set(self.known) - {label_of(name) for name in self.columns}:
            raise InputError(f"The recipe has a prior for {min(unknown)!r}, which is no input.")
        patients, event = read_patients(data), str(recipe.data["event"])
        rows, events, names = [], [], []
        for case in read_cases(data, report):
            known = patients.get(case.patient, {})
            if event in known:
                image = lesion_features(*_placed(case))
                known = {**known, "study_year": case.study_year}
                rows.append([input_value(name, known, image) for name in self.columns])
                events.append(known[event])
                names.append(case.name)
        self.values, self.events = torch.tensor(rows), torch.tensor(events)
        self.split = Split(tuple(names), tuple(names))
        self.report = report
        self.chances = self._cross_validated(self.inputs)
        self.reference = self._cross_validated(self.base, informed=False)

    def network(self) -> nn.Module:
        every = torch.arange(len(self.events))
        penalty = self._best_penalty(every, self.inputs, True)
        fitted = self._fitted(every, self.inputs, penalty, True)
        network = build(
            str(self.recipe.network["name"]),
            inputs=self.inputs,
            lesion_model=str(self.recipe.network["lesion_model"]),
        )
        network.load_state_dict(fitted.state_dict())
        return network

    def steps_per_epoch(self) -> int:
        return 0

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        raise NotImplementedError("a logistic regression is fitted, not stepped")

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Cross-validated figures of the fused inputs and of the reference alone.

        ``auc_reference_informed`` is the reference with the same priors: what they alone gain.
        """
        labels = self.events.numpy()
        return {
            "auc": auc(self.chances, labels),
            "auc_reference": auc(self.reference, labels),
            "auc_reference_informed": auc(self._cross_validated(self.base), labels),
        }

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice of each case that shows most of the lesion, with the cross-validated risk."""
        drawn = []
        for name in names:
            place, case = self.split.training.index(name), read_case(self.data / name)
            k = fullest_slice(case.lesion, case.lesion)
            event, risk = int(self.events[place]), float(self.chances[place])
            words = f"{name}, slice {k + 1}: event {event}, risk {risk:.3f}"
            drawn.append(CasePicture(words, case.slices[k], (case.lesion[k] > 0,)))
        return drawn

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        round_weights(network)
        labels = self.events.numpy().astype(np.int64)
        table = [
            {"case": name, "risk": float(a), "reference": float(b), "event": int(event)}
            for name, a, b, event in zip(
                self.split.training, self.chances, self.reference, labels, strict=True
            )
        ]
        write_table(out / "validation_cases.csv", table)
        rows = classification_rows(self.chances, labels, self.measured_on, "cross-validation")
        for group, members in subgroups(table, self.data).items():
            chances = np.array([row["risk"] for row in members])
            events = np.array([row["event"] for row in members])
            if len(set(events.tolist())) == 2:  # no AUC without either outcome
                found = classification_rows(chances, events, self.measured_on, "cross-validation")
                rows += [{**row, "group": group} for row in found if row["name"] in BY_GROUP]
        alone = classification_rows(self.reference, labels, self.measured_on, "cross-validation")
        for row in alone:
            row["group"] = "reference: " + " and ".join(self.base)
        card = card_table(
            self.recipe,
            data={"cases_training": len(labels), "cases_validation": len(labels)},
            metrics=[*rows, self._gain(labels), *alone],
        )
        write_model(out / "model", network, card)
        return self.validate(network)

    def _gain(self, labels: NDArray[np.int64]) -> dict[str, Any]:
        """AUC above the reference's; its interval draws patients again, the same for both."""
        both = np.stack([self.chances, self.reference], axis=1)
        low, high = resampled_interval(_difference, both, labels)
        return {
            "name": "auc_gain",
            "mean": round(_difference(both, labels), 4),
            "ci95": [round(low, 4), round(high, 4)],
            "data": self.measured_on,
            "split": "cross-validation",
            "cases": len(labels),
        }

    def _cross_validated(self, inputs: list[str], informed: bool = True) -> Floats:
        """Each patient's mean chance over repetitions, always from models that never saw it."""
        repetitions, total = int(self.recipe.split["repetitions"]), np.zeros(len(self.events))
        for repetition in range(repetitions):
            folds = _stratified(self.events, int(self.recipe.split["folds"]), repetition)
            for fold in range(int(folds.max()) + 1):
                inside, outside = torch.where(folds != fold)[0], torch.where(folds == fold)[0]
                penalty = self._best_penalty(inside, inputs, informed)
                fitted = self._fitted(inside, inputs, penalty, informed)
                total[outside.numpy()] += self._predicted(fitted, outside)
            self.report("cross-validation", (repetition + 1) / repetitions)
        return total / repetitions

    def _best_penalty(self, rows: torch.Tensor, inputs: list[str], informed: bool) -> float:
        """That of least log loss in a cross-validation within ``rows``."""
        if not set(inputs) - set(self.base):  # nothing hangs on it
            return float(self.recipe.data["penalties"][0])
        folds = _stratified(self.events[rows], int(self.recipe.split["folds"]), 99)
        losses = {}
        for penalty in self.recipe.data["penalties"]:
            loss = 0.0
            for fold in range(int(folds.max()) + 1):
                inside, outside = rows[folds != fold], rows[folds == fold]
                if len(inside) == 0:  # too few patients to hold any back
                    continue
                fitted = self._fitted(inside, inputs, penalty, informed)
                chance = self._predicted(fitted, outside)
                truth = self.events[outside].numpy()
                loss -= float(np.log(np.where(truth > 0, chance, 1 - chance)).sum())
            losses[float(penalty)] = loss
        return min(losses, key=lambda penalty: losses[penalty])

    def _fitted(
        self, rows: torch.Tensor, inputs: list[str], penalty: float, informed: bool
    ) -> OutcomeRegression:
        """On the patients in ``rows``; only the ``informed`` one is adjusted."""
        adjusted = self.adjust if informed else []
        fitted = OutcomeRegression([*inputs, *adjusted])
        values = self._values(rows, fitted)
        fitted.fit(values, self.events[rows], self._priors(fitted.inputs, penalty, informed))
        return fitted.averaged_over(len(adjusted), values) if adjusted else fitted

    def _predicted(self, fitted: OutcomeRegression, rows: torch.Tensor) -> Floats:
        chances = fitted(self._values(rows, fitted))[:, 0].sigmoid()
        found: Floats = chances.numpy().astype(np.float64)
        return found

    def _values(self, rows: torch.Tensor, network: OutcomeRegression) -> torch.Tensor:
        return self.values[rows][:, [self.columns.index(name) for name in network.inputs]]

    def _priors(self, inputs: Sequence[str], penalty: float, informed: bool) -> list[Prior]:
        """Without a prior of its own, or not ``informed``, a weight is expected to be 0."""
        own = float(self.recipe.data["reference_penalty"])
        found = []
        for name in inputs:
            known = self.known.get(label_of(name)) if informed else None
            ridge = own if name in self.base else penalty
            found.append(known or Prior(0.0, ridge**-0.5, standardised=True))
        return found


def _placed(case: FlairCase) -> tuple[Volume, NDArray[np.bool_]]:
    affine = np.diag([0.0, 0.0, 0.0, 1.0])
    k, j, i = case.spacing_mm_kji
    affine[2, 0], affine[1, 1], affine[0, 2] = k, j, i
    shape = case.slices.shape
    return Volume(case.slices, Geometry((shape[0], shape[1], shape[2]), affine)), case.lesion > 0


def _difference(chances: ArrayLike, labels: ArrayLike) -> float:
    """(N, 2) chances: the first column's AUC less the second's."""
    both = np.asarray(chances)
    return auc(both[:, 0], labels) - auc(both[:, 1], labels)


def _stratified(events: torch.Tensor, folds: int, seed: int) -> torch.Tensor:
    """A fold for each patient, both outcomes dealt evenly."""
    generator = torch.Generator().manual_seed(seed)
    found = torch.zeros(len(events), dtype=torch.long)
    for outcome in (0, 1):
        mine = torch.where(events == outcome)[0]
        order = mine[torch.randperm(len(mine), generator=generator)]
        found[order] = torch.arange(len(order)) % folds
    return found
