"""The 3D pane: what the hand and the keys do, what it shows, and a real picture of it."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.gui.conftest import close_and_delete, hang, phantom
from tests.gui.test_mouse_and_keys import LEFT, MIDDLE, RIGHT, drag, wheel
from tests.unit.state.states import result
from viewer.app import Parts, build_window, first_state
from viewer.jobs.solid_process import SolidProcess
from viewer.jobs.solid_worker import SolidWish, SolidWorker
from viewer.settings import defaults
from viewer.state.facts import ResultArrived, SolidDrawn
from viewer.state.intents import SaveScreenshot
from viewer.state.pane_intents import SetLayout, SetPlane
from viewer.state.panes import Pane
from viewer.state.result_intents import SetLayerOpacity, SetLayerVisible
from viewer.state.solid import SolidPicture
from viewer.state.turntable import SIDES, Turntable
from viewer.state.volume_presets import chosen_preset
from viewer.widgets.slice_view import SliceView

SOLID = 3  # the 3D pane of the 2x2 layout
needs_vtk = pytest.mark.skipif(
    find_spec("vtkmodules") is None, reason="VTK is not installed: pip install 'radlens[view3d]'"
)


class Listener(SolidWorker):
    """Keeps the wishes instead of rendering them."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: list[SolidWish] = []
        self.forgotten: list[int] = []
        self.warmed = False

    def show(self, wish: SolidWish) -> None:
        self.wishes.append(wish)

    def warm(self) -> None:
        self.warmed = True

    def forget(self, pane: int) -> None:
        self.forgotten.append(pane)


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Parts]:
    built = build_window(home=tmp_path_factory.mktemp("home"), solids=listener)
    built.window.resize(1920, 1080)
    built.window.show()
    yield built
    close_and_delete(built)


@pytest.fixture
def view(parts: Parts, listener: Listener) -> SliceView:
    listener.wishes.clear()
    parts.session.dispatch(SetLayout("2x2"))
    hang(parts, phantom("CT"))
    QApplication.processEvents()
    return parts.window.views.panes[SOLID].view


def solid_pane(parts: Parts) -> Pane:
    return parts.session.state.panes[SOLID]


def test_the_layout_is_three_planes_and_3d(parts: Parts, view: SliceView) -> None:
    panes = parts.session.state.panes
    assert [pane.view for pane in panes] == ["slice", "slice", "slice", "3d"]
    assert [pane.plane for pane in panes[:3]] == ["axial", "coronal", "sagittal"]
    shown = parts.window.views.panes[SOLID]
    assert shown.solid.isVisible() and not shown.bar.isVisible()


def test_the_pane_asks_for_its_own_size_in_the_preset_of_the_modality(
    parts: Parts, view: SliceView, listener: Listener
) -> None:
    wish = listener.wishes[-1]
    size = view.device_size()
    assert wish.frame.size_wh == (size.width, size.height)
    assert (wish.preset.name, wish.moving) == ("CT bone", False)


def test_the_process_is_started_while_the_series_is_still_read(
    parts: Parts, listener: Listener
) -> None:
    parts.session.dispatch(SetLayout("2x2"))
    listener.wishes.clear()
    listener.warmed = False
    entry = hang(parts, phantom("CT"), slices_loaded=3)
    QApplication.processEvents()
    assert listener.warmed and not listener.wishes
    assert parts.session.state.open_series[entry.id].slices_loaded == 3


def test_left_drag_turns_so_that_the_front_follows_the_mouse(
    parts: Parts, view: SliceView, listener: Listener, qtbot: QtBot
) -> None:
    front = np.array([0.0, -30.0, 0.0])
    before = listener.wishes[-1].frame.pixel_at(front)
    drag(qtbot, view, LEFT, 40, 20)
    QApplication.processEvents()
    moved = listener.wishes[-1].frame.pixel_at(front) - before
    assert moved[0] > 5 and moved[1] > 3
    assert listener.wishes[-1].moving


def test_a_camera_that_rests_is_worth_a_fine_picture(
    parts: Parts, view: SliceView, listener: Listener, qtbot: QtBot
) -> None:
    drag(qtbot, view, LEFT, 40, 0)
    turned = solid_pane(parts).solid.turntable
    assert turned != Turntable()
    qtbot.waitUntil(lambda: any(wish.moving for wish in listener.wishes))
    qtbot.waitUntil(lambda: not listener.wishes[-1].moving)
    wish = listener.wishes[-1]
    frame = turned.frame(wish.frame.centre_lps, wish.frame.mm_per_pixel, wish.frame.size_wh)
    assert wish.frame.right_lps == pytest.approx(frame.right_lps)


def test_wheel_and_right_drag_zoom_and_middle_drag_pans(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    wheel(view, 1)
    assert solid_pane(parts).zoom == pytest.approx(1.15)
    drag(qtbot, view, RIGHT, 0, -50)
    assert solid_pane(parts).zoom > 1.3
    frame = view.frame()
    assert frame is not None
    pan = solid_pane(parts).pan_mm
    drag(qtbot, view, MIDDLE, 30, 10)
    moved = np.subtract(solid_pane(parts).pan_mm, pan)
    assert moved == pytest.approx((30 * frame.mm_per_pixel, 10 * frame.mm_per_pixel))


def test_double_click_enlarges_and_the_picture_is_asked_for_in_the_new_size(
    parts: Parts, view: SliceView, listener: Listener, qtbot: QtBot
) -> None:
    before = listener.wishes[-1].frame.size_wh
    qtbot.mouseDClick(view, LEFT, pos=view.rect().center())
    assert parts.session.state.enlarged == SOLID
    qtbot.waitUntil(lambda: listener.wishes[-1].frame.size_wh[0] > before[0])


def test_keys_turn_face_spin_and_reset(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Left, shift)
    qtbot.keyClick(view, Qt.Key.Key_Down, shift)
    assert solid_pane(parts).solid.turntable == Turntable(15, 15)
    both = shift | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(view, Qt.Key.Key_L, both)
    assert solid_pane(parts).solid.turntable == SIDES["left"]
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert solid_pane(parts).solid.spinning
    qtbot.waitUntil(lambda: solid_pane(parts).solid.turntable.azimuth_degrees > 90)
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert not solid_pane(parts).solid.spinning
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert solid_pane(parts).solid.turntable == Turntable()
    assert solid_pane(parts).view == "3d"


def test_flips_and_quarter_turns_never_mirror_a_volume(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    before = solid_pane(parts)
    for key in (Qt.Key.Key_H, Qt.Key.Key_V, Qt.Key.Key_R):
        qtbot.keyClick(view, key)
    assert solid_pane(parts) == before


def test_the_bar_chooses_preset_and_opacity(
    parts: Parts, view: SliceView, listener: Listener
) -> None:
    bar = parts.window.views.panes[SOLID].solid
    titles = [bar.presets.itemText(n) for n in range(bar.presets.count())]
    assert titles == ["3D: CT bone", "3D: CT skin", "3D: CT MIP", "3D: Surface", "3D: MIP"]
    bar.presets.activated.emit(2)
    bar.opacity.setValue(30)
    QApplication.processEvents()
    assert listener.wishes[-1].preset.mode == "mip"
    assert listener.wishes[-1].opacity == pytest.approx(0.3)


def test_masks_follow_the_layers_panel(parts: Parts, view: SliceView, listener: Listener) -> None:
    session = parts.session
    session.dispatch(ResultArrived(result(), session.state.active_pane.series_id))
    QApplication.processEvents()
    layer = listener.wishes[-1].masks[0]
    session.dispatch(SetLayerOpacity(layer.id, 0.9))
    session.dispatch(SetLayerVisible(layer.id, False))
    QApplication.processEvents()
    assert (listener.wishes[-1].masks[0].opacity, listener.wishes[-1].masks[0].visible) == (
        0.9,
        False,
    )


def test_the_pane_says_that_it_renders_and_shows_the_picture_with_the_letters_of_its_frame(
    parts: Parts, view: SliceView, listener: Listener
) -> None:
    view.picture()
    assert view.scene is not None and "RENDERING" in view.scene.badges
    wish = listener.wishes[-1]
    width, height = wish.frame.size_wh
    grey = np.full((height, width, 4), 77, np.uint8)
    parts.session.dispatch(SolidDrawn(SOLID, SolidPicture(wish.series_id, wish.frame, grey)))
    image = view.picture()
    assert image is not None and view.scene is not None
    assert "RENDERING" not in view.scene.badges
    assert view.scene.frame.right_lps == pytest.approx((1, 0, 0))
    assert image.pixelColor(width // 4, height // 4).red() == 77


def test_a_picture_of_another_series_is_dropped(parts: Parts, view: SliceView) -> None:
    frame = view.frame()
    assert frame is not None
    black = np.zeros((frame.size_wh[1], frame.size_wh[0], 4), np.uint8)
    parts.session.dispatch(SolidDrawn(SOLID, SolidPicture("another", frame, black)))
    assert parts.session.state.solids == {}


@pytest.mark.usefixtures("view")
def test_the_same_layout_chosen_again_asks_for_the_picture_again(
    parts: Parts, listener: Listener
) -> None:
    wish = listener.wishes[-1]
    width, height = wish.frame.size_wh
    black = np.zeros((height, width, 4), np.uint8)
    parts.session.dispatch(SolidDrawn(SOLID, SolidPicture(wish.series_id, wish.frame, black)))
    listener.wishes.clear()
    parts.session.dispatch(SetLayout("2x2"))
    assert SOLID not in parts.session.state.solids
    QApplication.processEvents()
    assert [(again.pane, again.moving) for again in listener.wishes] == [(SOLID, False)]


def test_a_pane_that_shows_slices_again_is_forgotten(
    parts: Parts, view: SliceView, listener: Listener
) -> None:
    parts.session.dispatch(SetPlane("axial", SOLID))
    QApplication.processEvents()
    assert listener.forgotten[-1] == SOLID
    assert parts.window.views.panes[SOLID].bar.isVisible()


def test_a_series_without_millimetres_says_so_in_the_pane(parts: Parts, listener: Listener) -> None:
    whole = phantom("CT")
    unknown = replace(whole.geometry, in_plane_mm=False)
    parts.session.dispatch(SetLayout("2x2"))
    hang(parts, replace(whole, geometry=unknown))
    view = parts.window.views.panes[SOLID].view
    view.picture()
    assert view.scene is not None and "millimetres" in view.scene.sentence


def marked() -> Volume:
    """A bright block on the patient's left, near the head, in front."""
    whole = phantom("CT")
    array = np.full(whole.array.shape, -1000, np.int16)
    array[30:36, 8:16, 44:52] = 1500
    return replace(whole, array=array)


@needs_vtk
def test_the_real_picture_has_each_side_where_it_belongs_and_is_saved_as_shown(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    parts = build_window(home=tmp_path / "home")
    parts.session.reset(first_state(defaults()))
    parts.window.resize(1200, 800)
    parts.window.show()
    parts.session.dispatch(SetLayout("2x2"))
    volume = marked()
    hang(parts, volume)

    def fine() -> bool:
        picture = parts.session.state.solids.get(SOLID)
        return picture is not None and not picture.draft

    qtbot.waitUntil(fine, timeout=120_000)
    picture = parts.session.state.solids[SOLID]
    assert picture.problem == ""
    found = np.argwhere(picture.pixels[..., :3].max(axis=-1) > 60).mean(axis=0)[::-1]
    middle = volume.geometry.lps_from_index(
        np.argwhere(np.asarray(volume.array, float) > 0).mean(axis=0)
    )
    assert found == pytest.approx(picture.frame.pixel_at(middle), abs=4)
    assert found[0] > picture.frame.size_wh[0] / 2 and found[1] < picture.frame.size_wh[1] / 2
    out = tmp_path / "all.png"
    parts.session.dispatch(SaveScreenshot(out, all_views=True))
    qtbot.waitUntil(out.exists, timeout=20_000)
    view = parts.window.views.panes[SOLID].view
    size, first = view.device_size(), parts.window.views.panes[0].view.device_size()
    saved = np.asarray(Image.open(out).convert("RGB"))
    left, top = size.left - first.left, size.top - first.top
    x, y = round(left + found[0]), round(top + found[1])
    assert saved[y, x].tolist() == picture.pixels[round(found[1]), round(found[0]), 2::-1].tolist()
    close_and_delete(parts)


@needs_vtk
def test_a_3d_process_that_is_killed_is_told_and_starts_again(
    qapp: QApplication, qtbot: QtBot
) -> None:
    process = SolidProcess()
    worker = SolidWorker(process)
    pictures: list[SolidPicture] = []
    worker.drawn.connect(lambda _pane, picture: pictures.append(picture))
    volume = marked()
    frame = Turntable().frame(volume.geometry.centre_lps, 1.0, (96, 96))
    wish = SolidWish(0, "s", volume, chosen_preset("", volume), 1.0, (), frame)
    worker.show(wish)
    qtbot.waitUntil(lambda: bool(pictures) and not pictures[-1].draft, timeout=120_000)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: "unexpectedly" in pictures[-1].problem, timeout=20_000)
    worker.show(wish)
    qtbot.waitUntil(lambda: not pictures[-1].problem, timeout=120_000)
    worker.close()


def test_one_slice_is_shown_alone_without_3d(parts: Parts) -> None:
    whole = phantom("CT")
    flat = Geometry((1, 64, 64), whole.geometry.index_to_lps, "f")
    parts.session.dispatch(SetLayout("2x2"))
    hang(parts, replace(whole, array=whole.array[:1], geometry=flat))
    assert parts.session.state.layout == "1x1"
