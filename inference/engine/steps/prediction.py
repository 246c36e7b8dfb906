"""One pass of a network over a prepared volume, as its card says."""

import numpy as np
from numpy.typing import NDArray

from inference.backends.predictor import Predictor
from inference.catalog.card import PredictionPart, PreparationPart
from inference.engine.run_log import Advance
from inference.engine.steps.preparation import PreparedVolume
from inference.engine.steps.slices import predict_slices
from inference.engine.steps.sliding_window import predict_windows
from inference.imaging.progress import CancelCheck

Float = NDArray[np.float32]


def predict(  # all that a pass over a volume depends on
    prepared: PreparedVolume,
    predictor: Predictor,
    how: PredictionPart,
    preparation: PreparationPart,
    advance: Advance,
    cancelled: CancelCheck,
) -> Float:
    """(S, k, j, i) probabilities on the network's grid, by slices or by windows."""
    if how.dimensions == 3:
        return predict_windows(prepared, predictor, how, preparation, advance, cancelled)
    return predict_slices(prepared, predictor, how, advance, cancelled)
