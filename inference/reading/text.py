"""Text values of a header, in the character set that its bytes are really in."""

from inference.reading import tags
from inference.reading.attributes import RawValues
from inference.reading.character_sets import decode_text

# What the user reads of a series; a doubt about any of these is flagged ``charset-doubtful``.
_READ = (
    tags.PATIENT_NAME,
    tags.PATIENT_ID,
    tags.STUDY_DESCRIPTION,
    tags.SERIES_DESCRIPTION,
    tags.INSTITUTION,
)


def text(values: RawValues, tag: int) -> str:
    """A text value (LO, SH, PN …), decoded by Specific Character Set where that is true."""
    return decode_text(values.get(tag, b""), values.get(tags.CHARACTER_SET, b"")).text


def person_name(values: RawValues, tag: int = tags.PATIENT_NAME) -> str:
    """A person's name as stored, component groups and carets kept."""
    return text(values, tag)


def text_doubt(values: RawValues) -> str:
    """One sentence when a text that the user reads contradicts the declared set; else ""."""
    declared = values.get(tags.CHARACTER_SET, b"")
    for tag in _READ:
        doubt = decode_text(values.get(tag, b""), declared).doubt
        if doubt:
            return doubt
    return ""
