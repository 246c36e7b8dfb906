"""What every back-end gives: a network behind arrays, whatever format holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

Float = NDArray[np.float32]


class Predictor(Protocol):
    """A loaded network. Batches are float32 (N, C, ...), answers float32 logits (N, S, ...)."""

    @property
    def device(self) -> str:
        """e.g. ``cpu (fp32, 1 thread)``, for the provenance."""
        ...

    def predict(self, batch: Float) -> Float:
        """Logits of one batch; raises InputError when memory runs out."""
        ...

    def peak_bytes(self, batch_shape: tuple[int, ...]) -> int:
        """Predicted memory of ``predict`` on such a batch, above what is held already."""
        ...

    def module(self) -> nn.Module:
        """The torch module itself, for explainers; raises InputError where there is none."""
        ...
