"""Masks against masks: Dice and HD95 of each label, on the grid of the scan."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card
from inference.catalog.models import ModelEntry
from inference.engine.run import run
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck
from inference.training.evaluations import Interval, Row, Tell
from inference.training.evaluations.folder_cases import (
    MaskedCases,
    known_labels,
    mask_on_grid,
    read_single,
)
from inference.training.metrics import bootstrap_interval, dice, hd95_mm, surface_dice

SURFACE_TOLERANCE_MM = 2.0


class SegmentationEvaluation(MaskedCases):
    """Each label of the mask against the model's."""

    def row(
        self,
        entry: ModelEntry,
        name: str,
        case: tuple[Path, Path],
        tell: Tell,
        cancelled: CancelCheck,
    ) -> Row:
        found = run(self.request(entry, name, case), tell, cancelled).label_maps[0]
        truth = mask_on_grid(read_single(case[1]), found.geometry)
        wanted = known_labels(truth, entry.card)
        return mask_figures(found.array, wanted, found.geometry, entry.card)

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        mean, interval = {}, {}
        for metric in (key for key in rows[0] if key != "case"):
            values = [float(row[metric]) for row in rows]
            mean[metric] = float(np.mean(values))
            interval[metric] = bootstrap_interval(values)
        return mean, interval


def mask_figures(
    found: NDArray[np.generic], truth: NDArray[np.generic], geometry: Geometry, card: Card
) -> Row:
    """Dice, HD95, surface Dice and volume error of (k, j, i) labels on one grid.

    Each segment has figures of its own, by name, its Dice by number too (``dice_anterior`` is
    ``dice_1``); the plain ones (``dice``) are their means.
    """
    row: Row = {}
    for segment in card.segments:
        row |= _figures(found == segment.id, truth == segment.id, geometry, segment.name)
    keys = [_key(segment.name) for segment in card.segments]
    if len(keys) == 1:
        row = {key.removesuffix(f"_{keys[0]}"): value for key, value in row.items()}
        row[f"dice_{keys[0]}"] = row["dice"]
    else:
        for metric in ("dice", "hd95_mm", "surface_dice"):
            row[metric] = float(np.mean([row[f"{metric}_{key}"] for key in keys]))
    return row | {f"dice_{s.id}": row[f"dice_{_key(s.name)}"] for s in card.segments}


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")


def _figures(
    found: NDArray[np.bool_], truth: NDArray[np.bool_], geometry: Geometry, name: str
) -> dict[str, float]:
    spacing, label = geometry.spacing_mm_kji, _key(name)
    volume_ml = geometry.slice_volumes_ml
    gap = (found.sum((1, 2)) - truth.sum((1, 2), dtype=np.int64)) @ volume_ml
    return {
        f"dice_{label}": dice(found, truth),
        f"hd95_mm_{label}": hd95_mm(found, truth, spacing),
        f"surface_dice_{label}": surface_dice(found, truth, spacing, SURFACE_TOLERANCE_MM),
        f"volume_error_ml_{label}": float(gap),
    }
