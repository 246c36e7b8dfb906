"""The gate: does this series suit this model's card, and if not, why not."""

import numpy as np

from inference.catalog.card import Card, InputPart
from inference.engine.request import InferenceRequest
from inference.engine.steps.locating import needs_locating
from inference.engine.steps.network_grid import lean_degrees, needs_reslice
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume


def check_suitability(request: InferenceRequest, card: Card) -> tuple[str, ...]:
    """What a person waved through, one sentence each; () when all is within the card.

    Raises InputError naming every cause, unless ``override_suitability`` is set. Colour
    pictures, and flags that nobody acknowledged, cannot be overridden.
    """
    _check_flags(request)
    causes = unsuitable(request.volume, card)
    if causes and not request.override_suitability:
        raise InputError(f"Model {card.name!r} does not suit this series: {'; '.join(causes)}.")
    acknowledged = [
        f"flag acknowledged: {flag.message}"
        for flag in request.volume.flags
        if flag.blocks_models and flag.code in request.acknowledged_flags
    ]
    return (*(f"outside the model's card: {cause}" for cause in causes), *acknowledged)


def unsuitable(volume: Volume, card: Card) -> tuple[str, ...]:
    """The reasons, as clauses, why a series lies outside a card; () when it does not.

    Raises InputError for what no override can cure: colour, or an empty picture.
    """
    if volume.is_colour:
        raise InputError(f"Model {card.name!r} needs grey values and this series is in colour.")
    return (
        *identity_causes(volume.info, volume.unit, card.inputs),
        *unsuitable_space(volume.geometry, card),
        *_value_causes(volume),
    )


def identity_causes(info: SeriesInfo, unit: str, inputs: InputPart) -> tuple[str, ...]:
    """What a series is, by its headers, against what the card asks for."""
    causes = []
    if info.modality not in inputs.modalities:
        wanted = " / ".join(inputs.modalities)
        causes.append(f"its modality is {info.modality or 'not stated'}, not {wanted}")
    if inputs.units and unit not in inputs.units:
        causes.append(f"its values are in {unit or 'no unit'}, not {inputs.units[0]}")
    words = f"{info.series_description} {info.protocol}".lower()
    if inputs.description_any and not any(w.lower() in words for w in inputs.description_any):
        wanted = ", ".join(inputs.description_any)
        causes.append(f"neither its description nor its protocol names {wanted}")
    if named := [word for word in inputs.description_none if word.lower() in words]:
        causes.append(f"its description or its protocol names {named[0]}")
    return tuple(causes)


def unsuitable_space(geometry: Geometry, card: Card) -> tuple[str, ...]:
    """How a series lies and how fine it is, against the card."""
    inputs = card.inputs
    if card.locate is not None and needs_locating(geometry, card):
        inputs = card.locate.inputs
    unknown = _unknown_space(geometry, inputs)
    return tuple(unknown or _space_causes(geometry, inputs, card.preparation.reslice))


def _check_flags(request: InferenceRequest) -> None:
    open_flags = [
        flag
        for flag in request.volume.flags
        if flag.blocks_models and flag.code not in request.acknowledged_flags
    ]
    if open_flags:
        codes = ", ".join(sorted({flag.code for flag in open_flags}))
        raise InputError(
            f"The series has a flag that nobody has acknowledged ({codes}): {open_flags[0].message}"
        )


def _unknown_space(geometry: Geometry, inputs: InputPart) -> list[str]:
    causes = []
    if inputs.calibrated and not geometry.calibrated:
        causes.append("its millimetres are unknown")
    if inputs.oriented and not geometry.oriented:
        causes.append("its orientation in the patient is unknown")
    return causes


def _space_causes(geometry: Geometry, inputs: InputPart, reslice: bool) -> list[str]:
    causes = []
    lean = lean_degrees(geometry, inputs.orientation)
    if needs_reslice(geometry, inputs.orientation):
        if not reslice:
            causes.append(f"its slices are not {inputs.orientation}")
        elif geometry.spacing_mm_kji[0] > inputs.slice_spacing_mm[1]:
            causes.append("its slices are too far apart to be resliced")
    if lean > inputs.max_tilt_degrees:
        limit = f"{inputs.max_tilt_degrees:.0f}°"
        causes.append(f"its slices lean {lean:.0f}° from {inputs.orientation}, over {limit}")
    causes += _spacing_causes(geometry, inputs, reslice)
    return causes


def _spacing_causes(geometry: Geometry, inputs: InputPart, reslice: bool) -> list[str]:
    causes = []
    k_mm, j_mm, i_mm = geometry.spacing_mm_kji
    extents = np.array(geometry.shape_kji) * geometry.spacing_mm_kji
    finest = 0.0 if reslice else inputs.slice_spacing_mm[0]
    for name, value, (low, high) in (
        ("pixel spacing", min(j_mm, i_mm), inputs.in_plane_spacing_mm),
        ("pixel spacing", max(j_mm, i_mm), inputs.in_plane_spacing_mm),
        ("slice spacing", k_mm, (finest, inputs.slice_spacing_mm[1])),
        ("field of view", float(extents[1:].min()), inputs.field_of_view_mm),
        ("field of view", float(extents[1:].max()), inputs.field_of_view_mm),
        ("height of the stack", float(extents[0]), inputs.extent_mm),
    ):
        cause = f"its {name} is {value:.3g} mm, not {low:g} to {high:g} mm"
        if not low - 1e-3 <= value <= high + 1e-3 and cause not in causes:
            causes.append(cause)
    if geometry.shape_kji[0] < inputs.min_slices:
        causes.append(f"it has {geometry.shape_kji[0]} slices, fewer than {inputs.min_slices}")
    return causes


def _value_causes(volume: Volume) -> list[str]:
    if not np.isfinite(volume.array).all():
        raise InputError("The series holds values that are not numbers; no model can read it.")
    if volume.array.min() == volume.array.max():
        return ["every voxel has the same value"]
    return []
