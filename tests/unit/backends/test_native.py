"""Weights load without running code, and what is predicted fits the memory."""

import pickle
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
from safetensors.torch import save_file

import inference.networks
from inference.backends import load_predictor, memory
from inference.backends.native import load
from inference.backends.torch_predictor import TorchPredictor
from inference.backends.weights import read_weights
from inference.catalog.card import Card
from inference.imaging.errors import InputError
from tests.model_factory import BrightUNet, BrightVolume, add_test_networks, card_fields


@pytest.fixture(autouse=True)
def networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference.networks, "NETWORKS", dict(inference.networks.NETWORKS))
    add_test_networks(inference.networks.NETWORKS)


class Opens:
    """Pickled, it would write a file when loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.write_text, (self.path, "code ran")


@pytest.mark.parametrize("name", ["weights.safetensors", "weights.pt"])
def test_half_precision_weights_become_single(tmp_path: Path, name: str) -> None:
    tensors = {"a": torch.tensor([0.5, 2.0]).half(), "n": torch.tensor([3])}
    path = tmp_path / name
    if path.suffix == ".pt":
        torch.save(tensors, path)
    else:
        save_file(tensors, path)
    read = read_weights(path)
    assert read["a"].dtype == torch.float32 and read["a"].tolist() == [0.5, 2.0]
    assert read["n"].dtype == torch.int64


def test_a_checkpoint_with_code_is_refused_and_does_not_run(tmp_path: Path) -> None:
    path, trace = tmp_path / "weights.pt", tmp_path / "trace"
    path.write_bytes(pickle.dumps({"a": Opens(trace)}, protocol=2))
    with pytest.raises(InputError, match=r"weights\.pt cannot be read"):
        read_weights(path)
    assert not trace.exists()


@pytest.mark.parametrize("name", ["weights.safetensors", "weights.pt"])
def test_a_damaged_file_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xff" * 100)
    with pytest.raises(InputError, match=name):
        read_weights(path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_file({"other": torch.zeros(1)}, path)
    with pytest.raises(InputError, match="'bright' do not fit it"):
        load(Card.model_validate(card_fields()), path)


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    card = Card.model_validate(card_fields(format="tea"))
    with pytest.raises(InputError, match="'tea'; known: native"):
        load_predictor(card, tmp_path)


@pytest.mark.parametrize("shape", [(2, 3, 8, 10), (1, 1, 4, 6, 8)])
def test_prediction_equals_the_network_whatever_the_memory_layout(shape: tuple[int, ...]) -> None:
    torch.manual_seed(1)
    network = BrightUNet() if len(shape) == 4 else BrightVolume()
    batch = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(batch)).numpy()
    got = TorchPredictor(network, torch.device("cpu")).predict(batch[::1])
    assert got.dtype == np.float32
    coarse = 0.02 * np.abs(expected).max()  # bfloat16 keeps 8 bits
    assert np.allclose(got, expected, atol=coarse)


def test_gradients_are_off_but_the_module_is_there_for_explainers() -> None:
    predictor = TorchPredictor(BrightUNet(), torch.device("cpu"))
    assert not any(p.requires_grad for p in predictor.module().parameters())
    assert not predictor.module().training


def test_memory_is_predicted_from_the_largest_layer_and_grows_with_the_batch() -> None:
    network = inference.networks.build("slice_unet", in_channels=3, filters=[16, 16, 16])
    predictor = TorchPredictor(network, torch.device("cpu"))
    one, four = predictor.peak_bytes((1, 3, 64, 64)), predictor.peak_bytes((4, 3, 64, 64))
    assert four == 4 * one
    assert one >= 4 * 16 * 32 * 32 * 4  # sixteen channels at half resolution, float32
    assert not any(p.is_meta for p in predictor.module().parameters())


def test_a_batch_shrinks_until_it_fits_and_is_refused_when_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free = psutil.virtual_memory()._replace(available=1_000)
    monkeypatch.setattr("psutil.virtual_memory", lambda: free)
    assert memory.fitting_batch(8, lambda n: 200 * n) == 3
    with pytest.raises(InputError, match="70 %"):
        memory.fitting_batch(8, lambda n: 701 * n)
    with pytest.raises(InputError, match="This series needs"):
        memory.check_fits(701, "This series")
