"""A canvas that draws nothing and keeps what is to be drawn, for every frame that shows it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np

from viewer.render.drawing.canvas import Canvas, Corner, Ends
from viewer.render.drawing.labels import Rect
from viewer.render.drawing.tiles import Tile
from viewer.render.kernels.replay import FILL, SHADE, STAMP, STROKE, Recorded, replay

_Whole = tuple[int, int, int, int, int, int]
_NO_REAL = (0.0,) * 7
_NO_ALPHAS = np.zeros(0, np.uint8)


@dataclass(frozen=True, eq=False)
class RecordingCanvas(Canvas):
    """Takes a view's size from its frame and leaves the pixels alone.

    ``done`` are marks that were recorded before, and those between them, in their order.
    """

    whole: list[_Whole] = field(default_factory=list)
    real: list[tuple[float, ...]] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    done: list[Recorded] = field(default_factory=list)

    def fill(self, low: Corner, high: Corner, colour: int) -> None:
        self._add((FILL, colour, *low, *high))

    def plate(self, low: Corner, high: Corner) -> None:
        self.taken.append((*low, *high))
        self._add((SHADE, 0, *low, *high))

    def recorded(self) -> Recorded:
        """All marks since the last part, as ``replay`` takes them."""
        return Recorded(
            np.array(self.whole, np.int64).reshape(-1, 6),
            np.array(self.real, np.float64).reshape(-1, 7),
            np.concatenate([_NO_ALPHAS, *(tile.halo.reshape(-1) for tile in self.tiles)]),
            np.concatenate([_NO_ALPHAS, *(tile.ink.reshape(-1) for tile in self.tiles)]),
        )

    def add(self, marks: Recorded) -> None:
        """Go on with what was recorded before."""
        self.done.extend([*self._rest(), marks])

    def all_recorded(self) -> list[Recorded]:
        """All marks, one part after the other."""
        return [*self.done, *self._rest()]

    def _rest(self) -> list[Recorded]:
        """The marks since the last part, which begins anew."""
        if not self.whole:
            return []
        rest = self.recorded()
        self.whole.clear()
        self.real.clear()
        self.tiles.clear()
        return [rest]

    def _stamp(self, tile: Tile, left: int, top: int, colour: int) -> None:
        self.tiles.append(tile)
        self._add((STAMP, colour, left, top, tile.height, tile.width))

    def _stroke(self, ends: Ends, width: float, colour: int, opacity: float, dash: float) -> None:
        self._add((STROKE, colour, 0, 0, 0, 0), (*ends, width, opacity, dash))

    def _add(self, whole: _Whole, real: tuple[float, ...] = _NO_REAL) -> None:
        self.whole.append(whole)
        self.real.append(real)


_KEPT: OrderedDict[tuple[Hashable, ...], tuple[Recorded, list[Rect]]] = OrderedDict()
_MOST_KEPT = 96  # a few overlays of all views on screen, and of those just left


def draw_kept(canvas: Canvas, facts: tuple[Hashable, ...], draw: Callable[[Canvas], None]) -> None:
    """Do what ``draw`` does; it is called only for ``facts`` that no recent frame has shown.

    ``facts`` must name the overlay and hold all that its look depends on but the view's size.
    """
    key = (*facts, canvas.width, canvas.height, canvas.scale)
    kept = _KEPT.pop(key, None)
    if kept is None:
        recorder = RecordingCanvas(canvas.frame, canvas.scale)
        draw(recorder)
        kept = recorder.recorded(), recorder.taken
    _KEPT[key] = kept
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    canvas.taken.extend(kept[1])
    if isinstance(canvas, RecordingCanvas):
        canvas.add(kept[0])
    else:
        replay(canvas.frame, kept[0])
