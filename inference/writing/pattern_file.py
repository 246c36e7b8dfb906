"""A test pattern for screens as a DICOM Secondary Capture Image (PS3.3 A.8.1): no patient's."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pydicom import Dataset

PATIENT_ID = "TG18-QC"
PATIENT_NAME = "Test pattern^TG18-QC"
DESCRIPTION = "Test pattern after TG18-QC (AAPM On-line Report 03)"
_EMPTY = ("PatientBirthDate", "PatientSex", "ReferringPhysicianName", "AccessionNumber",
          "PatientOrientation", "Laterality")  # fmt: skip
CENTRE, WIDTH = 128, 256  # PS3.3 C.11.2.1.2.1 with these shows every level 0…255 as it is


def pattern_file(levels: NDArray[np.uint8], version: str) -> bytes:
    """A file of (rows, columns) P-values, black 0 and white 255; ``version`` is this program's.

    It has no spacing and no sides. Show it pixel for pixel: between pixels its lines blur. Each
    call makes a study of its own.
    """
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

    if levels.ndim != 2 or levels.dtype != np.uint8:
        raise ValueError(f"a pattern is (rows, columns) uint8, not {levels.shape} {levels.dtype}")
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(BytesIO(), {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = SecondaryCaptureImageStorage, generate_uid()
    data.StudyInstanceUID, data.SeriesInstanceUID = generate_uid(), generate_uid()
    _say_what_it_is(data, version)
    _set_levels(data, levels)
    target = BytesIO()
    data.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _say_what_it_is(data: "Dataset", version: str) -> None:
    """Patient, study, series and equipment; what nobody knows of a pattern is there and empty."""
    now = datetime.now().astimezone()
    data.PatientName, data.PatientID = PATIENT_NAME, PATIENT_ID
    data.StudyDate = data.ContentDate = now.strftime("%Y%m%d")
    data.StudyTime = data.ContentTime = now.strftime("%H%M%S")
    data.TimezoneOffsetFromUTC = now.strftime("%z")
    data.StudyDescription = data.SeriesDescription = DESCRIPTION
    data.StudyID, data.SeriesNumber, data.InstanceNumber = "1", 1, 1
    data.Modality, data.ConversionType, data.Manufacturer = "OT", "SYN", "RadLens"
    data.ManufacturerModelName, data.SoftwareVersions = "RadLens", version
    data.ImageType = ["DERIVED", "SECONDARY"]
    data.BurnedInAnnotation = "NO"  # its letters are those of the pattern
    for name in _EMPTY:
        setattr(data, name, "")


def _set_levels(data: "Dataset", levels: NDArray[np.uint8]) -> None:
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows, data.Columns = levels.shape
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.WindowCenter, data.WindowWidth, data.VOILUTFunction = CENTRE, WIDTH, "LINEAR"
    data.PresentationLUTShape = "IDENTITY"
    pixels = np.ascontiguousarray(levels).tobytes()
    data.PixelData = pixels + b"\0" * (len(pixels) % 2)
    data["PixelData"].VR = "OB"
