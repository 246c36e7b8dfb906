"""Default colours stay apart for colour-blind eyes, from each other and from the picture."""

from itertools import pairwise

import numpy as np
import pytest

from inference.catalog.models import list_models
from inference.reading.objects.segment_facts import palette_colour
from tests.unit.render.colour_vision import DEFICIENCIES, ciede2000, lab_seen
from viewer.render.colour_tables import colour_table
from viewer.state.layers import HeatmapLayer

APART = 15.0  # ΔE00 between two segments; 10 are seen at a glance, 2 side by side
FROM_GREY = 10.0
PALETTE = np.array([palette_colour(n) for n in range(1, 9)])
GREYS = np.repeat(np.arange(256)[:, None], 3, axis=1)
DEFAULT_MAP = HeatmapLayer.__dataclass_fields__["colour_map"].default


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(
    first: tuple[float, ...], second: tuple[float, ...], difference: float
) -> None:
    """Sharma, Wu, Dalal 2005, table 1."""
    assert ciede2000(first, second) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_two_default_segment_colours_are_never_taken_for_each_other(deficiency: str) -> None:
    seen = lab_seen(PALETTE, deficiency)
    apart = ciede2000(seen[:, None], seen[None])
    assert apart[~np.eye(len(PALETTE), dtype=bool)].min() >= APART


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_no_default_segment_colour_is_lost_in_a_grey_picture(deficiency: str) -> None:
    seen, greys = lab_seen(PALETTE, deficiency), lab_seen(GREYS, deficiency)
    assert ciede2000(seen[:, None], greys[None]).min() >= FROM_GREY


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_segments_of_each_shipped_model_are_never_taken_for_each_other(
    deficiency: str,
) -> None:
    judged = 0
    for model in list_models():
        colours = [segment.colour for segment in model.card.segments]
        seen = lab_seen(np.array(colours, np.float64).reshape(-1, 3), deficiency)
        for n in range(len(colours)):
            for m in range(n):
                judged += 1
                assert ciede2000(seen[n], seen[m]) >= APART, model.card.id
    assert judged > 0


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_default_heatmap_becomes_lighter_for_every_eye(deficiency: str) -> None:
    """Each eighth of its range is lighter than the one before, and clearly another colour."""
    seen = lab_seen(colour_table(str(DEFAULT_MAP))[::32], deficiency)
    assert len(seen) == 8
    for darker, lighter in pairwise(seen):
        assert lighter[0] - darker[0] > 5
        assert ciede2000(darker, lighter) >= 5
