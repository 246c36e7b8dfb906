"""GIoU and the matching against values worked out by hand."""

import pytest
import torch

from inference.networks.detector import cell_centres
from inference.training.losses import generalised_iou
from inference.training.set_loss import cell_loss, match, middle_cells, set_loss

LEFT, RIGHT = torch.tensor([0.0, 0, 40, 40]), torch.tensor([0.0, 80, 40, 120])


def answer(boxes: list[torch.Tensor], logits: list[float]) -> torch.Tensor:
    """(5, Q) of one slice."""
    return torch.cat([torch.tensor(logits)[None], torch.stack(boxes).T])


def test_giou_of_two_squares_that_share_a_corner() -> None:
    a, b = torch.tensor([0.0, 0, 2, 2]), torch.tensor([1.0, 1, 3, 3])
    assert float(generalised_iou(a, b)) == pytest.approx(1 / 7 - 2 / 9)


def test_giou_is_one_for_a_box_and_itself_and_negative_far_away() -> None:
    assert float(generalised_iou(LEFT, LEFT)) == pytest.approx(1.0)
    assert float(generalised_iou(LEFT, RIGHT)) == pytest.approx(-1 / 3)  # 40 of 120 columns empty


def test_matching_takes_the_best_sum_not_the_best_pair() -> None:
    """Query 0 is nearest to both boxes; alone it would take the left one and leave 20 + 100."""
    near_both = torch.tensor([0.0, 30, 40, 70])
    near_left = torch.tensor([0.0, -45, 40, -5])
    queries, boxes = match(answer([near_both, near_left], [0.0, 0.0]), torch.stack([LEFT, RIGHT]))
    assert list(zip(queries.tolist(), boxes.tolist(), strict=True)) == [(0, 1), (1, 0)]


def test_the_surer_of_two_equal_boxes_is_matched() -> None:
    queries, _ = match(answer([LEFT, LEFT], [-2.0, 1.0]), LEFT[None])
    assert queries.tolist() == [1]


def test_the_loss_is_least_where_one_query_has_the_box_and_the_others_nothing() -> None:
    right = answer([LEFT, RIGHT], [6.0, -6.0])[None]
    twice = answer([LEFT, LEFT], [6.0, 6.0])[None]
    astray = answer([LEFT + 10, RIGHT], [6.0, -6.0])[None]
    losses = [float(set_loss([each], [LEFT[None]])) for each in (right, twice, astray)]
    assert losses[0] < 0.01 < min(losses[1:])


def test_a_slice_without_lesion_asks_for_silence() -> None:
    nothing = torch.zeros(0, 4)
    silent, loud = (answer([LEFT], [logit])[None] for logit in (-6.0, 3.0))
    assert float(set_loss([silent], [nothing])) < 0.01 < float(set_loss([loud], [nothing]))


def test_cells_in_the_middle_answer_and_at_least_one() -> None:
    centres = cell_centres(4, 4, 8)
    cells, boxes = middle_cells(torch.tensor([[0.0, 0, 32, 32], [9, 9, 11, 11]]), centres)
    found = dict(zip(cells.tolist(), boxes.tolist(), strict=True))
    assert found == {5: 1, 6: 0, 9: 0, 10: 0}  # the small box takes the cell next to it
    assert float(cell_loss(torch.zeros(1, 5, 16), [torch.zeros(0, 4)], centres)) > 0
