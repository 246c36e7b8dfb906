"""A second series over the first: read aside, placed truly, registered, linked and taken back."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from tests.gui.conftest import hang, phantom
from tests.gui.test_mouse_and_keys import CTRL, SHIFT
from viewer.app import Parts
from viewer.controllers.scenes import scene_of
from viewer.controllers.view_size import ViewSize
from viewer.render.windows import auto_window
from viewer.state.facts import SeriesFound, SeriesLoaded
from viewer.state.fused import link_of
from viewer.state.fusion import ASIDE
from viewer.state.fusion_intents import FuseSeries, LinkHere, RegisterFused
from viewer.state.intents import OpenSeriesById, PerformCommand
from viewer.state.look_intents import SetWindow
from viewer.state.pane_intents import ScrollSlices, SetLayout, ZoomBy
from viewer.state.reduce_fusion import fuse as reduce_fuse
from viewer.widgets.slice_view import SliceView


def blobs(shift_mm: tuple[float, float, float] = (0, 0, 0), frame: str = "a") -> Volume:
    """Three soft balls, moved; the same patient as the phantom."""
    base = phantom()
    k, j, i = np.indices(base.geometry.shape_kji)
    picture = np.zeros(k.shape)
    balls = ((14, 20, 40, 9, 300), (24, 40, 18, 12, 200), (20, 45, 48, 7, 500))
    for ck, cj, ci, radius, value in balls:
        squared = ((k - ck) * 2.0) ** 2 + (j - cj) ** 2 + (i - ci) ** 2
        picture += value * np.exp(-squared / radius**2)
    affine = base.geometry.index_to_lps.copy()
    affine[:3, 3] += shift_mm
    info = replace(base.info, series_uid=f"1.2.3.{frame}", series_description=f"series {frame}")
    return Volume(picture.astype(np.int16), Geometry(k.shape, affine, frame), info)


@pytest.fixture
def view(parts: Parts) -> SliceView:
    hang(parts, blobs())
    QApplication.processEvents()
    return parts.window.views.panes[0].view


def fuse(parts: Parts, volume: Volume) -> str:
    """Choose a series that has been read already."""
    entry = SeriesEntry(volume.series_uid, volume.info, volume.geometry, "", "int16", "dicom", ())
    session = parts.session
    session.dispatch(SeriesFound((entry,)))
    session.reset(reduce_fuse(session.state, FuseSeries(entry.id)))
    session.dispatch(SeriesLoaded("token-1", entry, volume, 40, auto_window(volume), ASIDE))
    return entry.id


def shown(view: SliceView) -> np.ndarray:
    view.picture()
    assert view.scene is not None
    layer = view.scene.fusion
    assert layer is not None
    return np.asarray(layer.volume.geometry.centre_lps)


def test_a_series_of_the_same_space_lies_where_the_scanner_put_it(
    parts: Parts, view: SliceView
) -> None:
    panes = parts.session.state.panes
    other = blobs((5, 0, 0), "a")
    other = replace(other, info=replace(other.info, series_uid="1.2.3.b"))
    fuse(parts, other)
    assert np.allclose(shown(view), other.geometry.centre_lps)
    assert parts.session.state.panes == panes


def test_what_lay_over_a_series_is_read_again_when_that_is_shown_again(
    parts: Parts, view: SliceView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, asked = parts.session, list[OpenSeriesById]()
    monkeypatch.setitem(session._handlers, OpenSeriesById, asked.append)
    first = session.state.active_series
    assert first is not None
    other = blobs((5, 0, 0), "a")
    other = replace(other, info=replace(other.info, series_uid="1.2.3.b"))
    laid_over = fuse(parts, other)
    qtbot.waitUntil(lambda: bool(asked))
    third = replace(other, info=replace(other.info, series_uid="1.2.3.c"))
    entry = replace(first.entry, id="1.2.3.c", info=third.info)
    session.dispatch(SeriesLoaded("token-1", entry, third, 40, auto_window(third)))
    assert laid_over not in session.state.open_series
    asked.clear()
    session.dispatch(SeriesLoaded("token-1", first.entry, first.volume, 40, first.automatic))
    qtbot.waitUntil(lambda: asked == [OpenSeriesById(laid_over, ASIDE)])


def test_another_space_is_not_shown_until_it_is_known_where_it_lies(
    parts: Parts, view: SliceView
) -> None:
    fuse(parts, blobs((5, 0, 0), "b"))
    view.picture()
    assert view.scene is not None
    assert view.scene.fusion is None


def test_registration_finds_the_shift_says_so_and_is_taken_back(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    moving = blobs((6, -4, 3), "b")
    fuse(parts, moving)
    parts.session.dispatch(RegisterFused())
    qtbot.waitUntil(lambda: bool(parts.session.state.links), timeout=120_000)
    fixed = parts.session.state.active_series
    assert fixed is not None
    assert np.abs(shown(view) - fixed.volume.geometry.centre_lps).max() < 1.0
    assert parts.session.state.fusions[fixed.entry.id].mode == "checkerboard"
    assert parts.session.state.messages[-1].text.startswith("Registered: its middle moved 7.")
    parts.session.dispatch(PerformCommand("drop-link"))
    view.picture()
    assert view.scene is not None
    assert view.scene.fusion is None


def test_f_goes_through_the_ways_of_showing_and_alt_arrows_move_the_swipe(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    other = blobs((5, 0, 0), "a")
    fuse(parts, replace(other, info=replace(other.info, series_uid="1.2.3.b")))
    base = parts.session.state.active_pane.series_id

    def now() -> tuple[str, float]:
        fusion = parts.session.state.fusions[base]
        return fusion.mode, round(fusion.split, 2)

    assert now() == ("blend", 0.5)
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert now() == ("checkerboard", 0.5)
    qtbot.keyClick(view, Qt.Key.Key_F)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert now() == ("swipe", 0.55)
    qtbot.keyClick(view, Qt.Key.Key_F, CTRL | SHIFT)
    assert base not in parts.session.state.fusions


def beside(parts: Parts, volume: Volume) -> None:
    """A second series in the second pane of the compare layout."""
    parts.session.dispatch(SetLayout("1x2"))
    entry = SeriesEntry(volume.series_uid, volume.info, volume.geometry, "", "int16", "dicom", ())
    parts.session.dispatch(SeriesFound((entry,)))
    parts.session.dispatch(SeriesLoaded("token-1", entry, volume, 40, auto_window(volume), 1))


def test_a_manual_offset_scrolls_both_series_together(parts: Parts, view: SliceView) -> None:
    beside(parts, blobs((0, 0, 100), "b"))
    state = parts.session.state
    before = state.cursor_of(1)
    parts.session.dispatch(ScrollSlices(2, 0))
    assert parts.session.state.cursor_of(1) == before
    parts.session.dispatch(LinkHere())
    parts.session.dispatch(ScrollSlices(2, 0))
    after = parts.session.state.cursor_of(1)
    assert before is not None and after is not None
    assert after[2] - before[2] == pytest.approx(4.0)
    first, second = parts.session.state.series_of(0), parts.session.state.series_of(1)
    assert first is not None and second is not None
    link = link_of(parts.session.state, second, first)
    assert link is not None
    assert link.how == "by hand"
    for pane in range(2):
        assert "linked: by hand" in _corner(parts, pane)
    parts.session.dispatch(PerformCommand("drop-link"))
    assert not any("linked" in line for pane in range(2) for line in _corner(parts, pane))


def _corner(parts: Parts, pane: int) -> tuple[str, ...]:
    scene = scene_of(parts.session.state, pane, ViewSize(300, 300))
    assert scene is not None
    return scene.corner_text.bottom_left


def test_compared_views_zoom_together_and_ct_windows_too(parts: Parts, view: SliceView) -> None:
    hang(parts, replace(blobs(), unit="HU"), token="token-1")
    beside(parts, replace(blobs((0, 0, 0), "b"), unit="HU"))
    parts.session.dispatch(ZoomBy(2.0, (0.0, 0.0), 0))
    wide = replace(parts.session.state.panes[0].look.window, width=900.0)
    parts.session.dispatch(SetWindow(wide, 0))
    panes = parts.session.state.panes
    assert [pane.zoom for pane in panes] == [2.0, 2.0]
    assert [pane.look.window.width for pane in panes] == [900.0, 900.0]
    parts.session.dispatch(PerformCommand("link-views"))
    parts.session.dispatch(ZoomBy(2.0, (0.0, 0.0), 0))
    assert [pane.zoom for pane in parts.session.state.panes] == [4.0, 2.0]
