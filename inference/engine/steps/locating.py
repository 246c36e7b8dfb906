"""A model's own region in a series that shows more: a template says where, a crop is cut there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card, LocatePart, RegionPart, SegmentPart
from inference.engine.steps.preparation import Step, without_padding
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.imaging.resampling import box_over, part_of, resample
from inference.imaging.volume import Volume

if TYPE_CHECKING:
    from inference.registration.template_fit import TemplateFit

Float = NDArray[np.float64]

AXIAL = ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0))  # LPS directions of k, j, i
LEAST_INSIDE = 0.9  # of a crop must lie within the series
MARGIN_VOXELS = 4


def needs_locating(geometry: Geometry, card: Card) -> bool:
    """True when a series is larger than the card's own inputs and the card knows where to look."""
    if card.locate is None:
        return False
    k_mm, j_mm, i_mm = np.array(geometry.shape_kji) * geometry.spacing_mm_kji
    inputs = card.inputs
    return bool(k_mm > inputs.extent_mm[1] or max(j_mm, i_mm) > inputs.field_of_view_mm[1])


def locate(
    volume: Volume, how: LocatePart, report: ProgressReport, cancelled: CancelCheck
) -> TemplateFit:
    """The template fitted to the series; InputError where the fit cannot be right."""
    from inference.registration.head_template import load_template
    from inference.registration.template_fit import fit_template

    fit = fit_template(load_template(how.template), volume, report=report, cancelled=cancelled)
    if cause := _implausible(fit, how):
        raise InputError(
            f"The region could not be found: {cause}. The series may show another part of the "
            "body, another contrast, or too little of the head."
        )
    return fit


def _implausible(fit: TemplateFit, how: LocatePart) -> str:
    low, high = how.scale
    if fit.overlap < how.least_overlap:
        return f"only {100 * fit.overlap:.0f} % of the template's brain lies within the series"
    if fit.correlation < how.least_correlation:
        return (
            f"series and template do not look alike (correlation {fit.correlation:.2f}, "
            f"at least {how.least_correlation:g})"
        )
    if fit.scales[2] < low or fit.scales[0] > high:
        sizes = " × ".join(f"{scale:.2f}" for scale in fit.scales)
        return f"the template had to be stretched {sizes}, beyond {low:g} to {high:g}"
    if fit.rotation_degrees > how.most_rotation_degrees:
        return f"the head seems turned by {fit.rotation_degrees:.0f}°"
    return ""


def fit_facts(fit: TemplateFit, how: LocatePart) -> Step:
    """What provenance keeps of a fit."""
    facts: dict[str, object] = {
        "template": how.template,
        "template_to_series_lps": np.round(fit.template_to_head, 4).tolist(),
        "correlation": round(fit.correlation, 4),
        "overlap": round(fit.overlap, 4),
        "scales": [round(scale, 4) for scale in fit.scales],
        "rotation_degrees": round(fit.rotation_degrees, 2),
    }
    return "locate", facts


def crop_around(
    volume: Volume, centre_lps: Float, turn: Float, how: LocatePart, card: Card
) -> Volume:
    """A crop around a place, its axes those of the turned head, at the network's own spacing.

    Raises InputError where the series does not reach around the place.
    """
    grid = _crop_grid(volume.geometry, centre_lps, turn, how, card)
    corners = np.stack(np.meshgrid(*(np.arange(n) for n in grid.shape_kji), indexing="ij"), -1)
    index = volume.geometry.index_from_lps(grid.lps_from_index(corners))
    inside = float(volume.geometry.contains_index(index).mean())
    if inside < LEAST_INSIDE:
        raise InputError(f"Only {100 * inside:.0f} % of a region lies within the series.")
    start, shape = box_over(volume.geometry, grid, MARGIN_VOXELS)
    near = replace(
        volume,
        array=volume.array[tuple(slice(a, a + n) for a, n in zip(start, shape, strict=True))],
        geometry=part_of(volume.geometry, start, shape),
        source_uids=(),
    )
    values = without_padding(near)
    values = resample(
        values, near.geometry, grid, order=1, fill=float(values.min()), antialias=True
    ).astype(np.float32, copy=False)
    return Volume(values, grid, volume.info, volume.unit)


def _crop_grid(
    geometry: Geometry, centre_lps: Float, turn: Float, how: LocatePart, card: Card
) -> Geometry:
    in_plane = card.preparation.in_plane_spacing_mm or 1.0
    spacing = np.array([card.preparation.slice_spacing_mm or in_plane, in_plane, in_plane])
    k, j, i = (max(1, round(n)) for n in np.array(how.crop_mm) / spacing)
    steps = (turn @ np.array(AXIAL).T) * spacing
    origin = centre_lps - steps @ ((np.array([k, j, i]) - 1) / 2)
    affine = affine_from_steps(origin, steps[:, 0], steps[:, 1], steps[:, 2])
    return geometry.with_shape_and_affine((k, j, i), affine)


def found_centre(probabilities: NDArray[np.float32], grid: Geometry, activation: str) -> Float:
    """(3,) LPS middle of what was found, weighed by its probability; InputError for nothing."""
    found = 1 - probabilities[0] if activation == "softmax" else probabilities.max(axis=0)
    sure = np.argwhere(found > 0.5)
    if not len(sure):
        raise InputError("Nothing was found in a region where the template says it should be.")
    middle = np.average(sure, axis=0, weights=found[tuple(sure.T)])
    return np.asarray(grid.lps_from_index(middle))


def region_card(card: Card, region: RegionPart, number: int) -> Card:
    """The card with its segments named and coded for one region, their numbers after the last's."""
    highest = max(segment.id for segment in card.segments)
    segments = [_in_region(part, region, number, highest) for part in card.segments]
    return card.model_copy(update={"segments": segments})


def _in_region(part: SegmentPart, region: RegionPart, number: int, highest: int) -> SegmentPart:
    paler = 1 - 0.65**number
    r, g, b = (round(value + (255 - value) * paler) for value in part.colour)
    return part.model_copy(
        update={
            "id": part.id + number * highest,
            "name": f"{region.name} {part.name}",
            "colour": (r, g, b),
            "laterality": region.laterality or part.laterality,
        }
    )
