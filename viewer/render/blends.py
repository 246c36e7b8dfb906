"""Tables of half-transparent colours for masks and heatmaps."""

from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from viewer.render.colour_tables import colour_table
from viewer.render.kernels.ink import Inks
from viewer.render.kernels.tables import Grey, Labels
from viewer.state.layers import FusionLayer, HeatmapLayer, MaskLayer, SegmentStyle

UNKNOWN_COLOUR = (255, 0, 255)  # a label that no segment describes must not pass unseen
_CONTOUR_OPACITY = 0.95
_LABELS: "WeakKeyDictionary[MaskLayer, Labels]" = WeakKeyDictionary()
_NO_LUT: NDArray[np.uint32] = np.zeros(0, np.uint32)


def inks_of(rgb: NDArray[np.float64], opacity: NDArray[np.float64]) -> Inks:
    """Inks of (n, 3) sRGB colours with (n,) opacities 0…1."""
    alpha = np.rint(np.clip(opacity, 0, 1) * 255).astype(np.uint32)
    red, green, blue = np.rint(rgb).astype(np.uint32).T
    return np.asarray((alpha << 24) | (red << 16) | (green << 8) | blue)


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
    inks = _fill_and_contour(np.array(colours, float), np.array(opacities), layer.contour)
    return Labels(slots, inks, margin)


def _fill_and_contour(rgb: NDArray[np.float64], fill: NDArray[np.float64], contour: bool) -> Inks:
    """Interleaved fills and contours; without contours both are the fill."""
    edge = np.full_like(fill, _CONTOUR_OPACITY) if contour else fill
    edge[0] = 0
    return inks_of(np.repeat(rgb, 2, axis=0), np.stack([fill, edge], axis=1).reshape(-1))


def heat_inks(layer: HeatmapLayer) -> Inks:
    """Colours by level 0…255, opacity rising with the level up to the layer's own."""
    return _heat_inks(layer.colour_map, layer.opacity)


@lru_cache(maxsize=32)
def _heat_inks(colour_map: str, most: float) -> Inks:
    return inks_of(colour_table(colour_map).astype(float), np.linspace(0, 1, 256) * most)


def fusion_inks(layer: FusionLayer) -> Inks:
    """Colours by level 0…255; full opacity from an eighth of the window on, air stays clear."""
    opacity = np.clip(np.arange(256) / 32, 0, 1) * layer.opacity
    return inks_of(colour_table(layer.colour_map).astype(float), opacity)


def heat_ramp(value_range: tuple[float, float]) -> Grey:
    """Values to levels 0…255, rounded; a range without width shows nothing."""
    low, high = value_range
    if not high > low:
        return Grey(0.0, 0.0, _NO_LUT, False, 0.0, 0.0)
    scale = 255.0 / (high - low)
    return Grey(scale, 0.5 - low * scale, _NO_LUT, False, 0.0, 0.0)
