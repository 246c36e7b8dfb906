"""Networks of our own table with safetensors weights."""

from pathlib import Path

from inference.backends.torch_predictor import TorchPredictor, best_device
from inference.backends.weights import read_model_weights
from inference.catalog.card import Card
from inference.imaging.errors import InputError
from inference.networks import build


def load(card: Card, weights: Path) -> TorchPredictor:
    """Build the card's network and fill it; raises InputError when the weights do not fit it."""
    network = build(card.network.name, **card.network.parameters)
    try:
        network.load_state_dict(read_model_weights(card, weights))
    except RuntimeError as error:
        cause = str(error).strip().splitlines()[-1].strip()
        raise InputError(f"The weights of model {card.id!r} do not fit it: {cause}") from error
    return TorchPredictor(network, best_device())
