"""Augmentation of small volumes, a whole batch at a time."""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch.nn import functional

Tensor = torch.Tensor
Table = Mapping[str, Any]


def move_volumes(
    values: Tensor, labels: Tensor, options: Table, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """(B, 1, K, J, I) values and label numbers, moved alike.

    Values are interpolated linearly; a voxel gets the label that most of its neighbourhood has
    (linear shares of each label), which keeps edges where they are. Nearest would ruffle them.
    """
    grid = _grid(values.shape, options, generator)
    moved = functional.grid_sample(values, grid, padding_mode="border", align_corners=False)
    numbers = torch.arange(int(labels.max()) + 1)
    shares = functional.grid_sample(
        (labels == numbers.view(1, -1, 1, 1, 1)).float(), grid, align_corners=False
    )
    return moved, shares.argmax(1, keepdim=True).to(labels.dtype)


def _grid(shape: torch.Size, options: Table, generator: torch.Generator) -> Tensor:
    """(B, K, J, I, 3) unit positions (i, j, k) to read."""
    count, size = shape[0], torch.tensor(shape[:1:-1], dtype=torch.float32)
    matrix = _matrices(count, options, generator)
    unit = size[None, :, None] ** -1 * matrix * size[None, None, :]
    shift = _symmetric((count, 3, 1), generator) * options["shift_voxels"] * 2 / size[None, :, None]
    grid = functional.affine_grid(torch.cat([unit, shift], dim=2), list(shape), align_corners=False)
    coarse = torch.randn(count, 3, 4, 4, 4, generator=generator) * options["elastic_voxels"]
    bend = functional.interpolate(coarse, shape[2:], mode="trilinear", align_corners=True)
    return grid + bend.permute(0, 2, 3, 4, 1) * 2 / size


def _matrices(count: int, options: Table, generator: torch.Generator) -> Tensor:
    """(B, 3, 3): turned about all axes, scaled, perhaps mirrored along i (left-right)."""
    angles = torch.randn(count, 3, generator=generator) * math.radians(options["rotation_degrees"])
    skew = torch.zeros(count, 3, 3)
    skew[:, 0, 1], skew[:, 0, 2], skew[:, 1, 2] = angles.unbind(1)
    turn = torch.linalg.matrix_exp(skew - skew.transpose(1, 2))
    size = torch.exp(_symmetric((count, 3), generator) * options["scale"])
    mirror = torch.rand(count, generator=generator) < options["mirror"]
    size[:, 0] = torch.where(mirror, -size[:, 0], size[:, 0])
    matrices: Tensor = turn * size[:, None, :]
    return matrices


def vary_values(values: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """Normalised (B, 1, K, J, I) values as other scanners might give them.

    ``bias`` (a coil's field), ``low_resolution`` (chance of thicker slices along one axis) and
    ``missing_slices`` (chance that some k are copies of their neighbours) may be left out.
    """
    shape = (len(values), 1, 1, 1, 1)
    floor, span = options["air"], options["span"]
    values = _bias(values, options, generator)
    power = torch.exp(_symmetric(shape, generator) * options["gamma"])
    varied = ((values - floor) / span).clamp(min=1e-4).pow(power) * span + floor
    varied = varied * torch.exp(_symmetric(shape, generator) * options["contrast"])
    varied = varied + torch.randn(shape, generator=generator) * options["brightness"]
    varied = _low_resolution(varied, options, generator)
    varied = _missing_slices(varied, options, generator)
    strength = torch.rand(shape, generator=generator) * options["noise"]
    noisy: Tensor = varied + torch.randn(varied.shape, generator=generator) * strength
    return noisy


def _bias(values: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """A smooth multiplicative field over the values above air."""
    strength = float(options.get("bias", 0.0))
    if strength <= 0:
        return values
    coarse = torch.randn(len(values), 1, 3, 3, 3, generator=generator) * strength
    field = functional.interpolate(coarse, values.shape[2:], mode="trilinear", align_corners=True)
    floor = options["air"]
    changed: Tensor = (values - floor) * torch.exp(field) + floor
    return changed


def _low_resolution(values: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """Some volumes as if acquired 1.5 to 3 times as thick along one axis."""
    chance = float(options.get("low_resolution", 0.0))
    if chance <= 0:
        return values
    result = values.clone()
    for number in torch.where(torch.rand(len(values), generator=generator) < chance)[0].tolist():
        axis = int(torch.randint(0, 3, (), generator=generator))
        thick = 1.5 + 1.5 * float(torch.rand((), generator=generator))
        size = list(values.shape[2:])
        size[axis] = max(2, round(size[axis] / thick))
        small = functional.interpolate(values[number : number + 1], size, mode="area")
        result[number] = functional.interpolate(
            small, values.shape[2:], mode="trilinear", align_corners=False
        )[0]
    return result


def _missing_slices(values: Tensor, options: Table, generator: torch.Generator) -> Tensor:
    """In some volumes one to three slices (k) are copies of the one before or after."""
    chance = float(options.get("missing_slices", 0.0))
    if chance <= 0:
        return values
    result, count = values.clone(), values.shape[2]
    for number in torch.where(torch.rand(len(values), generator=generator) < chance)[0].tolist():
        lost = int(torch.randint(1, 4, (), generator=generator))
        for k in torch.randint(0, count, (lost,), generator=generator).tolist():
            result[number, :, k] = values[number, :, k - 1 if k else min(1, count - 1)]
    return result


def _symmetric(shape: tuple[int, ...], generator: torch.Generator) -> Tensor:
    return torch.rand(shape, generator=generator) * 2 - 1
