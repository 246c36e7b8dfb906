"""Ensembles: models of the catalogue whose probabilities are averaged."""

from collections.abc import Sequence
from pathlib import Path

from torch import nn

from inference.backends import load_predictor
from inference.backends.torch_predictor import TorchPredictor, best_device
from inference.backends.weights import read_weights
from inference.catalog.card import Card
from inference.catalog.models import ModelEntry, member_entries
from inference.imaging.errors import InputError
from inference.networks.ensemble import MeanEnsemble


class EnsemblePredictor(TorchPredictor):
    """All members on one batch, one after the other, each with its own mirrored passes."""

    def __init__(self, network: MeanEnsemble) -> None:
        super().__init__(network, best_device())
        self._plain = network.without_flips()

    def module(self) -> nn.Module:
        """The mean of the members without mirroring; ``members.0`` is the first of them."""
        return self._plain


def load(card: Card, weights: Path) -> EnsemblePredictor:
    """The members as the card names them, with the ensemble's own calibration if it has one.

    Raises InputError where a member is missing, has changed or does not fit the others.
    """
    network = mean_of(member_entries(card), [member.flips for member in card.members], card)
    if card.weights_file:
        try:
            network.calibration.load_state_dict(read_weights(weights))
        except RuntimeError as error:
            cause = str(error).strip().splitlines()[-1].strip()
            raise InputError(
                f"The calibration of model {card.id!r} does not fit it: {cause}"
            ) from error
    return EnsemblePredictor(network)


def mean_of(
    entries: Sequence[ModelEntry], flips: Sequence[Sequence[str]], card: Card
) -> MeanEnsemble:
    """The networks of (already verified) members as one, on the processor that runs them."""
    members = [load_predictor(entry.card, entry.weights_path).module() for entry in entries]
    classes = len(card.classes) if card.task == "classification" else 0
    return MeanEnsemble(members, card.prediction.activation, flips, classes)
