"""What pydicom raises for a damaged data set, gathered in one place."""

import struct
import zlib

from pydicom.errors import BytesLengthException

MALFORMED: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    BytesLengthException,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def cause_of(error: BaseException) -> str:
    """A few words for a sentence; never the text of an error that quotes the file's values."""
    if isinstance(error, BytesLengthException):
        return "a value has an impossible length"
    if isinstance(error, RecursionError):
        return "it is nested too deeply to be real"
    text = str(error).strip().split("\n")[0][:160].rstrip(".")
    return text or type(error).__name__
