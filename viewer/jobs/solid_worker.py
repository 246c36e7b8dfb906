"""The window's side of the 3D process: wishes in, one Qt signal of pictures out."""

import logging
import multiprocessing
import threading
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QThread, Signal

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.jobs.parcel import Parcel
from viewer.jobs.solid_child import ForgetOrder, SolidNote, SolidOrder, StyleRow
from viewer.jobs.solid_process import Pixels, SolidProcess
from viewer.state.layers import MaskLayer, SegmentStyle
from viewer.state.solid import SolidPicture
from viewer.state.view_frame import ViewFrame
from viewer.state.volume_presets import VolumePreset

LOG = logging.getLogger(__name__)
_PATIENCE_MS = 5000
ENDED = "The 3D view ended unexpectedly; turn it to start it again."


@dataclass(frozen=True, eq=False)
class SolidWish:
    """What a 3D pane is to show; ``moving`` while a draft is enough."""

    pane: int
    series_id: str
    volume: Volume
    preset: VolumePreset
    opacity: float
    masks: tuple[MaskLayer, ...]
    frame: ViewFrame
    moving: bool = False


@dataclass(eq=False)
class _Known:
    """What the child has got of a pane."""

    volume: Volume | None = None
    voxel_mm_kji: tuple[float, float, float] | None = None
    labels: dict[str, LabelMap] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    asked: dict[int, SolidWish] = field(default_factory=dict)


class SolidWorker(QThread):
    """A thread that owns the 3D process; thinning and copying of voxels are done in it too.

    ``drawn`` carries (pane, SolidPicture). A wish replaces an earlier one of its pane.
    """

    drawn = Signal(int, object)

    def __init__(self, process: SolidProcess | None = None) -> None:
        super().__init__()
        self._process = process or SolidProcess()
        self._lock = threading.Lock()
        self._wishes: dict[int, SolidWish | None] = {}
        self._wake_out, self._wake_in = multiprocessing.Pipe(duplex=False)
        self._known: dict[int, _Known] = {}
        self._serial = 0
        self._closing = False
        self._warmed = False

    def show(self, wish: SolidWish) -> None:
        """Render this; drafts and then a fine picture come by ``drawn``."""
        self._put(wish.pane, wish)

    def warm(self) -> None:
        """Start the process before there is something to render."""
        self._warmed = True
        self._wake()

    def forget(self, pane: int) -> None:
        """The pane shows no 3D any more: its memory is given back."""
        self._put(pane, None)

    def close(self) -> None:
        """End the process and wait for the thread."""
        self._closing = True
        self._wake_in.send_bytes(b"x")
        if not self.wait(_PATIENCE_MS):  # whatever it waits for ends with the process
            self._process.kill()
            self.wait()
        self._process.kill()

    def run(self) -> None:
        """Qt calls this in the thread."""
        while not self._closing:
            self._process.wait(self._wake_out)
            while self._wake_out.poll():
                self._wake_out.recv_bytes()
            warmed, self._warmed = self._warmed, False
            if warmed and not self._process.alive:
                self._process.start()
            with self._lock:
                wishes, self._wishes = self._wishes, {}
            for pane, wish in wishes.items():
                self._attend(pane, wish)
            self._take_notes()

    def _put(self, pane: int, wish: SolidWish | None) -> None:
        with self._lock:
            self._wishes[pane] = wish
        if wish is not None or self.isRunning():
            self._wake()

    def _wake(self) -> None:
        self._wake_in.send_bytes(b"x")
        if not self.isRunning():
            self.start()

    def _attend(self, pane: int, wish: SolidWish | None) -> None:
        if wish is None:
            if self._known.pop(pane, None) is not None and self._process.alive:
                self._process.order(ForgetOrder(pane))
            return
        try:
            self._ask(wish)
        except InputError as error:
            self._tell(wish, str(error))
        except Exception as error:  # a fault of our own: told in the pane, never swallowed
            LOG.exception("a 3D wish failed")
            self._tell(
                wish, f"The 3D view failed: a fault in the program ({type(error).__name__})."
            )

    def _ask(self, wish: SolidWish) -> None:
        from viewer.render.solid_volume import check_solid, solid_volume

        check_solid(wish.volume)
        if not self._process.alive:
            self._process.start()
            self._known.clear()
        known = self._known.setdefault(wish.pane, _Known())
        parcel = None
        if known.volume is not wish.volume:
            solid = solid_volume(wish.volume)
            thinned = solid.geometry.shape_kji != wish.volume.geometry.shape_kji
            known.voxel_mm_kji = solid.geometry.spacing_mm_kji if thinned else None
            parcel = self._process.pack(solid)
            known.volume = wish.volume
        styles, keys, parcels = self._masks(known, wish.masks)
        self._serial += 1
        known.asked[self._serial] = wish
        self._process.order(
            SolidOrder(
                wish.pane, self._serial, wish.frame, wish.preset, wish.opacity, styles, keys,
                parcel, parcels, wish.moving,
            )
        )  # fmt: skip

    def _masks(
        self, known: _Known, masks: tuple[MaskLayer, ...]
    ) -> tuple[tuple[StyleRow, ...], tuple[str, ...], tuple[tuple[str, Parcel], ...]]:
        """(styles, keys, parcels): label maps travel once, under a key of their own."""
        from viewer.render.solid_volume import solid_labels, surface_opacity

        labels = {f"{m.id} {id(m.label_map)}": m.label_map for m in masks}
        parts = {
            key: solid_labels(label_map)
            for key, label_map in labels.items()
            if key not in known.labels
        }
        empty = known.empty | {key for key, part in parts.items() if part is None}
        known.labels, known.empty = labels, frozenset(empty & set(labels))
        styles = [
            (key, segment.id, style.colour or segment.colour, surface_opacity(style.opacity))
            for layer, key in zip(masks, labels, strict=True)
            for segment in layer.label_map.segments
            if layer.visible and key not in empty and (style := _style(layer, segment.id)).visible
        ]
        keys = tuple(key for key in labels if key not in empty)
        parcels = [(key, self._process.pack(part)) for key, part in parts.items() if part]
        return tuple(styles), keys, tuple(parcels)

    def _take_notes(self) -> None:
        while (found := self._process.note()) is not None:
            self._process.release(found[0].serial)
            self._emit(*found)
        if not self._process.alive:
            for known in self._known.values():
                for wish in list(known.asked.values())[-1:]:
                    self._tell(wish, ENDED)
            self._known.clear()
            self._process.kill()

    def _emit(self, note: SolidNote, pixels: Pixels | None) -> None:
        known = self._known.get(note.pane)
        wish = known.asked.get(note.serial) if known is not None else None
        if known is None or wish is None:
            return
        known.asked = {n: asked for n, asked in known.asked.items() if n >= note.serial}
        if pixels is None:
            self._tell(wish, note.problem)
            return
        self.drawn.emit(
            note.pane,
            SolidPicture(wish.series_id, wish.frame, pixels, note.draft, known.voxel_mm_kji),
        )

    def _tell(self, wish: SolidWish, problem: str) -> None:
        width, height = wish.frame.size_wh
        black = np.zeros((height, width, 4), np.uint8)
        self.drawn.emit(wish.pane, SolidPicture(wish.series_id, wish.frame, black, problem=problem))


def _style(layer: MaskLayer, segment_id: int) -> SegmentStyle:
    return layer.styles.get(segment_id, SegmentStyle(opacity=layer.opacity))
