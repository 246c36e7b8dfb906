"""What is done for a view while it rests, so that the first step of a scroll is as quick as any."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.render.kernels.tables import Aligned
from viewer.render.slabs import prepare
from viewer.render.view_plane import Look, view_plane
from viewer.state.scene import Scene

LOG = logging.getLogger(__name__)


def prepare_scroll(scene: Scene) -> None:
    """Bring what the next slices of ``scene`` will read, in a thread; returns at once."""
    if scene.settled and scene.solid is None and not scene.volume.is_colour:
        _background().submit(_prepare, scene).add_done_callback(_say)


def _prepare(scene: Scene) -> None:
    owners: list[tuple[Volume | LabelMap, Look]] = []
    if scene.slab_mode == "none":
        owners.append((scene.volume, Look(scene.interpolation == "nearest")))
    if scene.show_overlays:
        shown = [layer.label_map for layer in scene.masks if layer.visible]
        owners += [(label_map, Look(nearest=True)) for label_map in shown]
    for owner, way in owners:
        plane = view_plane(scene.frame, owner.geometry, way)
        if isinstance(plane, Aligned):
            prepare(owner, plane)


def _say(done: "Future[None]") -> None:
    """A scroll works without: what went wrong is for the log."""
    if (error := done.exception()) is not None:
        LOG.error("a scroll could not be prepared", exc_info=error)


@lru_cache(maxsize=1)
def _background() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="resting")
