"""What a training makes small: names that recipes use -> builders of loss functions."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from inference.imaging.errors import InputError

Tensor = torch.Tensor
Loss = Callable[..., Tensor]


def build_loss(wanted: str | Mapping[str, Any], suits: Sequence[str] = (), **defaults: Any) -> Loss:
    """The loss that a recipe names: ``"focal"``, or a table with ``name`` and its options.

    ``suits`` names the losses that fit the task, all where it is empty; ``defaults`` are the
    task's own options, used by the losses that have them. Raises InputError for an unknown name
    or option.
    """
    table = {"name": wanted} if isinstance(wanted, str) else dict(wanted)
    name = str(table.pop("name", ""))
    if name not in LOSSES:
        raise InputError(f"There is no loss {name!r}; known: {', '.join(LOSSES)}.")
    if suits and name not in suits:
        raise InputError(f"The loss {name!r} does not suit this task; {', '.join(suits)} do.")
    known = set(inspect.signature(LOSSES[name]).parameters)
    if unknown := set(table) - known:
        raise InputError(
            f"The loss {name!r} has no option {sorted(unknown)[0]!r}; "
            f"known: {', '.join(sorted(known)) or 'none'}."
        )
    return LOSSES[name](**{key: value for key, value in defaults.items() if key in known} | table)


def _cross_entropy(
    class_weights: Sequence[float] | None = None, label_smoothing: float = 0.0
) -> Loss:
    """(B, C, ...) logits against (B, ...) or (B, 1, ...) class numbers."""
    weights = None if class_weights is None else torch.tensor(class_weights, dtype=torch.float32)
    criterion = nn.CrossEntropyLoss(weights, label_smoothing=label_smoothing)

    def loss(logits: Tensor, labels: Tensor) -> Tensor:
        found: Tensor = criterion(logits, _flat(logits, labels))
        return found

    return loss


def _bce(positive_weight: float = 1.0, softmax: bool = False) -> Loss:
    """Log loss of logits against 0…1, positives counted ``positive_weight`` times.

    With ``softmax`` (B, C, ...) logits against (B, ...) or (B, 1, ...) class numbers; every class
    but 0 is positive.
    """
    if not softmax:
        return nn.BCEWithLogitsLoss(pos_weight=torch.tensor(float(positive_weight)))

    def loss(logits: Tensor, labels: Tensor) -> Tensor:
        flat = _flat(logits, labels)
        each = functional.cross_entropy(logits, flat, reduction="none")
        return (torch.where(flat > 0, positive_weight, 1.0) * each).mean()

    return loss


def _mse(softmax: bool = False, sigmoid: bool = False) -> Loss:
    """Mean squared error: of the values, of ``sigmoid`` probabilities against 0…1, or of
    ``softmax`` ones against class numbers (summed over the classes, Brier 1950)."""

    def loss(found: Tensor, wanted: Tensor) -> Tensor:
        if sigmoid and not softmax:
            return functional.mse_loss(found.sigmoid(), wanted)
        if not softmax:
            return functional.mse_loss(found, wanted)
        flat = _flat(found, wanted)
        exact = functional.one_hot(flat, found.shape[1]).movedim(-1, 1)
        return (found.softmax(1) - exact).square().sum(1).mean()

    return loss


def _flat(logits: Tensor, labels: Tensor) -> Tensor:
    """Class numbers (B, ...) of (B, ...) or (B, 1, ...)."""
    return (labels[:, 0] if labels.ndim == logits.ndim else labels).long()


def _dice(
    softmax: bool = False,
    include_background: bool = True,
    batch: bool = True,
    smooth: float = 1e-5,
) -> Loss:
    """1 − soft Dice (Milletari 2016) of logits; (B, 1, ...) class numbers with ``softmax``."""
    from monai.losses.dice import DiceLoss

    return DiceLoss(
        sigmoid=not softmax,
        softmax=softmax,
        to_onehot_y=softmax,
        include_background=include_background,
        batch=batch,
        smooth_nr=smooth,
        smooth_dr=smooth,
    )


def _dice_ce(
    softmax: bool = False,
    include_background: bool = True,
    batch: bool = True,
    smooth: float = 1e-5,
    dice_share: float = 1.0,
    ce_share: float = 1.0,
) -> Loss:
    """Soft Dice and (binary) cross entropy (Isensee 2021)."""
    from monai.losses.dice import DiceCELoss

    return DiceCELoss(
        sigmoid=not softmax,
        softmax=softmax,
        to_onehot_y=softmax,
        include_background=include_background,
        batch=batch,
        smooth_nr=smooth,
        smooth_dr=smooth,
        lambda_dice=dice_share,
        lambda_ce=ce_share,
    )


def _focal(gamma: float = 2.0, alpha: float | None = None, softmax: bool = False) -> Loss:
    """−(1 − p)^γ log p of the right answer (Lin 2017), ``alpha`` the weight of positives.

    With ``softmax`` (B, C, ...) logits against (B, ...) or (B, 1, ...) class numbers.
    """

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        if softmax:
            flat = _flat(logits, truth)
            each = functional.cross_entropy(logits, flat, reduction="none")
            weight = 1.0 if alpha is None else torch.where(flat > 0, alpha, 1 - alpha)
        else:
            each = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
            weight = 1.0 if alpha is None else truth * alpha + (1 - truth) * (1 - alpha)
        return (weight * (1 - torch.exp(-each)) ** gamma * each).mean()

    return loss


def _giou() -> Loss:
    """1 − generalised IoU (Rezatofighi 2019) of (N, 4) boxes (x0, y0, x1, y1), pair by pair."""
    return lambda boxes, truth: (1 - generalised_iou(boxes, truth)).mean()


def generalised_iou(a: Tensor, b: Tensor) -> Tensor:
    """(...) of (..., 4) boxes (x0, y0, x1, y1): IoU less the empty share of the hull; −1…1."""
    low_a, high_a, low_b, high_b = a[..., :2], a[..., 2:], b[..., :2], b[..., 2:]
    overlap = _area(torch.maximum(low_a, low_b), torch.minimum(high_a, high_b))
    union = _area(low_a, high_a) + _area(low_b, high_b) - overlap
    hull = _area(torch.minimum(low_a, low_b), torch.maximum(high_a, high_b))
    return overlap / union.clamp_min(1e-9) - (hull - union) / hull.clamp_min(1e-9)


def _area(low: Tensor, high: Tensor) -> Tensor:
    return (high - low).clamp_min(0).prod(dim=-1)


def _cox(ties: str = "efron") -> Loss:
    """−log of Cox's partial likelihood (1972) an event: (N,) log hazards, times, events 0/1.

    ``ties`` in time by "breslow" (1974) or "efron" (1977).
    """
    if ties not in ("breslow", "efron"):
        raise InputError(f"Ties are handled by breslow or efron, not by {ties!r}.")

    def loss(hazards: Tensor, times: Tensor, events: Tensor) -> Tensor:
        happened = events > 0
        if not bool(happened.any()):
            return hazards.sum() * 0.0
        order = torch.argsort(times, stable=True)
        at, seen, sorted_hazards = times[order], happened[order], hazards[order].double()
        top = sorted_hazards.detach().max()
        weights = (sorted_hazards - top).exp()
        at_risk = weights.flip(0).cumsum(0).flip(0)[torch.searchsorted(at, at)][seen]
        _, group, tied = torch.unique(at[seen], return_inverse=True, return_counts=True)
        leaving = weights.new_zeros(len(tied)).index_add(0, group, weights[seen])[group]
        rank = torch.arange(len(group), device=at.device) - (tied.cumsum(0) - tied)[group]
        share = rank / tied[group] * (ties == "efron")
        each = (at_risk - share * leaving).log() + top - sorted_hazards[seen]
        found: Tensor = each.mean().to(hazards.dtype)
        return found

    return loss


OF_CLASSES = ("cross_entropy", "bce", "mse", "focal")
OF_MASKS = ("dice_ce", "dice", "bce", "mse", "focal")  # one segment: a sigmoid each voxel
OF_LABELS = (*OF_MASKS, "cross_entropy")  # several: a softmax over them

LOSSES: dict[str, Callable[..., Loss]] = {
    "cross_entropy": _cross_entropy,
    "bce": _bce,
    "mse": _mse,
    "dice": _dice,
    "dice_ce": _dice_ce,
    "focal": _focal,
    "giou": _giou,
    "cox": _cox,
}
