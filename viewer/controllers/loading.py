"""One series on its way in: counts its slices and says when there is something new to show."""

from dataclasses import dataclass, field, replace

from inference.imaging.display_window import DisplayWindow
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.render.windows import auto_window
from viewer.state.jobs import Job


@dataclass(eq=False)
class Loading:
    """``hung`` once the first slice is on the screen; ``arrived`` slices (k) are in place.

    ``waiting``: panes of a hung stage wait for it, and it goes there alone. ``dropped``: only
    its end is waited for.
    """

    token: str
    study_token: str
    entry: SeriesEntry
    pane: int | None
    job: Job
    volume: Volume | None = None
    arrived: set[int] = field(default_factory=set)
    hung: bool = False
    told: int = 0
    waiting: bool = False
    dropped: bool = False


def window_of_slice(volume: Volume, k: int) -> DisplayWindow:
    """The automatic window of one slice, for as long as the others are not here."""
    geometry = volume.geometry
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] = geometry.lps_from_index((k, 0, 0))
    alone = geometry.with_shape_and_affine((1, *geometry.shape_kji[1:]), affine)
    return auto_window(replace(volume, array=volume.array[k : k + 1].copy(), geometry=alone))
