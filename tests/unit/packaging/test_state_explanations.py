"""What was measured of explanations gets into the cards, and of the right weights alone."""

from typing import Any

import pytest
import state_explanations
import tomli_w

from inference.catalog.card import Card
from tests.model_factory import card_fields


def facts(sha256: str, share: float = 0.5) -> dict[str, Any]:
    row = {"method": "occlusion", "maps": 4, "faithful": share, "faithful_ci95": [0.25, 0.75]}
    nothing = {"method": "grad-cam", "maps": 0}
    return {
        "model": "m", "weights_sha256": sha256, "data": "/somewhere/scans", "split": "validation",
        "out_of_fold": True, "cases": 5, "methods": [row, nothing],
    }  # fmt: skip


def test_a_card_states_the_share_of_each_method_and_the_newest_replaces_the_old() -> None:
    card = card_fields()
    once = state_explanations.stated(card, facts(card["weights_sha256"]))
    twice = state_explanations.stated(once, facts(card["weights_sha256"], 0.75))
    assert tomli_w.dumps(twice)
    (row,) = Card.model_validate(twice).explanation.measured
    assert (row.method, row.share, row.maps, row.cases) == ("occlusion", 0.75, 4, 5)
    assert (row.data, row.split) == ("scans", "validation, out of fold")
    assert twice["explanation"]["methods"] == card["explanation"]["methods"]


def test_a_measurement_of_other_weights_is_refused() -> None:
    with pytest.raises(ValueError, match="other weights"):
        state_explanations.stated(card_fields(), facts("f" * 64))
