"""Neighbouring sagittal slices kept together while a view scrolls through them.

A sagittal slice takes one voxel from each of a few hundred thousand cache lines, and so does the
next one. Here the lines are read once for DEPTH slices, a part in each frame, ahead of the scroll.
"""

from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.render.bands import Band, BandPainter
from viewer.render.elements import Flat, flat_elements
from viewer.render.kernels.gather import DEPTH, gather
from viewer.render.kernels.tables import Aligned

_FRAMES = 4  # in which a slab is filled: less than DEPTH, to be there in time
_SMALL = 64 * 1024  # voxels of a slice that a core's cache holds anyway


class Source(NamedTuple):
    """What a kernel reads, and what is to be copied for later frames beside it (or None)."""

    flat: Flat
    plane: Aligned
    ahead: BandPainter | None = None


class _Slab:
    """Slices ``first`` … + DEPTH; rows are handed out once, and counted when they are there."""

    def __init__(self, flat: Flat, columns: int, first: int) -> None:
        self.first, self.columns = min(max(first, 0), columns - DEPTH), columns
        self.rows, self.begun = len(flat) // columns, 0
        self.flat, self.done = flat, [0]
        self._voxels = np.empty(self.rows * DEPTH, flat.dtype)
        self.voxels = self._voxels.view()
        self.voxels.setflags(write=False)

    def holds(self, low: int, high: int) -> bool:
        return self.first <= low and high < self.first + DEPTH

    @property
    def is_complete(self) -> bool:
        return sum(self.done) == self.rows

    def part(self, height: int) -> BandPainter:
        """The next rows, shared out over the bands of a frame of ``height`` lines."""
        begin = self.begun
        count = min(-(-self.rows // _FRAMES), self.rows - begin)
        self.begun += count

        def fill(band: Band) -> None:
            low, high = (begin + count * y // height for y in band)
            gather(self._voxels, self.flat, (low, high), self.columns, self.first)
            self.done.append(high - low)

        return fill


class _Scroll:
    """Where the last frame was, the slab it is in and the one it moves to."""

    def __init__(self) -> None:
        self.last, self.step = -2 * DEPTH, 1
        self.now: _Slab | None = None
        self.next: _Slab | None = None

    def move(self, flat: Flat, columns: int, low: int, high: int) -> None:
        """Follow the view to slices ``low`` … ``high``."""
        moved, self.last = low - self.last, low
        self.step = self.step if moved == 0 else 1 if moved > 0 else -1
        if self.now is not None and self.now.holds(low, high):
            return
        if self.next is not None and self.next.holds(low, high):
            self.now, self.next = self.next, None
        elif abs(moved) > DEPTH:  # a jump: nobody knows what comes after it
            self.now = self.next = None
        elif self.now is None or not self.now.holds(low, low):
            self.now, self.next = _Slab(flat, columns, low // DEPTH * DEPTH), None

    def unfilled(self) -> _Slab | None:
        """The slab to work on; the next one begins once this one is handed out."""
        now = self.now
        if now is None or now.begun < now.rows:
            return now
        first = now.first + self.step * DEPTH
        if self.next is None and -DEPTH < first < now.columns:
            self.next = _Slab(now.flat, now.columns, first)
        return self.next if self.next is not None and self.next.begun < self.next.rows else None


_SCROLLS: "WeakKeyDictionary[Volume | LabelMap, _Scroll]" = WeakKeyDictionary()
_LOCK = Lock()


def source_of(owner: Volume | LabelMap, plane: Aligned, height: int) -> Source:
    """``owner``'s voxels for a cut drawn in ``height`` lines; its voxels must not change.

    Whoever does change them in place calls ``forget_slabs``.
    """
    flat, columns = flat_elements(owner), owner.geometry.shape_kji[2]
    near, far = int(plane.samples.near[0]), int(plane.samples.far[0])
    across = 1 not in (plane.row_stride, plane.column_stride)
    small = plane.row_count * plane.column_count < _SMALL or columns < DEPTH
    if not across or small or len(plane.samples.near) > 1 or plane.samples.mode:
        return Source(flat, plane)
    high = far if plane.samples.weight[0] > 0 else near
    with _LOCK:
        scroll = _SCROLLS.setdefault(owner, _Scroll())
        scroll.move(flat, columns, near, high)
        slab, work = scroll.now, scroll.unfilled()
        ahead = work.part(height) if work is not None else None
    if slab is None or not slab.is_complete or not slab.holds(near, high):
        return Source(flat, plane, ahead)
    samples = plane.samples._replace(near=plane.samples.near - slab.first)
    samples = samples._replace(far=np.minimum(plane.samples.far - slab.first, DEPTH - 1))
    kept = plane._replace(
        samples=samples,
        row_stride=plane.row_stride // columns * DEPTH,
        column_stride=plane.column_stride // columns * DEPTH,
    )
    return Source(slab.voxels, kept, ahead)


def forget_slabs() -> None:
    """Read everything anew: voxels have changed in place."""
    with _LOCK:
        _SCROLLS.clear()
