"""What makes a file unusable as a picture, told from its header and its size alone."""

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.attributes import code, integer
from inference.reading.decode import JPEG_BASELINE, supported
from inference.reading.file_header import DEFLATED, FileHeader
from inference.reading.object_kinds import OBJECT_KINDS
from inference.reading.pixel_format import PixelFormat, pixel_format
from inference.reading.tag_walk import UNDEFINED

WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
MOST_FRAMES = 65536
_DEFLATE_RATIO = 1032  # zlib cannot pack denser
_DENSEST, _ALWAYS_PLAUSIBLE = 1000, 64 * 1024**2  # what a blank picture may be packed to
UNCOMPRESSED = frozenset(
    {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", DEFLATED}
)


def problem_of(header: FileHeader) -> str:
    """One sentence when the picture cannot be read as declared, else ""."""
    sop_class = code(header.values, tags.SOP_CLASS_UID)
    if not header.pixel_tag or sop_class in OBJECT_KINDS:
        return ""
    if sop_class == WHOLE_SLIDE:
        return f"{header.path.name} is a whole-slide microscopy image, which is not shown here."
    try:
        problem = _pixel_problem(header)
    except InputError as error:
        problem = str(error)
    return f"{header.path.name} cannot be used: it {problem}." if problem else ""


def _pixel_problem(header: FileHeader) -> str:
    layout = pixel_format(header)
    frames = _declared_frames(header)
    if not 1 <= frames <= MOST_FRAMES:
        return f"declares {frames} frames"
    if header.frames and len(header.frames) != frames:
        return f"declares {frames} frames and describes {len(header.frames)}"
    if header.transfer_syntax not in UNCOMPRESSED:
        return _encapsulated_problem(header, layout, frames)
    return _plain_problem(header, layout.frame_bytes * frames)


def _plain_problem(header: FileHeader, wanted: int) -> str:
    """Uncompressed pixels: declared length, real length and room in the file must agree."""
    if header.pixel_length == UNDEFINED:
        return "holds compressed pixels and declares none"
    if header.pixel_length < wanted:
        return f"declares {wanted} bytes of pixels and holds {header.pixel_length}"
    if header.pixel_length > wanted + 1:
        return f"holds {header.pixel_length} bytes of pixels and declares only {wanted}"
    return _size_problem(header, header.pixel_offset + wanted)


def _declared_frames(header: FileHeader) -> int:
    if tags.NUMBER_OF_FRAMES not in header.values:
        return 1
    frames = integer(header.values, tags.NUMBER_OF_FRAMES)
    return 0 if frames is None else frames


def _size_problem(header: FileHeader, end: int) -> str:
    room = header.size * (_DEFLATE_RATIO if header.transfer_syntax == DEFLATED else 1)
    return f"ends {end - room} bytes before its pixels do (is it cut short?)" if end > room else ""


def _encapsulated_problem(header: FileHeader, layout: PixelFormat, frames: int) -> str:
    wanted = layout.frame_bytes * frames
    if header.pixel_length != UNDEFINED:
        return "declares compressed pixels and holds uncompressed ones"
    if header.pixel_offset >= header.size:
        return "ends before its pixels"
    if header.transfer_syntax == JPEG_BASELINE and layout.bits_stored > 8:
        return f"declares {layout.bits_stored} bits a pixel as baseline JPEG, which has 8"
    if wanted > max(_ALWAYS_PLAUSIBLE, _DENSEST * header.size):
        return f"declares {wanted // 1024**2} MB of pixels in {header.size} bytes"
    if not supported(header.transfer_syntax):
        return f"is compressed in a way that is not supported ({header.transfer_syntax[:64]})"
    return ""
