"""The bench's window shows what it is said to measure: composed frames and ready ones."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inference.imaging.display_window import DisplayWindow
from tests.gui.conftest import phantom
from tests.gui.test_device_pixels import colours
from viewer.render.bench import Pixels
from viewer.render.compose import compose
from viewer.state.planes import Plane, fitted_frame
from viewer.state.scene import Scene
from viewer.widgets.bench_screen import BenchScreen, bench_screen


def seen(screen: BenchScreen) -> Pixels:
    device = screen.backingStore().paintDevice()
    assert isinstance(device, QImage)
    return colours(device)


@pytest.mark.parametrize("count", [1, 3])
def test_drawn_views_stand_side_by_side_and_a_blit_shows_ready_ones(
    qtbot: QtBot, qapp: QApplication, count: int
) -> None:
    volume = phantom()
    size = 256 // (1 if count == 1 else 2)
    planes: tuple[Plane, ...] = ("axial", "coronal", "sagittal")
    scenes = [
        Scene(volume, fitted_frame(volume.geometry, plane, (size, size)), DisplayWindow(40, 400))
        for plane in planes[:count]
    ]
    wanted = [compose(scene)[:, :, :3] for scene in scenes]
    screen = bench_screen(256)
    qtbot.addWidget(screen)
    screen.draw([(scene, np.empty((size, size, 4), np.uint8)) for scene in scenes])
    places = [(0, 0), (0, size), (size, 0)]
    for (top, left), picture in zip(places, wanted, strict=False):
        assert np.array_equal(seen(screen)[top : top + size, left : left + size], picture)
    grey = np.full((size, size, 4), 90, np.uint8)
    screen.blit([grey])
    assert (seen(screen)[:size, :size] == 90).all()
