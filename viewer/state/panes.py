"""One pane of the window: which series it shows, through which plane, how turned and how grey."""

from dataclasses import dataclass, field
from typing import Literal

from inference.imaging.display_window import DisplayWindow
from viewer.state.planes import Plane
from viewer.state.scene import Interpolation, SlabMode
from viewer.state.solid import Solid

PaneView = Literal["slice", "3d", "curved"]


@dataclass(frozen=True, slots=True)
class Look:
    """How the values become grey. Panes of one series with equal looks change together."""

    window: DisplayWindow = field(default_factory=lambda: DisplayWindow(127.5, 255.0))
    inverted: bool = False
    interpolation: Interpolation = "linear"
    colour_map: str = "grey"
    slab_mode: SlabMode = "none"
    slab_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Pane:
    """``zoom`` 1 fits the whole image; ``pan_mm`` moves the picture to the screen's right, down.

    ``quarter_turns`` clockwise come first, then ``flip_h`` mirrors left and right and ``flip_v``
    top and bottom, as seen. A ``3d`` view is seen as ``solid`` says; it neither flips nor rolls.
    """

    series_id: str = ""
    plane: Plane = "axial"
    zoom: float = 1.0
    pan_mm: tuple[float, float] = (0.0, 0.0)
    quarter_turns: int = 0
    flip_h: bool = False
    flip_v: bool = False
    look: Look = field(default_factory=Look)
    view: PaneView = "slice"
    solid: Solid = field(default_factory=Solid)
