"""Losses against values worked out by hand or by another library."""

import math

import pytest
import torch
from monai.losses.focal_loss import FocalLoss
from monai.losses.giou_loss import BoxGIoULoss

from inference.imaging.errors import InputError
from inference.training.losses import LOSSES, OF_CLASSES, OF_LABELS, OF_MASKS, build_loss

LOGITS = torch.tensor([[0.0, math.log(3.0)], [math.log(3.0), 0.0]])  # chances 1/4 and 3/4


def test_cross_entropy_is_the_mean_log_loss_and_takes_class_weights() -> None:
    labels = torch.tensor([1, 1])
    expected = -(math.log(0.75) + math.log(0.25)) / 2
    assert float(build_loss("cross_entropy")(LOGITS, labels)) == pytest.approx(expected)
    weighted = build_loss({"name": "cross_entropy", "class_weights": [1.0, 3.0]})
    mixed = torch.tensor([1, 0])
    assert float(weighted(LOGITS, mixed)) == pytest.approx(-math.log(0.75))
    uneven = torch.tensor([0, 1])
    assert float(weighted(LOGITS, uneven)) == pytest.approx(-math.log(0.25))


def test_class_weights_count_a_class_more() -> None:
    weighted = build_loss({"name": "cross_entropy", "class_weights": [1.0, 3.0]})
    logits, labels = torch.stack([LOGITS[0], LOGITS[0]]), torch.tensor([0, 1])
    expected = -(1 * math.log(0.25) + 3 * math.log(0.75)) / 4
    assert float(weighted(logits, labels)) == pytest.approx(expected)


def test_cross_entropy_of_a_volume_takes_one_channel_of_labels() -> None:
    logits = torch.randn(2, 3, 4, 4, 4, generator=torch.Generator().manual_seed(0))
    labels = torch.zeros(2, 1, 4, 4, 4)
    loss = build_loss("cross_entropy")
    assert torch.equal(loss(logits, labels), loss(logits, labels[:, 0]))


def test_log_loss_of_a_logit_of_zero_is_the_logarithm_of_two() -> None:
    assert float(build_loss("bce")(torch.zeros(3), torch.ones(3))) == pytest.approx(math.log(2))
    heavy = build_loss({"name": "bce", "positive_weight": 2.0})
    assert float(heavy(torch.zeros(3), torch.ones(3))) == pytest.approx(2 * math.log(2))


def test_mse_is_the_mean_squared_error() -> None:
    assert float(build_loss("mse")(torch.tensor([1.0, 3.0]), torch.zeros(2))) == pytest.approx(5)


def test_dice_loss_of_two_of_three_pixels_is_a_fifth() -> None:
    logits = torch.tensor([100.0, 100.0, -100.0, -100.0]).view(1, 1, 2, 2)
    truth = torch.tensor([1.0, 1.0, 1.0, 0.0]).view(1, 1, 2, 2)
    assert float(build_loss("dice")(logits, truth)) == pytest.approx(1 - 4 / 5, abs=1e-4)
    entropy = float(build_loss("bce")(logits, truth))
    both = float(build_loss("dice_ce")(logits, truth))
    assert both == pytest.approx(1 - 4 / 5 + entropy, abs=1e-3)


def test_dice_with_softmax_takes_class_numbers() -> None:
    truth = torch.tensor([[0, 1], [2, 1]]).view(1, 1, 2, 2).float()
    logits = 100 * torch.nn.functional.one_hot(truth[:, 0].long(), 3).permute(0, 3, 1, 2).float()
    right = build_loss({"name": "dice", "softmax": True})(logits, truth)
    assert float(right) == pytest.approx(0.0, abs=1e-4)


def test_focal_loss_is_that_of_monai_and_by_hand() -> None:
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(4, 1, 5, 5, generator=generator)
    truth = (torch.rand(4, 1, 5, 5, generator=generator) > 0.7).float()
    ours = build_loss({"name": "focal", "gamma": 2.0})(logits, truth)
    assert float(ours) == pytest.approx(float(FocalLoss(gamma=2.0)(logits, truth)), rel=1e-5)
    one = build_loss({"name": "focal", "softmax": True, "gamma": 2.0})
    assert float(one(LOGITS[:1], torch.tensor([1]))) == pytest.approx(-(0.25**2) * math.log(0.75))
    positive = build_loss({"name": "focal", "alpha": 0.25, "gamma": 0.0})
    assert float(positive(torch.zeros(1), torch.ones(1))) == pytest.approx(0.25 * math.log(2))


def test_giou_loss_is_that_of_monai_and_by_hand() -> None:
    boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 1.0, 1.0]])
    truth = torch.tensor([[1.0, 0.0, 3.0, 2.0], [2.0, 0.0, 3.0, 1.0]])
    # overlap 2 of 6, hull 6; apart: 0 of 2, hull 3
    expected = ((1 - 2 / 6) + (1 + 1 / 3)) / 2
    assert float(build_loss("giou")(boxes, truth)) == pytest.approx(expected)
    theirs = BoxGIoULoss()(boxes, truth)
    assert float(build_loss("giou")(boxes, truth)) == pytest.approx(float(theirs), rel=1e-5)


def test_cox_likelihood_without_ties_is_the_product_of_shares() -> None:
    risks = torch.tensor([math.log(2.0), 0.0, math.log(3.0)])
    times, events = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1, 0, 1])
    expected = -(math.log(2 / 6) + math.log(3 / 3)) / 2
    for ties in ("breslow", "efron"):
        loss = build_loss({"name": "cox", "ties": ties})
        assert float(loss(risks, times, events)) == pytest.approx(expected)


def test_ties_in_time_follow_breslow_or_efron() -> None:
    risks = torch.tensor([math.log(2.0), math.log(3.0), 0.0])
    times, events = torch.tensor([1.0, 1.0, 2.0]), torch.tensor([1, 1, 0])
    breslow = -(math.log(2 * 3) - 2 * math.log(6)) / 2
    efron = -(math.log(2 * 3) - math.log(6) - math.log(6 - 2.5)) / 2
    for ties, expected in (("breslow", breslow), ("efron", efron)):
        loss = build_loss({"name": "cox", "ties": ties})
        assert float(loss(risks, times, events)) == pytest.approx(expected)


def test_cox_likelihood_without_an_event_has_no_gradient() -> None:
    risks = torch.ones(2, requires_grad=True)
    build_loss("cox")(risks, torch.tensor([1.0, 2.0]), torch.zeros(2)).backward()  # type: ignore[no-untyped-call]
    assert risks.grad is not None and not risks.grad.any()


def test_cox_descent_finds_who_dies_first() -> None:
    risks = torch.zeros(3, requires_grad=True)
    loss = build_loss("cox")(risks, torch.tensor([1.0, 2.0, 3.0]), torch.ones(3))
    loss.backward()  # type: ignore[no-untyped-call]
    assert risks.grad is not None
    assert risks.grad[0] < risks.grad[1] < risks.grad[2]


def test_unknown_losses_and_options_are_input_errors_that_name_the_known_ones() -> None:
    with pytest.raises(InputError, match="dice_ce"):
        build_loss("luck")
    with pytest.raises(InputError, match=r"no option 'gama'.*gamma"):
        build_loss({"name": "focal", "gama": 1.0})
    with pytest.raises(InputError, match="breslow or efron"):
        build_loss({"name": "cox", "ties": "even"})


@pytest.mark.parametrize("name", list(LOSSES))
def test_every_loss_takes_the_tasks_defaults_that_it_has_and_no_other(name: str) -> None:
    assert callable(build_loss(name, softmax=True, smooth=1.0, label_smoothing=0.1, nothing=3))


def test_log_loss_and_squared_error_of_class_numbers() -> None:
    labels = torch.tensor([1, 1])
    expected = -(math.log(0.75) + math.log(0.25)) / 2
    log_loss = build_loss("bce", softmax=True)
    assert float(log_loss(LOGITS, labels)) == pytest.approx(expected)
    heavy = build_loss({"name": "bce", "positive_weight": 3.0}, softmax=True)
    assert float(heavy(LOGITS, labels)) == pytest.approx(3 * expected)
    assert float(heavy(LOGITS, 0 * labels)) == pytest.approx(expected)
    brier = build_loss("mse", softmax=True)
    assert float(brier(LOGITS, labels)) == pytest.approx((2 * 0.25**2 + 2 * 0.75**2) / 2)
    volume = LOGITS[..., None, None, None]
    assert float(brier(volume, labels.view(2, 1, 1, 1, 1))) == float(brier(LOGITS, labels))


def test_squared_error_of_a_mask_is_that_of_its_probability() -> None:
    logits, truth = torch.tensor([math.log(3.0)]), torch.tensor([1.0])
    assert float(build_loss("mse", sigmoid=True)(logits, truth)) == pytest.approx(0.25**2)


@pytest.mark.parametrize("suits", [OF_CLASSES, OF_LABELS])
def test_every_loss_that_suits_classes_takes_class_numbers(suits: tuple[str, ...]) -> None:
    logits = torch.randn(2, 3, 4, 4, generator=torch.Generator().manual_seed(0)).requires_grad_()
    labels = torch.tensor([0, 2]).view(2, 1, 1, 1).expand(2, 1, 4, 4).float()
    for name in suits:
        found = build_loss(name, suits, softmax=True)(logits, labels)
        assert torch.isfinite(found)
        (slope,) = torch.autograd.grad(found, logits)
        assert slope.abs().sum() > 0


def test_a_loss_that_does_not_suit_the_task_is_refused() -> None:
    with pytest.raises(InputError, match="'giou' does not suit this task; cross_entropy, bce"):
        build_loss("giou", OF_CLASSES)
    with pytest.raises(InputError, match="'cross_entropy' does not suit"):
        build_loss("cross_entropy", OF_MASKS)
