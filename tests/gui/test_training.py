"""Trainings from the window: started in a process of their own, shown, paused, resumed, kept."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inference.catalog.models import read_card
from tests.unit.training.synthetic_flair import write_patients, write_recipe
from viewer.app import Parts
from viewer.state.intents import ChangeSetting, PerformCommand
from viewer.state.training import TrainingPlan, TrainingRun
from viewer.state.training_intents import (
    AddTrainedModel,
    StartTraining,
    SteerTraining,
    WatchTrainings,
)
from viewer.widgets.training_page import TrainingPage

LONG = 120_000  # ms: a process that imports torch, on a busy machine


@pytest.fixture(autouse=True)
def unhindered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A niced process may wait for minutes on a busy machine."""
    monkeypatch.setattr("viewer.jobs.training_runs._be_nice", lambda pid: None)


def _newest(parts: Parts) -> TrainingRun:
    return parts.session.state.trainings[0]


def _stands(parts: Parts, *courses: str) -> bool:
    runs = parts.session.state.trainings
    return bool(runs) and runs[0].course in courses


def _page(parts: Parts) -> TrainingPage:
    parts.session.dispatch(PerformCommand("training"))
    page = parts.window.trainings
    assert page is not None
    return page


def test_a_run_is_paused_goes_on_and_its_model_lands_in_the_model_tab(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path / "home"))
    data = write_patients(tmp_path / "data")
    page = _page(parts)
    page.form.choose_recipe(write_recipe(tmp_path, epochs=25))
    page.form.data.setText(str(data))
    page.form.start.click()
    qtbot.waitUntil(lambda: _stands(parts, "running") and _newest(parts).epoch >= 1, timeout=LONG)
    assert page.view.pause.isVisible()
    page.view.pause.click()
    qtbot.waitUntil(lambda: _newest(parts).ordered == "pause" or _stands(parts, "paused"))
    qtbot.waitUntil(lambda: _stands(parts, "paused"), timeout=LONG)
    assert not _newest(parts).ordered
    epoch = _newest(parts).epoch
    assert 1 <= epoch < 25
    assert len(_newest(parts).curves["loss"]) == epoch
    assert [item.xData[-1] for item in page.view.curves.plots[0].listDataItems()] == [epoch]
    assert _newest(parts).examples
    page.view.resume.click()
    qtbot.waitUntil(lambda: _stands(parts, "finished"), timeout=LONG)
    assert _newest(parts).report is not None
    assert page.view.add.isVisible()
    page.view.add.click()
    qtbot.waitUntil(
        lambda: any(row.id == "tiny-lesion" for row in parts.session.state.models.rows),
        timeout=LONG,
    )
    qtbot.waitUntil(lambda: _newest(parts).added, timeout=LONG)
    assert not _newest(parts).can_add
    assert (tmp_path / "home" / "models" / "tiny-lesion" / "card.toml").exists()
    parts.session.dispatch(AddTrainedModel(_newest(parts).folder))
    qtbot.waitUntil(
        lambda: any("already" in message.text for message in parts.session.state.messages),
        timeout=LONG,
    )


def test_what_is_wrong_with_a_run_is_told_in_words(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    recipe = write_recipe(tmp_path)
    (tmp_path / "empty").mkdir()
    parts.session.dispatch(StartTraining(recipe, tmp_path / "nowhere"))
    qtbot.waitUntil(lambda: bool(parts.session.state.messages), timeout=LONG)
    assert "no folder of training data" in parts.session.state.messages[-1].text
    page = _page(parts)
    parts.session.dispatch(StartTraining(recipe, tmp_path / "empty"))
    qtbot.waitUntil(
        lambda: _stands(parts, "failed") and "empty" in _newest(parts).data, timeout=LONG
    )
    assert "no case folder" in _newest(parts).sentence
    assert page.view.resume.isVisible()
    assert not page.view.stop.isVisible()


def test_a_run_that_has_not_begun_is_stopped(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    parts.session.dispatch(WatchTrainings())
    before = len(parts.session.state.trainings)
    parts.session.dispatch(StartTraining(write_recipe(tmp_path), write_patients(tmp_path / "d")))
    qtbot.waitUntil(lambda: len(parts.session.state.trainings) > before, timeout=LONG)
    parts.session.dispatch(SteerTraining(_newest(parts).folder, "stop"))
    qtbot.waitUntil(lambda: _stands(parts, "stopped", "failed", "finished"), timeout=LONG)


def test_the_form_says_fold_device_and_search(parts: Parts) -> None:
    form = _page(parts).form
    assert form.plan == TrainingPlan("", "auto")
    assert not form.trials.isVisible()
    form.fold.setCurrentIndex(form.fold.findData("all"))
    form.device.setCurrentIndex(form.device.findData("cpu"))
    assert form.plan == TrainingPlan("all", "cpu")
    form.search.setChecked(True)
    form.trials.setValue(3)
    assert form.trials.isVisible() and not form.fold.isEnabled()
    assert form.plan == TrainingPlan("", "cpu", 3, 1)
    form.search.setChecked(False)


def test_the_page_stays_open_when_language_or_theme_change(parts: Parts) -> None:
    before = _page(parts)
    parts.session.dispatch(ChangeSetting("language", "zh_CN"))
    after = parts.window.trainings
    assert after is not None
    assert after is not before
    assert after.isVisible()
    assert after.form.start.text() == "开始训练"
    after.close()
    parts.session.dispatch(ChangeSetting("language", "en"))
    assert parts.window.trainings is None


def test_name_and_epochs_go_into_the_recipe_that_is_trained(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    form = _page(parts).form
    form.choose_recipe(write_recipe(tmp_path, epochs=9))
    assert "9" in form.epochs.text()
    assert form.name.placeholderText() == "Tiny"
    form.data.setText(str(write_patients(tmp_path / "data")))
    form.name.setText("Our lesions")
    form.epochs.setValue(1)
    form.start.click()
    qtbot.waitUntil(
        lambda: _stands(parts, "finished") and _newest(parts).model == "our-lesions", timeout=LONG
    )
    run = _newest(parts)
    assert (run.name, run.epochs, run.epoch) == ("Our lesions", 1, 1)
    card = read_card(run.folder / "model" / "card.toml")
    assert (card.id, card.name, card.training.epochs) == ("our-lesions", "Our lesions", 1)


def test_all_folds_are_one_run_that_says_which_fold_it_is_at(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    recipe, data = write_recipe(tmp_path), write_patients(tmp_path / "data")
    text = recipe.read_text(encoding="utf-8")
    assert "folds" in text
    parts.session.dispatch(WatchTrainings())
    parts.session.dispatch(StartTraining(recipe, data, TrainingPlan("all", "cpu")))
    qtbot.waitUntil(lambda: _stands(parts, "running") and bool(_newest(parts).fold), timeout=LONG)
    qtbot.waitUntil(lambda: _stands(parts, "finished"), timeout=LONG)
    run = _newest(parts)
    assert (run.folder / "folds.json").exists() and not run.can_add
    assert run.report is not None and run.report.parent.name == f"fold{run.fold}"


def test_a_search_counts_trials_and_its_best_recipe_can_be_chosen(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    recipe, data = write_recipe(tmp_path), write_patients(tmp_path / "data")
    ranges = '\n[search.ranges]\n"optimisation.rate" = { low = 1e-4, high = 1e-2, log = true }\n'
    recipe.write_text(recipe.read_text(encoding="utf-8") + ranges, encoding="utf-8")
    page = _page(parts)
    parts.session.dispatch(StartTraining(recipe, data, TrainingPlan("", "cpu", 2, 1)))
    qtbot.waitUntil(
        lambda: _stands(parts, "finished") and _newest(parts).step == "trial", timeout=LONG
    )
    run = _newest(parts)
    assert (run.epoch, run.epochs) == (2, 2)
    assert len(run.curves["best score"]) == 2
    assert [plot.isVisible() for plot in page.view.curves.plots] == [False, True, False]
    assert page.view.best.isVisible() and not page.view.add.isVisible()
    page.view.best.click()
    assert page.form.recipe.currentData() == run.folder / "best.toml"
    assert page.form.data.text() == str(data)
