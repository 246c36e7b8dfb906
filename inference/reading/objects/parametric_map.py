"""Parametric maps to heatmaps in their own unit (PS3.3 A.75, C.7.6.16.2.11)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.heatmap import Heatmap
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import (
    check_frame_of_reference,
    concept_in,
    first_item,
    number_of,
    numbers_of,
    text_of,
)
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.frame_grid import (
    FrameGrid,
    frame_groups,
    frame_places,
    group_item,
    stack_frames,
)
from inference.reading.objects.stored_frames import StoredFrames, frame_shape, stored_frames

_NO_UNIT = {"1", "{no units}", "no units"}


@dataclass(frozen=True, slots=True)
class _Mapping:
    """How a frame's stored values become real ones: slope and intercept, or a table."""

    quantity: str
    unit: str
    slope: float
    intercept: float
    first: int = 0
    table: tuple[float, ...] = ()


def read_parametric_map(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """One heatmap per quantity and grid, values in the unit that the map states.

    Voxels without a value (not a number, or the padding value) take the low end of the range.
    """
    name = entry.path.name
    uid = text_of(dataset, "FrameOfReferenceUID")
    check_frame_of_reference(entry, uid, source)
    count, rows, columns = frame_shape(dataset, name)
    places = frame_places(dataset, count)
    if places is None:
        raise InputError(f"{name} does not say where its frames lie in the patient.")
    frames = stored_frames(dataset, name)
    shared, groups = frame_groups(dataset)
    mappings = [_mapping(shared, group) for group in groups]
    heatmaps: list[Heatmap] = []
    flags: list[Flag] = []
    for mapping in dict.fromkeys(mappings):
        wanted = [n for n, own in enumerate(mappings) if own == mapping]
        for grid in stack_frames([places[n] for n in wanted], (rows, columns), uid, source, name):
            values, missing = _values(frames, wanted, grid, mapping, _padding(dataset))
            heatmaps.append(_heatmap(values, missing, grid, mapping))
            flags += [_missing_flag(missing)] if missing.any() else []
    title = text_of(dataset, "ContentDescription") or entry.info.series_description
    return ObjectContent(entry, heatmaps=tuple(heatmaps), title=title, flags=tuple(flags[:1]))


def _mapping(shared: Dataset, group: Dataset) -> _Mapping:
    item = group_item(shared, group, "RealWorldValueMappingSequence")
    if item is None:
        return _Mapping("", "", 1.0, 0.0)
    unit = concept_in(item, "MeasurementUnitsCodeSequence")
    quantity = concept_in(first_item(item, "QuantityDefinitionSequence") or Dataset(),
                          "ConceptCodeSequence")  # fmt: skip
    label = text_of(item, "LUTExplanation") or text_of(item, "LUTLabel")
    slope, intercept = (number_of(item, f"RealWorldValue{part}") for part in ("Slope", "Intercept"))
    first = number_of(item, "RealWorldValueFirstValueMapped")
    if first is None:
        first = number_of(item, "DoubleFloatRealWorldValueFirstValueMapped")
    return _Mapping(
        quantity.meaning if quantity else label,
        unit.value if unit and unit.value not in _NO_UNIT else "",
        1.0 if slope is None else slope,
        0.0 if intercept is None else intercept,
        int(first or 0),
        tuple(numbers_of(item, "RealWorldValueLUTData")),
    )


def _padding(dataset: Dataset) -> float | None:
    keywords = ("FloatPixelPaddingValue", "DoubleFloatPixelPaddingValue", "PixelPaddingValue")
    return next((v for key in keywords if (v := number_of(dataset, key)) is not None), None)


def _values(
    frames: StoredFrames,
    wanted: list[int],
    grid: FrameGrid,
    mapping: _Mapping,
    padding: float | None,
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Real values on the grid, and where there are none."""
    values = np.full(grid.geometry.shape_kji, np.nan, np.float64)
    for frame, k in zip(grid.frames, grid.slices, strict=True):
        stored = frames[wanted[frame]]
        real = _real(stored, mapping)
        if padding is not None:
            real = np.where(stored == padding, np.nan, real)
        values[k] = real
    with np.errstate(over="ignore"):
        narrow = values.astype(np.float32)
    return narrow, ~np.isfinite(narrow)


def _real(stored: NDArray[np.generic], mapping: _Mapping) -> NDArray[np.float64]:
    if mapping.table:
        index = stored.astype(np.int64) - mapping.first
        table = np.array(mapping.table)
        inside = (index >= 0) & (index < len(table))
        return np.where(inside, table[np.clip(index, 0, len(table) - 1)], np.nan)
    return stored.astype(np.float64) * mapping.slope + mapping.intercept


def _heatmap(
    values: NDArray[np.float32], missing: NDArray[np.bool_], grid: FrameGrid, mapping: _Mapping
) -> Heatmap:
    known = values[~missing]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    values[missing] = low
    return Heatmap(
        values,
        grid.geometry,
        "parametric map",
        mapping.quantity,
        value_range=(low, high if high > low else low + 1.0),
        unit=mapping.unit,
    )


def _missing_flag(missing: NDArray[np.bool_]) -> Flag:
    share = 100 * float(missing.mean())
    message = f"{share:.1f} % of the map's voxels hold no value; they show as its lowest value."
    return Flag("map-values-missing", message, blocks_models=False)
