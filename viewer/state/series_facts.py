"""The facts of a series in words, for reading and copying."""

from viewer.state.header_words import date_words, readable_name
from viewer.state.view_state import OpenSeries

OWN_WORDS = frozenset({"Spacing", "Unit", "Compression"})  # the rest is the headers' own


def series_facts(series: OpenSeries, hidden: bool) -> tuple[tuple[str, str], ...]:
    """(title, text) of what is stated; identities are left out while they are hidden."""
    info = series.volume.info
    identity = (
        ("Patient", readable_name(info.patient_name)),
        ("Patient ID", info.patient_id),
        ("Born", date_words(info.birth_date)),
        ("Study date", date_words(info.study_date)),
        ("Accession number", info.accession_number),
        ("Institution", info.institution),
    )
    facts = (
        *(() if hidden else identity),
        ("Study", info.study_description),
        ("Series", info.series_description),
        ("Modality", info.modality),
        ("Body part", info.body_part),
        ("Protocol", info.protocol),
        *_geometry_facts(series),
        ("Unit", series.volume.unit or "unknown: stored values"),
        ("Stored as", series.entry.format),
        ("Compression", _compression(series)),
        ("Series UID", info.series_uid),
        ("Read from", "" if hidden else info.source),
    )
    return tuple((title, text) for title, text in facts if text)


def _geometry_facts(series: OpenSeries) -> tuple[tuple[str, str], ...]:
    geometry = series.volume.geometry
    slices, rows, columns = geometry.shape_kji
    spacing = "unknown"
    if geometry.calibrated:
        k, j, i = geometry.spacing_mm_kji
        spacing = f"{i:.3f} × {j:.3f} × {k:.3f} mm"
    elif geometry.in_plane_mm:
        _, j, i = geometry.spacing_mm_kji
        spacing = f"{i:.3f} × {j:.3f} mm in the plane, unknown across"
    tilt = f"{geometry.tilt_degrees:.1f}°" if geometry.tilt_degrees > 0.01 else ""
    thickness = series.volume.info.slice_thickness_mm
    return (
        ("Matrix", f"{columns} × {rows} × {slices}"),
        ("Spacing", spacing),
        ("Slice thickness", f"{thickness:.1f} mm" if thickness else ""),
        ("Gantry tilt", tilt),
        ("Frame of reference", geometry.frame_of_reference_uid),
    )


def _compression(series: OpenSeries) -> str:
    info = series.volume.info
    if not info.lossy:
        return ""
    return f"lossy {info.lossy_ratio:.0f}:1" if info.lossy_ratio else "lossy"
