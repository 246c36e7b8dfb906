"""Boxes around lesions, slice by slice and linked over slices; the encoder is transferred."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.catalog.card import LinkingPart
from inference.engine.steps.box_links import link, overlaps, slice_candidates
from inference.imaging.progress import ProgressReport
from inference.networks import build
from inference.networks.detector import SliceDetector, cell_centres
from inference.training.augmentation import sample, sampling_grid, vary_intensity
from inference.training.datasets.lesion_boxes import lesion_parts, part_bounds, section_boxes
from inference.training.datasets.lgg_flair import (
    DATA_NAME,
    FlairCase,
    dealt,
    head_box_ji,
    head_cut,
    neighbour_stack,
    neighbour_step,
    normalised_stacks,
    read_cases,
)
from inference.training.detections import (
    LEAST_IOU,
    VolumeDetections,
    detection_figures,
    figure_intervals,
    froc,
    hits,
    threshold_at,
)
from inference.training.device import in_bfloat16
from inference.training.export import card_table, model_table, round_weights, write_model
from inference.training.frozen_encoder import take_encoder
from inference.training.pictures import CasePicture, fullest_slice
from inference.training.recipe import Recipe
from inference.training.report import write_table
from inference.training.set_loss import cell_loss, set_loss
from inference.training.subgroups import subgroups

EMBEDDED_AT_ONCE = 8  # slices
BY_GROUP = ("sensitivity_at_1fp", "ap")  # the figures of a card that are told of each subgroup too


class LesionBoxes:
    """Features are made once, in several variants; only the head that reads them is trained."""

    score_name = "score"

    def __init__(self, recipe: Recipe, data: Path, report: ProgressReport) -> None:
        self.recipe, self.data = recipe, data
        self.measured_on = recipe.own_data or DATA_NAME
        cases = read_cases(data, report)
        self.split, self.training, self.validation = dealt(cases, recipe.split)
        self.report = report
        self.encoder: dict[str, Any] = {}
        self.features: list[torch.Tensor] = []  # of each variant of each training volume
        self.boxes: list[list[torch.Tensor]] = []  # of each of its slices
        self.seen: list[torch.Tensor] = []
        self.chosen: tuple[LinkingPart | None, float] = (None, 0.5)  # linking and threshold

    def network(self) -> nn.Module:
        """The head is new, the encoder that of a catalogued model, frozen."""
        parameters = {key: value for key, value in self.recipe.network.items() if key != "name"}
        network = build(str(self.recipe.network["name"]), **parameters)
        assert isinstance(network, SliceDetector)
        entry = take_encoder(network.encoder, str(self.recipe.data["encoder"]))
        self.encoder = model_table(entry)
        self._embed_all(network)
        return network

    def _embed_all(self, network: SliceDetector) -> None:
        """Training volumes in variants, validation volumes as they are."""
        network.eval()
        generator = torch.Generator().manual_seed(self.recipe.seed)
        for case in self.validation:
            stacks, _ = normalised_stacks(case, self.recipe.data)
            self.seen.append(_embedded(network, torch.from_numpy(stacks)))
        for number, case in enumerate(self.training):
            for _ in range(int(self.recipe.data["variants"])):
                pictures, boxes = self._variant(case, generator)
                self.features.append(_embedded(network, pictures).half())
                self.boxes.append(boxes)
            self.report("embedding slices", (number + 1) / len(self.training))
        self._prepare_draw()

    def _variant(
        self, case: FlairCase, generator: torch.Generator
    ) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """All slices of a volume, each turned, scaled and changed in its own way; their boxes."""
        options, count = self.recipe.augmentation, len(case.slices)
        step = neighbour_step(case.spacing_mm_kji[0], self.recipe.data["neighbour_step_mm"])
        neighbours = int(self.recipe.data["neighbours"])
        raw = np.stack([neighbour_stack(case.slices, k, neighbours, step) for k in range(count)])
        parts = lesion_parts(case.lesion, case.voxel_ml)
        masks = np.stack([*parts, np.zeros_like(case.lesion, np.bool_)], axis=1)
        low, high = head_box_ji(case)
        middle = torch.from_numpy((low + high) / 2).expand(count, 2)
        shift = (torch.rand(count, 2, generator=generator) * 2 - 1) * options["shift_pixels"]
        size_j, size_i = self.recipe.data["frame_ji"]
        grid = sampling_grid(middle + shift, (size_j, size_i), options, generator)
        values = torch.from_numpy(np.concatenate([raw, masks], axis=1).astype(np.float32))
        read = sample(values, grid)
        pictures = (read[:, : raw.shape[1]] - case.mean) / case.deviation
        pictures = vary_intensity(pictures, options, generator).clamp(*self.recipe.data["clip"])
        seen = (read[:, raw.shape[1] :] > 0.5).numpy()
        return pictures, [torch.from_numpy(section_boxes(each)).float() for each in seen]

    def _prepare_draw(self) -> None:
        """Slices of a patient share a weight, those with and without lesion a share each."""
        self.places = [(n, k) for n, boxes in enumerate(self.boxes) for k in range(len(boxes))]
        shown = np.array([len(self.boxes[n][k]) > 0 for n, k in self.places])
        counts = np.array([len(self.boxes[n]) for n, _ in self.places], dtype=np.float64)
        weights = counts ** (float(self.recipe.data["patient_weight_power"]) - 1)
        share = float(self.recipe.data["lesion_fraction"])
        weights[shown] *= share / max(weights[shown].sum(), 1e-9)
        weights[~shown] *= (1 - share) / max(weights[~shown].sum(), 1e-9)
        self.weights = torch.from_numpy(weights)

    def steps_per_epoch(self) -> int:
        return max(1, int(self.recipe.data["samples_per_epoch"]) // int(self.recipe.data["batch"]))

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        """Set loss of the queries, or the cells' loss of the dense head."""
        assert isinstance(network, SliceDetector)
        network.encoder.eval()
        count = int(self.recipe.data["batch"])
        drawn = torch.multinomial(self.weights, count, replacement=True, generator=generator)
        chosen = [self.places[int(place)] for place in drawn]
        features = torch.stack([self.features[n][k] for n, k in chosen]).float()
        wanted = [self.boxes[n][k] for n, k in chosen]
        with in_bfloat16(self.recipe.optimisation["bf16"]):
            answers = [answer.float() for answer in network.detect(features)]
        if self.recipe.network["head"] == "queries":
            return set_loss(answers, wanted)
        cell = network.stride // 2
        size_j, size_i = self.recipe.data["frame_ji"]
        return cell_loss(answers[0], wanted, cell_centres(size_j // cell, size_i // cell, cell))

    @torch.no_grad()
    def answers(self, network: nn.Module) -> list[NDArray[np.float32]]:
        """(slices, 5, Q) of every validation volume, in pixels of its own cut."""
        assert isinstance(network, SliceDetector)
        return [
            torch.cat([network.detect(part)[-1] for part in torch.split(seen, 16)]).numpy()
            for seen in self.seen
        ]

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Sensitivity at one false positive a volume and average precision."""
        figures = detection_figures(self._volumes(self.answers(network), self._linkings()[0]))
        figures["score"] = _mean_precision(figures)
        return figures

    def _linkings(self) -> list[LinkingPart]:
        """That of the recipe's card in all the ways that are tried, the first while training."""
        options, card = self.recipe.validation, self.recipe.card
        base = LinkingPart.model_validate(card.get("prediction", {}).get("linking", {}))
        return [
            base.model_copy(update={"share": share, "top": top})
            for share in options["shares"]
            for top in options["tops"]
        ]

    def _volumes(
        self, answers: Sequence[NDArray[np.float32]], how: LinkingPart
    ) -> list[VolumeDetections]:
        return [
            _detections(answer, case, how)
            for answer, case in zip(answers, self.validation, strict=True)
        ]

    @torch.no_grad()
    def pictures(self, network: nn.Module, names: Sequence[str]) -> list[CasePicture]:
        """The slice that shows most of the lesion, with the boxes that cross it."""
        assert isinstance(network, SliceDetector)
        drawn = []
        for name in names:
            place = self.split.validation.index(name)
            parts = torch.split(self.seen[place], 16)
            answer = torch.cat([network.detect(part)[-1] for part in parts]).numpy()
            case, how = self.validation[place], self.chosen[0] or self._linkings()[0]
            drawn.append(_picture(case, _detections(answer, case, how), self.chosen[1]))
        return drawn

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        """Linking and threshold by the validation volumes; card, weights, tables."""
        round_weights(network)
        answers = self.answers(network)
        how = max(
            self._linkings(),
            key=lambda each: _mean_precision(detection_figures(self._volumes(answers, each))),
        )
        volumes = self._volumes(answers, how)
        threshold = threshold_at(volumes, float(self.recipe.validation["false_positives"]))
        self.chosen = how, threshold
        write_table(out / "validation_cases.csv", self._case_rows(volumes, threshold))
        write_table(out / "froc.csv", froc(volumes))
        card = card_table(
            self.recipe,
            encoder=self.encoder,
            prediction={"threshold": round(threshold, 4), "linking": how.model_dump()},
            data={
                "cases_training": len(self.training),
                "cases_validation": len(self.validation),
                "validation_names": list(self.split.validation),
            },
            metrics=self._metric_table(volumes),
        )
        write_model(out / "model", network, card)
        return {**detection_figures(volumes), "threshold": threshold}

    def _case_rows(
        self, volumes: Sequence[VolumeDetections], threshold: float
    ) -> list[dict[str, float | str]]:
        rows: list[dict[str, float | str]] = []
        for case, volume in zip(self.validation, volumes, strict=True):
            true, kept = hits(volume, LEAST_IOU[""]), volume.scores >= threshold
            shared = overlaps(volume.found[true & kept], volume.wanted)
            rows.append(
                {
                    "case": case.name,
                    "lesions": len(volume.wanted),
                    "hits": int((true & kept).sum()),
                    "false_positives": int((~true & kept).sum()),
                    "iou": round(float(shared.max(initial=0.0)), 4),
                    "highest_score": round(float(volume.scores.max(initial=0.0)), 4),
                    "lesion_ml": round(case.lesion_ml, 2),
                }
            )
        return rows

    def _metric_table(self, volumes: Sequence[VolumeDetections]) -> list[dict[str, Any]]:
        """Every figure over all volumes, the two that matter over each subgroup."""
        measured: list[dict[str, Any]] = [
            {"case": case.name, "lesion_ml": case.lesion_ml, "volume": volume}
            for case, volume in zip(self.validation, volumes, strict=True)
        ]
        rows = _metric_rows(volumes, self.measured_on, "")
        for group, members in subgroups(measured, self.data).items():
            found = _metric_rows([member["volume"] for member in members], self.measured_on, group)
            rows += [row for row in found if row["name"] in BY_GROUP]
        return rows


def _metric_rows(
    volumes: Sequence[VolumeDetections], data: str, group: str
) -> list[dict[str, Any]]:
    intervals = figure_intervals(volumes)
    return [
        {
            "name": name,
            "mean": round(mean, 4),
            "ci95": [round(end, 4) for end in intervals[name]],
            "data": data,
            "split": "validation",
            "cases": len(volumes),
            "group": group,
        }
        for name, mean in detection_figures(volumes).items()
    ]


def _picture(case: FlairCase, volume: VolumeDetections, threshold: float) -> CasePicture:
    k = fullest_slice(case.lesion, case.lesion)
    found = volume.found[volume.scores >= threshold]
    sides = [
        tuple(_filled(box, case.lesion.shape[1:]) for box in boxes if box[0] <= k < box[3])
        for boxes in (volume.wanted, found)
    ]
    words = f"{case.name}, slice {k + 1}, {len(found)} boxes found, {len(volume.wanted)} wanted"
    return CasePicture(words, case.slices[k], sides[0], sides[1])


def _filled(box_kji: NDArray[np.float64], shape_ji: tuple[int, ...]) -> NDArray[np.bool_]:
    """The box's section as a mask."""
    mask = np.zeros(shape_ji, np.bool_)
    low, high = (np.rint(box_kji[start : start + 2]).astype(int) for start in (1, 4))
    mask[max(low[0], 0) : high[0], max(low[1], 0) : high[1]] = True
    return mask


def _mean_precision(figures: Mapping[str, float]) -> float:
    """Of all IoU limits: boxes that fit better are worth something too."""
    return float(np.mean([figures[f"ap{ending}"] for ending in LEAST_IOU]))


def _detections(answer: NDArray[np.float32], case: FlairCase, how: LinkingPart) -> VolumeDetections:
    """Boxes linked in a validation volume, and those wanted, in voxels of the scan."""
    rows, columns = head_cut(case)
    chains = link([slice_candidates(each, how) for each in answer], how)
    corner = np.array([0, rows.start, columns.start] * 2, dtype=np.float64)
    parts = lesion_parts(case.lesion, case.voxel_ml)
    return VolumeDetections(
        np.array([chain.bounds_kji + corner for chain in chains]).reshape(-1, 6),
        np.array([chain.score for chain in chains], dtype=np.float64),
        np.array([part_bounds(part) for part in parts]).reshape(-1, 6),
    )


@torch.no_grad()
def _embedded(network: SliceDetector, pictures: torch.Tensor) -> torch.Tensor:
    with in_bfloat16():
        parts = [
            network.embed(part.contiguous(memory_format=torch.channels_last)).float()
            for part in torch.split(pictures, EMBEDDED_AT_ONCE)
        ]
    return torch.cat(parts)
