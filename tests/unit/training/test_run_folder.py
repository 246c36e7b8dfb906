"""A run as another process sees it: states, orders, progress, examples."""

import json
import os
from pathlib import Path

import pytest
from PIL import Image

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.training.pictures import read_pictures
from inference.training.run_folder import give_order, read_run, recorded
from inference.training.train import train
from tests.unit.training.synthetic_flair import write_patients, write_recipe


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_patients(tmp_path_factory.mktemp("data"))


def test_a_paused_run_ends_after_its_epoch_and_goes_on_to_the_end(
    data: Path, tmp_path: Path
) -> None:
    recipe, out = write_recipe(tmp_path, epochs=2), tmp_path / "out"

    def pause(stage: str, fraction: float) -> None:
        if stage.startswith("epoch"):
            assert read_run(out).status == "running"
            give_order(out, "pause")

    with pytest.raises(OperationCancelled):
        train(recipe, data, out, report=pause, cancelled=never_cancelled)
    paused = read_run(out)
    assert (paused.status, paused.epoch, paused.epochs) == ("paused", 1, 2)
    train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled)
    done = read_run(out)
    assert (done.status, done.epoch, done.score, done.model) == (
        "finished",
        2,
        "dice",
        "tiny-lesion",
    )
    assert all({"loss", "rate", "dice"} <= row.keys() for row in done.rows)


def test_a_stopped_run_ends_within_its_epoch(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def stop(stage: str, fraction: float) -> None:
        give_order(out, "stop")

    with pytest.raises(OperationCancelled):
        train(write_recipe(tmp_path), data, out, report=stop, cancelled=never_cancelled)
    assert (read_run(out).status, read_run(out).epoch) == ("stopped", 0)


def test_what_went_wrong_is_kept_in_words(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InputError):
        train(
            write_recipe(tmp_path), tmp_path, out, report=ignore_progress, cancelled=never_cancelled
        )
    assert read_run(out).status == "failed"
    assert "no case folder" in read_run(out).sentence


def test_a_run_whose_process_is_gone_has_failed(tmp_path: Path) -> None:
    with recorded(tmp_path, "m", 3):
        assert read_run(tmp_path).status == "running"
        path = tmp_path / "state.json"
        table = json.loads(path.read_text())
        assert table["pid"] == os.getpid()
        path.write_text(json.dumps({**table, "begun": table["begun"] - 100.0}))
        assert read_run(tmp_path).status == "failed"
        assert "log" in read_run(tmp_path).sentence


def test_a_folder_without_a_run_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no readable training run"):
        read_run(tmp_path)


def test_examples_of_the_last_validation_show_truth_and_answer(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    train(write_recipe(tmp_path), data, out, report=ignore_progress, cancelled=never_cancelled)
    pictures = read_pictures(out / "examples")
    split = json.loads((out / "split.json").read_text())
    assert [words.split(",")[0] for _, words in pictures] == split["validation"][:3]
    colours = {colour for _, colour in Image.open(pictures[0][0]).getcolors(100_000) or ()}
    assert (80, 220, 120) in colours
