"""The test pattern as a DICOM file, for other workstations and for the viewer itself."""

from pathlib import Path

from inference.engine.provenance import app_version
from inference.imaging.errors import InputError
from inference.writing.pattern_file import pattern_file
from inference.writing.whole_file import write_whole
from viewer.render.qc_pattern import pattern_levels

SIDE = 1024  # of the AAPM's smaller version


def write_test_pattern(out: Path, size_wh: tuple[int, int] = (SIDE, SIDE)) -> Path:
    """Write the pattern, drawn for ``size_wh`` pixels; returns ``out``.

    Raises InputError: a name that does not end with .dcm, a file that cannot be written.
    """
    if out.suffix.lower() != ".dcm":
        raise InputError(f"{out}: the pattern is a DICOM file; end its name with .dcm.")
    write_whole(out, pattern_file(pattern_levels(*size_wh), app_version()))
    return out
