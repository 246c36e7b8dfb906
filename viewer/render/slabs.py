"""Neighbouring sagittal slices kept together while a view scrolls through them.

A sagittal slice takes one voxel from each of a few hundred thousand cache lines, and so does the
next one. Here the lines are read once for DEPTH slices: before a scroll while the view rests
(``prepare``), else where it begins by the band that shows them, and from then on a part in each
frame, ahead of the scroll.
"""

from collections import deque
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.render.bands import Band, BandPainter
from viewer.render.elements import Flat, flat_elements
from viewer.render.kernels.gather import DEPTH, QUAD, gather
from viewer.render.kernels.tables import Aligned, AxisTable

_FRAMES = 12  # in which the next slab is filled: less than DEPTH, to be there in time
_RESTING_LINES = 32  # brought at once while a view rests
_SMALL = 64 * 1024  # voxels of a slice that a core's cache holds anyway


class Source(NamedTuple):
    """What a kernel reads, and what must be copied before a band of it is drawn (or None).

    ``owner`` is held for as long as ``flat`` is read.
    """

    flat: Flat
    plane: Aligned
    before: BandPainter | None = None
    owner: object = None


# Memory of slabs that nobody reads any more: new memory costs more than filling it.
_FREE: "deque[NDArray[Any]]" = deque(maxlen=4)


def _place_for(shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
    """Memory for a slab."""
    for _ in range(len(_FREE)):
        try:
            kept = _FREE.popleft()
        except IndexError:
            break
        if kept.shape == shape and kept.dtype == kind:
            return kept
        _FREE.append(kept)
    return np.empty(shape, kind)


class _Slab:
    """Slices ``first`` … + DEPTH of a cut, as (DEPTH / QUAD, lines, columns, QUAD).

    ``filled`` says which lines are there; a line is told of once all of it is.
    """

    def __init__(self, flat: Flat, plane: Aligned, depth_of_grid: int, first: int) -> None:
        self.first = min(max(first, 0), depth_of_grid - DEPTH)
        self.strides = plane.row_stride, plane.column_stride
        self.flat, self.begun = flat, 0
        self.lines, self.columns = plane.row_count, plane.column_count
        self._slices = _place_for((DEPTH // QUAD, self.lines, self.columns, QUAD), flat.dtype)
        self.filled = np.zeros(plane.row_count, np.bool_)
        self.voxels = self._slices.reshape(-1)
        self.voxels.setflags(write=False)

    def __del__(self) -> None:
        _FREE.append(self._slices)

    def holds(self, low: int, high: int) -> bool:
        return self.first <= low and high < self.first + DEPTH

    @property
    def is_complete(self) -> bool:
        return bool(self.filled.all())

    def fill(self, low: int, high: int) -> None:
        """Bring lines ``low <= line < high``; two threads may bring the same ones."""
        gather(self._slices, self.flat, (low, high), self.strides, self.first, self.filled)
        self.filled[low:high] = True

    def part(self, height: int) -> BandPainter:
        """The next lines, shared out over the bands of a frame of ``height`` lines."""
        begin = self.begun
        count = min(-(-len(self.filled) // _FRAMES), len(self.filled) - begin)
        self.begun += count
        return lambda band: self.fill(*(begin + count * y // height for y in band))

    def cut(self, plane: Aligned) -> Aligned:
        """``plane`` in terms of ``voxels``."""
        near, far = self._place(plane.samples.near), self._place(plane.samples.far)
        samples = plane.samples._replace(near=near, far=far)
        strides = self.columns * QUAD, QUAD
        return plane._replace(samples=samples, row_stride=strides[0], column_stride=strides[1])

    def _place(self, slices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where slices begin in ``voxels``; one beyond it, whose share is none, counts as last."""
        quad, rest = np.divmod(np.minimum(slices - self.first, DEPTH - 1), QUAD)
        return quad * (self.lines * self.columns * QUAD) + rest


class _Scroll:
    """Where the last frame was, the slab it is in and the one it moves to."""

    def __init__(self) -> None:
        self.last, self.step = -2 * DEPTH, 1
        self.now: _Slab | None = None
        self.next: _Slab | None = None

    def move(self, flat: Flat, plane: Aligned, depth: int, low: int, high: int) -> None:
        """Follow the view to slices ``low`` … ``high`` of ``depth``."""
        moved, self.last = low - self.last, low
        self.step = self.step if moved == 0 else 1 if moved > 0 else -1
        if self.now is not None and self.now.strides != (plane.row_stride, plane.column_stride):
            self.now = self.next = None
        if self.now is not None and self.now.holds(low, high):
            return
        if self.next is not None and self.next.holds(low, high):
            self.now, self.next = self.next, None
        elif abs(moved) > DEPTH:  # a jump: nobody knows what comes after it
            self.now = self.next = None
        elif moved and (self.now is None or not self.now.holds(low, low)):
            self.now, self.next = _Slab(flat, plane, depth, low // DEPTH * DEPTH), None

    def ahead(self, plane: Aligned, depth: int) -> _Slab | None:
        """The slab that the scroll moves to, while there is something left of it to hand out."""
        now = self.now
        if now is None:
            return None
        first = now.first + self.step * DEPTH
        if self.next is None and -DEPTH < first < depth:
            self.next = _Slab(now.flat, plane, depth, first)
        return self.next if self.next is not None and self.next.begun < len(now.filled) else None


_SCROLLS: "WeakKeyDictionary[Volume | LabelMap, _Scroll]" = WeakKeyDictionary()
_LOCK = Lock()


def source_of(owner: Volume | LabelMap, plane: Aligned, height: int, margin: int = 0) -> Source:
    """``owner``'s voxels for a cut drawn in ``height`` lines; its voxels must not change.

    A band needs ``margin`` lines of the view more, above and below. Whoever does change voxels in
    place calls ``forget_slabs``.
    """
    flat, depth = flat_elements(owner), owner.geometry.shape_kji[2]
    if not _is_worth_it(plane, depth):
        return Source(flat, plane)
    near, high = _slices(plane)
    with _LOCK:
        scroll = _SCROLLS.setdefault(owner, _Scroll())
        scroll.move(flat, plane, depth, near, high)
        now, coming = scroll.now, scroll.ahead(plane, depth)
        ahead = coming.part(height) if coming is not None else None
    if now is None or not now.holds(near, high):
        return Source(flat, plane, ahead)
    return Source(now.voxels, now.cut(plane), _before(now, plane.lines, margin, ahead), now)


def prepare(owner: Volume | LabelMap, plane: Aligned) -> None:
    """Bring the slab in which a scroll from this cut would begin; for a thread of its own.

    It stops where the view went on meanwhile. As for ``source_of``, voxels must not change.
    """
    flat, depth = flat_elements(owner), owner.geometry.shape_kji[2]
    if not _is_worth_it(plane, depth):
        return
    near, high = _slices(plane)
    with _LOCK:
        scroll = _SCROLLS.setdefault(owner, _Scroll())
        if scroll.now is None or not scroll.now.holds(near, high):
            scroll.now, scroll.next = _Slab(flat, plane, depth, near // DEPTH * DEPTH), None
        slab, scroll.last = scroll.now, near
    for low in range(0, slab.lines, _RESTING_LINES):
        if scroll.now is not slab or _SCROLLS.get(owner) is not scroll:
            return
        slab.fill(low, min(low + _RESTING_LINES, slab.lines))


def _is_worth_it(plane: Aligned, depth: int) -> bool:
    """Whether one slice alone is cut whose voxels lie far apart."""
    across = 1 not in (plane.row_stride, plane.column_stride)
    small = plane.row_count * plane.column_count < _SMALL or depth < DEPTH
    return across and not small and len(plane.samples.near) == 1 and not plane.samples.mode


def _slices(plane: Aligned) -> tuple[int, int]:
    """The first and last slice that a cut blends."""
    near, far = int(plane.samples.near[0]), int(plane.samples.far[0])
    return near, far if plane.samples.weight[0] > 0 else near


def _before(
    slab: _Slab, lines: AxisTable, margin: int, ahead: BandPainter | None
) -> BandPainter | None:
    """What ``slab`` lacks of a band, and a part of what is ahead."""
    if slab.is_complete:
        return ahead

    def bring(band: Band) -> None:
        top = max(band[0] - margin, lines.first)
        foot = min(band[1] + margin, lines.last)
        if top < foot:
            ends = int(lines.voxel[top]), int(lines.voxel[foot - 1])
            slab.fill(min(ends), min(max(ends) + 2, len(slab.filled)))
        if ahead is not None:
            ahead(band)

    return bring


def forget_slabs() -> None:
    """Read everything anew: voxels have changed in place."""
    with _LOCK:
        _SCROLLS.clear()
