"""The pixels behind a painter: what a view composes can go to the window without a copy."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from viewer.render.kernels.frame import Frame

_KINDS = (QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied)
_HAIR = 1e-6


def pixels_under(painter: QPainter, event: QPaintEvent, place: QRect) -> Frame | None:
    """The device pixels of ``place`` (in the widget's coordinates), to draw into until the
    painter ends.

    None where they cannot be written one by one: where only a part of ``place`` is painted anew
    (something lies over the rest), where it does not begin and end with a device pixel, or where
    the painter draws on a graphics card or into a file.
    """
    region = event.region()
    if region.rectCount() != 1 or not region.boundingRect().contains(place):
        return None
    device, moved = painter.paintEngine().paintDevice(), painter.deviceTransform()
    if not isinstance(device, QImage) or device.format() not in _KINDS:
        return None
    if moved.isRotating() or abs(moved.m11() - moved.m22()) > _HAIR or painter.hasClipping():
        return None
    edges = (
        moved.m11() * place.left() + moved.dx(),
        moved.m11() * place.top() + moved.dy(),
        moved.m11() * place.width(),
        moved.m11() * place.height(),
    )
    left, top, width, height = (round(edge) for edge in edges)
    if max(abs(edge - round(edge)) for edge in edges) > _HAIR or min(left, top) < 0:
        return None
    if left + width > device.width() or top + height > device.height():
        return None
    stride = device.bytesPerLine() // 4
    pixels = np.frombuffer(device.bits(), np.uint32)
    return Frame(pixels, top * stride + left, stride, width, height)
