"""What is to be explained: a network, what it saw, and which part of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry

if TYPE_CHECKING:
    from torch import nn

Float = NDArray[np.float32]
Advance = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class ExplainTask:
    """One class of one answer.

    ``inputs`` is (n, C, j, i) for n slices of a 2.5D network (``slices`` their k), or (1, C, k, j,
    i) for a 3D one (``slices`` None). ``regions`` (n, j, i) or (1, k, j, i) is where the class was
    predicted; the explained quantity is the sum of its logits there (all ones for a network
    without places). ``geometry`` is the whole (k, j, i) grid that the network saw. ``layer`` is a
    dotted module name; ``channel`` the logit of ``target``. With ``sequence`` the inputs belong
    together and are never split. A classifier has regions (n,), all true, a sequence (n,), true of
    the slices that the answer meant, a detector (n, Q) the candidates meant. ``found`` (n, j, i)
    says where in the picture that is, None where the regions do. ``empty`` is what the inputs are
    like with nothing to find, where they are no pictures from which that could be made.
    """

    module: nn.Module
    inputs: Float
    regions: NDArray[np.bool_]
    slices: NDArray[np.intp] | None
    geometry: Geometry
    layer: str
    channel: int
    target: str
    batch: int = 2
    sequence: bool = False
    activation: str = "sigmoid"
    found: NDArray[np.bool_] | None = None
    empty: Float | None = None
