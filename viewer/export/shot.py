"""A screenshot from a volume and a result folder, without any window: ``radlens shot``."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.result import InferenceResult
from inference.imaging.volume import Volume, voxel_sha256
from viewer.export.screenshot import export_screenshot
from viewer.export.series_objects import SeriesObjects
from viewer.render.badge_words import badges_for
from viewer.render.corner_words import CornerOptions, corner_text
from viewer.render.overlays.strip import place_of
from viewer.render.windows import named_window, starting_window
from viewer.state.layers import HeatmapLayer, MaskLayer
from viewer.state.object_layers import shows_made_masks
from viewer.state.planes import Plane, fitted_frame, go_to_slice, slice_count, slice_of
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

Point = tuple[float, float, float]
SIZE_WH = (1024, 1024)
NO_OBJECTS = SeriesObjects()


def make_shot(  # noqa: PLR0913 - each wish of the command line, by name
    volume: Volume,
    *,
    out: Path,
    plane: Plane = "acquisition",
    slice_index: int | None = None,
    at_lps: Point | None = None,
    finding: int | None = None,
    window: str | DisplayWindow | None = None,
    result_dir: Path | None = None,
    objects: SeriesObjects = NO_OBJECTS,
    size_wh: tuple[int, int] = SIZE_WH,
    identity: bool = False,
) -> Path:
    """Write a screenshot of one plane of ``volume``; returns ``out``.

    Where: ``slice_index`` (from 0 along the grid), or the slice through ``at_lps`` (mm), or
    the one through ``finding`` (from 1, in the result's order); else the middle. ``window`` as
    in ``named_window``, else the series' own. ``objects`` lie over it as in the window.
    Raises InputError: a slice, point or finding that does not exist, a result of another
    series, a file that cannot be written.
    """
    result = None if result_dir is None else result_for(volume, result_dir)
    chosen = None if finding is None else finding_number(result, finding)
    frame = fitted_frame(volume.geometry, plane, size_wh)
    frame = placed_frame(volume, frame, slice_index, at_lps, chosen)
    scene = shot_scene(volume, frame, chosen_window(volume, window), result, chosen, objects)
    results = () if result is None else (result,)
    return export_screenshot(
        scene, out, results=results, identity=identity, size_wh=size_wh, objects=objects
    )


def result_for(volume: Volume, folder: Path) -> InferenceResult:
    """The result of a folder; of another series of the same patient space its places alone.

    InputError where it belongs to another space, or was made from other pixels of this series:
    another stack of it, or files that have changed since.
    """
    from inference.writing.result_folder import read_result

    result = read_result(folder)
    made = result.provenance
    if made.series_uid == volume.series_uid:
        if made.input_sha256 and made.input_sha256 != voxel_sha256(volume):
            raise InputError(
                f"{folder}: the result was made from other pixels of this series (another stack "
                "of it, or its files have changed since); run the model again."
            )
        return result
    ours = volume.geometry.frame_of_reference_uid
    geometries = [m.geometry for m in result.label_maps] + [h.geometry for h in result.heatmaps]
    spaces = {geometry.frame_of_reference_uid for geometry in geometries}
    if not ours or spaces != {ours}:
        raise InputError(f"{folder}: the result belongs to another series, not to this one.")
    return replace(result, strips=())  # weights of slices that this series does not have


def finding_number(result: InferenceResult | None, number: int) -> Finding:
    """Finding ``number`` (from 1); InputError where there is none, or it has no place."""
    if result is None:
        raise InputError("A finding can only be shown with the result that holds it.")
    count = len(result.findings)
    if not 1 <= number <= count:
        raise InputError(f"The result has {count} findings; there is no number {number}.")
    finding = result.findings[number - 1]
    if place_of(finding) is None:
        raise InputError(f"Finding {number} ({finding.label}) has no place in the picture.")
    return finding


def placed_frame(
    volume: Volume,
    frame: ViewFrame,
    slice_index: int | None,
    at_lps: Point | None,
    finding: Finding | None,
) -> ViewFrame:
    """The frame moved to the slice that was asked for."""
    geometry = volume.geometry
    wishes = [wish for wish in (slice_index, at_lps, finding) if wish is not None]
    if len(wishes) > 1:
        raise InputError("Give a slice, a point or a finding, not several of them.")
    if slice_index is not None:
        count = slice_count(geometry, frame)
        if not 0 <= slice_index < count:
            raise InputError(f"There is no slice {slice_index}: they run from 0 to {count - 1}.")
        return go_to_slice(geometry, frame, slice_index)
    point = at_lps if finding is None else place_of(finding)
    if point is None:
        return frame
    if not geometry.contains_index(geometry.index_from_lps(np.array(point))):
        raise InputError(f"The point {point} mm lies outside the series.")
    return go_to_slice(geometry, frame, slice_of(geometry, frame, point))


def chosen_window(volume: Volume, window: str | DisplayWindow | None) -> DisplayWindow:
    """The wished window, or the one the series starts with."""
    if window is None:
        return starting_window(volume)
    return window if isinstance(window, DisplayWindow) else named_window(volume, window)


def shot_scene(
    volume: Volume,
    frame: ViewFrame,
    window: DisplayWindow,
    result: InferenceResult | None,
    finding: Finding | None,
    objects: SeriesObjects = NO_OBJECTS,
) -> Scene:
    """One view of the volume with all that the result found and what lies beside the series."""
    label_maps = () if result is None else result.label_maps
    heatmaps = () if result is None else result.heatmaps
    made = () if result is None else (_model_line(result),)
    scene = Scene(
        volume,
        frame,
        window,
        masks=tuple(MaskLayer(f"mask-{n}", m) for n, m in enumerate(label_maps)),
        heatmaps=tuple(HeatmapLayer(f"heatmap-{n}", h) for n, h in enumerate(heatmaps)),
        findings=() if result is None else result.findings,
        selected_finding="" if finding is None else finding.id,
        strips=() if result is None else result.strips,
        corner_text=corner_text(volume, frame, window, CornerOptions(True, made)),
    )
    scene = objects.laid_over(scene)
    made_here = result is not None or bool(scene.heatmaps) or shows_made_masks(scene.masks)
    return replace(scene, badges=badges_for(volume, identity=True, made_by_model=made_here))


def _model_line(result: InferenceResult) -> str:
    return f"{result.provenance.model_name} {result.provenance.model_version}"
