"""A scan in plain facts: the structure that ``radlens info --json`` prints."""

from typing import Any

from inference.reading.entry import ObjectEntry, Scan, SeriesEntry

Facts = dict[str, Any]


def describe_scan(scan: Scan) -> Facts:
    """Studies with their series, objects and refusals as JSON-ready values.

    ``spacing_mm_kji`` holds null where the millimetres are unknown, ``unit`` "" likewise.
    """
    studies: dict[tuple[str, ...], Facts] = {}
    for entry in scan.series:
        info = entry.info
        study = studies.setdefault(
            (
                info.study_uid,
                info.patient_id,
                info.patient_id_issuer,
                info.patient_name,
                info.birth_date,
            ),
            {
                "study_uid": info.study_uid,
                "patient_name": info.patient_name,
                "patient_id": info.patient_id,
                "study_date": info.study_date,
                "series": [],
            },
        )
        study["series"].append(describe_series(entry))
    return {
        "studies": list(studies.values()),
        "objects": [_object(entry) for entry in scan.objects],
        "refused": [{"path": str(one.path), "message": one.message} for one in scan.refused],
    }


def describe_series(entry: SeriesEntry) -> Facts:
    """One stack's facts: identity, geometry in LPS mm, unit, flags."""
    geometry, info = entry.geometry, entry.info
    k, j, i = geometry.spacing_mm_kji
    return {
        "id": entry.id,
        "series_uid": info.series_uid or entry.id,
        "modality": info.modality,
        "description": info.series_description,
        "stack": entry.stack_name,
        "shape_kji": list(geometry.shape_kji),
        "spacing_mm_kji": [
            k if geometry.through_plane_mm else None,
            j if geometry.in_plane_mm else None,
            i if geometry.in_plane_mm else None,
        ],
        "index_to_lps": geometry.index_to_lps.tolist(),
        "k_positions": None if geometry.k_positions is None else geometry.k_positions.tolist(),
        "unit": entry.unit,
        "flags": [{"code": flag.code, "message": flag.message} for flag in entry.flags],
    }


def _object(entry: ObjectEntry) -> Facts:
    return {
        "path": str(entry.path),
        "kind": entry.kind,
        "series_uid": entry.info.series_uid,
        "description": entry.info.series_description,
        "referenced_series_uids": list(entry.referenced_series_uids),
    }
