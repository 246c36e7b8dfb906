"""A result object is shown over the series of the patient whom it names, whatever its UIDs say."""

from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.imaging.errors import InputError
from inference.reading.objects import read_object
from tests.unit.reading.object_files import ball, phantom_series, scanned, write_segmentation


@pytest.mark.parametrize(
    ("keyword", "value", "refused"),
    [
        ("PatientID", "somebody else", True),
        ("PatientBirthDate", "19991231", True),
        ("PatientID", "", False),
        ("PatientName", "Phantom^A.", False),
    ],
)
def test_an_object_of_another_patient_is_refused_though_its_uids_fit(
    tmp_path: Path, keyword: str, value: str, refused: bool
) -> None:
    slices = phantom_series(tmp_path)
    mask = ball((2, 9, 12), 6).astype(np.uint8)
    path = write_segmentation(slices, mask, "BINARY", tmp_path / "seg.dcm")
    data = pydicom.dcmread(path)
    setattr(data, keyword, value)
    data.save_as(path)
    (entry,), source = scanned(tmp_path)
    if refused:
        with pytest.raises(InputError, match=r"seg\.dcm names another patient"):
            read_object(entry, source)
    else:
        assert read_object(entry, source).label_maps
