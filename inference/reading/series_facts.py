"""The user-readable facts of a series, its unit and its windows, from a header."""

import numpy as np

from inference.imaging.display_window import DisplayWindow, WindowFunction
from inference.imaging.series_info import SeriesInfo
from inference.reading import tags
from inference.reading.attributes import RawValues, code, codes, integer, number, numbers
from inference.reading.file_header import FileHeader, LookupTable
from inference.reading.text import text

_FUNCTIONS: dict[str, WindowFunction] = {
    "": "LINEAR",
    "LINEAR": "LINEAR",
    "LINEAR_EXACT": "LINEAR_EXACT",
    "SIGMOID": "SIGMOID",
}


def series_info(header: FileHeader, values: RawValues) -> SeriesInfo:
    """Facts of the series that ``header`` belongs to; ``values`` are one slice's."""
    return SeriesInfo(
        patient_name=text(values, tags.PATIENT_NAME),
        patient_id=text(values, tags.PATIENT_ID),
        patient_id_issuer=text(values, tags.PATIENT_ID_ISSUER),
        birth_date=code(values, tags.BIRTH_DATE),
        sex=code(values, tags.SEX),
        age=code(values, tags.AGE),
        study_uid=code(values, tags.STUDY_UID),
        study_description=text(values, tags.STUDY_DESCRIPTION),
        study_date=code(values, tags.STUDY_DATE),
        study_time=code(values, tags.STUDY_TIME),
        accession_number=text(values, tags.ACCESSION_NUMBER),
        study_id=text(values, tags.STUDY_ID),
        referring_physician=text(values, tags.REFERRING_PHYSICIAN),
        institution=text(values, tags.INSTITUTION),
        series_uid=code(values, tags.SERIES_UID),
        series_number=integer(values, tags.SERIES_NUMBER),
        series_description=text(values, tags.SERIES_DESCRIPTION),
        modality=modality(values),
        body_part=text(values, tags.BODY_PART),
        protocol=text(values, tags.PROTOCOL),
        sop_class_uid=code(values, tags.SOP_CLASS_UID),
        transfer_syntax_uid=header.transfer_syntax,
        slice_thickness_mm=number(values, tags.SLICE_THICKNESS),
        lossy_ratio=number(values, tags.LOSSY_RATIO),
        lossy=code(values, tags.LOSSY) == "01",
        source=str(header.path.parent),
    )


def modality(values: RawValues) -> str:
    """The modality as stated, or as the SOP class implies it."""
    return code(values, tags.MODALITY) or _BY_CLASS.get(code(values, tags.SOP_CLASS_UID), "")


_BY_CLASS = {
    "1.2.840.10008.5.1.4.1.1.2": "CT",
    "1.2.840.10008.5.1.4.1.1.2.1": "CT",
    "1.2.840.10008.5.1.4.1.1.4": "MR",
    "1.2.840.10008.5.1.4.1.1.4.1": "MR",
    "1.2.840.10008.5.1.4.1.1.128": "PT",
    "1.2.840.10008.5.1.4.1.1.130": "PT",
    "1.2.840.10008.5.1.4.1.1.1": "CR",
    "1.2.840.10008.5.1.4.1.1.1.1": "DX",
}


def unit(values: RawValues) -> str:
    """What the rescaled values are in: HU, the PET units, a stated rescale type, or ""."""
    kind = modality(values)
    stated = code(values, tags.RESCALE_TYPE).upper()
    if kind == "PT":
        return code(values, tags.PET_UNITS)
    if stated and stated != "US":
        return stated
    if kind == "RTDOSE":
        return code(values, tags.DOSE_UNITS)
    if kind == "CT" and not stated and tags.RESCALE_INTERCEPT in values:
        image_type = codes(values, tags.IMAGE_TYPE)
        original = not image_type or image_type[0] == "ORIGINAL"
        return "HU" if original and "LOCALIZER" not in image_type else ""
    return ""


def windows(values: RawValues, tables: tuple[LookupTable, ...] = ()) -> tuple[DisplayWindow, ...]:
    """The file's own windows, VOI LUTs first (PS3.3 C.11.2).

    Unusable pairs (width ≤ 0, unknown function) are left out.
    """
    return (*(_table_window(table) for table in tables if len(table.entries) > 2), *_pairs(values))


def _table_window(table: LookupTable) -> DisplayWindow:
    entries = np.frombuffer(table.entries, "<u2").astype(np.float64)
    levels = np.rint(entries * 255 / max(2**table.bits - 1, 1)).clip(0, 255).astype(np.uint8)
    width = float(len(levels) - 1)
    name = table.explanation or "VOI LUT"
    return DisplayWindow(
        table.first_value + width / 2, width, "LINEAR_EXACT", name, levels.tobytes()
    )


def _pairs(values: RawValues) -> tuple[DisplayWindow, ...]:
    centres = numbers(values, tags.WINDOW_CENTRE)
    widths = numbers(values, tags.WINDOW_WIDTH)
    names = text(values, tags.WINDOW_NAME).split("\\")
    function = _FUNCTIONS.get(code(values, tags.WINDOW_FUNCTION).upper())
    if function is None:
        return ()
    smallest = 1.0 if function == "LINEAR" else 0.0
    found = []
    for n, (centre, width) in enumerate(zip(centres, widths, strict=False)):
        if width > 0 and width >= smallest:
            name = names[n].strip() if n < len(names) else ""
            found.append(DisplayWindow(centre, width, function, name))
    return tuple(found)
