"""What is opened first, and how what could not be opened is told."""

from collections.abc import Mapping, Sequence

import numpy as np

from inference.reading.entry import Scan, SeriesEntry
from inference.reading.unchanged import same_files
from viewer.state.measurements import Point
from viewer.state.messages import MessageLevel
from viewer.state.pane_frame import slice_place
from viewer.state.shelf import study_key
from viewer.state.view_state import ViewState


def best_series(series: Sequence[SeriesEntry]) -> SeriesEntry:
    """The series to begin with: the one with the most voxels, the first of equals."""
    return max(series, key=lambda entry: int(np.prod(entry.geometry.shape_kji)))


def changed_series(state: ViewState, scan: Scan) -> list[str]:
    """Series of the open study that a new scan found with other files; their descriptions.

    Only those that were looked at: which files a series has matters once its pixels are here, or
    a result was made from them.
    """
    used = {series_id: series.entry for series_id, series in state.open_series.items()}
    made = {placed.series_id for placed in state.results.results}
    shelved = {one: state.shelf.entry(one) for one in made if one not in used}
    used |= {one: entry for one, entry in shelved.items() if entry is not None}
    found = {entry.id: entry for entry in scan.series if study_key(entry) == state.study_key}
    return [
        old.info.series_description or old.info.modality or "a series"
        for series_id, old in used.items()
        if series_id in found and not same_files(old, found[series_id])
    ]


def outdated_words(descriptions: Sequence[str]) -> tuple[MessageLevel, str, str]:
    """(level, text, cure): nothing of the old files may stay over the pictures of the new ones."""
    names = ", ".join(descriptions)
    text = f"The files of {names} are not those that were opened before: the study is opened anew."
    return "warning", text, "What models found in the old pictures was taken off; run them again."


def middle_slice(entry: SeriesEntry, cursors: Mapping[str, Point]) -> int:
    """The slice k that will be on the screen first: at the crosshair, else the middle one."""
    geometry = entry.geometry
    cursor = cursors.get(geometry.frame_of_reference_uid or entry.id)
    if cursor is None:
        return (geometry.shape_kji[0] - 1) // 2
    return slice_place(geometry, "acquisition", cursor)[0]


def refusal_words(scan: Scan, name: str) -> tuple[MessageLevel, str, str, str] | None:
    """(level, text, cure, details) on what a scan could not use; None when all was well."""
    details = "\n".join(refusal.message for refusal in scan.refused)
    if not scan.series:
        text = scan.refused[0].message if scan.refused else f"No images were found in {name}."
        cure = "Choose a folder or file that holds DICOM, NIfTI, NRRD or MetaImage pictures."
        if scan.objects:
            kinds = ", ".join(sorted({found.kind for found in scan.objects}))
            text = f"{name} holds results ({kinds}) but not the series that they belong to."
            cure = "Open it together with that series."
        return "error", text, cure, details
    if scan.refused:
        count = len(scan.refused)
        first = scan.refused[0].message
        text = first if count == 1 else f"{count} files or series cannot be shown. First: {first}"
        return "warning", text, "The log (Ctrl+L) names each of them.", details
    return None
