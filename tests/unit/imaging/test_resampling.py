"""Resampling keeps every voxel where it lies in the patient."""

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import grid_like, part_of, resample


def grid(
    shape: tuple[int, int, int] = (9, 16, 20),
    spacing: tuple[float, float, float] = (5.0, 0.8, 0.7),
    rotation_degrees: float = 0.0,
    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0),
    k_positions: NDArray[np.float64] | None = None,
) -> Geometry:
    angle = np.radians(rotation_degrees)
    turn = np.array(
        [[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]]
    )
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.eye(3)[:, ::-1] * np.array(spacing)
    affine[:3, 3] = np.array([-60.0, -40.0, 25.0]) + shift_mm
    return Geometry(shape, affine, k_positions=k_positions)


def ramp(geometry: Geometry) -> NDArray[np.float64]:
    """A field that linear interpolation reproduces exactly."""
    index = np.stack(np.meshgrid(*map(np.arange, geometry.shape_kji), indexing="ij"), -1)
    return np.asarray(geometry.lps_from_index(index) @ np.array([0.3, -0.7, 0.11]) + 5.0)


def centroid(mask: NDArray[np.generic], geometry: Geometry) -> NDArray[np.float64]:
    weights = mask.astype(np.float64)
    index = np.stack(np.meshgrid(*map(np.arange, mask.shape), indexing="ij"), -1)
    points = geometry.lps_from_index(index)
    return np.asarray((points * weights[..., None]).sum((0, 1, 2)) / weights.sum())


def blob(geometry: Geometry) -> NDArray[np.uint8]:
    mask = np.zeros(geometry.shape_kji, np.uint8)
    mask[3:6, 4:9, 6:14] = 1
    mask[4, 9:11, 6:9] = 1
    return mask


@pytest.mark.parametrize("rotation", [0.0, 17.0])
def test_linear_reproduces_a_linear_field(rotation: float) -> None:
    source = grid()
    target = grid((5, 9, 11), (4.0, 1.0, 0.9), rotation, (2.0, 3.0, 8.0))
    got = resample(ramp(source), source, target, order=1, fill=np.nan)
    centres = np.stack(np.meshgrid(*map(np.arange, target.shape_kji), indexing="ij"), -1)
    index = source.index_from_lps(target.lps_from_index(centres))
    inner = ((index >= 0) & (index <= np.array(source.shape_kji) - 1)).all(-1)
    assert inner.sum() > 100
    assert np.allclose(got[inner], ramp(target)[inner], atol=1e-4)


def test_same_grid_is_the_identity() -> None:
    source = grid()
    values = np.random.default_rng(0).normal(size=source.shape_kji).astype(np.float32)
    assert np.array_equal(resample(values, source, source, order=1, fill=0), values)
    labels = blob(source)
    again = resample(labels, source, source, order=0, fill=0)
    assert np.array_equal(again, labels) and again.dtype == labels.dtype
    assert not np.shares_memory(again, labels)


@pytest.mark.parametrize("shift", [(0.35, 0.0, 0.0), (0.35, 0.4, 2.5), (-1.05, 0.4, -2.5)])
def test_a_mask_comes_back_from_a_grid_half_a_voxel_away(shift: tuple[float, float, float]) -> None:
    source = grid()
    mask = blob(source)
    for target in (grid(shift_mm=shift), flipped(grid(shift_mm=shift))):
        there = resample(mask, source, target, order=0, fill=0)
        back = resample(there, target, source, order=0, fill=0)
        assert np.array_equal(back, mask)


def test_a_mask_comes_back_from_a_finer_grid_with_its_centroid() -> None:
    source = grid()
    fine = grid_like(source, spacing_mm_kji=(2.5, 0.4, 0.35))
    mask = blob(source)
    there = resample(mask, source, fine, order=0, fill=0)
    assert np.allclose(centroid(there, fine), centroid(mask, source), atol=1e-6)
    back = resample(there, fine, source, order=0, fill=0)
    assert np.array_equal(back, mask)


def test_a_linear_round_trip_keeps_the_centroid() -> None:
    source, target = grid(), grid(shift_mm=(0.35, 0.4, 2.5))
    mask = blob(source).astype(np.float32)
    there = resample(mask, source, target, order=1, fill=0)
    back = resample(there, target, source, order=1, fill=0)
    shift = np.abs(centroid(back, source) - centroid(mask, source))[::-1]
    assert (shift / np.array(source.spacing_mm_kji) < 0.01).all()


def flipped(geometry: Geometry) -> Geometry:
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] = geometry.lps_from_index((0, 0, geometry.shape_kji[2] - 1))
    affine[:3, 2] *= -1
    return geometry.with_shape_and_affine(geometry.shape_kji, affine)


def test_flipped_and_permuted_axes_move_values_without_change() -> None:
    source = grid((4, 5, 6))
    values = np.arange(120, dtype=np.int16).reshape(4, 5, 6)
    assert np.array_equal(
        resample(values, source, flipped(source), order=0, fill=0), values[:, :, ::-1]
    )
    affine = source.index_to_lps[:, [2, 0, 1, 3]]
    turned = source.with_shape_and_affine((6, 4, 5), affine)
    assert np.array_equal(
        resample(values, source, turned, order=0, fill=0), values.transpose(2, 0, 1)
    )


def test_true_slice_positions_are_honoured_both_ways() -> None:
    uneven = grid((5, 6, 7), k_positions=np.array([0.0, 1.0, 2.0, 4.0, 5.0]))
    even = grid((6, 6, 7))
    got = resample(ramp(uneven), uneven, even, order=1, fill=np.nan)
    assert np.allclose(got, ramp(even), atol=1e-4)
    back = resample(ramp(even), even, uneven, order=1, fill=np.nan)
    assert np.allclose(back, ramp(uneven), atol=1e-4)


def test_outside_the_outer_faces_is_filled_and_the_rim_holds() -> None:
    source = grid((3, 4, 5))
    target = grid((3, 4, 9), shift_mm=(-0.35 - 0.7, 0.0, 0.0))
    got = resample(np.ones((3, 4, 5), np.float32), source, target, order=1, fill=-7)
    assert got[1, 1].tolist() == [-7, 1, 1, 1, 1, 1, 1, -7, -7]


def test_antialiasing_keeps_the_mean_where_plain_sampling_does_not() -> None:
    source = grid((3, 64, 64), (5.0, 0.5, 0.5))
    stripes = np.tile(np.arange(64) % 2, (3, 64, 1)).astype(np.float32)
    coarse = grid_like(source, spacing_mm_kji=(None, 2.0, 2.0))
    smooth = resample(stripes, source, coarse, order=1, fill=0, antialias=True)
    assert np.allclose(smooth[:, 2:-2, 2:-2], 0.5, atol=0.05)
    ramp_there = resample(ramp(source), source, coarse, order=1, fill=0, antialias=True)
    assert np.allclose(ramp_there[:, 2:-2, 2:-2], ramp(coarse)[:, 2:-2, 2:-2], atol=1e-3)


def test_oblique_antialiasing_smooths_too() -> None:
    source = grid((24, 64, 64), (1.0, 0.5, 0.5))
    stripes = np.tile(np.arange(64) % 2, (24, 64, 1)).astype(np.float32)
    coarse = grid((5, 12, 12), (3.0, 2.0, 2.0), 20.0, (5.0, 8.0, 6.0))
    smooth = resample(stripes, source, coarse, order=1, fill=np.nan, antialias=True)
    seen = smooth[np.isfinite(smooth)]
    assert seen.size > 50 and np.abs(seen - 0.5).max() < 0.3


def test_a_sheared_grid_is_resampled_exactly() -> None:
    affine = grid().index_to_lps.copy()
    affine[1, 0] = 1.3  # gantry tilt
    tilted = Geometry((9, 16, 20), affine)
    fine = grid_like(tilted, spacing_mm_kji=(None, 0.5, 0.5))
    got = resample(ramp(tilted), tilted, fine, order=1, fill=np.nan)
    assert np.allclose(got[1:-1, 1:-1, 1:-1], ramp(fine)[1:-1, 1:-1, 1:-1], atol=1e-4)
    upright = grid((5, 8, 10), (4.0, 1.0, 1.0), shift_mm=(3.0, 6.0, 6.0))
    got = resample(ramp(tilted), tilted, upright, order=1, fill=np.nan)
    known = np.isfinite(got)
    assert known.sum() > 200
    assert np.allclose(got[known], ramp(upright)[known], atol=1e-4)


def test_colour_keeps_its_channels() -> None:
    source = grid((2, 4, 4))
    colour = np.random.default_rng(1).integers(0, 255, (2, 4, 4, 3)).astype(np.uint8)
    got = resample(colour, source, flipped(source), order=0, fill=0)
    assert np.array_equal(got, colour[:, :, ::-1])
    oblique = grid((2, 4, 4), rotation_degrees=10.0)
    assert resample(colour, source, oblique, order=1, fill=0).shape == (2, 4, 4, 3)


def test_grid_like_covers_the_same_field_of_view_from_the_same_corner() -> None:
    source = grid((9, 17, 20), rotation_degrees=12.0)
    like = grid_like(source, spacing_mm_kji=(None, 0.9375, 0.9375))
    assert np.allclose(like.spacing_mm_kji, (5.0, 0.9375, 0.9375))
    assert np.allclose(like.lps_from_index((-0.5,) * 3), source.lps_from_index((-0.5,) * 3))
    far = source.index_from_lps(like.lps_from_index(np.array(like.shape_kji) - 0.5))
    assert (far >= np.array(source.shape_kji) - 0.5 - 1e-9).all()
    assert like.shape_kji == (9, 15, 15)


def test_grid_like_keeps_uneven_slices_or_replaces_them_by_even_ones() -> None:
    uneven = grid((5, 6, 7), k_positions=np.array([0.0, 1.0, 2.0, 4.0, 5.0]))
    kept = grid_like(uneven, spacing_mm_kji=(None, 0.4, 0.4))
    assert np.allclose(kept.slice_centres_lps()[:, 2], uneven.slice_centres_lps()[:, 2])
    even = grid_like(uneven, spacing_mm_kji=(2.5, None, None))
    assert even.k_positions is None and even.shape_kji[0] == 12
    assert np.allclose(even.lps_from_index((-0.5,) * 3), uneven.lps_from_index((-0.5,) * 3))


def test_a_part_of_a_grid_stays_where_it_is() -> None:
    uneven = grid((5, 6, 7), k_positions=np.array([0.0, 1.0, 2.0, 4.0, 5.0]))
    part = part_of(uneven, (1, -2, 3), (4, 10, 4))
    assert np.allclose(part.lps_from_index((2, 4, 1)), uneven.lps_from_index((3, 2, 4)))
    with pytest.raises(InputError, match="irregular"):
        part_of(uneven, (-1, 0, 0), (5, 6, 7))


def test_another_frame_of_reference_is_refused() -> None:
    source = Geometry((2, 2, 2), np.eye(4), "1.2.3")
    target = Geometry((2, 2, 2), np.eye(4), "1.2.4")
    with pytest.raises(InputError, match="frames of reference"):
        resample(np.zeros((2, 2, 2)), source, target, order=0, fill=0)
