"""From a network's logits to scores between 0 and 1."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

Float = NDArray[np.float32]


def activate(logits: Float, activation: str) -> Float:
    """(N, S, ...) sigmoid, each channel alone, or softmax over the channels (axis 1)."""
    scores = expit(logits) if activation == "sigmoid" else softmax(logits, axis=1)
    return np.asarray(scores, dtype=np.float32)
