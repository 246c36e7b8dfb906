"""From a header to where its pixels lie and how they are laid out."""

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.attributes import integer
from inference.reading.file_header import FileHeader
from inference.reading.pixel_format import pixel_format
from inference.reading.plan import PixelFile

_PALETTE_TAGS = (
    tags.RED_PALETTE_DESCRIPTOR,
    tags.GREEN_PALETTE_DESCRIPTOR,
    tags.BLUE_PALETTE_DESCRIPTOR,
    *tags.PALETTES,
)


def pixel_file(header: FileHeader) -> PixelFile:
    """What a load must know of the file; InputError when its layout is impossible."""
    try:
        layout = pixel_format(header)
    except InputError as error:
        raise InputError(f"{header.path.name} cannot be used: it {error}.") from error
    return PixelFile(
        header.path,
        header.size,
        header.mtime_ns,
        header.transfer_syntax,
        header.pixel_offset,
        header.pixel_length,
        frame_count(header),
        layout,
        tuple(header.values.get(tag, b"") for tag in _PALETTE_TAGS)
        if layout.photometric == "PALETTE COLOR"
        else (),
    )


def frame_count(header: FileHeader) -> int:
    """Frames that the file declares (1 for a single-frame file)."""
    return integer(header.values, tags.NUMBER_OF_FRAMES) or 1
