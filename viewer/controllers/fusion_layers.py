"""The second series of a pane as a layer, in the space of the first."""

from functools import lru_cache

from inference.imaging.volume import Volume
from inference.registration.placing import Placing, place_moved
from viewer.state.fused import fused_series, link_of
from viewer.state.fusion import SeriesLink
from viewer.state.layers import FusionLayer
from viewer.state.reduce_study import first_window_look
from viewer.state.view_state import OpenSeries, ViewState


def fusion_layer(state: ViewState, base: OpenSeries) -> FusionLayer | None:
    """What lies over a series; None where nothing does, or nobody knows where it lies."""
    fusion, other = state.fusions.get(base.entry.id), fused_series(state, base.entry.id)
    if fusion is None or other is None:
        return None
    link = link_of(state, other, base)
    if link is None and other.space != base.space:
        return None
    return FusionLayer(
        id=f"fusion/{other.entry.id}",
        volume=other.volume if link is None else _moved(other.volume, base.volume, link),
        window=fusion.window or first_window_look(other).window,
        visible=fusion.visible,
        mode=fusion.mode,
        opacity=fusion.opacity,
        colour_map=fusion.colour_map,
        split=fusion.split,
    )


@lru_cache(maxsize=4)
def _moved(moving: Volume, fixed: Volume, link: SeriesLink) -> Volume:
    """Kept, since a view asks for it at each frame."""
    how: Placing = "registered" if link.how == "registered" else "placed-by-hand"
    return place_moved(moving, fixed, link.moving_to_fixed, how)
