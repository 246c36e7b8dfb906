"""A second series over the first, and how series of different places lie in each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from viewer.state.layers import FusionMode
from viewer.state.measurements import Point
from viewer.state.panes import Pane

ASIDE = -1  # the pane of a series that is read to be laid over another
MODES: tuple[FusionMode, ...] = ("blend", "checkerboard", "swipe")


@dataclass(frozen=True, slots=True)
class Fusion:
    """What lies over a series: another series, how, in which window and colours.

    ``window`` None is the other series' own first window. ``split`` is where a swipe parts the
    view, 0…1 of its width.
    """

    series_id: str
    mode: FusionMode = "blend"
    visible: bool = True
    opacity: float = 0.5
    colour_map: str = "inferno"
    window: DisplayWindow | None = None
    split: float = 0.5


@dataclass(frozen=True, eq=False)
class SeriesLink:
    """Where ``moving`` lies in the space of ``fixed`` (ids of series): 4×4, LPS mm to LPS mm.

    ``how`` says whether a person put it there or a registration found it; ``gain`` is then the
    mutual information before and after.
    """

    moving: str
    fixed: str
    moving_space: str
    fixed_space: str
    moving_to_fixed: NDArray[np.float64]
    how: Literal["registered", "by hand"]
    gain: tuple[float, float] | None = None

    @property
    def turn_degrees(self) -> float:
        """Angle of the rotation about its axis."""
        cosine = (np.trace(self.moving_to_fixed[:3, :3]) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))

    def shift_mm(self, at_lps: NDArray[np.float64]) -> float:
        """How far a place (LPS mm, of the moving series) is moved."""
        moved = self.moving_to_fixed[:3, :3] @ at_lps + self.moving_to_fixed[:3, 3]
        return float(np.linalg.norm(moved - at_lps))


def linked_places(links: Iterable[SeriesLink], space: str, point_lps: Point) -> dict[str, Point]:
    """A place, and the same place in every space linked to its own; later links go first."""
    found = {space: point_lps}
    for link in reversed(tuple(links)):
        for there in (link, turned_link(link)):
            source, target = there.moving_space, there.fixed_space
            if source in found and target not in found:
                matrix = there.moving_to_fixed
                x, y, z = matrix[:3, :3] @ np.array(found[source]) + matrix[:3, 3]
                found[target] = (float(x), float(y), float(z))
    return found


def wanted_series(panes: Iterable[Pane], fusions: Mapping[str, Fusion]) -> set[str]:
    """The ids of the series that the panes show, alone or laid over."""
    shown = {pane.series_id for pane in panes}
    return shown | {fusions[one].series_id for one in shown if one in fusions}


def turned_link(link: SeriesLink) -> SeriesLink:
    """The same link seen from the other series."""
    return SeriesLink(
        link.fixed,
        link.moving,
        link.fixed_space,
        link.moving_space,
        np.asarray(np.linalg.inv(link.moving_to_fixed), dtype=np.float64),
        link.how,
        link.gain,
    )
