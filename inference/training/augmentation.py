"""Augmentation of slices with their neighbours, a whole batch at a time.

Written on tensors of a batch rather than sample by sample: on a processor this costs a tenth of
a chain of per-sample transforms, and training is bound by the processor.
"""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch.nn import functional

Tensor = torch.Tensor
Table = Mapping[str, Any]


def sampling_grid(
    centres_ji: Tensor, size_ji: tuple[int, int], options: Table, generator: torch.Generator
) -> Tensor:
    """(B, J, I, 2) pixel positions (i, j) to read: a crop, turned, scaled, mirrored, bent.

    ``centres_ji`` (B, 2) is where each crop's middle lies in the source, in pixels.
    """
    count = len(centres_ji)
    j = torch.arange(size_ji[0]) - (size_ji[0] - 1) / 2
    i = torch.arange(size_ji[1]) - (size_ji[1] - 1) / 2
    offsets = torch.stack(torch.meshgrid(j, i, indexing="ij")[::-1], dim=-1)
    moved = torch.einsum("bxy,jiy->bjix", _matrices(count, options, generator), offsets)
    moved = moved + _bend(count, size_ji, options, generator)
    placed: Tensor = moved + centres_ji.flip(1)[:, None, None, :]
    return placed


def _matrices(count: int, options: Table, generator: torch.Generator) -> Tensor:
    """(B, 2, 2) from offsets in the crop to offsets in the source, x first."""
    angle = torch.randn(count, generator=generator) * math.radians(options["rotation_degrees"])
    zoom = _symmetric(count, generator) * options["scale"]
    stretch = _symmetric(count, generator) * options["stretch"]
    shear = _symmetric(count, generator) * options["shear"]
    mirror = torch.where(torch.rand(count, generator=generator) < options["mirror"], -1.0, 1.0)
    cosine, sine = angle.cos(), angle.sin()
    turn = torch.stack([cosine, -sine, sine, cosine], -1).view(count, 2, 2)
    x, y = mirror * torch.exp(zoom + stretch), torch.exp(zoom - stretch)
    size = torch.stack([x, shear * x, torch.zeros(count), y], -1).view(count, 2, 2)
    return turn @ size


def _bend(
    count: int, size_ji: tuple[int, int], options: Table, generator: torch.Generator
) -> Tensor:
    coarse = torch.randn(count, 2, 5, 4, generator=generator) * options["elastic_pixels"]
    chosen = torch.rand(count, 1, 1, 1, generator=generator) < options["elastic_probability"]
    fine = functional.interpolate(coarse * chosen, size_ji, mode="bicubic", align_corners=True)
    return fine.permute(0, 2, 3, 1)


def sample(pictures: Tensor, grid: Tensor, outside: str = "zeros") -> Tensor:
    """(B, C, J, I) read at ``grid`` pixel positions, linearly.

    ``outside`` the picture lie "zeros", or its "border" goes on.
    """
    j, i = pictures.shape[-2:]
    size = torch.tensor([i, j], dtype=grid.dtype)
    unit = (grid + 0.5) * 2 / size - 1
    read: Tensor = functional.grid_sample(
        pictures, unit, mode="bilinear", padding_mode=outside, align_corners=False
    )
    return read


def vary_intensity(pictures: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """(B, C, J, I) normalised values as other scanners might give them."""
    varied = _bias(pictures, options, generator)
    varied = _gamma(varied, options, generator)
    shape = (len(pictures), 1, 1, 1)
    contrast = torch.exp(_symmetric(shape, generator) * options["contrast"])
    brightness = torch.randn(shape, generator=generator) * options["brightness"]
    varied = varied * contrast + brightness
    varied = _blur(varied, options, generator)
    strength = torch.rand(shape, generator=generator) * options["noise"]
    chosen = torch.rand(shape, generator=generator) < options["noise_probability"]
    noise = torch.randn(varied.shape, generator=generator)
    noisy: Tensor = varied + noise * strength * chosen
    return noisy


def _bias(pictures: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """A smooth multiplicative coil field over the values above air."""
    coarse = torch.randn(len(pictures), 1, 3, 3, generator=generator) * options["bias"]
    field = functional.interpolate(coarse, pictures.shape[-2:], mode="bicubic", align_corners=True)
    floor = options["air"]
    changed: Tensor = (pictures - floor) * torch.exp(field) + floor
    return changed


def _gamma(pictures: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """Bend the curve between air and the brightest value."""
    shape = (len(pictures), 1, 1, 1)
    power = torch.exp(_symmetric(shape, generator) * options["gamma"])
    floor, span = options["air"], options["span"]
    unit = ((pictures - floor) / span).clamp(min=1e-4)
    bent: Tensor = unit.pow(power) * span + floor
    return bent


def _blur(pictures: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """Some samples are seen at a lower resolution."""
    chosen = torch.rand(len(pictures), generator=generator) < options["blur_probability"]
    factor = 0.4 + 0.5 * float(torch.rand((), generator=generator))
    if not bool(chosen.any()):
        return pictures
    size = pictures.shape[-2:]
    small = functional.interpolate(
        pictures[chosen], scale_factor=factor, mode="bilinear", antialias=True
    )
    blurred = pictures.clone()
    blurred[chosen] = functional.interpolate(small, size, mode="bilinear", align_corners=False)
    return blurred


def _symmetric(shape: int | tuple[int, ...], generator: torch.Generator) -> Tensor:
    return torch.rand(shape, generator=generator) * 2 - 1
