"""Embeddings of a frozen encoder: made once, made again where what decides them changed."""

from pathlib import Path

import pytest
import torch

from inference.training.embedding_cache import Embeddings, kept


class Encoder:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Embeddings:
        self.asked += 1
        return [[torch.full((2, 3), float(self.asked))]]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))


def test_the_same_question_is_answered_from_the_file() -> None:
    encoder = Encoder()
    first = kept({"encoder": "a", "seed": 1}, encoder)
    again = kept({"seed": 1, "encoder": "a"}, encoder)
    assert encoder.asked == 1
    assert torch.equal(first[0][0], again[0][0])


def test_another_encoder_makes_new_ones() -> None:
    encoder = Encoder()
    kept({"encoder": "a"}, encoder)
    assert float(kept({"encoder": "b"}, encoder)[0][0][0, 0]) == 2.0


def test_a_broken_file_is_made_again(tmp_path: Path) -> None:
    encoder = Encoder()
    kept({"encoder": "a"}, encoder)
    (path,) = (tmp_path / "embeddings").glob("*.pt")
    path.write_bytes(path.read_bytes()[:100])
    assert float(kept({"encoder": "a"}, encoder)[0][0][0, 0]) == 2.0
    assert float(kept({"encoder": "a"}, encoder)[0][0][0, 0]) == 2.0
