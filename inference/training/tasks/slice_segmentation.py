"""Lesion segmentation on slices with their neighbours as channels (2.5D)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.imaging.progress import ProgressReport
from inference.networks import build
from inference.training.augmentation import sample, sampling_grid, vary_intensity
from inference.training.datasets.lgg_flair import (
    DATA_NAME,
    FlairCase,
    dealt,
    head_box_ji,
    neighbour_stack,
    neighbour_step,
    normalised_stacks,
    read_cases,
)
from inference.training.device import in_bfloat16
from inference.training.export import card_table, round_weights, write_model
from inference.training.losses import OF_MASKS, build_loss
from inference.training.metrics import dice, hd95_mm
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import grouped_rows, write_table
from inference.training.voxel_tables import VoxelCounts, write_confusion


class SliceSegmentation:
    """Cases, split, batches and validation; the picture is the raw value / 255 until drawn."""

    score_name = "dice"
    any_device = True

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe, self.data = recipe, data
        self.measured_on = recipe.own_data or DATA_NAME
        cases = read_cases(data, report)
        self.split, self.training, self.validation = dealt(cases, recipe.split)
        self.criterion = build_loss(
            recipe.optimisation.get("loss", "dice_ce"), OF_MASKS, smooth=1.0, sigmoid=True
        )
        self.threshold = 0.5
        self._prepare_draw()

    def _prepare_draw(self) -> None:
        counts = np.array([len(case.slices) for case in self.training], dtype=np.float64)
        weights = counts ** float(self.recipe.data["patient_weight_power"])
        self.weights = torch.tensor(weights / weights.sum())
        self.with_lesion = [np.flatnonzero(case.lesion.any((1, 2))) for case in self.training]
        self.boxes = [head_box_ji(case) for case in self.training]

    def network(self) -> nn.Module:
        parameters = {key: value for key, value in self.recipe.network.items() if key != "name"}
        return build(str(self.recipe.network["name"]), **parameters)

    def steps_per_epoch(self) -> int:
        return int(self.recipe.data["samples_per_epoch"]) // self.batch

    @property
    def batch(self) -> int:
        return int(self.recipe.data["batch"])

    @property
    def neighbours(self) -> int:
        return int(self.recipe.data["neighbours"])

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        pictures, lesions = self.draw(generator)
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with in_bfloat16(self.recipe.optimisation["bf16"]):
            logits = network(pictures)
        return self.criterion(logits.float(), lesions)

    def draw(self, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """One augmented batch: normalised pictures (B, C, J, I), lesions (B, 1, J, I) 0/1."""
        drawn = [self._draw_one(generator) for _ in range(self.batch)]
        raw = torch.stack([item[0] for item in drawn])
        scale = torch.tensor([item[2] for item in drawn]).view(-1, 2, 1, 1, 1)
        centres = torch.stack([item[1] for item in drawn])
        size_j, size_i = self.recipe.data["crop_ji"]
        options = self.recipe.augmentation
        read = sample(raw, sampling_grid(centres, (size_j, size_i), options, generator))
        pictures = (read[:, :-1] - scale[:, 0]) / scale[:, 1]
        pictures = vary_intensity(pictures, options, generator).clamp(*self.recipe.data["clip"])
        return pictures, (read[:, -1:] > 0.5).float()

    def _draw_one(
        self, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor, tuple[float, float]]:
        index = int(torch.multinomial(self.weights, 1, generator=generator))
        case, box = self.training[index], self.boxes[index]
        k = self._draw_slice(index, generator)
        step = neighbour_step(case.spacing_mm_kji[0], self.recipe.data["neighbour_step_mm"])
        if _chance(self.recipe.augmentation["other_spacing"], generator):
            step = max(1, step + 2 * int(torch.randint(0, 2, (), generator=generator)) - 1)
        stack = neighbour_stack(case.slices, k, self.neighbours, step)
        if _chance(self.recipe.augmentation["missing_slice"], generator):
            lost = int(torch.randint(0, len(stack), (), generator=generator))
            stack[lost] = case.slices[k]
        pixels = np.concatenate([stack, case.lesion[k : k + 1]]).astype(np.float32)
        return torch.from_numpy(pixels), self._centre(box, generator), (case.mean, case.deviation)

    def _draw_slice(self, index: int, generator: torch.Generator) -> int:
        lesion = self.with_lesion[index]
        if len(lesion) and _chance(self.recipe.data["lesion_fraction"], generator):
            return int(lesion[int(torch.randint(0, len(lesion), (), generator=generator))])
        count = len(self.training[index].slices)
        return int(torch.randint(0, count, (), generator=generator))

    def _centre(self, box: NDArray[np.float32], generator: torch.Generator) -> torch.Tensor:
        """The middle of the crop: near the middle of the head, further off in a large head."""
        low, high = torch.from_numpy(box)
        crop = torch.tensor(self.recipe.data["crop_ji"], dtype=torch.float32)
        spare = ((high - low - crop) / 2).clamp(min=0) + self.recipe.augmentation["shift_pixels"]
        shift = (torch.rand(2, generator=generator) * 2 - 1) * spare
        return torch.as_tensor((low + high) / 2 + shift)

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Mean over patients of the 3D Dice at a threshold of one half."""
        scores = [
            dice(self.probabilities(network, case) > 0.5, case.lesion) for case in self.validation
        ]
        return {"dice": float(np.mean(scores)), "dice_lowest": float(np.min(scores))}

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice of each case that shows most of the lesion."""
        cases = {case.name: case for case in self.validation}
        return [self._picture(network, cases[name]) for name in names]

    def _picture(self, network: nn.Module, case: FlairCase) -> CasePicture:
        found, truth = self.probabilities(network, case) > self.threshold, case.lesion > 0
        k = fullest_slice(truth, found)
        words = f"{case.name}, slice {k + 1}, Dice {dice(found, truth):.3f}"
        return CasePicture(words, case.slices[k], (truth[k],), (found[k],))

    def probabilities(
        self, network: nn.Module, case: FlairCase, flip: bool = False
    ) -> NDArray[np.float32]:
        """(k, j, i) lesion probability of every voxel, cropped to the head for speed."""
        stacks, box = normalised_stacks(case, self.recipe.data)
        found = np.zeros(case.slices.shape, np.float32)
        for start in range(0, len(stacks), 8):
            chosen = slice(start, start + 8)
            found[(chosen, *box)] = self._predict(network, stacks[chosen], flip)
        return found

    def _predict(
        self, network: nn.Module, stacks: NDArray[np.float32], flip: bool
    ) -> NDArray[np.float32]:
        batch = torch.from_numpy(stacks).contiguous(memory_format=torch.channels_last)
        with torch.no_grad(), in_bfloat16():
            logits = network(batch).float().sigmoid()
            if flip:
                mirrored = network(batch.flip(-1)).float().sigmoid().flip(-1)
                logits = (logits + mirrored) / 2
        found: NDArray[np.float32] = logits[:, 0].numpy()
        return found

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        """Threshold, mirroring and least component by validation Dice; card, weights, tables."""
        round_weights(network)
        plain = [self.probabilities(network, case) for case in self.validation]
        mirrored = [self.probabilities(network, case, flip=True) for case in self.validation]
        choice = max(
            (
                _scored(maps, self.validation, flips, threshold, least_ml)
                for maps, flips in ((plain, []), (mirrored, ["i"]))
                for threshold in self.recipe.validation["thresholds"]
                for least_ml in self.recipe.validation["least_ml"]
            ),
            key=lambda item: item.dice,
        )
        maps, self.threshold = mirrored if choice.flips else plain, choice.threshold
        rows = [_measure(maps[n], case, choice) for n, case in enumerate(self.validation)]
        write_table(out / "validation_cases.csv", rows)
        self._write_voxels(maps, choice, out)
        card = card_table(
            self.recipe,
            prediction={
                "flips": choice.flips,
                "threshold": choice.threshold,
                "minimum_component_ml": choice.least_ml,
            },
            data={
                "cases_training": len(self.training),
                "cases_validation": len(self.validation),
                "validation_names": list(self.split.validation),
            },
            metrics=grouped_rows(rows, ("dice", "hd95_mm"), self.measured_on, self.data),
        )
        write_model(out / "model", network, card)
        return {"dice_final": choice.dice, "threshold": choice.threshold}

    def _write_voxels(self, maps: list[NDArray[np.float32]], choice: "_Choice", out: Path) -> None:
        """Voxels by probability and truth; the confusion matrix is that of the final masks."""
        counts, pairs = VoxelCounts(), []
        for found, case in zip(maps, self.validation, strict=True):
            counts.add(found, case.lesion > 0)
            mask = _cut(found, case, choice.threshold, choice.least_ml)
            pairs.append((mask.astype(np.uint8), case.lesion))
        counts.write(out)
        write_confusion(out, pairs, {1: str(self.recipe.card["segments"][0]["name"])})


@dataclass(frozen=True)
class _Choice:
    dice: float
    flips: list[str]
    threshold: float
    least_ml: float


def _scored(
    maps: list[NDArray[np.float32]],
    cases: list[FlairCase],
    flips: list[str],
    threshold: float,
    least_ml: float,
) -> _Choice:
    scores = [
        dice(_cut(found, case, threshold, least_ml), case.lesion)
        for found, case in zip(maps, cases, strict=True)
    ]
    return _Choice(float(np.mean(scores)), flips, threshold, least_ml)


def _cut(
    found: NDArray[np.float32], case: FlairCase, threshold: float, least_ml: float
) -> NDArray[np.bool_]:
    """The mask without components smaller than ``least_ml``."""
    from scipy.ndimage import label

    mask: NDArray[np.bool_] = found > threshold
    if least_ml <= 0:
        return mask
    parts, _ = label(mask, np.ones((3, 3, 3)))
    sizes = np.bincount(parts.ravel()) * float(np.prod(case.spacing_mm_kji)) / 1000
    sizes[0] = 0
    kept: NDArray[np.bool_] = sizes[parts] >= least_ml
    return kept & mask


def _measure(
    found: NDArray[np.float32], case: FlairCase, choice: _Choice
) -> dict[str, float | str]:
    mask = _cut(found, case, choice.threshold, choice.least_ml)
    voxel_ml = float(np.prod(case.spacing_mm_kji)) / 1000
    return {
        "case": case.name,
        "dice": dice(mask, case.lesion),
        "hd95_mm": hd95_mm(mask, case.lesion, case.spacing_mm_kji),
        "volume_error_ml": (float(mask.sum()) - float(case.lesion.sum())) * voxel_ml,
        "lesion_ml": case.lesion_ml,
    }


def _chance(probability: float, generator: torch.Generator) -> bool:
    return bool(torch.rand((), generator=generator) < probability)
