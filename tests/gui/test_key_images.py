"""Key images: marked by K, seen on the picture and in the strip, listed, gone to, kept, saved."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.gui.test_library_list import WAIT_MS, Opened, opened
from tests.unit.library.library_studies import write_study
from viewer.app import Parts
from viewer.render.compose import compose
from viewer.render.drawing.canvas import GREEN
from viewer.state.intents import OpenPaths
from viewer.state.key_image_intents import GoToKeyImage, MarkKeyImage, SaveKeyImages, StepKeyImage
from viewer.state.key_images import key_images, slice_place_of
from viewer.state.pane_intents import GoToSlice, SetPlane
from viewer.widgets.slice_view import SliceView

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
__all__ = ["opened"]


def marked_slices(parts: Parts) -> list[int]:
    """The numbers (from 0) of the slices that are marked in the series hung."""
    state = parts.session.state
    series = state.active_series
    assert series is not None
    return [slice_place_of(item, series)[1] for item in key_images(state)]


def here(parts: Parts) -> float:
    cursor = parts.session.state.cursor_of(0)
    assert cursor is not None
    return cursor[2]


def green(view: SliceView) -> np.ndarray:
    """Where the picture of the view has the mark's colour exactly."""
    view.picture()
    assert view.scene is not None
    pixels = compose(view.scene).view(np.uint32)[:, :, 0] & np.uint32(0xFFFFFF)
    found: np.ndarray = pixels == GREEN
    return found


def test_k_marks_the_slice_and_takes_the_mark_off_again(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    parts.session.dispatch(GoToSlice(7))
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert marked_slices(parts) == [7]
    (item,) = key_images(parts.session.state)
    assert item.author
    assert item.utc_time
    assert parts.window.commands.by_id["key-image"].isChecked()
    parts.session.dispatch(GoToSlice(8))
    assert not parts.window.commands.by_id["key-image"].isChecked()
    parts.session.dispatch(GoToSlice(7))
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert marked_slices(parts) == []
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert marked_slices(parts) == [7]


def test_the_mark_stands_on_its_slice_and_in_the_strip_of_the_others(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    parts.session.dispatch(GoToSlice(7))
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert green(view)[:150, 200:-200].sum() > 30
    parts.session.dispatch(GoToSlice(20))
    elsewhere = green(view)
    assert elsewhere[:150, 200:-200].sum() == 0
    rows = np.flatnonzero(elsewhere[:, -3])
    height = elsewhere.shape[0]
    assert rows.min() >= (39 - 7) * height // 40
    assert rows.max() <= (39 - 7 + 1) * height // 40


def test_shift_k_and_alt_k_go_from_one_key_image_to_the_next(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    for index in (3, 30):
        parts.session.dispatch(GoToSlice(index))
        qtbot.keyClick(view, Qt.Key.Key_K)
    places = [item.points_lps[0][2] for item in key_images(parts.session.state)]
    parts.session.dispatch(GoToSlice(15))
    qtbot.keyClick(view, Qt.Key.Key_K, SHIFT)
    assert here(parts) == pytest.approx(places[0])
    qtbot.keyClick(view, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert here(parts) == pytest.approx(places[1])


def test_a_marked_reformatted_slice_is_gone_to_in_its_own_plane(parts: Parts) -> None:
    hang(parts, phantom("CT"))
    session = parts.session
    session.dispatch(SetPlane("coronal", 0))
    session.dispatch(GoToSlice(11))
    session.dispatch(MarkKeyImage())
    for pane in range(3):
        session.dispatch(SetPlane("axial", pane))
    session.dispatch(GoToKeyImage(key_images(session.state)[0].id))
    assert session.state.panes[0].plane == "coronal"


def test_the_list_says_which_slice_who_and_when(parts: Parts, view: SliceView) -> None:
    parts.session.dispatch(GoToSlice(4))
    parts.session.dispatch(MarkKeyImage())
    texts = [label.text() for label in parts.window.right.findings.findChildren(QLabel)]
    (item,) = key_images(parts.session.state)
    assert any("slice 5 of 40" in text for text in texts)
    assert any(item.author in text and "UTC" in text for text in texts)


def test_stepping_without_a_key_image_does_nothing(parts: Parts, view: SliceView) -> None:
    before = parts.session.state
    parts.session.dispatch(StepKeyImage(1))
    assert parts.session.state is before


def test_key_images_are_kept_in_the_library(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    write_study(tmp_path / "in", "a")
    first = opened()
    first.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: _is_complete(first), timeout=WAIT_MS)
    first.session.dispatch(MarkKeyImage())
    drawn = key_images(first.session.state)
    second = opened()
    second.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(key_images(second.session.state)), timeout=WAIT_MS)
    assert key_images(second.session.state) == drawn


def test_key_images_are_saved_as_pictures_with_a_list(
    parts: Parts, view: SliceView, qtbot: QtBot, tmp_path: Path
) -> None:
    parts.session.dispatch(GoToSlice(7))
    parts.session.dispatch(MarkKeyImage())
    folder = tmp_path / "out"
    parts.session.dispatch(SaveKeyImages(folder))
    qtbot.waitUntil((folder / "key-images.json").exists, timeout=WAIT_MS)
    text = (folder / "key-images.json").read_text("utf-8")
    (row,) = json.loads(text)["key_images"]
    assert (row["slice"], row["picture"]) == (8, "key-01.png")
    assert (folder / "key-01.png").exists()
    assert "Phantom" not in text


def _is_complete(parts: Parts) -> bool:
    series = parts.session.state.active_series
    return series is not None and series.complete
