"""The process that renders 3D panes, from within: takes orders, draws drafts, then finely."""

import logging
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.label_map import LabelMap
from viewer.jobs.parcel import Parcel, unpack_copy
from viewer.state.view_frame import ViewFrame
from viewer.state.volume_presets import VolumePreset

if TYPE_CHECKING:
    from viewer.render.volume_3d import Volume3D

LOG = logging.getLogger(__name__)
DRAFT_SECONDS = 0.07  # a draft that takes longer is drawn coarser next time
RAYS = (2, 3, 4, 6, 8)  # screen pixels per ray of a draft
StyleRow = tuple[str, int, tuple[int, int, int], float]  # see ``SurfaceStyle``
NO_VTK = "The 3D view needs VTK, which is not installed: pip install 'radlens[view3d]'."


@dataclass(frozen=True)
class SolidOrder:
    """Draw a pane. ``volume`` and ``labels`` come only when the child has not got them yet.

    ``labels_keys`` are all that it is to keep. No fine picture follows while ``moving``.
    """

    pane: int
    serial: int
    frame: ViewFrame
    preset: VolumePreset
    opacity: float
    styles: tuple[StyleRow, ...] = ()
    labels_keys: tuple[str, ...] = ()
    volume: Parcel | None = None
    labels: tuple[tuple[str, Parcel], ...] = ()
    moving: bool = False


@dataclass(frozen=True, slots=True)
class ForgetOrder:
    """A pane shows no 3D any more."""

    pane: int


@dataclass(frozen=True, slots=True)
class SolidNote:
    """What became of an order; the pixels follow as bytes unless there is a ``problem``."""

    pane: int
    serial: int
    size_wh: tuple[int, int]
    draft: bool = False
    problem: str = ""
    details: str = ""


@dataclass(eq=False)
class _Scene:
    """One pane's volume as VTK holds it, and what is still to be drawn of it."""

    view: "Volume3D | None" = None
    labels: dict[str, LabelMap] = field(default_factory=dict)
    order: SolidOrder | None = None
    look: tuple[Any, ...] = ()
    draft_due: bool = False
    fine_due: bool = False
    rays: int = 2  # index into RAYS


def serve_solids(orders: "Connection[Any, Any]", notes: "Connection[Any, Any]") -> None:
    """Work until the orders end: the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)
    _load_vtk()
    try:
        _Child(orders, notes).work()
    except (EOFError, OSError):
        return


def _load_vtk() -> None:
    """While the window still prepares the volume; a failure is told with the first order."""
    try:
        import viewer.render.volume_3d  # noqa: F401
    except ImportError as error:
        LOG.warning("no 3D view: %s", error)


class Inbox:
    """Orders, taken out of their pipe as they come.

    A child that reads no orders while it sends a picture, and a window that reads no picture
    while it sends an order, would wait for each other for ever once the pipes are full.
    """

    def __init__(self, orders: "Connection[Any, Any]") -> None:
        self._orders = orders
        self._come: SimpleQueue[SolidOrder | ForgetOrder | None] = SimpleQueue()
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    def poll(self) -> bool:
        """Whether an order, or their end, waits to be taken."""
        return not self._come.empty()

    def recv(self) -> SolidOrder | ForgetOrder:
        """The next order; EOFError after the last."""
        order = self._come.get()
        if order is None:
            raise EOFError
        return order

    def _read(self) -> None:
        try:
            while True:
                self._come.put(self._orders.recv())
        except (EOFError, OSError):
            LOG.debug("the window sends no more orders")
        finally:
            self._come.put(None)


class _Child:
    """Drafts come first, of the latest order alone; a fine picture gives way to a new order."""

    def __init__(self, orders: "Connection[Any, Any]", notes: "Connection[Any, Any]") -> None:
        self._orders = Inbox(orders)
        self._notes = notes
        self._scenes: dict[int, _Scene] = {}

    def work(self) -> None:
        while True:
            if not self._due():
                self._take(self._orders.recv())
            while self._orders.poll():
                self._take(self._orders.recv())
            for pane in self._due():
                self._guarded(pane)

    def _due(self) -> list[int]:
        """The panes with something to draw: those in want of a draft before all others."""
        drafts = [pane for pane, scene in self._scenes.items() if scene.draft_due]
        return drafts or [pane for pane, scene in self._scenes.items() if scene.fine_due]

    def _take(self, order: SolidOrder | ForgetOrder) -> None:
        if isinstance(order, ForgetOrder):
            scene = self._scenes.pop(order.pane, None)
            if scene is not None and scene.view is not None:
                scene.view.close()
            return
        scene = self._scenes.setdefault(order.pane, _Scene())
        try:
            _equip(scene, order)
        except ImportError as error:
            LOG.warning("no 3D view: %s", error)
            self._notes.send(
                SolidNote(order.pane, order.serial, order.frame.size_wh, problem=NO_VTK)
            )
            return
        scene.order = order
        scene.draft_due, scene.fine_due = True, False

    def _guarded(self, pane: int) -> None:
        """A fault of our own is told in the pane, never swallowed."""
        scene = self._scenes[pane]
        order = scene.order
        assert order is not None
        try:
            self._draw(scene, order)
        except MemoryError:
            problem = "The 3D view needs more memory than is free; close other studies."
            self._tell(order, problem, "")
        except Exception as error:
            LOG.exception("rendering failed")
            self._tell(order, fault_words(error), repr(error))

    def _tell(self, order: SolidOrder, problem: str, details: str) -> None:
        scene = self._scenes[order.pane]
        scene.draft_due = scene.fine_due = False
        size = order.frame.size_wh
        self._notes.send(
            SolidNote(order.pane, order.serial, size, problem=problem, details=details)
        )

    def _draw(self, scene: _Scene, order: SolidOrder) -> None:
        view = scene.view
        assert view is not None
        _dress(scene, order)
        if scene.draft_due:
            scene.draft_due, scene.fine_due = False, not order.moving
            begun = time.monotonic()
            picture = view.render(order.frame, RAYS[scene.rays])
            scene.rays = adapted(scene.rays, time.monotonic() - begun)
        else:
            scene.fine_due = False
            picture = view.render(order.frame, 1, self._orders.poll)
        if picture is not None:
            self._send(order, picture, draft=scene.fine_due or order.moving)

    def _send(self, order: SolidOrder, picture: NDArray[np.uint8], draft: bool) -> None:
        height, width = picture.shape[:2]
        self._notes.send(SolidNote(order.pane, order.serial, (width, height), draft))
        self._notes.send_bytes(picture.tobytes())


def fault_words(error: Exception) -> str:
    """The sentence for a fault of our own."""
    return f"The 3D view failed: a fault in the program ({type(error).__name__})."


def adapted(rays: int, seconds: float) -> int:
    """The next index into RAYS after a draft that took ``seconds``."""
    if seconds > DRAFT_SECONDS:
        return min(rays + 1, len(RAYS) - 1)
    return max(rays - 1, 0) if seconds < DRAFT_SECONDS / 3 else rays


def _equip(scene: _Scene, order: SolidOrder) -> None:
    """Take the volume and the label maps that came with an order."""
    from viewer.render.volume_3d import Volume3D

    for key, parcel in order.labels:
        scene.labels[key] = unpack_copy(parcel)
    scene.labels = {key: scene.labels[key] for key in order.labels_keys}
    if order.volume is not None:
        if scene.view is not None:
            scene.view.close()
        scene.view = Volume3D(unpack_copy(order.volume), order.preset, order.opacity)
        scene.look = ()


def _dress(scene: _Scene, order: SolidOrder) -> None:
    """Change the looks of volume and masks where they have changed."""
    from viewer.render.surfaces import SurfaceStyle

    look = (order.preset, order.opacity, order.styles, order.labels_keys)
    if scene.view is None or look == scene.look:
        return
    scene.view.set_look(order.preset, order.opacity)
    styles = tuple(SurfaceStyle(*style) for style in order.styles)
    scene.view.set_surfaces(styles, scene.labels)
    scene.look = look
