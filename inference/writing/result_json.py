"""An inference result as JSON facts and back; arrays stay outside, in files that it names."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.geometry import Geometry
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import CodedConcept, LabelMap, Segment
from inference.imaging.result import InferenceResult, Provenance

Facts = dict[str, Any]

FORMAT = "radlens-result"
FORMAT_VERSION = 1
LABEL = "RESEARCH USE ONLY"


def result_facts(result: InferenceResult) -> Facts:
    """All of a result but its arrays; lengths in mm, volumes in mL, positions LPS."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "label": LABEL,
        "request_id": result.request_id,
        "study_token": result.study_token,
        "provenance": _provenance_facts(result.provenance),
        "volumes_ml": _volumes_ml(result),
        "findings": [asdict(finding) for finding in result.findings],
        "strips": [asdict(strip) for strip in result.strips],
        "label_maps": [_label_map_facts(label_map) for label_map in result.label_maps],
        "heatmaps": [_heatmap_facts(heatmap) for heatmap in result.heatmaps],
        "seconds": {name: round(value, 4) for name, value in result.seconds.items()},
    }


def geometry_facts(geometry: Geometry) -> Facts:
    """Every float is written so that it reads back bit for bit."""
    positions = geometry.k_positions
    return {
        "shape_kji": list(geometry.shape_kji),
        "spacing_mm_kji": list(geometry.spacing_mm_kji),
        "index_to_lps": geometry.index_to_lps.tolist(),
        "k_positions": None if positions is None else positions.tolist(),
        "frame_of_reference_uid": geometry.frame_of_reference_uid,
        "in_plane_mm": geometry.in_plane_mm,
        "through_plane_mm": geometry.through_plane_mm,
        "oriented": geometry.oriented,
    }


def geometry_from(facts: Mapping[str, Any]) -> Geometry:
    k, j, i = (int(count) for count in facts["shape_kji"])
    positions = facts["k_positions"]
    return Geometry(
        (k, j, i),
        np.array(facts["index_to_lps"], dtype=np.float64),
        str(facts["frame_of_reference_uid"]),
        None if positions is None else np.array(positions, dtype=np.float64),
        bool(facts["in_plane_mm"]),
        bool(facts["through_plane_mm"]),
        bool(facts["oriented"]),
    )


def provenance_from(facts: Mapping[str, Any]) -> Provenance:
    fields = dict(facts)
    fields["input_uids"] = tuple(fields["input_uids"])
    fields["overrides"] = tuple(fields["overrides"])
    fields["steps"] = tuple((step["step"], step["parameters"]) for step in fields["steps"])
    return Provenance(**fields)


def finding_from(facts: Mapping[str, Any]) -> Finding:
    fields = dict(facts)
    if fields["point_lps"] is not None:
        fields["point_lps"] = tuple(fields["point_lps"])
    if fields["box_lps"] is not None:
        fields["box_lps"] = tuple(tuple(corner) for corner in fields["box_lps"])
    return Finding(**fields)


def strip_from(facts: Mapping[str, Any]) -> SliceStrip:
    return SliceStrip(
        facts["name"],
        tuple(facts["values"]),
        facts["calibrated"],
        facts.get("faithful"),
        facts.get("tests", {}),
    )


def segment_from(facts: Mapping[str, Any]) -> Segment:
    fields = {key: value for key, value in facts.items() if key != "volume_ml"}
    fields["colour"] = tuple(fields["colour"])
    for name in ("type_code", "category_code", "laterality"):
        fields[name] = CodedConcept(**fields[name]) if fields[name] else None
    return Segment(**fields)


def _provenance_facts(provenance: Provenance) -> Facts:
    facts = asdict(provenance)
    facts["steps"] = [
        {"step": name, "parameters": _plain(parameters)} for name, parameters in provenance.steps
    ]
    return facts


def _volumes_ml(result: InferenceResult) -> dict[str, float | None]:
    """By segment name; null where the millimetres are unknown."""
    return {
        segment.name: label_map.volume_ml(segment.id)
        for label_map in result.label_maps
        for segment in label_map.segments
    }


def _label_map_facts(label_map: LabelMap) -> Facts:
    segments = [
        {**asdict(segment), "volume_ml": label_map.volume_ml(segment.id)}
        for segment in label_map.segments
    ]
    return {
        "name": label_map.name,
        "segments": segments,
        "geometry": geometry_facts(label_map.geometry),
    }


def _heatmap_facts(heatmap: Heatmap) -> Facts:
    return {
        "method": heatmap.method,
        "target": heatmap.target,
        "layer": heatmap.layer,
        "value_range": list(heatmap.value_range),
        "unit": heatmap.unit,
        "faithful": heatmap.faithful,
        "faithfulness": _plain(heatmap.tests),
        "legend": f"attention ({heatmap.method}, {heatmap.layer}), {heatmap.native_grid}",
        "native_grid": heatmap.native_grid,
        "geometry": geometry_facts(heatmap.geometry),
    }


def _plain(value: Any) -> Any:
    """Tuples and numpy numbers as JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value
