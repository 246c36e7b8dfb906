"""A home folder of its own, and networks whose answers are known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

import inference.networks
from inference.engine.loaded_models import forget_models
from tests.model_factory import add_test_networks

torch.set_num_threads(1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    monkeypatch.setattr(inference.networks, "NETWORKS", dict(inference.networks.NETWORKS))
    add_test_networks(inference.networks.NETWORKS)
    yield tmp_path
    forget_models()
