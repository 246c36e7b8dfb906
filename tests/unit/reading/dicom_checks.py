"""What DICOM reading tests share: scan a folder, and hold a volume against its data sets."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.imaging.volume import Volume
from inference.reading import familiar_headers, tag_walk
from inference.reading.entry import Scan, SeriesEntry
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import write_series

Float = NDArray[np.float64]


def scan_of(slices: Iterable[Dataset], folder: Path) -> Scan:
    """Write data sets and scan them."""
    write_series(slices, folder)
    return scan_paths([folder])


def only_entry(scan: Scan) -> SeriesEntry:
    """The one series of a scan that refused nothing."""
    assert [one.message for one in scan.refused] == []
    assert len(scan.series) == 1
    return scan.series[0]


def volume_of(slices: Iterable[Dataset], folder: Path) -> Volume:
    """Write data sets, scan them, load the one series that they are."""
    return load_volume(only_entry(scan_of(slices, folder)))


def flag_codes(thing: Volume | SeriesEntry) -> set[str]:
    return {flag.code for flag in thing.flags}


def true_centre(data: Dataset) -> Float:
    """LPS of the middle of a single-frame slice, from its own header alone (C.7.6.2.1.1)."""
    row, column = np.array(data.ImageOrientationPatient, dtype=float).reshape(2, 3)
    down, across = (float(v) for v in data.PixelSpacing)
    origin = np.array(data.ImagePositionPatient, dtype=float)
    offset: Float = (
        origin + row * across * (data.Columns - 1) / 2 + column * down * (data.Rows - 1) / 2
    )
    return offset


def assert_true_centres(volume: Volume, slices: Iterable[Dataset], within_mm: float = 0.01) -> None:
    """Every slice of the volume lies where the data set of its UID says."""
    by_uid = {str(data.SOPInstanceUID): data for data in slices}
    centres = volume.geometry.slice_centres_lps()
    assert len(volume.source_uids) == len(centres)
    for uid, centre in zip(volume.source_uids, centres, strict=True):
        assert np.abs(centre - true_centre(by_uid[uid])).max() <= within_mm


def assert_true_values(volume: Volume, slices: Iterable[Dataset]) -> None:
    """Every slice's values are stored × slope + intercept of the data set of its UID."""
    by_uid = {str(data.SOPInstanceUID): data for data in slices}
    for uid, plane in zip(volume.source_uids, volume.array, strict=True):
        data = by_uid[uid]
        kind = "i" if data.PixelRepresentation else "u"
        stored = np.frombuffer(data.PixelData, f"<{kind}{data.BitsAllocated // 8}")
        stored = stored[: data.Rows * data.Columns].reshape(data.Rows, data.Columns)
        slope = float(data.get("RescaleSlope", 1) or 1)
        expected: Any = stored * slope + float(data.get("RescaleIntercept", 0) or 0)
        np.testing.assert_allclose(plane, expected, rtol=1e-6)


def forget_headers() -> None:
    """Let no header that was read before speed up the next."""
    tag_walk._LAYOUTS.clear()
    familiar_headers._FAMILIAR.clear()
