"""The magnifier shows what lies at each place: what the view itself composes there."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from tests.golden.phantoms import body, oblique, upright
from tests.golden.scenes import mask, pointed, slanted, turned_planes, view, with_words
from viewer.render.compose import compose
from viewer.render.lens import MAGNIFICATION, lens_pixels, lens_scene
from viewer.state.layers import FusionLayer
from viewer.state.scene import Scene

AT, SIDE = (160, 220), 91


def thirds(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Every third pixel of the lens, from its middle, and the view's pixels at those places."""
    lens = compose(lens_scene(scene, AT, SIDE))[..., :3].astype(int)
    reach = SIDE // 2 // MAGNIFICATION
    first = SIDE // 2 - reach * MAGNIFICATION
    shown = compose(replace(scene, show_edges=False))[..., :3].astype(int)
    around = shown[AT[1] - reach : AT[1] + reach + 1, AT[0] - reach : AT[0] + reach + 1]
    return lens[first::MAGNIFICATION, first::MAGNIFICATION][
        : 2 * reach + 1, : 2 * reach + 1
    ], around


@pytest.mark.parametrize(
    "scene",
    [view(upright(), "axial"), view(oblique(), "sagittal"), slanted()],
    ids=["along the grid", "oblique", "slanted with mask and heatmap"],
)
def test_a_pixel_of_the_lens_is_the_composed_pixel_at_its_place(scene: Scene) -> None:
    plain = replace(scene, masks=(), heatmaps=scene.heatmaps)
    lens, around = thirds(plain)
    assert np.ptp(around) > 50
    assert np.abs(lens - around).max() <= 2


def test_between_the_pixels_of_the_view_the_volume_is_sampled_anew() -> None:
    scene = view(upright(), "axial")
    lens = compose(lens_scene(scene, AT, SIDE))
    coarse = lens[SIDE // 2 % 3 :: 3, SIDE // 2 % 3 :: 3]
    enlarged = coarse.repeat(3, axis=0).repeat(3, axis=1)[:SIDE, :SIDE]
    shift = SIDE // 2 % 3
    assert (lens[shift:, shift:][:80, :80] != enlarged[:80, :80]).mean() > 0.05


@pytest.mark.parametrize("mode", ["swipe", "checkerboard"])
def test_swipe_and_squares_lie_in_the_lens_where_they_lie_in_the_view(mode: str) -> None:
    other = replace(body(upright()), array=body(upright()).array[:, ::-1, ::-1].copy())
    layer = FusionLayer("f", other, DisplayWindow(100, 300), mode=mode, cell_px=16, split=0.48)  # type: ignore[arg-type]
    lens, around = thirds(view(upright(), "axial", fusion=layer))
    assert (around != thirds(view(upright(), "axial"))[1]).mean() > 0.05
    wrong = np.abs(lens - around).max(axis=-1) > 2
    assert wrong.mean() < 0.04  # the swipe's line keeps its width


def test_masks_and_findings_are_in_the_lens_and_the_words_of_the_edges_are_not() -> None:
    bare = view(upright(), "axial")
    masked = replace(bare, masks=mask(upright()))
    at = tuple(np.round(bare.frame.pixel_at((-40.0, -4.0, -2.0))).astype(int).tolist())
    without = compose(lens_scene(bare, at, SIDE))
    assert (compose(lens_scene(masked, at, SIDE)) != without).any()
    assert (
        compose(lens_scene(with_words(masked), at, SIDE)) == compose(lens_scene(masked, at, SIDE))
    ).all()
    marked = replace(pointed(), strips=(), crosshair_lps=None, reference_lines=())
    assert (compose(lens_scene(marked, at, SIDE)) != without).any()


def test_the_grips_of_the_crosshair_stay_in_the_view() -> None:
    scene = turned_planes()
    assert scene.crosshair_lps is not None
    at = tuple(np.round(scene.frame.pixel_at(scene.crosshair_lps)).astype(int).tolist())
    lens = lens_scene(scene, at, 201)
    assert (compose(lens) != compose(replace(lens, show_edges=True, crosshair_lines=None))).any()
    assert (compose(lens) != compose(replace(lens, show_edges=True))).any()


def test_the_lens_is_a_disc_with_a_rim_and_clear_outside_it() -> None:
    pixels = lens_pixels(view(upright(), "axial"), AT, SIDE)
    assert pixels[0, 0].tolist() == [0, 0, 0, 0]
    assert pixels[SIDE // 2, 0].tolist() == [0xE0, 0xE0, 0xE0, 255]
    opaque = (pixels[..., 3] == 255).sum()
    assert opaque == pytest.approx(np.pi * SIDE**2 / 4, rel=0.01)
