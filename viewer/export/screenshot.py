"""A picture of what is composed on screen, with footer and facts, written whole or not at all."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult
from inference.writing.whole_file import write_all_whole
from viewer.export.facts import Facts, picture_facts
from viewer.export.footer import draw_footer, footer_height, footer_words
from viewer.export.series_objects import SeriesObjects
from viewer.render.badge_words import IDENTITY_HIDDEN
from viewer.render.compose import compose
from viewer.render.corner_words import CornerOptions, corner_text
from viewer.state.scene import Scene

SMALLEST_WH = (240, 240)
LARGEST_SIDE = 16_384
_GAP_PX = 2
_GROUND = 0xFF262626


def export_screenshot(
    scenes: Scene | Sequence[Scene],
    out: Path,
    *,
    results: Sequence[InferenceResult] = (),
    identity: bool = False,
    size_wh: tuple[int, int] | None = None,
    corners_xy: Sequence[tuple[int, int]] = (),
    objects: SeriesObjects | None = None,
) -> Path:
    """Write ``out`` (.png) and the same facts beside it (.json); returns ``out``.

    The picture is the composition of the screen over a footer with model, version, weights,
    window and RESEARCH USE ONLY. Without ``size_wh`` (the whole picture) the views keep their own
    sizes and stand at ``corners_xy``, the (left, top) pixels that they have on the screen; else
    in rows. ``results`` and ``objects`` (which lie in the scenes already) are named in footer and
    facts. Who the patient is stays out unless ``identity``.
    Both files are written whole or neither: InputError (disk full, no permission, not a .png).
    """
    shown = [with_identity(s, identity) for s in _as_list(scenes)]
    _check(out, shown, size_wh)
    if objects is not None:
        objects = objects.seen_in(shown)
    words = footer_words(shown, results, () if objects is None else objects.words())
    shown = fitted(shown, words, size_wh)
    corners = list(corners_xy) if corners_xy and not size_wh else row_corners(shown)
    picture = composed(shown, corners, words, size_wh)
    facts = picture_facts(shown, results, identity)
    if objects is not None:
        facts["objects"] = objects.facts()
    facts["footer"] = list(words)
    facts["size_wh"] = [picture.shape[1], picture.shape[0]]
    text = json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False)
    # The picture comes last: it vouches for the facts, which it holds as well.
    write_all_whole(
        {out.with_suffix(".json"): f"{text}\n".encode(), out: png_bytes(picture, facts)}
    )
    return out


def with_identity(scene: Scene, identity: bool) -> Scene:
    """The scene with words that show, or leave out, who the patient is."""
    words = corner_text(scene.volume, scene.frame, scene.window, CornerOptions(identity))
    badges = [badge for badge in scene.badges if badge.upper() != IDENTITY_HIDDEN]
    if not identity:
        badges.append(IDENTITY_HIDDEN)
    corners = replace(scene.corner_text, top_left=words.top_left, top_right=words.top_right)
    return replace(scene, corner_text=corners, badges=tuple(badges), active=False)


def grid_of(count: int) -> tuple[int, int]:
    """(rows, columns) in which several views are shown."""
    columns = 1 if count == 1 else 2 if count <= 4 else 3
    return -(-count // columns), columns


def fitted(
    scenes: list[Scene], words: Sequence[str], size_wh: tuple[int, int] | None
) -> list[Scene]:
    """The scenes at the size of their cell; what one saw of the patient stays in view."""
    if size_wh is None:
        return scenes
    rows, columns = grid_of(len(scenes))
    foot = footer_height(words, size_wh[0], scenes[0].text_scale)
    width = (size_wh[0] - (columns - 1) * _GAP_PX) // columns
    height = (size_wh[1] - foot - (rows - 1) * _GAP_PX) // rows
    return [resized(scene, (width, height)) for scene in scenes]


def resized(scene: Scene, size_wh: tuple[int, int]) -> Scene:
    """The scene in another size, such that nothing that was in view leaves it."""
    frame = scene.frame
    ratio = max(old / new for old, new in zip(frame.size_wh, size_wh, strict=True))
    frame = replace(frame, size_wh=size_wh, mm_per_pixel=frame.mm_per_pixel * ratio)
    options = CornerOptions(bool(scene.corner_text.top_left), language=scene.language)
    before = corner_text(scene.volume, scene.frame, scene.window, options).bottom_left
    more = tuple(line for line in scene.corner_text.bottom_left if line not in before)
    lines = corner_text(scene.volume, frame, scene.window, options).bottom_left + more
    return replace(scene, frame=frame, corner_text=replace(scene.corner_text, bottom_left=lines))


def row_corners(scenes: list[Scene]) -> list[tuple[int, int]]:
    """(left, top) of each view when all stand in rows of equal cells."""
    _, columns = grid_of(len(scenes))
    widths, heights = zip(*(scene.frame.size_wh for scene in scenes), strict=True)
    cell_w, cell_h = max(widths) + _GAP_PX, max(heights) + _GAP_PX
    return [(n % columns * cell_w, n // columns * cell_h) for n in range(len(scenes))]


def composed(
    scenes: list[Scene],
    corners_xy: list[tuple[int, int]],
    words: Sequence[str],
    size_wh: tuple[int, int] | None,
) -> NDArray[np.uint8]:
    """(h, w, 4) BGRX of all views at their (left, top) corners, over the footer."""
    corners = np.array(corners_xy) - np.min(corners_xy, axis=0)
    sizes = np.array([scene.frame.size_wh for scene in scenes])
    width, height = size_wh or (int(side) for side in (corners + sizes).max(axis=0))
    scale = scenes[0].text_scale
    foot = footer_height(words, width, scale)
    height += 0 if size_wh else foot
    picture = np.full((height, width), _GROUND, np.uint32)
    for (left, top), scene in zip(corners.tolist(), scenes, strict=True):
        pixels = compose(scene).view(np.uint32)[:, :, 0]
        picture[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    draw_footer(picture[height - foot :], words, scale)
    return picture.view(np.uint8).reshape(height, width, 4)


def png_bytes(picture: NDArray[np.uint8], facts: Facts) -> bytes:
    """The picture as PNG; the facts as iTXt, whole under RadLens and one by one."""
    notes = PngInfo()
    notes.add_itxt("RadLens", json.dumps(facts, ensure_ascii=False, allow_nan=False))
    notes.add_text("Software", f"RadLens {facts['app_version']}")
    notes.add_text("Warning", facts["label"])
    notes.add_itxt("Description", "; ".join(facts["footer"]))
    stream = BytesIO()
    rgb = np.ascontiguousarray(picture[:, :, 2::-1])
    Image.fromarray(rgb, "RGB").save(stream, "PNG", pnginfo=notes)
    return stream.getvalue()


def _as_list(scenes: Scene | Sequence[Scene]) -> list[Scene]:
    return [scenes] if isinstance(scenes, Scene) else list(scenes)


def _check(out: Path, scenes: list[Scene], size_wh: tuple[int, int] | None) -> None:
    """Refuse what cannot become two files side by side."""
    if not scenes:
        raise InputError("There is no picture to export: no series is open.")
    if out.suffix.lower() != ".png":
        raise InputError(f"{out}: a screenshot is a PNG; end its name with .png.")
    for path in (out, out.with_suffix(".json")):
        if path.is_dir():
            raise InputError(f"{path} cannot be written: it is a folder.")
    if size_wh is not None and not all(
        low <= side <= LARGEST_SIDE for low, side in zip(SMALLEST_WH, size_wh, strict=True)
    ):
        low_w, low_h = SMALLEST_WH
        raise InputError(
            f"A picture of {size_wh[0]}×{size_wh[1]} pixels is outside {low_w}×{low_h} to "
            f"{LARGEST_SIDE}×{LARGEST_SIDE}."
        )
