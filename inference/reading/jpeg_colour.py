"""Whether a colour JPEG holds luminance and chrominance, by its own markers, else by its header."""

from collections.abc import Iterator

_APP0, _APP14, _START_OF_SCAN = 0xE0, 0xEE, 0xDA
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def jpeg_is_ybr(data: bytes, photometric: str) -> bool:
    """JFIF means YCbCr, an Adobe marker states it; without both, the DICOM header decides."""
    for marker, content in _segments(data):
        if marker == _APP14 and content.startswith(b"Adobe") and len(content) >= 12:
            return content[11] != 0
        if marker == _APP0 and content.startswith(b"JFIF"):
            return True
    return photometric != "RGB"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, content) of the segments before the first scan (ITU-T T.81 B.1.1)."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == _START_OF_SCAN:
            return
        if marker == 0xFF or marker in _STANDALONE:
            position += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        yield marker, data[position + 4 : position + 2 + length]
        position += 2 + length
