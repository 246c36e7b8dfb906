"""The picker of models: what is chosen when a window opens."""

from pathlib import Path

import pytest

import inference.networks
from tests.model_factory import add_test_networks, install_model
from viewer.controllers.models import list_rows


def test_models_that_draw_masks_come_before_boxes_and_classes_whatever_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    monkeypatch.setattr(inference.networks, "NETWORKS", dict(inference.networks.NETWORKS))
    add_test_networks(inference.networks.NETWORKS)
    for name, task in (("aa-boxes", "detection"), ("bb-class", "classification")):
        install_model(tmp_path, id=name, task=task, network={"name": "bright_boxes"}, segments=[])
    install_model(tmp_path, id="zz-mask")
    rows, complaints = list_rows()
    assert not complaints
    ours = [row.id for row in rows if row.id[:3] in ("aa-", "bb-", "zz-")]
    assert ours == ["zz-mask", "bb-class", "aa-boxes"]
    assert rows[0].task == "segmentation"
