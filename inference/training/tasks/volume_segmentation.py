"""Several labels in a small volume, by a 3D network that sees it whole."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.engine.steps.intensity import normalise
from inference.imaging.progress import ProgressReport
from inference.networks import build
from inference.training.datasets.labelled_volumes import (
    LabelledVolume,
    patients_of,
    read_volumes,
)
from inference.training.device import in_bfloat16
from inference.training.export import card_table, round_weights, write_model
from inference.training.losses import OF_LABELS, build_loss
from inference.training.metrics import dice, hd95_mm
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import metric_row, write_table
from inference.training.split import split_by_fold, stratified_folds
from inference.training.volume_augmentation import move_volumes, vary_values
from inference.training.voxel_tables import VoxelCounts, write_confusion


class VolumeSegmentation:
    """Every case once an epoch, cut or padded to one size around its middle."""

    score_name = "dice"
    any_device = True

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe = recipe
        volumes = read_volumes(data, report)
        names = patients_of(data, [case.name for case in volumes])
        strata = {names[case.name]: ("", float((case.labels > 0).sum())) for case in volumes}
        folds = stratified_folds(strata, int(recipe.split["folds"]), int(recipe.split["seed"]))
        self.split = split_by_fold(sorted(names), names, folds, int(recipe.split["fold"]))
        self.training = [case for case in volumes if case.name in set(self.split.training)]
        self.validation = [case for case in volumes if case.name in set(self.split.validation)]
        self.intensity = recipe.card["preparation"]["intensity"]
        self.segments = {row["id"]: row["name"] for row in recipe.card["segments"]}
        size = tuple(recipe.data["size_kji"])
        self.values, self.labels = _framed(self.training, size, self.intensity)
        self.criterion = build_loss(
            recipe.optimisation.get("loss", "dice_ce"),
            OF_LABELS,
            softmax=True,
            include_background=False,
        )

    def network(self) -> nn.Module:
        parameters = {key: value for key, value in self.recipe.network.items() if key != "name"}
        return build(str(self.recipe.network["name"]), **parameters)

    def steps_per_epoch(self) -> int:
        return len(self.training) // int(self.recipe.data["batch"])

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        size = int(self.recipe.data["batch"])
        chosen = torch.randint(0, len(self.training), (size,), generator=generator)
        values, labels = move_volumes(
            self.values[chosen], self.labels[chosen], self.recipe.augmentation, generator
        )
        values = vary_values(values, self.recipe.augmentation, generator)
        values = values.contiguous(memory_format=torch.channels_last_3d)
        with in_bfloat16(self.recipe.optimisation["bf16"]):
            logits = network(values)
        return self.criterion(logits.float(), labels)

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Mean Dice over the validation cases, of each label and of all."""
        rows = self._rows(network, mirrored=False)
        keys = [key for key in rows[0] if key.startswith("dice")]
        return {key: float(np.mean([row[key] for row in rows])) for key in keys}

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        round_weights(network)
        choices = {mirrored: self._rows(network, mirrored) for mirrored in (False, True)}
        scores = {
            key: float(np.mean([row["dice"] for row in rows])) for key, rows in choices.items()
        }
        mirrored = scores[True] > scores[False]
        rows = choices[mirrored]
        write_table(out / "validation_cases.csv", rows)
        self._write_voxels(network, mirrored, out)
        data_name = str(self.recipe.card["data"]["name"])
        card = card_table(
            self.recipe,
            prediction={"flips": ["i"] if mirrored else []},
            data={
                "cases_training": len(self.training),
                "cases_validation": len(self.validation),
                "validation_names": list(self.split.validation),
            },
            metrics=[
                metric_row(key, [float(row[key]) for row in rows], data_name, "validation")
                for key in rows[0]
                if key != "case"
            ],
        )
        write_model(out / "model", network, card)
        return {"dice_final": scores[mirrored]}

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice of each case that shows most of the labels."""
        cases = {case.name: case for case in self.validation}
        return [self._picture(network, cases[name]) for name in names]

    def _picture(self, network: nn.Module, case: LabelledVolume) -> CasePicture:
        found = self._predict(network, case, mirrored=False)
        k = fullest_slice(case.labels, found)
        mean = np.mean([dice(found == label, case.labels == label) for label in self.segments])
        return CasePicture(
            f"{case.name}, slice {k + 1}, Dice {mean:.3f}",
            case.values[k],
            tuple(case.labels[k] == label for label in self.segments),
            tuple(found[k] == label for label in self.segments),
        )

    def _write_voxels(self, network: nn.Module, mirrored: bool, out: Path) -> None:
        """Voxels by the probability of any label; the confusion matrix is of all labels."""
        counts, pairs = VoxelCounts(), []
        for case in self.validation:
            chances = self._chances(network, case, mirrored)
            counts.add(1.0 - chances[0], case.labels > 0)
            pairs.append((chances.argmax(0), case.labels))
        counts.write(out)
        write_confusion(out, pairs, self.segments)

    def _rows(self, network: nn.Module, mirrored: bool) -> list[dict[str, Any]]:
        return [self._row(network, case, mirrored) for case in self.validation]

    def _row(self, network: nn.Module, case: LabelledVolume, mirrored: bool) -> dict[str, Any]:
        found = self._predict(network, case, mirrored)
        row: dict[str, Any] = {"case": case.name}
        for label, name in self.segments.items():
            mask, truth = found == label, case.labels == label
            row[f"dice_{name}"] = dice(mask, truth)
            row[f"hd95_mm_{name}"] = hd95_mm(mask, truth, case.spacing_mm_kji)
        for metric in ("dice", "hd95_mm"):
            row[metric] = float(np.mean([row[f"{metric}_{n}"] for n in self.segments.values()]))
        return row

    def _predict(
        self, network: nn.Module, case: LabelledVolume, mirrored: bool
    ) -> NDArray[np.intp]:
        found: NDArray[np.intp] = self._chances(network, case, mirrored).argmax(0)
        return found

    def _chances(
        self, network: nn.Module, case: LabelledVolume, mirrored: bool
    ) -> NDArray[np.float32]:
        """(S, k, j, i) probability of background and each label; background outside the frame."""
        multiple = int(self.recipe.card["preparation"]["divisible_by"])
        size = tuple(-(-side // multiple) * multiple for side in case.values.shape)
        values, _ = _framed([case], size, self.intensity)
        with torch.no_grad():
            chances = network(values).softmax(1)
            if mirrored:
                chances = (chances + network(values.flip(-1)).softmax(1).flip(-1)) / 2
        source, target = _overlap(case.values.shape, size)
        found = np.zeros((chances.shape[1], *case.values.shape), np.float32)
        found[0] = 1.0
        found[(slice(None), *source)] = chances[0].numpy()[(slice(None), *target)]
        return found


def _framed(
    cases: list[LabelledVolume], size: tuple[int, ...], intensity: Mapping[str, Any]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Normalised values (N, 1, K, J, I) and labels, centred; the lowest value around them."""
    values = np.empty((len(cases), 1, *size), np.float32)
    labels = np.zeros((len(cases), 1, *size), np.float32)
    for number, case in enumerate(cases):
        scaled = normalise(case.values, intensity)
        source, target = _overlap(case.values.shape, size)
        values[number] = scaled.min()
        values[number, 0][target] = scaled[source]
        labels[number, 0][target] = case.labels[source]
    return torch.from_numpy(values), torch.from_numpy(labels)


def _overlap(
    shape: tuple[int, ...], size: tuple[int, ...]
) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """The part of a volume of ``shape`` that a centred frame of ``size`` holds, in both."""
    source, target = [], []
    for have, want in zip(shape, size, strict=True):
        start = (have - want) // 2
        low, high = max(start, 0), min(start + want, have)
        source.append(slice(low, high))
        target.append(slice(low - start, high - start))
    return tuple(source), tuple(target)
