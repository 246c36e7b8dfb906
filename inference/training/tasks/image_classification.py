"""One class a picture, calibrated on perturbed validation pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.backends.ensemble import mean_of
from inference.catalog.models import find_model, verify_entry
from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport
from inference.networks import build
from inference.networks.calibration import Calibration, fit_calibration
from inference.training import metrics
from inference.training.augmentation import sample, sampling_grid, vary_intensity
from inference.training.datasets.npz_images import LabelledImages, read_images
from inference.training.device import in_bfloat16
from inference.training.export import (
    card_table,
    member_table,
    round_weights,
    write_ensemble,
    write_model,
)
from inference.training.losses import OF_CLASSES, build_loss
from inference.training.pictures import CasePicture
from inference.training.recipe import Recipe
from inference.training.report import CLASSIFICATION, figure_rows, write_table
from inference.training.split import Split


class ImageClassification:
    """The file's own training and validation split; pictures scaled by the recipe's numbers.

    With ``members`` the network is an ensemble of catalogued models, which needs no epoch of its
    own: only their common calibration is fitted.
    """

    score_name = "auc"
    any_device = True

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe = recipe
        self.training, self.validation = read_images(data, "train"), read_images(data, "val")
        report("reading pictures", 1.0)
        for part in (self.training, self.validation):
            part.check_classes(len(recipe.card.get("classes", ())) or 2)
        self.members = [find_model(member) for member in recipe.members]
        for entry in self.members:
            verify_entry(entry)
        self.split = Split(_names(self.training), _names(self.validation))
        counts = np.bincount(self.training.labels)
        shares = 1.0 / counts[self.training.labels]
        self.weights = torch.tensor(shares if self._balanced() else np.ones(len(shares)))
        options = recipe.optimisation
        balance = (counts.sum() / (len(counts) * counts)).tolist()
        wanted = options.get("class_weights")
        self.criterion = build_loss(
            options.get("loss", "cross_entropy"),
            OF_CLASSES,
            label_smoothing=float(options.get("label_smoothing", 0.0)),
            class_weights=balance if wanted == "balanced" else wanted,
            softmax=True,
        )

    def network(self) -> nn.Module:
        if self.members:
            flips = [entry.card.prediction.flips for entry in self.members]
            network = mean_of(self.members, flips, self.members[0].card)
            network.calibration = Calibration(len(self.members[0].card.classes))
            return network
        parameters = {key: value for key, value in self.recipe.network.items() if key != "name"}
        return build(str(self.recipe.network["name"]), **parameters)

    def _balanced(self) -> bool:
        """Classes are drawn equally often, or as often as they are there ("natural")."""
        how = str(self.recipe.data.get("sampling", "balanced"))
        if how not in ("balanced", "natural"):
            raise InputError(f"Sampling is balanced or natural, not {how!r}.")
        return how == "balanced"

    def steps_per_epoch(self) -> int:
        return max(1, len(self.training.labels) // int(self.recipe.data["batch"]))

    def scaled(self, images: NDArray[np.uint8]) -> torch.Tensor:
        """(N, 1, j, i) as the card's intensity step gives them."""
        options = self.recipe.data
        values = (images.astype(np.float32) - options["offset"]) * options["factor"]
        return torch.from_numpy(values[:, None])

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        """The loss of mixed pictures (Zhang et al. 2018)."""
        size = int(self.recipe.data["batch"])
        chosen = torch.multinomial(self.weights, size, generator=generator, replacement=True)
        pictures = self.perturbed(self.scaled(self.training.images[chosen.numpy()]), generator)
        labels = torch.from_numpy(self.training.labels)[chosen]
        share = _mixing(float(self.recipe.augmentation["mix"]), generator)
        other = torch.randperm(size, generator=generator)
        whole = share * pictures + (1 - share) * pictures[other]
        with in_bfloat16(bool(self.recipe.optimisation.get("bf16", False))):
            logits = network(whole).float()
        own, mixed = self.criterion(logits, labels), self.criterion(logits, labels[other])
        return share * own + (1 - share) * mixed

    def perturbed(self, pictures: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        """As other machines and other hands would have taken them."""
        j, i = pictures.shape[-2:]
        options = self.recipe.augmentation
        middle = torch.tensor([(j - 1) / 2, (i - 1) / 2])
        shift = (torch.rand(len(pictures), 2, generator=generator) * 2 - 1) * options[
            "shift_pixels"
        ]
        grid = sampling_grid(middle + shift, (j, i), options, generator)
        moved = sample(pictures, grid, outside="border")
        return _erased(vary_intensity(moved, options, generator), options, generator)

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Figures on the untouched validation pictures."""
        chances = _chances(network, self.scaled(self.validation.images))
        labels = self.validation.labels
        return {
            "auc": metrics.auc(chances, labels),
            "accuracy": metrics.accuracy(chances, labels),
            "brier": metrics.brier(chances, labels),
            "ece": metrics.expected_calibration_error(chances, labels),
        }

    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """Pictures with their class and the probability of class 1."""
        places = [self.split.validation.index(name) for name in names]
        chances = _chances(network, self.scaled(self.validation.images[places]))
        return [
            CasePicture(
                f"{name}: class {self.validation.labels[place]}, probability {chance:.3f}",
                self.validation.images[place],
            )
            for name, place, chance in zip(names, places, chances, strict=True)
        ]

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        """Calibrate on perturbed pictures, both classes counted alike; write the model."""
        round_weights(network)
        self.calibrate(network)
        chances = _chances(network, self.scaled(self.validation.images))
        rows = [
            {"case": name, "probability": float(chance), "label": int(label)}
            for name, chance, label in zip(
                self.split.validation, chances, self.validation.labels, strict=True
            )
        ]
        write_table(out / "validation_cases.csv", rows)
        card = card_table(
            self.recipe,
            data={
                "cases_training": len(self.training.labels),
                "cases_validation": len(self.validation.labels),
            },
            metrics=figure_rows(
                CLASSIFICATION,
                chances,
                self.validation.labels,
                self.recipe.card["data"]["name"],
                "validation",
            ),
        )
        if self.members:
            card["members"] = [member_table(entry) for entry in self.members]
            write_ensemble(out / "model", card, _calibration_of(network))
        else:
            write_model(out / "model", network, card)
        return self.validate(network)

    def calibrate(self, network: nn.Module) -> None:
        """The validation split is easier than the world, hence its pictures are perturbed.

        ``class_shares`` of the validation section say how often each class is met in use; all
        alike where it says nothing.
        """
        generator = torch.Generator().manual_seed(self.recipe.seed)
        rounds = int(self.recipe.validation["calibration_rounds"])
        pictures = self.scaled(self.validation.images)
        network.eval()
        with torch.no_grad():
            logits = torch.cat(
                [network(self.perturbed(pictures, generator)) for _ in range(rounds)]
            )
        labels = torch.from_numpy(self.validation.labels).repeat(rounds)
        counts = torch.bincount(labels)
        shares = torch.tensor(self.recipe.validation.get("class_shares", [1.0] * len(counts)))
        weights = (shares / counts)[labels]
        found = fit_calibration(logits, labels, weights)
        _calibration_of(network).load_state_dict(found.state_dict())


def _calibration_of(network: nn.Module) -> Calibration:
    calibration = network.calibration
    if not isinstance(calibration, Calibration):
        raise TypeError("the network has no calibration of its own")
    return calibration


def _names(images: LabelledImages) -> tuple[str, ...]:
    return tuple(f"{images.split}_{number:05d}" for number in range(len(images.labels)))


def _mixing(strength: float, generator: torch.Generator) -> float:
    """A share of 0.5…1, near 1 for a small strength."""
    draw = float(torch.rand((), generator=generator) ** (1 / max(strength, 1e-6)))
    return 1.0 - 0.5 * draw


def _erased(
    pictures: torch.Tensor, options: Mapping[str, Any], generator: torch.Generator
) -> torch.Tensor:
    """Some pictures lose a rectangle (Zhong et al. 2020)."""
    result = pictures.clone()
    j, i = pictures.shape[-2:]
    for number in range(len(pictures)):
        if float(torch.rand((), generator=generator)) < float(options["erase_probability"]):
            high, wide = (int(torch.randint(3, n // 3, (), generator=generator)) for n in (j, i))
            top = int(torch.randint(0, j - high, (), generator=generator))
            left = int(torch.randint(0, i - wide, (), generator=generator))
            value = torch.randn((), generator=generator)
            result[number, :, top : top + high, left : left + wide] = value
    return result


@torch.no_grad()
def _chances(network: nn.Module, pictures: torch.Tensor) -> NDArray[np.float32]:
    """Probability of class 1."""
    parts = [network(part).softmax(dim=-1)[:, 1] for part in torch.split(pictures, 256)]
    found: NDArray[np.float32] = torch.cat(parts).numpy()
    return found
