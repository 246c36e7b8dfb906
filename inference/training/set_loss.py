"""Losses of detectors: queries matched to boxes one to one, or cells given to boxes by place."""

from collections.abc import Sequence

import torch
from scipy.optimize import linear_sum_assignment

from inference.networks.detector import SPAN
from inference.training.losses import build_loss, generalised_iou

SCORE, CORNERS, OVERLAP = 2.0, 5.0, 2.0  # weights of the parts (Liu et al., DAB-DETR, ICLR 2022)
POSITIVE, GAMMA = 0.25, 2.0
_FOCAL = build_loss("focal", gamma=GAMMA, alpha=POSITIVE)
CORE = 0.5  # middle part of a box, of each side, whose cells answer for it


def set_loss(answers: Sequence[torch.Tensor], wanted: Sequence[torch.Tensor]) -> torch.Tensor:
    """Mean over layers: every box is one query's, all other queries find nothing.

    ``answers`` are (N, 5, Q) of each layer (see ``SliceDetector``), ``wanted`` (m, 4) of each
    slice. Carion et al., ECCV 2020, with a focal loss for the score.
    """
    losses = []
    for answer in answers:
        pairs = [match(each, boxes) for each, boxes in zip(answer, wanted, strict=True)]
        losses.append(_matched_loss(answer, wanted, pairs))
    return torch.stack(losses).mean()


@torch.no_grad()
def match(answer: torch.Tensor, boxes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Queries and boxes that belong together at the least cost (Kuhn 1955), as indices."""
    if not len(boxes):
        empty = torch.zeros(0, dtype=torch.long)
        return empty, empty
    chance = answer[0].sigmoid()
    yes = POSITIVE * (1 - chance) ** GAMMA * -(chance + 1e-8).log()
    no = (1 - POSITIVE) * chance**GAMMA * -(1 - chance + 1e-8).log()
    found = answer[1:].T[:, None]
    corners = (found - boxes[None]).abs().sum(-1) / SPAN
    cost = SCORE * (yes - no)[:, None] + CORNERS * corners
    cost = cost - OVERLAP * generalised_iou(found, boxes[None])
    rows, columns = linear_sum_assignment(cost.numpy())
    return torch.as_tensor(rows), torch.as_tensor(columns)


def cell_loss(
    answer: torch.Tensor, wanted: Sequence[torch.Tensor], centres: torch.Tensor
) -> torch.Tensor:
    """The same parts where the cells in the middle of a box, at least the nearest, answer for it.

    ``answer`` is (N, 5, cells) and ``centres`` (cells, 2) says where the cells lie. A cell in
    two boxes answers for the smaller one (Tian et al., FCOS, ICCV 2019).
    """
    pairs = [middle_cells(boxes, centres) for boxes in wanted]
    return _matched_loss(answer, wanted, pairs)


def middle_cells(boxes: torch.Tensor, centres: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Cells and the boxes (m, 4) that they answer for, as indices."""
    if not len(boxes):
        empty = torch.zeros(0, dtype=torch.long)
        return empty, empty
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    away = (centres[:, None] - middle[None]).abs()
    inside = (away <= CORE * half[None]).all(-1)
    inside[away.square().sum(-1).argmin(dim=0), torch.arange(len(boxes))] = True
    sizes = torch.where(inside, half.prod(-1)[None], torch.inf)
    cells = inside.any(dim=1).nonzero()[:, 0]
    return cells, sizes[cells].argmin(dim=1)


def _matched_loss(
    answer: torch.Tensor,
    wanted: Sequence[torch.Tensor],
    pairs: Sequence[tuple[torch.Tensor, torch.Tensor]],
) -> torch.Tensor:
    """Focal loss of all scores, L1 and GIoU of those that answer, each over their number."""
    goal = torch.zeros_like(answer[:, 0])
    found, true = [], []
    for number, (mine, boxes) in enumerate(pairs):
        goal[number, mine] = 1.0
        found.append(answer[number, 1:, mine].T)
        true.append(wanted[number][boxes])
    here, there = torch.cat(found), torch.cat(true)
    count = max(len(here), 1)
    corners = (here - there).abs().sum() / SPAN / count
    overlap = (1 - generalised_iou(here, there)).sum() / count
    scores = _FOCAL(answer[:, 0], goal) * goal.numel() / count
    return SCORE * scores + CORNERS * corners + OVERLAP * overlap
