"""One file per format that can hold a model; the table is here."""

from collections.abc import Callable
from pathlib import Path

from inference.backends.predictor import Predictor
from inference.catalog.card import Card
from inference.imaging.errors import InputError


def _native(card: Card, weights: Path) -> Predictor:
    from inference.backends.native import load

    return load(card, weights)


def _ensemble(card: Card, weights: Path) -> Predictor:
    from inference.backends.ensemble import load

    return load(card, weights)


BACKENDS: dict[str, Callable[[Card, Path], Predictor]] = {
    "native": _native,
    "ensemble": _ensemble,
}


def load_predictor(card: Card, weights: Path) -> Predictor:
    """The network of a card with its (already verified) weights, on the best device here."""
    if card.format not in BACKENDS:
        raise InputError(
            f"Model {card.id!r} has the format {card.format!r}; known: {', '.join(BACKENDS)}."
        )
    return BACKENDS[card.format](card, weights)
