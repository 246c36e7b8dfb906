"""Which slices show a lesion, read in order over a whole volume; the encoder is transferred."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport
from inference.networks import build
from inference.networks.calibration import fit_calibration
from inference.networks.slice_sequence import FEATURES, SliceSequence
from inference.training.augmentation import vary_intensity
from inference.training.datasets.lgg_flair import (
    DATA_NAME,
    FlairCase,
    dealt,
    normalised_stacks,
    read_cases,
)
from inference.training.device import in_bfloat16
from inference.training.embedding_cache import kept
from inference.training.export import card_table, model_table, round_weights, write_model
from inference.training.frozen_encoder import take_encoder
from inference.training.metrics import auc
from inference.training.pictures import CasePicture
from inference.training.recipe import Recipe
from inference.training.report import grouped_rows, write_table

SLICES = ("neighbours", "neighbour_step_mm", "clip", "variants")
CHANGES = (
    *("mirror", "air", "span", "gamma", "contrast", "brightness", "bias"),
    *("noise", "noise_probability", "blur_probability"),
)


class SliceSequences:
    """Embeddings are made once, in several variants; only what reads them is trained."""

    score_name = "auc"

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.data = data
        self.recipe = recipe
        self.measured_on = recipe.own_data or DATA_NAME
        cases = read_cases(data, report)
        self.split, self.training, self.validation = dealt(cases, recipe.split)
        self.report = report
        self.encoder: dict[str, Any] = {}
        self.variants: list[list[torch.Tensor]] = []
        self.seen: list[torch.Tensor] = []

    def network(self) -> nn.Module:
        """The head is new, the encoder that of a catalogued model, frozen."""
        parameters = {key: value for key, value in self.recipe.network.items() if key != "name"}
        network = build(str(self.recipe.network["name"]), **parameters)
        assert isinstance(network, SliceSequence)
        entry = take_encoder(network.encoder, str(self.recipe.data["encoder"]))
        self.encoder = model_table(entry)
        network.eval()
        made = kept(self._decisive(entry.card.weights_sha256), lambda: self._embed_all(network))
        (self.seen,), self.variants = made[:1], made[1:]
        network.scale_to(torch.cat([variant for case in self.variants for variant in case]))
        return network

    def _decisive(self, encoder_sha256: str) -> dict[str, Any]:
        """All that the embeddings hang on."""
        options, cases = self.recipe.data, [*self.validation, *self.training]
        return {
            "encoder": encoder_sha256,
            "features": FEATURES,
            "cases": [(case.name, case.mean, case.deviation) for case in cases],
            "slices": {name: options[name] for name in SLICES if name in options},
            "changes": {name: self.recipe.augmentation[name] for name in CHANGES},
            "seed": self.recipe.seed,
        }

    def _embed_all(self, network: SliceSequence) -> list[list[torch.Tensor]]:
        """Validation volumes as they are; then each training volume so and in variants."""
        generator = torch.Generator().manual_seed(self.recipe.seed)
        made = [[self._embed(network, case, None) for case in self.validation]]
        for number, case in enumerate(self.training):
            rounds = [None] + [generator] * int(self.recipe.data["variants"])
            made.append([self._embed(network, case, each) for each in rounds])
            self.report("embedding slices", (number + 1) / len(self.training))
        return made

    @torch.no_grad()
    def _embed(
        self, network: SliceSequence, case: FlairCase, generator: torch.Generator | None
    ) -> torch.Tensor:
        stacks, _ = normalised_stacks(case, self.recipe.data)
        pictures = torch.from_numpy(stacks)
        if generator is not None:
            if float(torch.rand((), generator=generator)) < self.recipe.augmentation["mirror"]:
                pictures = pictures.flip(-1)
            pictures = vary_intensity(pictures, self.recipe.augmentation, generator)
            pictures = pictures.clamp(*self.recipe.data["clip"])
        with in_bfloat16():
            parts = [
                network.embed(part.contiguous(memory_format=torch.channels_last)).float()
                for part in torch.split(pictures, 8)
            ]
        return torch.cat(parts)

    def steps_per_epoch(self) -> int:
        return len(self.training) // int(self.recipe.data["batch"])

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        """Binary cross entropy of slices and of the stretch of slices as a whole."""
        assert isinstance(network, SliceSequence)
        network.encoder.eval()
        embeddings, labels = self._stretches(generator)
        answer = network.read(self._degraded(embeddings, network.deviations, generator))
        slices = functional.binary_cross_entropy_with_logits(answer[..., 0], labels)
        whole = functional.binary_cross_entropy_with_logits(answer[:, 0, 2], labels.amax(dim=1))
        return slices + float(self.recipe.optimisation["volume_weight"]) * whole

    def _stretches(self, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """(B, L, E), (B, L): as many consecutive slices of volumes, read up or down."""
        shortest = int(self.recipe.data["shortest"])
        longest = int(self.recipe.data["longest"])
        length = int(torch.randint(shortest, longest + 1, (), generator=generator))
        long_enough = [n for n, case in enumerate(self.training) if len(case.lesion) >= length]
        if not long_enough:
            raise InputError(f"No training volume has {length} slices; the recipe asks for them.")
        parts = [
            self._stretch(long_enough[_drawn(len(long_enough), generator)], length, generator)
            for _ in range(int(self.recipe.data["batch"]))
        ]
        return torch.stack([part[0] for part in parts]), torch.stack([part[1] for part in parts])

    def _stretch(
        self, place: int, length: int, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        variants = self.variants[place]
        embeddings = variants[_drawn(len(variants), generator)]
        labels = _labels(self.training[place])
        start = _drawn(len(labels) - length + 1, generator)
        embeddings, labels = embeddings[start : start + length], labels[start : start + length]
        if _drawn(2, generator):
            return embeddings.flip(0), labels.flip(0)
        return embeddings, labels

    def _degraded(
        self, embeddings: torch.Tensor, deviations: torch.Tensor, generator: torch.Generator
    ) -> torch.Tensor:
        """As the encoder might have answered on patients whose masks it never saw.

        Some slices are surer or less sure than they should be, all features of them together.
        """
        options = self.recipe.augmentation
        count, length, features = embeddings.shape
        chosen = torch.rand(count, length, 1, generator=generator) < options["slice_probability"]
        slips = torch.randn(count, length, 1, generator=generator) * options["slice_noise"]
        grain = torch.randn(count, length, features, generator=generator) * options["grain"]
        moved: torch.Tensor = embeddings + (slips * chosen + grain) * deviations
        return moved

    @torch.no_grad()
    def _scores(self, network: nn.Module) -> list[NDArray[np.float32]]:
        assert isinstance(network, SliceSequence)
        return [network.read(seen[None])[0, :, 0].sigmoid().numpy() for seen in self.seen]

    def validate(self, network: nn.Module) -> dict[str, float]:
        """AUC over all slices of all validation patients, and its mean over patients."""
        scores = self._scores(network)
        labels = [_labels(case).numpy() for case in self.validation]
        each = [auc(score, label) for score, label in zip(scores, labels, strict=True)]
        return {
            "auc": auc(np.concatenate(scores), np.concatenate(labels)),
            "auc_patient": float(np.nanmean(each)),
        }

    @torch.no_grad()
    def _calibrate(self, network: nn.Module) -> None:
        """Scale and shift of the slices' logits, fitted on the training volumes as they are."""
        assert isinstance(network, SliceSequence)
        network.eval()
        logits = torch.cat([network.read(mine[0][None])[0, :, 0] for mine in self.variants])
        labels = torch.cat([_labels(case) for case in self.training]).long()
        both = torch.stack([-logits / 2, logits / 2], dim=1)
        with torch.enable_grad():
            found = fit_calibration(both, labels, torch.ones(len(labels)))
        shift = float(found.offsets[1] - found.offsets[0])
        network.stretch(float(found.inverse_temperature), shift)

    @torch.no_grad()
    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """A bar a slice, bright where a lesion is thought; contours around the slices with one."""
        assert isinstance(network, SliceSequence)
        drawn = []
        for name in names:
            place = self.split.validation.index(name)
            scores = network.read(self.seen[place][None])[0, :, 0].sigmoid().numpy()
            labels = _labels(self.validation[place]).numpy()
            bars = [_bars(values) for values in (scores, labels > 0, scores > 0.5)]
            words = f"{name}, slices from the feet to the head, AUC {auc(scores, labels):.3f}"
            drawn.append(CasePicture(words, bars[0], (bars[1],), (bars[2],)))
        return drawn

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        self._calibrate(network)
        round_weights(network)
        rows = [
            {"case": case.name, "slice": k, "score": float(score), "label": int(label)}
            for case, scores in zip(self.validation, self._scores(network), strict=True)
            for k, (score, label) in enumerate(zip(scores, _labels(case), strict=True))
        ]
        write_table(out / "validation_slices.csv", rows)
        write_table(out / "validation_cases.csv", _case_rows(rows))
        figures = self.validate(network)
        each = [{**row, "auc_patient": row["auc"]} for row in _case_rows(rows)]
        by_group = grouped_rows(each, ["auc_patient"], self.measured_on, self.data)
        low, high = _patient_interval(rows)
        whole = {
            "name": "auc",
            "mean": round(figures["auc"], 4),
            "ci95": [round(low, 4), round(high, 4)],
            "data": self.measured_on,
            "split": "validation",
            "cases": len(self.validation),
        }
        card = card_table(
            self.recipe,
            encoder=self.encoder,
            data={
                "cases_training": len(self.training),
                "cases_validation": len(self.validation),
                "validation_names": list(self.split.validation),
            },
            metrics=[whole, *by_group],
        )
        write_model(out / "model", network, card)
        return figures


def _drawn(count: int, generator: torch.Generator) -> int:
    return int(torch.randint(0, count, (), generator=generator))


def _bars(values: NDArray[Any]) -> NDArray[Any]:
    """(40, 8 n): a bar of 8 pixels for each of the n values."""
    return np.broadcast_to(values.repeat(8), (40, 8 * len(values)))


def _labels(case: FlairCase) -> torch.Tensor:
    return torch.from_numpy(case.lesion.any(axis=(1, 2)).astype(np.float32))


def _case_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """AUC over the slices of each case that has slices with and without a lesion."""
    found = []
    for name in dict.fromkeys(row["case"] for row in rows):
        mine = [row for row in rows if row["case"] == name]
        labels = [row["label"] for row in mine]
        value = auc([row["score"] for row in mine], labels)
        if not np.isnan(value):
            found.append({"case": name, "auc": value, "slices": len(mine), "lesion": sum(labels)})
    return found


def _patient_interval(rows: list[dict[str, Any]], rounds: int = 500) -> tuple[float, float]:
    """95 % interval of the AUC over slices, patients (not slices) drawn again."""
    by_case: dict[str, list[tuple[float, int]]] = {}
    for row in rows:
        by_case.setdefault(row["case"], []).append((row["score"], row["label"]))
    names, generator, found = list(by_case), np.random.default_rng(0), []
    for _ in range(rounds):
        drawn = [
            pair
            for n in generator.integers(0, len(names), len(names))
            for pair in by_case[names[n]]
        ]
        found.append(auc([pair[0] for pair in drawn], [pair[1] for pair in drawn]))
    low, high = np.nanpercentile(found, (2.5, 97.5))
    return float(low), float(high)
