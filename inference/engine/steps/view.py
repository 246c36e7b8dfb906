"""What a network saw of a series and what it said: the whole, or one of several regions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card
from inference.engine.steps.preparation import PreparedVolume


@dataclass(frozen=True, eq=False)
class View:
    """(S, k, j, i) ``probabilities`` on the grid of ``prepared``; ``card`` names its segments."""

    card: Card
    prepared: PreparedVolume
    probabilities: NDArray[np.float32]
