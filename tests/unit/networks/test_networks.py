"""Networks: shapes, names, weights that are stored once, attention that sums to one."""

from typing import Any

import pytest
import torch

from inference.imaging.errors import InputError
from inference.networks import NETWORKS, build
from inference.networks.calibration import fit_calibration
from inference.networks.ensemble import MeanEnsemble
from inference.networks.prognosis import OutcomeRegression, Prior
from inference.networks.slice_sequence import HEADS, SliceSequence
from inference.networks.transformer import ImageTransformer
from inference.networks.unet import fold_3d, unfold_3d

SMALL: dict[str, dict[str, Any]] = {
    "slice_unet": {"in_channels": 3, "filters": [4, 8, 8]},
    "volume_unet": {"filters": [4, 8, 8]},
    "slice_sequence": {"head": "gru", "in_channels": 3, "filters": [4, 8, 8], "width": 8},
    "slice_detector": {"in_channels": 3, "filters": [4, 8, 8], "width": 16},
    "image_cnn": {"filters": [4, 8], "dense": 8},
    "image_transformer": {"width": 16, "depth": 2, "heads": 2},
}


def test_the_slice_unet_gives_one_logit_a_pixel() -> None:
    network = build("slice_unet", in_channels=3, segments=2, filters=[4, 8, 8]).eval()
    assert network(torch.zeros(1, 3, 32, 40)).shape == (1, 2, 32, 40)


@pytest.mark.parametrize("name", list(SMALL))
def test_no_weight_is_stored_twice(name: str) -> None:
    state = build(name, **SMALL[name]).state_dict()
    stored = [value.data_ptr() for value in state.values() if value.numel() > 1]
    assert len(set(stored)) == len(stored)


def test_every_row_of_the_table_has_been_tried_here_or_in_its_own_test() -> None:
    assert set(SMALL) <= set(NETWORKS)


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


def test_folding_a_volume_loses_nothing() -> None:
    volume = torch.arange(2.0 * 3 * 4 * 6 * 2).view(2, 3, 4, 6, 2)
    assert torch.equal(unfold_3d(fold_3d(volume)), volume)


@pytest.mark.parametrize("folded", [True, False])
def test_the_volume_unet_gives_a_logit_for_each_label_and_voxel(folded: bool) -> None:
    network = build("volume_unet", segments=3, filters=[4, 8, 8], folded=folded).eval()
    assert network(torch.zeros(1, 1, 8, 16, 24)).shape == (1, 3, 8, 16, 24)


@pytest.mark.parametrize("name", ["image_cnn", "image_transformer"])
def test_a_picture_gets_one_logit_a_class(name: str) -> None:
    assert build(name, **SMALL[name]).eval()(torch.zeros(2, 1, 28, 28)).shape == (2, 2)


class Constant(torch.nn.Module):
    """Answers with its input, shifted."""

    def __init__(self, shift: float) -> None:
        super().__init__()
        self.shift = shift

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs + self.shift


def test_an_ensemble_is_the_mean_of_probabilities_not_of_logits() -> None:
    inputs = torch.tensor([[[[0.0, 2.0]]]])
    members = [Constant(-3.0), Constant(1.0)]
    expected = ((inputs - 3).sigmoid() + (inputs + 1).sigmoid()) / 2
    assert torch.allclose(MeanEnsemble(members, "sigmoid")(inputs).sigmoid(), expected, atol=1e-6)
    logits = torch.tensor([[1.0, 3.0]])
    shares = MeanEnsemble([Constant(0.0), Scaled()], "softmax", classes=2)(logits).softmax(1)
    mean = (logits.softmax(1) + (2 * logits).softmax(1)) / 2
    assert torch.allclose(shares, mean, atol=1e-6)


class Scaled(torch.nn.Module):
    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return 2 * inputs


class LeftEdge(torch.nn.Module):
    """Shifts everything one pixel to the right, so that a mirrored pass differs."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs.roll(1, -1)


def test_each_member_of_an_ensemble_mirrors_in_its_own_way() -> None:
    inputs = torch.tensor([[[[0.0, 1.0, 5.0]]]])
    ensemble = MeanEnsemble([LeftEdge(), Constant(0.0)], "sigmoid", [["i"], []])
    turned = (inputs.roll(1, -1).sigmoid() + inputs.roll(-1, -1).sigmoid()) / 2
    expected = (turned + inputs.sigmoid()) / 2
    assert torch.allclose(ensemble(inputs).sigmoid(), expected, atol=1e-6)
    plain = (inputs.roll(1, -1).sigmoid() + inputs.sigmoid()) / 2
    assert torch.allclose(ensemble.without_flips()(inputs).sigmoid(), plain, atol=1e-6)


def test_attention_of_every_token_sums_to_one_and_is_kept_on_demand() -> None:
    network = ImageTransformer(width=16, depth=2, heads=2).eval()
    block = network.blocks[0]
    network(torch.rand(1, 1, 28, 28))
    assert block.attention_weights is None
    block.keep_attention = True
    network(torch.rand(1, 1, 28, 28))
    weights = block.attention_weights
    assert isinstance(weights, torch.Tensor)
    assert weights.shape == (1, 2, 50, 50)
    assert torch.allclose(weights.sum(-1), torch.ones(1, 2, 50))


@pytest.mark.parametrize("head", list(HEADS))
@pytest.mark.parametrize("count", [1, 5])
def test_a_sequence_of_any_length_gets_scores_and_weights_that_sum_to_one(
    head: str, count: int
) -> None:
    network = SliceSequence(head, 3, [4, 8, 8], width=8).eval()
    answer = network(torch.rand(count, 3, 16, 24))
    assert answer.shape == (count, 3)
    assert float(answer[:, 1].sum().detach()) == pytest.approx(1.0)
    assert torch.equal(answer[:, 2], answer[:1, 2].expand(count))


@pytest.mark.parametrize("head", ["lstm", "gru", "transformer"])
def test_the_neighbours_of_a_slice_change_its_score_only_where_there_is_context(head: str) -> None:
    torch.manual_seed(0)
    slices = torch.rand(4, 3, 16, 24)
    other = slices.clone()
    other[3] += 1
    for name, changes in ((head, True), ("slices", False)):
        network = SliceSequence(name, 3, [4, 8, 8], width=8).eval()
        if network.listen is not None:  # a trained one, which listens to what it read
            torch.nn.init.normal_(network.listen.weight)
            network.scale_to(network.embed(slices))
        same = torch.allclose(network(slices)[0, 0], network(other)[0, 0], atol=1e-7)
        assert same is not changes


def test_an_untrained_head_hears_the_two_slices_on_either_side_and_no_more() -> None:
    torch.manual_seed(0)
    slices = torch.rand(6, 3, 16, 24)
    for head, reach in (("gru", 2), ("slices", 0)):
        network = SliceSequence(head, 3, [4, 8, 8], width=8).eval()
        before = network(slices)[:, 0]
        other = slices.clone()
        other[5] += 1
        changed = (network(other)[:, 0] - before).abs() > 1e-7
        assert torch.where(changed)[0].tolist() == list(range(5 - reach, 6))


@pytest.mark.parametrize("head", list(HEADS))
def test_stretched_slice_logits_keep_their_order_and_the_answer_for_the_volume(head: str) -> None:
    torch.manual_seed(0)
    network = SliceSequence(head, 3, [4, 8, 8], width=8).eval()
    embeddings = torch.rand(1, 7, 5)
    before = network.read(embeddings)
    network.stretch(3.0, -1.0)
    after = network.read(embeddings)
    assert torch.allclose(after[..., 0], 3 * before[..., 0] - 1, atol=1e-5)
    assert torch.equal(after[..., 1:], before[..., 1:])


def test_a_picture_with_its_exposure_taken_out_is_answered_alike_in_any_exposure() -> None:
    torch.manual_seed(0)
    pictures = torch.rand(2, 1, 28, 28)
    for name in ("image_cnn", "image_transformer"):
        network = build(name, **SMALL[name], standardise=True).eval()
        assert torch.allclose(network(pictures), network(3 * pictures - 1), atol=1e-4)
        plain = build(name, **SMALL[name]).eval()
        assert not torch.allclose(plain(pictures), plain(3 * pictures - 1), atol=1e-4)


def test_calibration_undoes_overconfidence() -> None:
    generator = torch.Generator().manual_seed(0)
    truth = torch.randn(4000, generator=generator)
    labels = (torch.rand(4000, generator=generator) < truth.sigmoid()).long()
    logits = torch.stack([-2 * truth, 2 * truth], dim=1)
    found = fit_calibration(logits, labels, torch.ones(4000))
    assert float(found.inverse_temperature) == pytest.approx(0.25, abs=0.03)
    assert float(found.offsets.abs().max()) < 0.05


def test_an_unknown_network_is_an_input_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="slice_unet"):
        build("perceptron")


def test_the_outcome_regression_finds_the_input_that_matters_and_ignores_a_missing_one() -> None:
    generator = torch.Generator().manual_seed(0)
    values = torch.randn(400, 2, generator=generator)
    events = (torch.rand(400, generator=generator) < (2 * values[:, 0]).sigmoid()).float()
    network = build("outcome_regression", inputs=["age", "grade"])
    assert isinstance(network, OutcomeRegression)
    network.fit(values, events, [Prior(0.0, 3.0, standardised=True)] * 2)
    assert float(network.weights[0]) == pytest.approx(2, abs=0.5)
    assert abs(float(network.weights[1])) < 0.4
    answer = network(torch.tensor([[1.0, float("nan")]]))
    assert float(answer[0, 2]) == 0.0
    assert float(answer[0, 0]) == pytest.approx(float(network.offset + answer[0, 1]))


def test_a_narrow_prior_outweighs_the_patients_in_the_units_of_its_input() -> None:
    values = 5 * torch.randn(200, 1, generator=torch.Generator().manual_seed(0))
    events = (values[:, 0] > 0).float()
    for mean in (0.0, -0.4):
        network = OutcomeRegression(["age"])
        network.fit(values, events, [Prior(mean, 1e-4)])
        assert float(network.weights[0] / network.deviations[0]) == pytest.approx(mean, abs=1e-3)
    network.fit(values, events, [Prior(-0.4, 10.0)])
    assert float(network.weights[0]) > 0


def test_what_is_averaged_out_leaves_the_mean_chance_and_the_order_of_the_others() -> None:
    generator = torch.Generator().manual_seed(0)
    values = torch.randn(6000, 2, generator=generator)
    chances = (1.5 * values[:, 0] + 3 * values[:, 1]).sigmoid()
    events = (torch.rand(6000, generator=generator) < chances).float()
    both = OutcomeRegression(["age", "year"], "finder")
    both.fit(values, events, [Prior(0.0, 10.0)] * 2)
    alone = both.averaged_over(1, values)
    assert (alone.inputs, alone.lesion_model) == (("age",), "finder")
    answer = alone(values[:, :1])[:, 0].sigmoid()
    assert float(answer.mean()) == pytest.approx(float(events.mean()), abs=0.01)
    assert 0 < float(alone.weights[0]) < float(both.weights[0])
    old = events[values[:, 0] > 1]
    assert float(answer[values[:, 0] > 1].mean()) == pytest.approx(float(old.mean()), abs=0.04)
