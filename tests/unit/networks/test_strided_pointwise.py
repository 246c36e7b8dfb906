"""Strided 1×1 convolutions with few channels: the same numbers, and no fault in training."""

import subprocess
import sys

import torch
from torch import nn

from inference.networks import build
from inference.networks.strided_pointwise import StridedPointwise, without_faults

STEP = """
import torch
from inference.networks import build
torch.set_num_threads(1)
network = build("slice_unet", in_channels=3, filters=[8, 16, 32])
for parameter in network.parameters():
    if parameter.ndim == 4:
        parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
pictures = torch.randn(4, 3, 160, 160).contiguous(memory_format=torch.channels_last)
for _ in range(2):
    network(pictures).square().mean().backward()
"""


def test_the_numbers_are_those_of_the_convolution() -> None:
    torch.manual_seed(0)
    plain = nn.Conv2d(8, 16, 1, stride=2)
    safe = nn.Conv2d(8, 16, 1, stride=2)
    safe.load_state_dict(plain.state_dict())
    without_faults(safe)
    assert isinstance(safe, StridedPointwise)
    pictures = torch.randn(2, 8, 15, 18)
    wanted, found = plain(pictures), safe(pictures)
    assert torch.allclose(wanted, found, atol=1e-6)
    wanted.square().sum().backward()
    found.square().sum().backward()
    assert torch.allclose(plain.weight.grad, safe.weight.grad, rtol=1e-4, atol=1e-4)  # type: ignore[arg-type]
    assert torch.allclose(plain.bias.grad, safe.bias.grad, rtol=1e-4, atol=1e-4)  # type: ignore[arg-type,union-attr]


def test_only_layers_at_fault_are_changed() -> None:
    layers = nn.Sequential(
        nn.Conv2d(16, 32, 1, stride=2),
        nn.Conv2d(8, 16, 1),
        nn.Conv2d(8, 16, 3, stride=2, padding=1),
        nn.Conv2d(8, 16, 1, stride=2, groups=2),
    )
    without_faults(layers)
    assert not any(isinstance(layer, StridedPointwise) for layer in layers)


def test_a_network_is_built_without_faults_and_with_the_same_names() -> None:
    narrow = build("slice_unet", in_channels=3, filters=[8, 16, 32])
    wide = build("slice_unet", in_channels=3, filters=[16, 32, 64])
    assert any(isinstance(layer, StridedPointwise) for layer in narrow.modules())
    assert not any(isinstance(layer, StridedPointwise) for layer in wide.modules())
    assert narrow.state_dict().keys() == wide.state_dict().keys()


def test_a_narrow_network_survives_a_step_in_channels_last_layout() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STEP], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
