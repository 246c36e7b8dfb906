"""Maps of single inputs put together into one heatmap in the patient."""

from collections.abc import Callable

import numpy as np

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if
from inference.imaging.resampling import tiling_grid


def collect_maps(
    task: ExplainTask,
    method: str,
    map_of: Callable[[slice], Float],
    advance: Advance,
    cancelled: CancelCheck,
    layer: str | None = None,
) -> Heatmap:
    """Call ``map_of`` for all inputs in batches and place the maps; the largest value becomes 1.

    ``layer`` names the grid where it is not that of the task's layer. Slices that were not
    explained, because nothing was predicted there, stay 0.
    """
    maps = []
    batch = len(task.inputs) if task.sequence else task.batch
    for first in range(0, len(task.inputs), batch or 1):
        raise_if(cancelled)
        maps.append(map_of(slice(first, first + batch)))
        advance(min(1.0, (first + batch) / len(task.inputs)))
    stack = _stacked(task, np.concatenate(maps) if maps else None)
    top = float(stack.max())
    if top > 0:
        stack /= top
    grid = tiling_grid(task.geometry, (stack.shape[0], stack.shape[1], stack.shape[2]))
    return Heatmap(stack, grid, method, task.target, layer=task.layer if layer is None else layer)


def _stacked(task: ExplainTask, maps: Float | None) -> Float:
    k, j, i = task.geometry.shape_kji
    if maps is None:
        return np.zeros((k, j, i), np.float32)
    if task.slices is None:
        return np.asarray(maps[0], np.float32)
    stack: Float = np.zeros((k, *maps.shape[1:]), np.float32)
    stack[task.slices] = maps
    return stack
