"""Networks that stay loaded between runs, so that only the first run waits for one."""

from collections import OrderedDict

from inference.backends import load_predictor
from inference.backends.predictor import Predictor
from inference.catalog.models import ModelEntry, verify_entry

KEPT = 2

_LOADED: OrderedDict[tuple[str, str], Predictor] = OrderedDict()


def loaded_predictor(entry: ModelEntry) -> Predictor:
    """The network of a model, its weights' hash checked whenever they are read."""
    key = (entry.card.id, entry.card.weights_sha256)
    if key not in _LOADED:
        verify_entry(entry)
        _LOADED[key] = load_predictor(entry.card, entry.weights_path)
        while len(_LOADED) > KEPT:
            _LOADED.popitem(last=False)
    _LOADED.move_to_end(key)
    return _LOADED[key]


def forget_models() -> None:
    """Give the memory back."""
    _LOADED.clear()
