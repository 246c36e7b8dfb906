"""The rows of the model picker."""

from pathlib import Path

import pytest

import inference.networks
from tests.model_factory import add_test_networks, install_ensemble, install_model
from viewer.controllers.models import list_rows


def test_folds_are_left_out_where_their_ensemble_can_be_chosen_and_other_members_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    monkeypatch.setattr(inference.networks, "NETWORKS", dict(inference.networks.NETWORKS))
    add_test_networks(inference.networks.NETWORKS)
    names = ("zebra-fold0", "zebra-fold1", "zebra-cnn")
    cards = [install_model(tmp_path, id=name) for name in names]
    before = {row.id for row in list_rows()[0]}
    assert set(names) <= before
    install_ensemble(tmp_path, cards, id="zebra", name="Zebra")
    rows = {row.id: row for row in list_rows()[0]}
    assert set(rows) == (before | {"zebra"}) - {"zebra-fold0", "zebra-fold1"}
    assert dict(rows["zebra"].facts)["Members"].splitlines()[0] == "zebra-fold0 1.0.0"
