"""Prognosis of a patient: a regression from priors, its figures by cross-validation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from pydantic import ValidationError
from torch import nn

from inference.catalog.card import OutcomePart
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
from inference.training.outcome_targets import Known, target_of
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import Figure, figure_rows, resampled_interval, write_table
from inference.training.split import Split
from inference.training.subgroups import subgroups

Floats = NDArray[np.float64]


class Outcome:
    """Needs no epoch: the fit is exact. All patients with a known outcome train the final model.

    Inputs under ``prior`` (log odds a unit: mean, deviation) start from what is known of other
    patients; the penalty of the others is chosen inside each training part. The figures are
    those of repeated cross-validation; the reference is a plain ridge on its own inputs.
    Columns under ``adjust`` are fitted too and then averaged out: ``study_year`` stands for how
    long a patient was followed, which says more of a death seen than anything in the patient.
    With a column of times (``[data] time``) all this is the same, but the regression is Cox's.
    """

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe = recipe
        self.measured_on = recipe.own_data or DATA_NAME
        self.data, self.report = data, report
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
        self.outcome = _outcome_of(recipe)
        if self.outcome.time and self.adjust:
            raise InputError("The times tell how long each was followed; leave out 'adjust'.")
        names, known = self._read()
        self.split = Split(tuple(names), tuple(names))
        self.target = target_of(self.outcome, recipe, known)
        self.score_name = self.target.score_name
        self.told = self._cross_validated(self.inputs)
        self.reference = self._cross_validated(self.base, informed=False)[:, 0]

    def _read(self) -> tuple[list[str], list[Known]]:
        """Names and numbers of the patients whose outcome is known; fills ``values``."""
        patients, needed = read_patients(self.data), {self.outcome.event, self.outcome.time} - {""}
        rows, names, owners = [], [], Counter[str]()
        known_of: list[Known] = []
        for case in read_cases(self.data, self.report):
            known = patients.get(case.patient, {})
            if needed <= known.keys():
                owners[case.patient] += 1
                image = lesion_features(*_placed(case))
                known = {**known, "study_year": case.study_year}
                rows.append([input_value(name, known, image) for name in self.columns])
                known_of.append(known)
                names.append(case.name)
        if not names:
            raise InputError(f"No case of {self.data} has {' and '.join(sorted(needed))}.")
        if twice := [patient for patient, count in owners.items() if count > 1]:
            raise InputError(
                f"{twice[0]} has {owners[twice[0]]} case folders but one outcome; leave one."
            )
        if strange := {known[self.outcome.event] for known in known_of} - {0.0, 1.0}:
            raise InputError(f"{self.outcome.event!r} is 0 or 1, not {min(strange):g}.")
        self.values = torch.tensor(rows)
        return names, known_of

    def network(self) -> nn.Module:
        every = torch.arange(len(self.values))
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
        raise NotImplementedError("a regression is fitted, not stepped")

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Cross-validated figures of the fused inputs and of the reference alone.

        ``…_reference_informed`` is the reference with the same priors: what they alone gain.
        """
        figure, truth, name = self._figure, self.target.truth, self.score_name
        informed = self._cross_validated(self.base)[:, 0]
        return {
            name: figure(self.told[:, 0], truth),
            f"{name}_reference": figure(self.reference, truth),
            f"{name}_reference_informed": figure(informed, truth),
        }

    @property
    def _figure(self) -> Figure:
        return self.target.figures[self.score_name]

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice of each case that shows most of the lesion, with the cross-validated risk."""
        drawn = []
        for name in names:
            place, case = self.split.training.index(name), read_case(self.data / name)
            k = fullest_slice(case.lesion, case.lesion)
            words = f"{name}, slice {k + 1}: {self.target.words(place, self.told[place])}"
            drawn.append(CasePicture(words, case.slices[k], (case.lesion[k] > 0,)))
        return drawn

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        round_weights(network)
        target, where = self.target, (self.measured_on, "cross-validation")
        risks, truth = self.told[:, 0], target.truth
        table = [
            {"case": name} | target.row(place, self.told[place], float(self.reference[place]))
            for place, name in enumerate(self.split.training)
        ]
        write_table(out / "validation_cases.csv", table)
        rows = figure_rows(target.figures, risks, truth, *where)
        for group, members in subgroups(table, self.data).items():
            places = [self.split.training.index(str(row["case"])) for row in members]
            if len(set(target.events[places].tolist())) == 2:  # nothing to tell without either
                found = figure_rows(target.figures, risks[places], truth[places], *where)
                rows += [{**row, "group": group} for row in found if row["name"] in target.by_group]
        alone = figure_rows(target.figures, self.reference, truth, *where)
        for row in alone:
            row["group"] = "reference: " + " and ".join(self.base)
        card = card_table(
            self.recipe,
            data={"cases_training": len(truth), "cases_validation": len(truth)},
            metrics=[*rows, self._gain(), *alone],
            outcome=self.outcome.model_dump(exclude_defaults=True),
        )
        if not target.calibrated:
            card["prediction"] = {**card.get("prediction", {}), "calibrated": False}
        write_model(out / "model", network, card)
        return self.validate(network)

    def _gain(self) -> dict[str, Any]:
        """The score above the reference's; its interval draws patients again, the same for both."""

        def difference(risks: ArrayLike, truth: ArrayLike) -> float:
            both = np.asarray(risks)
            return self._figure(both[:, 0], truth) - self._figure(both[:, 1], truth)

        both, truth = np.stack([self.told[:, 0], self.reference], axis=1), self.target.truth
        low, high = resampled_interval(difference, both, truth)
        return {
            "name": f"{self.score_name}_gain",
            "mean": round(difference(both, truth), 4),
            "ci95": [round(low, 4), round(high, 4)],
            "data": self.measured_on,
            "split": "cross-validation",
            "cases": len(truth),
        }

    def _cross_validated(self, inputs: list[str], informed: bool = True) -> Floats:
        """(N, K) means over repetitions of what is told, always from models that never saw one."""
        repetitions = int(self.recipe.split["repetitions"])
        total: Floats = np.zeros(0)
        for repetition in range(repetitions):
            folds = _stratified(self.target.events, int(self.recipe.split["folds"]), repetition)
            for fold in range(int(folds.max()) + 1):
                inside, outside = torch.where(folds != fold)[0], torch.where(folds == fold)[0]
                penalty = self._best_penalty(inside, inputs, informed)
                fitted = self._fitted(inside, inputs, penalty, informed)
                told = self.target.told(fitted, self._values(fitted), outside, inside)
                if not total.size:
                    total = np.zeros((len(self.values), told.shape[1]))
                total[outside.numpy()] += told
            self.report("cross-validation", (repetition + 1) / repetitions)
        return total / repetitions

    def _best_penalty(self, rows: torch.Tensor, inputs: list[str], informed: bool) -> float:
        """That of least loss in a cross-validation within ``rows``."""
        if not set(inputs) - set(self.base):  # nothing hangs on it
            return float(self.recipe.data["penalties"][0])
        folds = _stratified(self.target.events[rows], int(self.recipe.split["folds"]), 99)
        losses = {}
        for penalty in self.recipe.data["penalties"]:
            loss = 0.0
            for fold in range(int(folds.max()) + 1):
                inside, outside = rows[folds != fold], rows[folds == fold]
                if len(inside) == 0:  # too few patients to hold any back
                    continue
                fitted = self._fitted(inside, inputs, penalty, informed)
                loss += self.target.held_out_loss(fitted, self._values(fitted), inside, outside)
            losses[float(penalty)] = loss
        return min(losses, key=lambda penalty: losses[penalty])

    def _fitted(
        self, rows: torch.Tensor, inputs: list[str], penalty: float, informed: bool
    ) -> OutcomeRegression:
        """On the patients in ``rows``; only the ``informed`` one is adjusted."""
        adjusted = self.adjust if informed else []
        fitted = OutcomeRegression([*inputs, *adjusted])
        values = self._values(fitted)
        self.target.fit(fitted, values, rows, self._priors(fitted.inputs, penalty, informed))
        return fitted.averaged_over(len(adjusted), values[rows]) if adjusted else fitted

    def _values(self, network: OutcomeRegression) -> torch.Tensor:
        """(N, F) of the network's inputs."""
        return self.values[:, [self.columns.index(name) for name in network.inputs]]

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


def _outcome_of(recipe: Recipe) -> OutcomePart:
    """Columns and horizon that the recipe's [data] names; InputError where they do not hold."""
    named = {"event": recipe.data["event"]}
    named |= {key: recipe.data[key] for key in ("time", "unit", "horizon") if key in recipe.data}
    try:
        return OutcomePart.model_validate(named)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "horizon"
        raise InputError(f"The recipe's [data] is wrong at {place}: {first['msg']}.") from error


def _stratified(events: torch.Tensor, folds: int, seed: int) -> torch.Tensor:
    """A fold for each patient, both outcomes dealt evenly."""
    generator = torch.Generator().manual_seed(seed)
    found = torch.zeros(len(events), dtype=torch.long)
    for outcome in (0, 1):
        mine = torch.where(events == outcome)[0]
        order = mine[torch.randperm(len(mine), generator=generator)]
        found[order] = torch.arange(len(order)) % folds
    return found
