"""Augmentation: identity when all is off, masks follow pictures, only left and right swap."""

import pytest
import torch

from inference.training.augmentation import sample, sampling_grid, vary_intensity
from inference.training.volume_augmentation import move_volumes, vary_values

OFF = {
    "rotation_degrees": 0.0, "scale": 0.0, "stretch": 0.0, "shear": 0.0, "mirror": 0.0,
    "elastic_pixels": 0.0, "elastic_probability": 0.0, "air": -2.0, "span": 6.0, "gamma": 0.0,
    "contrast": 0.0, "brightness": 0.0, "bias": 0.0, "noise": 0.0, "noise_probability": 0.0,
    "blur_probability": 0.0,
}  # fmt: skip


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def picture() -> torch.Tensor:
    return torch.arange(8.0 * 6).view(1, 1, 8, 6)


def test_everything_off_gives_the_picture_back() -> None:
    grid = sampling_grid(torch.tensor([[3.5, 2.5]]), (8, 6), OFF, generator())
    assert torch.allclose(sample(picture(), grid), picture(), atol=1e-4)
    assert torch.allclose(vary_intensity(picture(), OFF, generator()), picture(), atol=1e-3)


def test_a_mirror_swaps_left_and_right_and_nothing_else() -> None:
    options = {**OFF, "mirror": 1.0}
    grid = sampling_grid(torch.tensor([[3.5, 2.5]]), (8, 6), options, generator())
    assert torch.allclose(sample(picture(), grid), picture().flip(-1), atol=1e-4)


def test_a_crop_lies_around_its_centre_and_is_zero_outside() -> None:
    grid = sampling_grid(torch.tensor([[0.5, 2.5]]), (4, 2), OFF, generator())
    crop = sample(picture(), grid)[0, 0]
    assert torch.equal(crop[0], torch.zeros(2))
    assert torch.allclose(crop[1:], picture()[0, 0, 0:3, 2:4], atol=1e-4)


@pytest.mark.parametrize("option", ["gamma", "contrast", "brightness", "bias"])
def test_each_change_of_intensity_changes_values_but_not_their_shape(option: str) -> None:
    values = torch.rand(2, 3, 16, 16, generator=generator()) * 4 - 2
    changed = vary_intensity(values, {**OFF, option: 0.5}, generator())
    assert changed.shape == values.shape
    assert not torch.allclose(changed, values, atol=1e-2)
    assert bool(changed.isfinite().all())


VOLUME_OFF = {
    "rotation_degrees": 0.0, "scale": 0.0, "mirror": 0.0, "shift_voxels": 0.0,
    "elastic_voxels": 0.0, "air": -2.0, "span": 6.0, "gamma": 0.0, "contrast": 0.0,
    "brightness": 0.0, "noise": 0.0,
}  # fmt: skip


def volume() -> torch.Tensor:
    """Smooth, and different along each axis."""
    k, j, i = (torch.linspace(-1, 1, n).view(s) for n, s in
               ((8, (-1, 1, 1)), (10, (-1, 1)), (12, (-1,))))  # fmt: skip
    return (k + 0.5 * j**2 + torch.sin(3 * i)).view(1, 1, 8, 10, 12)


def test_a_volume_stays_as_it_is_where_all_is_off() -> None:
    labels = (volume() > 0).float()
    moved, followed = move_volumes(volume(), labels, VOLUME_OFF, generator())
    assert torch.allclose(moved, volume(), atol=1e-4)
    assert torch.equal(followed, labels)
    assert torch.allclose(vary_values(volume(), VOLUME_OFF, generator()), volume(), atol=1e-3)


def test_a_volume_is_mirrored_from_left_to_right_alone() -> None:
    moved, _ = move_volumes(volume(), volume(), {**VOLUME_OFF, "mirror": 1.0}, generator())
    assert torch.allclose(moved, volume().flip(-1), atol=1e-4)


@pytest.mark.parametrize("option", ["rotation_degrees", "scale", "shift_voxels", "elastic_voxels"])
def test_labels_follow_wherever_a_volume_is_moved(option: str) -> None:
    amount = {"rotation_degrees": 8.0, "scale": 0.3}.get(option, 1.5)
    options = {**VOLUME_OFF, option: amount}
    labels = torch.bucketize(volume(), torch.tensor([-0.5, 0.5])).float()
    moved, followed = move_volumes(volume(), labels, options, generator())
    assert not torch.allclose(moved, volume(), atol=1e-2)
    expected = torch.bucketize(moved, torch.tensor([-0.5, 0.5])).float()
    inside = (expected == followed)[..., 1:-1, 1:-1, 1:-1]
    assert float(inside.float().mean()) > 0.9


def test_a_moved_voxel_has_the_label_of_most_of_its_surroundings() -> None:
    half = torch.zeros(1, 1, 8, 10, 12)
    half[..., 6:] = 2.0  # a label that is not the second number
    _, followed = move_volumes(half, half, {**VOLUME_OFF, "shift_voxels": 3.0}, generator())
    indicator, _ = move_volumes(half / 2, half, {**VOLUME_OFF, "shift_voxels": 3.0}, generator())
    inside = (..., slice(2, -2), slice(2, -2), slice(4, -4))
    assert torch.equal(followed[inside] == 2.0, indicator[inside] > 0.5)
    assert set(followed.flatten().tolist()) == {0.0, 2.0}


@pytest.mark.parametrize("option", ["gamma", "contrast", "brightness", "noise", "bias"])
def test_each_change_of_a_volumes_values_keeps_its_shape(option: str) -> None:
    several = volume().expand(4, -1, -1, -1, -1)
    changed = vary_values(several, {**VOLUME_OFF, option: 0.5}, generator())
    assert changed.shape == several.shape
    assert not torch.allclose(changed, several, atol=1e-2)
    assert bool(changed.isfinite().all())


def test_a_bias_field_is_smooth_and_leaves_air_alone() -> None:
    flat = torch.full((1, 1, 8, 10, 12), 1.0)
    flat[..., :3, :, :] = -2.0
    changed = vary_values(flat, {**VOLUME_OFF, "bias": 0.5}, generator())
    assert torch.allclose(changed[..., :3, :, :], torch.tensor(-2.0), atol=1e-2)
    tissue = changed[..., 3:, :, :]
    assert float(tissue.std()) > 0.05
    assert float(tissue.diff(dim=-1).abs().max()) < 0.5 * float(tissue.max() - tissue.min())


def test_low_resolution_blurs_along_one_axis_and_keeps_the_mean() -> None:
    rough = torch.randn(4, 1, 12, 12, 12, generator=generator())
    changed = vary_values(rough.clamp(-1.9), {**VOLUME_OFF, "low_resolution": 1.0}, generator())
    assert float(changed.mean()) == pytest.approx(float(rough.clamp(-1.9).mean()), abs=0.05)
    for number in range(4):
        roughness = [float(changed[number].diff(dim=axis).std()) for axis in (-3, -2, -1)]
        assert min(roughness) < 0.75 * max(roughness)


def test_missing_slices_are_copies_of_their_neighbours_and_few() -> None:
    rough = torch.rand(6, 1, 12, 4, 4, generator=generator())
    changed = vary_values(rough, {**VOLUME_OFF, "missing_slices": 1.0}, generator())
    for before, after in zip(rough[:, 0], changed[:, 0], strict=True):
        lost = [k for k in range(12) if not torch.allclose(before[k], after[k], atol=1e-3)]
        assert 1 <= len(lost) <= 3
        for k in lost:
            other = before[k - 1 if k else 1]
            assert torch.allclose(after[k], other, atol=1e-3)


def test_a_noisy_and_a_blurred_slice_keep_their_shape_and_differ() -> None:
    values = torch.randn(3, 3, 16, 16, generator=generator())
    for options in ({"noise": 0.5, "noise_probability": 1.0}, {"blur_probability": 1.0}):
        changed = vary_intensity(values, {**OFF, **options}, generator())
        assert changed.shape == values.shape
        assert not torch.allclose(changed, values, atol=1e-2)
    blurred = vary_intensity(values, {**OFF, "blur_probability": 1.0}, generator())
    assert float(blurred.diff(dim=-1).std()) < 0.8 * float(values.diff(dim=-1).std())


def test_an_elastic_slice_is_bent_and_its_mask_with_it() -> None:
    options = {**OFF, "elastic_pixels": 3.0, "elastic_probability": 1.0}
    j, i = torch.meshgrid(torch.arange(32.0), torch.arange(32.0), indexing="ij")
    disc = (((j - 16) ** 2 + (i - 16) ** 2) < 64).float().view(1, 1, 32, 32)
    grid = sampling_grid(torch.tensor([[15.5, 15.5]]), (32, 32), options, generator())
    both = sample(torch.cat([disc, disc], dim=1), grid)
    assert not torch.allclose(both[:, :1], disc, atol=0.1)
    assert torch.equal(both[:, 0], both[:, 1])
