"""Results to files: NIfTI, result folders, DICOM."""
