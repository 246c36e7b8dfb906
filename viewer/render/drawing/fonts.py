"""Which font draws a string: the bundled one, or a system font that knows its characters."""

import logging
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

_LOG = logging.getLogger(__name__)
_KNOWN: tuple[tuple[str, int], ...] = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("C:/Windows/Fonts/segoeui.ttf", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 0),
)
_PROVEN: dict[tuple[str, int], None] = {}
_NOBODY_KNOWS = "\U0010ffff"


@lru_cache(maxsize=64)
def font_for(characters: str, size_px: int) -> ImageFont.FreeTypeFont:
    """The font of ``size_px`` that draws most of ``characters`` (a string's distinct ones)."""
    bundled = _bundled_font(size_px, any("\u0590" <= c < "\u1100" for c in characters))
    missing = [c for c in characters if not _knows(bundled, c)]
    if not missing:
        return bundled
    for path, index in _candidates("".join(missing)):
        font = ImageFont.truetype(path, size_px, index=index)
        if all(_knows(font, c) for c in characters):
            _PROVEN[path, index] = None
            return font
    codes = ", ".join(f"U+{ord(c):04X}" for c in missing)
    _LOG.warning("no installed font draws %s; boxes are shown instead", codes)
    return bundled


def _candidates(missing: str) -> Iterator[tuple[str, int]]:
    """System fonts worth trying: those that served before, well-known places, and last the
    platform's own answer, which takes a process."""
    yield from list(_PROVEN)
    yield from ((path, index) for path, index in _KNOWN if Path(path).is_file())
    matched = _fontconfig(missing)
    if matched:
        yield matched


@lru_cache(maxsize=64)
def _fontconfig(missing: str) -> tuple[str, int] | None:
    """fontconfig's best sans-serif for the characters; None where it is not installed."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    charset = ",".join(f"{ord(c):x}" for c in missing)
    pattern = f"sans-serif:lang=zh-cn:charset={charset}"
    answer = subprocess.run(
        [program, "-f", "%{file}|%{index}", pattern], capture_output=True, text=True, check=False
    ).stdout.split("|")
    return (answer[0], int(answer[1])) if len(answer) == 2 and Path(answer[0]).is_file() else None


@lru_cache(maxsize=16)
def _bundled_font(size_px: int, shaped: bool) -> ImageFont.FreeTypeFont:
    """Plain scripts are laid out alike on every machine; Hebrew, Arabic, Indic … (``shaped``)
    by the shaper, where there is one."""
    engine = None if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(_bundled_bytes()), size_px, layout_engine=engine)


@lru_cache(maxsize=1)
def _bundled_bytes() -> bytes:
    with as_file(files("resources") / "fonts" / "DejaVuSans.ttf") as path:
        return path.read_bytes()


@lru_cache(maxsize=4096)
def _knows(font: ImageFont.FreeTypeFont, character: str) -> bool:
    """Whether the font has a glyph of its own for the character."""
    if character.isspace():
        return True
    mask = font.getmask(character)
    return (mask.size, bytes(mask)) != _unknown(font)


@lru_cache(maxsize=32)
def _unknown(font: ImageFont.FreeTypeFont) -> tuple[tuple[int, int], bytes]:
    """What the font draws for a character that it lacks."""
    mask = font.getmask(_NOBODY_KNOWS)
    return mask.size, bytes(mask)
