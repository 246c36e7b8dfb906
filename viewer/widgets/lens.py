"""The magnifier over a view: painted above its picture, which is not composed again."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from viewer.render.calibration import calibrate
from viewer.render.kernels.frame import whole_frame
from viewer.render.lens import lens_pixels
from viewer.state.scene import Scene

SIDE = 220  # logical pixels
MOST = 0.7  # of the view's shorter side


class Lens:
    """Knows where the mouse is, and whether the lens is wished for."""

    def __init__(self) -> None:
        self._chosen = False
        self._at: QPointF | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is a lens to paint."""
        return self._chosen and self._at is not None

    def choose(self, chosen: bool) -> bool:
        """Take or leave the lens; whether that changes the view."""
        changed, self._chosen = chosen != self._chosen, chosen
        return changed and self._at is not None

    def follow(self, at: QPointF | None) -> bool:
        """Go with the mouse (None = it left the view); whether that changes the view."""
        changed, self._at = at != self._at, at
        return changed and self._chosen

    def paint(
        self, painter: QPainter, scene: Scene | None, ratio: float, table: bytes | None
    ) -> None:
        """Draw the lens about the mouse, through the screen's ``table``; nothing in 3D."""
        if not self.is_shown or self._at is None or scene is None or scene.solid is not None:
            return
        side = round(min(SIDE * ratio, MOST * min(scene.frame.size_wh))) | 1
        x, y = int(self._at.x() * ratio), int(self._at.y() * ratio)
        pixels = lens_pixels(scene, (x, y), side)
        if table is not None:
            alpha = pixels[..., 3].copy()
            calibrate(whole_frame(pixels), table)
            pixels[..., 3] = alpha
        image = QImage(pixels.data, side, side, pixels.strides[0], QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(ratio)
        corner = QPointF(x - side // 2, y - side // 2)
        painter.drawImage(corner / ratio, image)
