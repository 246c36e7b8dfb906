"""Premultiplied colour tables for masks and heatmaps."""

from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from viewer.render.colour_tables import colour_table
from viewer.render.kernels.tables import Blend, Grey, Labels
from viewer.state.layers import FusionLayer, HeatmapLayer, MaskLayer, SegmentStyle

UNKNOWN_COLOUR = (255, 0, 255)  # a label that no segment describes must not pass unseen
_CONTOUR_OPACITY = 0.95
_LABELS: "WeakKeyDictionary[MaskLayer, Labels]" = WeakKeyDictionary()
_NO_LUT: NDArray[np.uint32] = np.zeros(0, np.uint32)


def blend_table(rgb: NDArray[np.float64], opacity: NDArray[np.float64]) -> Blend:
    """Blend of (n, 3) sRGB colours with (n,) opacities 0…1."""
    alpha = np.rint(np.clip(opacity, 0, 1) * 256).astype(np.uint32)
    colour = np.rint(rgb).astype(np.uint32)
    # Half a step added once, so that a blend rounds instead of darkening.
    red = colour[:, 0] * alpha + 128
    green = colour[:, 1] * alpha + 128
    blue = colour[:, 2] * alpha + 128
    plain = alpha == 0
    for channel in (red, green, blue):
        channel[plain] = 0
    return Blend((256 - alpha).astype(np.uint32), ((red << 16) | blue).astype(np.uint32), green)


def mask_labels(layer: MaskLayer, margin: int) -> Labels:
    """How ``layer`` is shown, with contours ``margin`` pixels wide; kept while the layer lives.

    Slot 0 shows nothing, slot 1 is for labels that no segment describes.
    """
    kept = _LABELS.get(layer)
    if kept is None or kept.margin != margin:
        kept = _LABELS[layer] = _mask_labels(layer, margin)
    return kept


def _mask_labels(layer: MaskLayer, margin: int) -> Labels:
    segments = layer.label_map.segments
    top = max((segment.id for segment in segments), default=0)
    slots = np.ones(top + 2, np.uint16)
    slots[0] = 0
    colours, opacities = [(0, 0, 0), UNKNOWN_COLOUR], [0.0, layer.opacity]
    for segment in segments:
        style = layer.styles.get(segment.id, SegmentStyle(opacity=layer.opacity))
        slots[segment.id] = len(colours) if style.visible else 0
        colours.append(style.colour or segment.colour)
        opacities.append(style.opacity)
    blend = _fill_and_contour(np.array(colours, float), np.array(opacities), layer.contour)
    return Labels(slots, blend, margin)


def _fill_and_contour(rgb: NDArray[np.float64], fill: NDArray[np.float64], contour: bool) -> Blend:
    """Interleaved fills and contours; without contours both are the fill."""
    edge = np.full_like(fill, _CONTOUR_OPACITY) if contour else fill
    edge[0] = 0
    return blend_table(np.repeat(rgb, 2, axis=0), np.stack([fill, edge], axis=1).reshape(-1))


def heat_blend(layer: HeatmapLayer) -> Blend:
    """Colours by level 0…255, opacity rising with the level up to the layer's own."""
    return _heat_blend(layer.colour_map, layer.opacity)


@lru_cache(maxsize=32)
def _heat_blend(colour_map: str, most: float) -> Blend:
    return blend_table(colour_table(colour_map).astype(float), np.linspace(0, 1, 256) * most)


def fusion_blend(layer: FusionLayer) -> Blend:
    """Colours by level 0…255; full opacity from an eighth of the window on, air stays clear."""
    opacity = np.clip(np.arange(256) / 32, 0, 1) * layer.opacity
    return blend_table(colour_table(layer.colour_map).astype(float), opacity)


def heat_ramp(value_range: tuple[float, float]) -> Grey:
    """Values to levels 0…255, rounded; a range without width shows nothing."""
    low, high = value_range
    if not high > low:
        return Grey(0.0, 0.0, _NO_LUT, False, 0.0, 0.0)
    scale = 255.0 / (high - low)
    return Grey(scale, 0.5 - low * scale, _NO_LUT, False, 0.0, 0.0)
