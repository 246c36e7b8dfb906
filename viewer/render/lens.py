"""The magnifier: a disc of a view composed anew at a finer scale, never an enlarged picture."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.render.compose import Pixels, compose
from viewer.state.layers import FusionLayer
from viewer.state.scene import Scene

MAGNIFICATION = 3
_RIM_PX = 1.5  # of each of its two rings, at text scale 1
_LIGHT, _DARK = (0xE0, 0xE0, 0xE0), (0x10, 0x10, 0x10)


def lens_scene(scene: Scene, at_xy: tuple[float, float], side_px: int) -> Scene:
    """What lies around pixel ``at_xy`` of ``scene``, ``side_px`` wide, at 3 times the scale.

    Window, layers and all that has a place in the patient stay; what belongs to the edges of a
    view (letters, scale bar, corners, badges, strip, border, legends) is left out.
    """
    frame = replace(
        scene.frame.moved_to(scene.frame.lps_at(at_xy)),
        mm_per_pixel=scene.frame.mm_per_pixel / MAGNIFICATION,
        size_wh=(side_px, side_px),
    )
    return replace(
        scene,
        frame=frame,
        show_edges=False,
        fusion=_fusion(scene, at_xy, side_px),
        settled=False,  # what is kept for scrolling belongs to the view itself
    )


def lens_pixels(scene: Scene, at_xy: tuple[float, float], side_px: int) -> Pixels:
    """(side, side, 4) uint8 BGRA of the lens: a thin rim, clear outside the disc."""
    pixels = compose(lens_scene(scene, at_xy, side_px))
    inside, light, dark = _disc(side_px, max(1, round(_RIM_PX * scene.text_scale)))
    pixels[..., 3] = 255
    pixels[dark, :3] = _DARK
    pixels[light, :3] = _LIGHT
    pixels[~inside] = 0
    return pixels


@lru_cache(maxsize=4)
def _disc(side: int, rim: int) -> tuple[NDArray[np.bool_], ...]:
    """Masks of the disc and of its two rings, the light one outermost."""
    axis = np.arange(side) - (side - 1) / 2
    distance = np.hypot(axis[:, None], axis)
    edge = side / 2
    inside, ring = distance <= edge, distance > edge - rim
    return inside, inside & ring, inside & ~ring & (distance > edge - 2 * rim)


def _fusion(scene: Scene, at_xy: tuple[float, float], side_px: int) -> FusionLayer | None:
    """The second series, its swipe and its squares at the places that they have in the view."""
    layer = scene.fusion
    if layer is None:
        return None
    middle = (side_px - 1) / 2
    x, y = (round(MAGNIFICATION * (at + 0.5) - 0.5 - middle) for at in at_xy)
    split = MAGNIFICATION * layer.split * scene.frame.size_wh[0] - x
    return replace(
        layer,
        split=min(max(split / side_px, 0.0), 1.0),
        cell_px=layer.cell_px * MAGNIFICATION,
        origin_xy=(x, y),
    )
