"""Small studies on disk, and the things a library is tested with."""

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from tests.factories import series_slices, write_series
from viewer.library.library import Library
from viewer.library.rows import SeriesRow, StudyRow
from viewer.state.measurements import Measurement


def slices_of(
    study: str = "a", series: str = "one", count: int = 3, **attributes: Any
) -> list[Dataset]:
    """A series of ``count`` 4×5 slices in a study of its own name."""
    planes = np.arange(count * 20, dtype=np.int16).reshape(count, 4, 5)
    stated: dict[str, Any] = {
        "StudyInstanceUID": generate_uid(entropy_srcs=["library", study]),
        "SeriesInstanceUID": generate_uid(entropy_srcs=["library", study, series]),
        "PatientID": f"ID-{study}",
        "PatientName": f"Family{study}^Given",
        "SeriesDescription": series,
    }
    slices = series_slices(planes, **(stated | attributes))
    for data in slices:
        data.SOPInstanceUID = generate_uid(
            entropy_srcs=["library", study, series, str(data.InstanceNumber)]
        )
    return slices


def write_study(
    folder: Path, study: str = "a", series: str = "one", count: int = 3, **attributes: Any
) -> list[Path]:
    """The same, written to ``folder``."""
    return write_series(slices_of(study, series, count, **attributes), folder)


def only_study(library: Library) -> StudyRow:
    """The one study there is."""
    (row,) = library.search()
    return row


def only_series(library: Library) -> SeriesRow:
    """The one series there is."""
    (row,) = library.series_of(only_study(library).key)
    return row


def a_length(name: str = "m1", tip: float = 10.0, author: str = "Dr A") -> Measurement:
    """A length from the origin along x to ``tip`` mm."""
    return Measurement(
        id=name,
        kind="length",
        points_lps=((0.0, 0.0, 0.0), (tip, 0.0, 0.0)),
        normal_lps=(0.0, 0.0, 1.0),
        frame_of_reference_uid="1.2.3",
        series_uid="1.2.3.4",
        author=author,
        utc_time="2026-11-22T08:00:00Z",
    )
