"""What an exported picture shows, as facts that a program can read."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from inference.engine.provenance import app_version
from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding
from inference.imaging.heatmap import Heatmap
from inference.imaging.result import InferenceResult
from inference.imaging.volume import Volume
from viewer.render.badge_words import RESEARCH_USE_ONLY
from viewer.render.orientation import edge_letters
from viewer.render.overlays.strip import shown_strips
from viewer.state.curves import CurvedCut
from viewer.state.object_layers import OBJECT
from viewer.state.planes import slice_axis, slice_count, slice_of
from viewer.state.scene import Scene

Facts = dict[str, Any]


def picture_facts(
    scenes: Sequence[Scene], results: Sequence[InferenceResult], identity: bool
) -> Facts:
    """Label, program, models, series and one entry per view; who the patient is only if asked.

    ``model`` is the last of ``models``, None without any.
    """
    models = [model_facts(result) for result in results]
    facts: Facts = {
        "label": RESEARCH_USE_ONLY,
        "app": "RadLens",
        "app_version": app_version(),
        "utc_time": datetime.now(UTC).isoformat(timespec="seconds"),
        "identity_shown": identity,
        "model": models[-1] if models else None,
        "models": models,
        "series": [series_facts(volume, identity) for volume in _volumes(scenes)],
        "views": [view_facts(scene, identity) for scene in scenes],
    }
    return facts


def model_facts(result: InferenceResult) -> Facts:
    """Which model made what is shown, and from what."""
    made = result.provenance
    return {
        "id": made.model_id,
        "name": made.model_name,
        "version": made.model_version,
        "weights_sha256": made.weights_sha256,
        "app_version": made.app_version,
        "device": made.device,
        "utc_time": made.utc_time,
        "series_uid": made.series_uid,
        "input_sha256": made.input_sha256,
        "input_uids": list(made.input_uids),
        "overrides": list(made.overrides),
    }


def series_facts(volume: Volume, identity: bool) -> Facts:
    """The series, without name, ID, birth date, sex, dates and institution unless asked."""
    info = volume.info
    facts: Facts = {
        "series_uid": info.series_uid,
        "study_uid": info.study_uid,
        "modality": info.modality,
        "description": info.series_description,
        "unit": volume.unit,
        "shape_kji": list(volume.geometry.shape_kji),
        "index_to_lps": None if _is_curved(volume) else volume.geometry.index_to_lps.tolist(),
        "millimetres_known": volume.geometry.calibrated,
        "sides_known": volume.geometry.oriented,
        "flags": [{"code": flag.code, "message": flag.message} for flag in volume.flags],
        "lossy": info.lossy,
    }
    if identity:
        names = ("patient_name", "patient_id", "birth_date", "sex", "study_date", "study_time")
        facts["patient"] = {name: getattr(info, name) for name in names}
        facts["patient"]["institution"] = info.institution
    return facts


def view_facts(scene: Scene, identity: bool) -> Facts:
    """Where a view lies in the patient, and what lies over its picture."""
    if scene.solid is not None:
        return solid_facts(scene)
    if scene.curved is not None:
        return curved_facts(scene, scene.curved)
    frame, geometry = scene.frame, scene.volume.geometry
    left, right, top, bottom = edge_letters(frame)
    along = slice_axis(geometry, frame)
    facts: Facts = {
        "series_uid": scene.volume.series_uid,
        "centre_lps": frame.centre_lps.tolist(),
        "right_lps": frame.right_lps.tolist(),
        "down_lps": frame.down_lps.tolist(),
        "mm_per_pixel": frame.mm_per_pixel if geometry.in_mm(frame.towards_lps) else None,
        "size_wh": list(frame.size_wh),
        "slice_axis": None if along is None else "kji"[along],
        "slice": slice_of(geometry, frame) + 1,
        "slice_count": slice_count(geometry, frame),
        "window": window_facts(scene.window),
        "inverted": scene.inverted != scene.volume.inverted_display,
        "interpolation": scene.interpolation,
        "slab": {"mode": scene.slab_mode, "mm": scene.slab_mm},
        "badges": list(scene.badges),
        **layer_facts(scene, identity),
        "fusion": fusion_facts(scene),
    }
    if geometry.oriented:
        facts["edges"] = {"left": left, "right": right, "top": top, "bottom": bottom}
    return facts


def solid_facts(scene: Scene) -> Facts:
    """From where a volume is seen in 3D (LPS), and how; ``how`` is what the picture says of it."""
    frame, solid = scene.frame, scene.solid
    left, right, top, bottom = edge_letters(frame)
    thinned = None if solid is None else solid.voxel_mm_kji
    return {
        "series_uid": scene.volume.series_uid,
        "view": "3d",
        "how": list(scene.corner_text.bottom_left),
        "centre_lps": frame.centre_lps.tolist(),
        "right_lps": frame.right_lps.tolist(),
        "down_lps": frame.down_lps.tolist(),
        "mm_per_pixel": frame.mm_per_pixel,
        "size_wh": list(frame.size_wh),
        "thinned_to_mm_kji": None if thinned is None else list(thinned),
        "badges": list(scene.badges),
        "edges": {"left": left, "right": right, "top": top, "bottom": bottom},
    }


def curved_facts(scene: Scene, cut: CurvedCut) -> Facts:
    """Along which way (LPS) a volume was straightened or stretched."""
    return {
        "series_uid": scene.volume.series_uid,
        "view": "curved",
        "form": cut.form,
        "path_lps": cut.points.round(3).tolist(),
        "across_lps": cut.across.round(6).tolist(),
        "step_mm": cut.step_mm,
        "length_mm": cut.length_mm if scene.volume.geometry.in_plane_mm else None,
        "size_wh": list(scene.frame.size_wh),
        "window": window_facts(scene.window),
        "badges": list(scene.badges),
    }


def layer_facts(scene: Scene, identity: bool) -> Facts:
    """The layers that are visible in a view."""
    if not scene.show_overlays:
        return {"masks": [], "heatmaps": [], "strips": [], "findings": []}
    masks = [
        {"name": layer.label_map.name, "segments": [s.name for s in layer.label_map.segments]}
        for layer in scene.masks
        if layer.visible
    ]
    heatmaps = [heatmap_facts(layer.heatmap) for layer in scene.heatmaps if layer.visible]
    strips = [
        {"name": strip.name, "faithful": strip.faithful, "faithfulness": dict(strip.tests)}
        for strip in shown_strips(scene)
    ]
    findings = [finding_facts(finding, identity) for finding in scene.findings]
    return {"masks": masks, "heatmaps": heatmaps, "strips": strips, "findings": findings}


def fusion_facts(scene: Scene) -> Facts | None:
    """The second series over the picture, how it is laid over, and who put it where it lies."""
    layer = scene.fusion
    if layer is None or not layer.visible or not scene.show_overlays:
        return None
    return {
        "series_uid": layer.volume.series_uid,
        "description": layer.volume.info.series_description,
        "modality": layer.volume.modality,
        "index_to_lps": layer.volume.geometry.index_to_lps.tolist(),
        "flags": [{"code": f.code, "message": f.message} for f in layer.volume.flags],
        "mode": layer.mode,
        "window": window_facts(layer.window),
    }


def heatmap_facts(heatmap: Heatmap) -> Facts:
    """How a heatmap was made, its range and its native grid."""
    return {
        "method": heatmap.method,
        "target": heatmap.target,
        "layer": heatmap.layer,
        "value_range": list(heatmap.value_range),
        "unit": heatmap.unit,
        "native_grid": heatmap.native_grid,
        "faithful": heatmap.faithful,
        "faithfulness": dict(heatmap.tests),
    }


def finding_facts(finding: Finding, identity: bool) -> Facts:
    """A finding with its score, which is a probability only where calibrated.

    What another program wrote about a finding of a DICOM object in words of its own may name the
    patient: it stays out unless ``identity``.
    """
    facts = asdict(finding)
    if not identity and finding.id.startswith(OBJECT):
        facts["details"] = {
            name: value for name, value in finding.details.items() if not isinstance(value, str)
        }
    return facts


def window_facts(window: DisplayWindow) -> Facts:
    """Width, level and function of a display window."""
    return {"width": window.width, "level": window.centre, "function": window.function}


def _is_curved(volume: Volume) -> bool:
    """A straightened picture has no affine into the patient."""
    return any(flag.code == "curved-reformat" for flag in volume.flags)


def _volumes(scenes: Sequence[Scene]) -> list[Volume]:
    """The series shown, each once."""
    return list({id(scene.volume): scene.volume for scene in scenes}.values())
