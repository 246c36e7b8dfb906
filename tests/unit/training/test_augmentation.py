"""Augmentation: identity when all is off, masks follow pictures, only left and right swap."""

import pytest
import torch

from inference.training.augmentation import sample, sampling_grid, vary_intensity

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
