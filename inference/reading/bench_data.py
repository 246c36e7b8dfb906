"""The series that reading is measured on: synthetic, written to a temporary folder."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    generate_uid,
)

SIDE = 512
# What a scanner writes besides, so that headers have the usual number of attributes.
_USUAL = {
    "SpecificCharacterSet": "ISO_IR 100",
    "InstanceCreationDate": "20240229",
    "InstanceCreationTime": "101512.345000",
    "SeriesDate": "20240229",
    "AcquisitionDate": "20240229",
    "ContentDate": "20240229",
    "SeriesTime": "101502.125000",
    "AcquisitionTime": "101508.530000",
    "ContentTime": "101510.655000",
    "InstitutionName": "Benchmark Hospital",
    "InstitutionAddress": "Nowhere 1",
    "StationName": "CT01",
    "PerformingPhysicianName": "",
    "OperatorsName": "",
    "ManufacturerModelName": "Bench 64",
    "PatientAge": "061Y",
    "PatientSize": "1.76",
    "PatientWeight": "78",
    "BodyPartExamined": "ABDOMEN",
    "ScanOptions": "HELICAL MODE",
    "DataCollectionDiameter": "500",
    "DeviceSerialNumber": "12345",
    "SoftwareVersions": "1.0",
    "ProtocolName": "5.1 Abdomen",
    "ReconstructionDiameter": "360",
    "DistanceSourceToDetector": "1085.6",
    "DistanceSourceToPatient": "595",
    "GantryDetectorTilt": "0",
    "TableHeight": "159",
    "RotationDirection": "CW",
    "ExposureTime": "500",
    "XRayTubeCurrent": "240",
    "Exposure": "120",
    "FilterType": "BODY FILTER",
    "GeneratorPower": "28800",
    "FocalSpots": ["0.7"],
    "DateOfLastCalibration": "20240229",
    "TimeOfLastCalibration": "060000",
    "PatientPosition": "FFS",
    "AcquisitionNumber": "1",
    "PositionReferenceIndicator": "SN",
    "SliceLocation": "0",
    "PatientOrientation": ["L", "P"],
    "RequestingPhysician": "",
    "RequestedProcedureDescription": "CT abdomen",
    "PerformedProcedureStepStartDate": "20240229",
    "PerformedProcedureStepStartTime": "101500",
    "PerformedProcedureStepID": "1",
    "PerformedProcedureStepDescription": "CT abdomen",
}


def write_ct_series(folder: Path, count: int) -> None:
    """``count`` uncompressed signed 16-bit CT slices of 512 × 512."""
    plane = _plane()
    for k in range(count):
        data = _slice(folder.name, k)
        data.PixelData = np.roll(plane, 3 * k, axis=1).tobytes()
        data["PixelData"].VR = "OW"
        _write(data, folder / f"{k:04d}.dcm", ExplicitVRLittleEndian)


def write_compressed_series(folder: Path, count: int) -> None:
    """The same as lossless JPEG 2000."""
    from imagecodecs import jpeg2k_encode

    plane = _plane()
    packed = bytes(jpeg2k_encode(plane, level=0, codecformat="J2K", reversible=True))
    for k in range(count):
        data = _slice(folder.name, k)
        data.PixelData = encapsulate([packed])
        data["PixelData"].VR = "OB"
        _write(data, folder / f"{k:04d}.dcm", JPEG2000Lossless)


def write_nifti(path: Path, count: int) -> None:
    """A gzipped int16 volume of the same planes."""
    import nibabel

    plane = _plane()
    volume = np.stack([np.roll(plane, 3 * k, axis=1) for k in range(count)], axis=-1)
    nibabel.save(nibabel.Nifti1Image(volume, np.eye(4)), path)


def _plane() -> NDArray[np.int16]:
    """Smooth tissue with noise, as compressible as a CT."""
    down, across = np.indices((SIDE, SIDE)) - SIDE / 2
    body = np.where(np.hypot(down, across * 0.8) < 200, 1064, 24)
    noise = np.random.default_rng(5).normal(0, 12, (SIDE, SIDE))
    plane: NDArray[np.int16] = (body + noise).astype(np.int16)
    return plane


def _slice(series: str, k: int) -> Dataset:
    data = Dataset()
    for name, value in _USUAL.items():
        setattr(data, name, value)
    data.SOPClassUID = CTImageStorage
    data.SOPInstanceUID = generate_uid(entropy_srcs=["bench", series, str(k)])
    data.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data.StudyDate, data.StudyTime, data.AccessionNumber = "20240229", "101500", ""
    data.Modality, data.Manufacturer, data.ReferringPhysicianName = "CT", "bench", ""
    data.StudyDescription, data.SeriesDescription = "Benchmark", series
    data.PatientName, data.PatientID = "Bench^Mark", "BENCH"
    data.PatientBirthDate, data.PatientSex = "", ""
    data.SliceThickness, data.KVP, data.ConvolutionKernel = "1.0", "120", "B30f"
    data.StudyInstanceUID = generate_uid(entropy_srcs=["bench", "study"])
    data.SeriesInstanceUID = generate_uid(entropy_srcs=["bench", series])
    data.StudyID, data.SeriesNumber, data.InstanceNumber = "1", 1, k + 1
    data.ImagePositionPatient = [-180.0, -180.0, float(k)]
    data.ImageOrientationPatient = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    data.FrameOfReferenceUID = generate_uid(entropy_srcs=["bench", "frame"])
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows = data.Columns = SIDE
    data.PixelSpacing = [0.703125, 0.703125]
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 1
    data.WindowCenter, data.WindowWidth = "40", "400"
    data.RescaleIntercept, data.RescaleSlope, data.RescaleType = "-1024", "1", "HU"
    return data


def _write(data: Dataset, path: Path, syntax: UID) -> None:
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    path.parent.mkdir(parents=True, exist_ok=True)
    data.save_as(path, enforce_file_format=True)
