"""A second series is shown where it lies, blended, in squares or behind a swipe."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from inference.registration.placing import place_moved
from tests.unit.render.views import (
    UPRIGHT,
    bare_scene,
    noise_volume,
    oblique_frame,
    pixel_points,
    sampled,
    sure,
    turned_affine,
)
from viewer.render.colour_tables import colour_table
from viewer.render.compose import compose
from viewer.render.overlays.badges import fusion_badge
from viewer.state.layers import FusionLayer
from viewer.state.planes import fitted_frame
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

WINDOW = DisplayWindow(127.5, 255.0, "LINEAR_EXACT")
BADGE_ROWS = slice(60, None)  # the badge that names the fused series lies above


def second(affine: np.ndarray = UPRIGHT) -> Volume:
    values = np.random.default_rng(11).integers(0, 250, (6, 8, 9)).astype(np.int16)
    return Volume(values, Geometry((6, 8, 9), affine @ np.diag([0.9, 1.1, 1.2, 1.0])))


def frames() -> list[ViewFrame]:
    geometry = noise_volume().geometry
    return [
        fitted_frame(geometry, "axial", (220, 200)),
        replace(oblique_frame((220, 200), 0.3), centre_lps=geometry.centre_lps),
    ]


def fused(frame: ViewFrame, layer: FusionLayer) -> Scene:
    return bare_scene(noise_volume(), frame, WINDOW, fusion=layer)


def rgb(scene: Scene) -> np.ndarray:
    return compose(scene)[..., 2::-1].astype(int)


@pytest.mark.parametrize("frame", frames())
@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine()])
def test_a_blend_follows_the_second_series_on_its_own_grid(
    frame: ViewFrame, affine: np.ndarray
) -> None:
    layer = FusionLayer("f", second(affine), WINDOW, opacity=0.6)
    under = rgb(bare_scene(noise_volume(), frame, WINDOW))
    values, inside = sampled(layer.volume.array, layer.volume.geometry, pixel_points(frame))
    alpha = np.where(inside, np.clip(values / 32, 0, 1) * 0.6, 0)[..., None]
    colour = colour_table("hot")[np.clip(np.rint(values), 0, 255).astype(int)]
    wanted = under * (1 - alpha) + colour * alpha
    certain = sure(frame, layer.volume.geometry)[BADGE_ROWS]
    gap = np.abs(rgb(fused(frame, layer)) - wanted)[BADGE_ROWS]
    assert np.percentile(gap[certain], 99.5) <= 4 and gap[certain].max() <= 12
    assert np.abs(wanted - under).max() > 50


@pytest.mark.parametrize("frame", frames())
def test_a_checkerboard_shows_each_series_in_every_second_square(frame: ViewFrame) -> None:
    layer = FusionLayer("f", second(), WINDOW, mode="checkerboard", cell_px=20)
    first = rgb(bare_scene(noise_volume(), frame, WINDOW))
    other = rgb(bare_scene(layer.volume, frame, WINDOW))
    y, x = np.indices(first.shape[:2])
    wanted = np.where(((y // 20 + x // 20) % 2 == 1)[..., None], other, first)
    np.testing.assert_array_equal(rgb(fused(frame, layer))[BADGE_ROWS], wanted[BADGE_ROWS])


@pytest.mark.parametrize("frame", frames())
@pytest.mark.parametrize("split", [0.0, 0.25, 1.0])
def test_a_swipe_shows_the_second_series_to_the_right(frame: ViewFrame, split: float) -> None:
    layer = FusionLayer("f", second(), WINDOW, mode="swipe", split=split)
    first = rgb(bare_scene(noise_volume(), frame, WINDOW))
    other = rgb(bare_scene(layer.volume, frame, WINDOW))
    left = round(220 * split)
    picture = rgb(fused(frame, layer))[BADGE_ROWS]
    np.testing.assert_array_equal(picture[:, left:], other[BADGE_ROWS, left:])
    reach = max(left - 1, 0)
    np.testing.assert_array_equal(picture[:, :reach], first[BADGE_ROWS, :reach])


def test_fusion_is_never_silent_and_can_be_switched_off() -> None:
    frame = frames()[0]
    layer = FusionLayer("f", second(), WINDOW)
    assert fusion_badge(fused(frame, layer)) == ["blend: another series"]
    moved = place_moved(second(), noise_volume(), np.eye(4), "registered")
    by_hand = place_moved(second(), noise_volume(), np.eye(4), "placed-by-hand")
    for volume, words in ((moved, "registered"), (by_hand, "placed by hand")):
        badge = fusion_badge(fused(frame, replace(layer, volume=volume)))
        assert badge == [f"blend: another series · {words}"]
    bare = compose(bare_scene(noise_volume(), frame, WINDOW))
    np.testing.assert_array_equal(compose(fused(frame, replace(layer, visible=False))), bare)
    hidden = replace(fused(frame, layer), show_overlays=False)
    np.testing.assert_array_equal(compose(hidden), bare)
