"""Runs outlive the object that started them; all of a folder can be stopped."""

import time
from pathlib import Path

import psutil
import pytest

from inference.imaging.errors import InputError
from tests.unit.training.synthetic_flair import write_patients, write_recipe
from viewer.jobs.training_runs import TrainingRuns
from viewer.state.training import TrainingRun

LONG = 180.0  # seconds: a process that imports torch, on a busy machine


def wait_for(runs: TrainingRuns, *courses: str) -> TrainingRun:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        (run,) = runs.look()
        if run.course in courses:
            return run
    raise AssertionError(f"{runs.look()[0]} is not {courses}")


def test_another_window_sees_a_run_that_goes_on_and_stops_it(tmp_path: Path) -> None:
    recipe, data = write_recipe(tmp_path, epochs=5000), write_patients(tmp_path / "data")
    out = TrainingRuns(tmp_path / "trainings").start(recipe, data)
    later = TrainingRuns(tmp_path / "trainings")
    (run,) = later.look()
    assert run.folder == out
    assert (run.recipe, run.data) == (str(recipe), str(data))
    wait_for(later, "running")
    later.stop_all()
    stopped = wait_for(later, "stopped")
    assert stopped.epoch < 5000
    assert not stopped.can_add


def test_a_training_has_a_lower_priority(tmp_path: Path) -> None:
    runs = TrainingRuns(tmp_path / "trainings")
    out = runs.start(write_recipe(tmp_path, epochs=5000), write_patients(tmp_path / "data"))
    process = psutil.Process(runs._processes[out].pid)
    assert process.nice() > psutil.Process().nice()
    runs.order(out, "stop")
    wait_for(runs, "stopped", "failed")


def test_what_cannot_be_trained_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    runs = TrainingRuns(tmp_path / "trainings")
    with pytest.raises(InputError, match="no readable recipe"):
        runs.start(tmp_path / "none.toml", tmp_path)
    with pytest.raises(InputError, match="no folder of training data"):
        runs.start(write_recipe(tmp_path), tmp_path / "none")
    assert runs.look() == ()
