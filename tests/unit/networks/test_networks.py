"""Networks: shapes, names, and weights that are stored once."""

import pytest
import torch

from inference.imaging.errors import InputError
from inference.networks import build


def test_the_slice_unet_gives_one_logit_a_pixel() -> None:
    network = build("slice_unet", in_channels=3, segments=2, filters=[4, 8, 8]).eval()
    assert network(torch.zeros(1, 3, 32, 40)).shape == (1, 2, 32, 40)


def test_no_weight_of_the_slice_unet_is_stored_twice() -> None:
    state = build("slice_unet", in_channels=3, filters=[4, 8, 8]).state_dict()
    assert len({value.data_ptr() for value in state.values() if value.numel() > 1}) == len(
        [value for value in state.values() if value.numel() > 1]
    )


def test_the_slice_unet_learns_to_mark_what_is_bright() -> None:
    torch.manual_seed(0)
    network = build("slice_unet", in_channels=1, filters=[8, 16, 16])
    optimiser = torch.optim.Adam(network.parameters(), 1e-2)
    picture = torch.rand(4, 1, 16, 16)
    truth = (picture > 0.5).float()
    losses = []
    for _ in range(30):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(picture), truth)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.5 * losses[0]


def test_an_unknown_network_is_an_input_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="slice_unet"):
        build("perceptron")
