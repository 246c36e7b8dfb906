"""Detectors: candidates in pixels, places told, attention that can be looked at."""

import pytest
import torch

from inference.networks import build
from inference.networks.detector import SPAN, Attention, QueryHead, cell_centres, sines


@pytest.mark.parametrize(("head", "candidates"), [("queries", 8), ("dense", 16 * 20)])
def test_a_detector_gives_a_score_and_a_box_a_candidate(head: str, candidates: int) -> None:
    network = build("slice_detector", head=head, in_channels=3, filters=[4, 8, 8], width=16).eval()
    answer = network(torch.rand(2, 3, 32, 40))
    assert answer.shape == (2, 5, candidates)
    assert (answer[:, 3:] > answer[:, 1:3]).all()


@pytest.mark.parametrize("head", ["queries", "dense"])
def test_it_starts_by_finding_little(head: str) -> None:
    torch.manual_seed(0)
    network = build("slice_detector", head=head, in_channels=3, filters=[4, 8, 8], width=16).eval()
    assert network(torch.rand(1, 3, 32, 32))[:, 0].sigmoid().max() < 0.3


def test_boxes_of_queries_are_placed_from_the_middle_of_the_picture() -> None:
    """The same reference lies half the added rows further down in a taller picture."""
    torch.manual_seed(0)
    head = QueryHead(6, 16, 1, 4, 0.0, 8).eval()
    short, tall = (head(torch.zeros(1, 6, rows, 4))[0][0, 1:] for rows in (4, 6))
    assert torch.allclose(tall[[0, 2]] - short[[0, 2]], torch.tensor(8.0), atol=1e-3)
    assert torch.allclose(tall[[1, 3]], short[[1, 3]], atol=1e-3)
    sizes = (short[2:] - short[:2]) / SPAN
    assert torch.allclose(sizes, torch.tensor(-1.5).sigmoid(), atol=1e-5)


def test_kept_attention_of_every_query_sums_to_one() -> None:
    torch.manual_seed(0)
    look = Attention(8)
    look.keep_attention = True
    look(torch.rand(2, 3, 8), torch.rand(2, 5, 8), torch.rand(2, 5, 8))
    assert look.attention_weights is not None
    assert look.attention_weights.shape == (2, 4, 3, 5)
    assert torch.allclose(look.attention_weights.sum(-1), torch.tensor(1.0))


def test_cells_run_row_by_row() -> None:
    centres = cell_centres(2, 3, 8)
    assert centres.tolist() == [[4, 4], [4, 12], [4, 20], [12, 4], [12, 12], [12, 20]]


def test_two_places_never_look_alike() -> None:
    told = sines(torch.linspace(0, 1, 200), 16)
    distances = torch.cdist(told, told) + torch.eye(200) * 10
    assert distances.min() > 0.05
