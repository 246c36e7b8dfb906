"""The words of the four corners of a view, from the series and how it is shown."""

from dataclasses import dataclass
from functools import partial

from inference.imaging.display_window import DisplayWindow
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.picture_words import word
from viewer.state.header_words import date_words, readable_name, stack_words, time_words
from viewer.state.planes import slice_axis, slice_count, slice_of
from viewer.state.scene import CornerText, Interpolation, SlabMode
from viewer.state.view_frame import ViewFrame

PARTED = "   "  # between the parts of a line that may stand under each other
_LETTER = (("L", "R"), ("P", "A"), ("H", "F"))


@dataclass(frozen=True, slots=True)
class CornerOptions:
    """``identity`` shows who the patient is; ``model_lines`` name the model and its status."""

    identity: bool = True
    model_lines: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()  # such as the interpolation or the slab
    language: str = "en"


def corner_text(
    volume: Volume, frame: ViewFrame, window: DisplayWindow, options: CornerOptions | None = None
) -> CornerText:
    """Who (top left), what and when (top right), how shown (bottom left), series (bottom right)."""
    chosen = options or CornerOptions()
    info = volume.info
    return CornerText(
        top_left=_who(info) if chosen.identity else (),
        top_right=_what(info, chosen.identity),
        bottom_left=(*_how(volume, frame, window, chosen.language), *chosen.extra),
        bottom_right=(*chosen.model_lines, *_series(info, volume.stack_name, chosen.language)),
    )


def still_words(info: SeriesInfo, stack_name: str = "", language: str = "en") -> tuple[str, ...]:
    """The lines that stay the same in every view of a series, known from its headers."""
    return (*_who(info), *_what(info, identity=True), *_series(info, stack_name, language))


def _who(info: SeriesInfo) -> tuple[str, ...]:
    return _filled(
        readable_name(info.patient_name),
        date_words(info.birth_date),
        _labelled("ID", info.patient_id),
        info.sex,
    )


def _what(info: SeriesInfo, identity: bool) -> tuple[str, ...]:
    if not identity:
        return _filled(info.study_description)
    when = " ".join(_filled(date_words(info.study_date), time_words(info.study_time)))
    return _filled(info.institution, info.study_description, when)


def _how(volume: Volume, frame: ViewFrame, window: DisplayWindow, language: str) -> tuple[str, ...]:
    info = volume.info
    thick = info.slice_thickness_mm
    known = thick and volume.geometry.through_plane_mm
    thickness = f"{word('thickness', language)} {thick:.1f} mm" if known else ""
    return _filled(
        "" if volume.is_colour else window_words(window),
        f"{word('zoom', language)} {zoom_percent(volume, frame):.0f} %",
        slice_words(volume, frame, language),
        thickness,
        lossy_words(info, language),
    )


def _series(info: SeriesInfo, stack_name: str, language: str) -> tuple[str, ...]:
    number = (
        "" if info.series_number is None else f"{word('series', language)} {info.series_number}"
    )
    stack = stack_words(stack_name, partial(word, language=language))
    return _filled(" · ".join(_filled(info.modality, number)), info.series_description, stack)


def window_words(window: DisplayWindow) -> str:
    """``W 400 L 40``, with decimals only where the window is narrow; curves are named."""
    digits = window_digits(window.width)
    name = " VOI LUT" if window.table else " sigmoid" if window.function == "SIGMOID" else ""
    return f"W {window.width:.{digits}f} L {window.centre:.{digits}f}{name}"


def window_digits(width: float) -> int:
    """The decimals that a window of this width needs."""
    return 0 if width >= 10 else 2 if width >= 0.1 else 4


def look_words(
    interpolation: Interpolation, slab_mode: SlabMode, slab_mm: float, language: str = "en"
) -> tuple[str, ...]:
    """How values between the voxels are found, and the slab, for ``CornerOptions.extra``."""
    names = {"mip": "MIP", "minip": "MinIP", "mean": "mean"}
    slab = f"{word(names[slab_mode], language)} {slab_mm:.1f} mm" if slab_mode != "none" else ""
    return _filled(word(interpolation, language), slab)


def slice_words(volume: Volume, frame: ViewFrame, language: str = "en") -> str:
    """``slice 12 / 40`` and where it lies along its main patient axis, in mm where known."""
    geometry = volume.geometry
    count = slice_count(geometry, frame)
    if count == 1 and slice_axis(geometry, frame) is not None:
        return ""
    words = f"{word('slice', language)} {slice_of(geometry, frame) + 1} / {count}"
    known = geometry.through_plane_mm and geometry.in_plane_mm and geometry.oriented
    return f"{words}{PARTED}{location_words(frame)}" if known else words


def location_words(frame: ViewFrame) -> str:
    """Where the view's plane lies on the patient axis it faces, as ``H 12.3 mm``."""
    axis = int(abs(frame.towards_lps).argmax())
    # The plane's own crossing of the axis would run away on obliques: its centre is meant.
    value = float(frame.centre_lps[axis])
    return f"{_LETTER[axis][int(value < 0)]} {abs(value):.1f} mm"


def zoom_percent(volume: Volume, frame: ViewFrame) -> float:
    """100 % = one in-plane voxel of the acquisition on one pixel of the view."""
    return 100.0 * min(volume.geometry.spacing_mm_kji[1:]) / frame.mm_per_pixel


def lossy_words(info: SeriesInfo, language: str = "en") -> str:
    """The marker for lossy compression, with its ratio where stated."""
    if not info.lossy:
        return ""
    lossy = word("lossy", language)
    return f"{lossy} {info.lossy_ratio:.0f}:1" if info.lossy_ratio else lossy


def _labelled(label: str, words: str) -> str:
    return f"{label} {words}" if words else ""


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
