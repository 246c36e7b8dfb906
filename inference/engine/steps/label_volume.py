"""From probabilities on the network's grid to labels on the grid of the input."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.catalog.card import Card, PredictionPart, SegmentPart
from inference.engine.steps.view import View
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import CodedConcept, LabelMap, Segment
from inference.imaging.resampling import box_over, part_of, resample

Float = NDArray[np.float32]
EVERY_NEIGHBOUR = np.ones((3, 3, 3), bool)


def label_views(
    views: Sequence[View], target: Geometry, threshold: float
) -> tuple[NDArray[np.uint8], Float]:
    """Labels and the score of the chosen label on ``target``, of all views together.

    Each is placed within its own box alone; where two overlap the higher score wins.
    """
    labels = np.zeros(target.shape_kji, np.uint8)
    score = np.zeros(target.shape_kji, np.float32)
    for view in views:
        grid = view.prepared.geometry
        start, shape = box_over(target, grid, margin=1)
        box = tuple(slice(a, a + n) for a, n in zip(start, shape, strict=True))
        near = part_of(target, start, shape)
        found, sure = label_volume(view.probabilities, grid, near, view.card, threshold)
        wins = (found > 0) & (sure > score[box])
        labels[box][wins] = found[wins]
        score[box][wins] = sure[wins]
    return labels, score


def label_volume(
    probabilities: Float, grid: Geometry, target: Geometry, card: Card, threshold: float
) -> tuple[NDArray[np.uint8], Float]:
    """Labels and the score of the chosen label, both (k, j, i) on ``target``.

    Sigmoid channels are segments in the card's order, cut at ``threshold`` (the strongest wins);
    with softmax, channel 0 is background and the largest wins.
    """
    background = int(card.prediction.activation == "softmax")
    labels = np.zeros(target.shape_kji, np.uint8)
    score = np.zeros(target.shape_kji, np.float32)
    if background:
        best = _on(target, probabilities[0], grid, fill=1.0)
    else:
        best = np.full(target.shape_kji, np.nextafter(np.float32(threshold), 0), np.float32)
    for channel, segment in enumerate(card.segments, start=background):
        probability = _on(target, probabilities[channel], grid, fill=0.0)
        wins = probability > best
        labels[wins] = segment.id
        score[wins] = best[wins] = probability[wins]
    return labels, score


def _on(target: Geometry, probability: Float, grid: Geometry, fill: float) -> Float:
    back = resample(probability, grid, target, order=1, fill=fill, antialias=True)
    return back.astype(np.float32, copy=False)


def without_small_components(
    labels: NDArray[np.uint8], geometry: Geometry, how: PredictionPart
) -> NDArray[np.uint8]:
    """The labels without connected components (26 neighbours) under ``minimum_component_ml``."""
    if how.minimum_component_ml <= 0 or not geometry.calibrated:
        return labels
    kept = labels.copy()
    for segment_id, box in enumerate(ndimage.find_objects(labels), start=1):
        if box is None:
            continue
        components, count = ndimage.label(labels[box] == segment_id, EVERY_NEIGHBOUR)
        weights = np.broadcast_to(geometry.slice_volumes_ml[box[0], None, None], components.shape)
        volumes = np.bincount(components.ravel(), weights.ravel(), count + 1)
        small = np.flatnonzero(volumes < how.minimum_component_ml)
        kept[box][np.isin(components, small[small > 0])] = 0
    return kept


def label_map(labels: NDArray[np.uint8], geometry: Geometry, card: Card) -> LabelMap:
    """The labels with the card's names, codes and colours."""
    segments = tuple(_segment(part, card) for part in card.segments)
    return LabelMap(labels, geometry, segments, name=card.name)


def _segment(part: SegmentPart, card: Card) -> Segment:
    return Segment(
        part.id,
        part.name,
        part.colour,
        type_code=_concept(part.type),
        category_code=_concept(part.category),
        laterality=_concept(part.laterality),
        algorithm_name=f"{card.id} {card.version}",
    )


def _concept(code: tuple[str, str, str] | None) -> CodedConcept | None:
    return CodedConcept(*code) if code else None
