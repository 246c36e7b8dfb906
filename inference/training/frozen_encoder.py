"""The network of a catalogued model as the frozen encoder of a new one."""

from torch import nn

from inference.backends.weights import read_model_weights
from inference.catalog.models import ModelEntry, find_model, verify_entry


def take_encoder(encoder: nn.Module, model_id: str) -> ModelEntry:
    """Fill ``encoder`` with the weights of that model and freeze it; gives the model.

    Raises InputError where the model is missing or its weights are not those of its card.
    """
    entry = find_model(model_id)
    verify_entry(entry)
    encoder.load_state_dict(read_model_weights(entry.card, entry.weights_path))
    encoder.requires_grad_(False)
    return entry
