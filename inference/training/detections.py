"""Boxes found against boxes wanted: hits, FROC and average precision over volumes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.engine.steps.box_links import overlaps
from inference.training.metrics import average_precision, sensitivity_at_false_positives

Float = NDArray[np.float64]
LEAST_IOU = {"": 0.1, "_iou30": 0.3, "_iou50": 0.5}  # of boxes in 3D, by a figure's ending
RATES = {"025": 0.25, "05": 0.5, "1": 1.0, "2": 2.0}  # false positives a volume


@dataclass(frozen=True, eq=False)
class VolumeDetections:
    """Of one volume: (n, 6) boxes found with (n,) scores, and (m, 6) boxes wanted.

    Boxes are three lows, then three highs, along axes of the same space.
    """

    found: Float
    scores: Float
    wanted: Float


def hits(volume: VolumeDetections, least_iou: float) -> NDArray[np.bool_]:
    """Of each box found, whether it is the first, by score, to match a lesion.

    A box takes the free lesion that it overlaps most, at least by ``least_iou``; whatever else
    it is, a second box on a lesion included, is a false positive.
    """
    shared = overlaps(volume.found, volume.wanted)
    result, free = np.zeros(len(volume.scores), np.bool_), np.ones(len(volume.wanted), np.bool_)
    for place in np.argsort(-volume.scores, kind="stable"):
        able = np.where(free, shared[place], -1.0)
        if len(able) and able.max() >= least_iou:
            free[able.argmax()] = False
            result[place] = True
    return result


def detection_figures(volumes: Sequence[VolumeDetections]) -> dict[str, float]:
    """``sensitivity_at_1fp`` and ``ap`` with the ending of each IoU, and other points of the FROC.

    The endings are those of ``LEAST_IOU``; ``sensitivity_at_<rate>fp`` those of ``RATES``.
    """
    return _figures(volumes, [_all_hits(volume) for volume in volumes])


Hits = dict[str, NDArray[np.bool_]]


def _all_hits(volume: VolumeDetections) -> Hits:
    return {ending: hits(volume, least) for ending, least in LEAST_IOU.items()}


def _figures(volumes: Sequence[VolumeDetections], found: Sequence[Hits]) -> dict[str, float]:
    scores = np.concatenate([volume.scores for volume in volumes])
    lesions = sum(len(volume.wanted) for volume in volumes)
    figures = {}
    for ending in LEAST_IOU:
        true = np.concatenate([one[ending] for one in found])
        for name, rate in RATES.items():
            if name == "1" or not ending:
                figures[f"sensitivity_at_{name}fp{ending}"] = sensitivity_at_false_positives(
                    scores, true, lesions, len(volumes), rate
                )
        figures[f"ap{ending}"] = average_precision(scores, true, lesions)
    return figures


def figure_intervals(
    volumes: Sequence[VolumeDetections], rounds: int = 1000
) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of the figures, volumes drawn again (Efron 1979)."""
    generator, drawn = np.random.default_rng(0), []
    found = [_all_hits(volume) for volume in volumes]
    for _ in range(rounds):
        picks = generator.integers(0, len(volumes), len(volumes))
        drawn.append(_figures([volumes[n] for n in picks], [found[n] for n in picks]))
    intervals = {}
    for name in drawn[0]:
        low, high = np.nanpercentile([figures[name] for figures in drawn], (2.5, 97.5))
        intervals[name] = (float(low), float(high))
    return intervals


def threshold_at(volumes: Sequence[VolumeDetections], rate: float) -> float:
    """The lowest score at which false positives stay within ``rate`` a volume."""
    curve = froc(volumes)
    able = [row["score"] for row in curve if row["false_positives"] <= rate]
    return able[-1] if able else float(np.nextafter(curve[0]["score"], 1)) if curve else 0.5


def froc(
    volumes: Sequence[VolumeDetections], least_iou: float = LEAST_IOU[""]
) -> list[dict[str, float]]:
    """Score, false positives a volume and sensitivity at every score, falling."""
    scores = np.concatenate([volume.scores for volume in volumes])
    true = np.concatenate([hits(volume, least_iou) for volume in volumes])
    order = np.argsort(-scores, kind="stable")
    lesions = max(sum(len(volume.wanted) for volume in volumes), 1)
    false = np.cumsum(~true[order]) / len(volumes)
    found = np.cumsum(true[order]) / lesions
    return [
        {"score": float(score), "false_positives": float(wrong), "sensitivity": float(right)}
        for score, wrong, right in zip(scores[order], false, found, strict=True)
    ]
