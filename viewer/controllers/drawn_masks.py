"""A mask that a person begins: empty, on the series' own grid, and as a result of its own."""

from uuid import uuid4

import numpy as np

from inference.imaging.label_map import CodedConcept, LabelMap, Segment
from viewer.state.layers import MaskLayer
from viewer.state.mask_edits import DRAWN
from viewer.state.view_state import OpenSeries


def drawn_layer(series: OpenSeries) -> MaskLayer:
    """An empty layer of one segment, drawn by hand."""
    geometry = series.volume.geometry
    segment = Segment(
        1,
        "drawn by hand",
        (255, 204, 92),
        CodedConcept("4147007", "SCT", "Mass"),
        CodedConcept("49755003", "SCT", "Morphologically Altered Structure"),
        algorithm_type="MANUAL",
    )
    labels = np.zeros(geometry.shape_kji, np.uint8)
    return MaskLayer(
        f"{DRAWN}{uuid4().hex[:8]}/mask0", LabelMap(labels, geometry, (segment,), "drawn by hand")
    )
