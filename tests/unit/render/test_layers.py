"""Masks and heatmaps lie where their own grids say, in their own colours."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import Volume
from tests.unit.render.views import (
    UPRIGHT,
    bare_scene,
    noise_volume,
    oblique_frame,
    pixel_points,
    sampled,
    sheared_affine,
    sure,
    turned_affine,
)
from viewer.render.colour_tables import colour_table
from viewer.render.compose import compose
from viewer.render.kernels.labels import run_end
from viewer.state.layers import HeatmapLayer, MaskLayer, SegmentStyle
from viewer.state.planes import fitted_frame
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

WINDOW = DisplayWindow(127.5, 255.0, "LINEAR_EXACT")
RED, GREEN = (255, 0, 0), (0, 255, 0)
# Another grid than the volume's: half a voxel off, finer, and shorter.
OWN_GRID = Geometry(
    (5, 14, 13), affine_from_steps((-17, -15, -7), (0, 0, 3.5), (0, 2.5, 0), (3, 0, 0))
)


def labels(geometry: Geometry = OWN_GRID, dtype: str = "uint8") -> LabelMap:
    values = np.random.default_rng(1).integers(0, 3, geometry.shape_kji).astype(dtype)
    return LabelMap(values, geometry, (Segment(1, "a", RED), Segment(2, "b", GREEN)))


def frames() -> list[ViewFrame]:
    geometry = noise_volume().geometry
    upright = fitted_frame(geometry, "sagittal", (95, 83))
    return [upright, oblique_frame((95, 83), 0.7).moved_to(geometry.centre_lps)]


def black() -> Volume:
    whole = noise_volume()
    return replace(whole, array=np.zeros_like(whole.array))


def rgb(scene: Scene) -> np.ndarray:
    return compose(scene)[..., 2::-1].astype(int)


@pytest.mark.parametrize("frame", frames())
@pytest.mark.parametrize("affine", [UPRIGHT, sheared_affine(), turned_affine()])
@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32"])
def test_each_pixel_shows_the_nearest_label_of_the_masks_own_grid(
    frame: ViewFrame, affine: np.ndarray, dtype: str
) -> None:
    geometry = replace(OWN_GRID, index_to_lps=affine @ np.diag([0.9, 0.8, 0.7, 1.0]))
    mask = labels(geometry, dtype)
    layer = MaskLayer("m", mask, opacity=1.0, contour=False, styles={})
    picture = rgb(bare_scene(black(), frame, WINDOW, masks=(layer,)))
    values, inside = sampled(mask.array, geometry, pixel_points(frame), order=0)
    wanted = np.where(inside, values, 0).astype(int)
    colours = np.array([(0, 0, 0), RED, GREEN])[wanted]
    certain = sure(frame, geometry)
    assert (np.abs(picture - colours)[certain] <= 1).all()
    assert {0, 1, 2} <= set(wanted[certain])


@pytest.mark.parametrize("frame", frames())
@pytest.mark.parametrize("margin", [1, 2, 3])
def test_a_contour_runs_inside_every_edge_and_nowhere_else(frame: ViewFrame, margin: int) -> None:
    mask = labels()
    layer = MaskLayer("m", mask, opacity=0.2)
    picture = rgb(bare_scene(black(), frame, WINDOW, masks=(layer,), text_scale=float(margin)))
    bare = rgb(
        bare_scene(black(), frame, WINDOW, masks=(replace(layer, contour=False, opacity=1.0),))
    )
    slot = bare.argmax(axis=-1) * 2 + (bare.max(axis=-1) > 0)
    padded = np.pad(slot, margin, mode="edge")
    height, width = slot.shape
    edge = np.zeros(slot.shape, bool)
    for dy, dx in ((0, margin), (0, -margin), (margin, 0), (-margin, 0)):
        shifted = padded[margin + dy : margin + dy + height, margin + dx : margin + dx + width]
        edge |= shifted != slot
    labelled = bare.max(axis=-1) > 0
    bright = picture.max(axis=-1) > 200
    assert (bright == (edge & labelled)).all()
    assert (picture[labelled & ~edge].max(axis=-1) == 51).all()


def test_hidden_segments_are_not_drawn_and_own_colours_are() -> None:
    styles = {1: SegmentStyle(visible=False), 2: SegmentStyle(opacity=1.0, colour=(0, 0, 250))}
    layer = MaskLayer("m", labels(), contour=False, styles=styles)
    picture = rgb(bare_scene(black(), frames()[0], WINDOW, masks=(layer,)))
    seen = {tuple(colour) for colour in picture.reshape(-1, 3)}
    assert seen == {(0, 0, 0), (0, 0, 250)}


@pytest.mark.parametrize("frame", frames())
def test_a_label_that_no_segment_describes_does_not_pass_unseen(frame: ViewFrame) -> None:
    values = np.zeros(OWN_GRID.shape_kji, np.uint16)
    values[1:4, 2:9, 2:9] = 777
    layer = MaskLayer("m", LabelMap(values, OWN_GRID, (Segment(1, "a", RED),)))
    picture = rgb(bare_scene(black(), frame, WINDOW, masks=(layer,)))
    lit = picture[picture.max(axis=-1) > 0]
    assert len(lit) > 50 and (lit[:, 1] == 0).all() and (lit[:, 0] == lit[:, 2]).all()


def test_layers_that_are_switched_off_are_not_drawn() -> None:
    volume, frame = noise_volume(), frames()[0]
    mask, heat = MaskLayer("m", labels()), HeatmapLayer("h", heatmap())
    bare = compose(bare_scene(volume, frame, WINDOW))
    off = (replace(mask, visible=False),), (replace(heat, visible=False),)
    layered = bare_scene(volume, frame, WINDOW, masks=off[0], heatmaps=off[1])
    np.testing.assert_array_equal(compose(layered), bare)
    hidden = bare_scene(volume, frame, WINDOW, masks=(mask,), show_overlays=False)
    np.testing.assert_array_equal(compose(hidden), bare)


def heatmap(geometry: Geometry = OWN_GRID) -> Heatmap:
    values = np.random.default_rng(5).random(geometry.shape_kji).astype(np.float32) * 3 - 0.5
    return Heatmap(values, geometry, "Seg-Grad-CAM", "lesion", value_range=(0.0, 2.0))


@pytest.mark.parametrize("frame", frames())
@pytest.mark.parametrize("affine", [UPRIGHT, turned_affine()])
def test_a_heatmap_blends_by_its_value_on_its_own_grid(
    frame: ViewFrame, affine: np.ndarray
) -> None:
    geometry = replace(OWN_GRID, index_to_lps=affine @ np.diag([0.9, 0.8, 0.7, 1.0]))
    layer = HeatmapLayer("h", heatmap(geometry), opacity=0.7)
    volume = noise_volume()
    under = rgb(bare_scene(volume, frame, WINDOW))
    # The legend is not of interest here: a view this small has no room for it.
    picture = rgb(bare_scene(volume, frame, WINDOW, heatmaps=(layer,)))
    values, inside = sampled(layer.heatmap.array, geometry, pixel_points(frame))
    level = np.clip(values / 2.0, 0, 1)
    alpha = np.where(inside, level, 0)[..., None] * 0.7
    colour = colour_table("inferno")[np.rint(level * 255).astype(int)]
    wanted = under * (1 - alpha) + colour * alpha
    certain = sure(frame, geometry)
    assert np.abs(picture - wanted)[certain].max() <= 3
    assert np.abs(picture - under).max() > 50


def test_a_heatmap_without_a_range_shows_nothing() -> None:
    layer = HeatmapLayer("h", replace(heatmap(), value_range=(1.0, 1.0)))
    volume, frame = noise_volume(), frames()[0]
    bare = rgb(bare_scene(volume, frame, WINDOW))
    np.testing.assert_array_equal(rgb(bare_scene(volume, frame, WINDOW, heatmaps=(layer,))), bare)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16"])
def test_a_run_of_equal_voxels_ends_where_the_next_begins(dtype: str) -> None:
    for length in (1, 2, 15, 16, 17, 31, 32, 33, 48, 70):
        for other in range(length + 1):
            row = np.full(length, 3, dtype)
            row[other:] = 4
            begin = min(other, length - 1) // 2
            row.setflags(write=False)
            expected = other if other > begin else length
            assert run_end(row, begin) == expected
