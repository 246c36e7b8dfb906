"""Small pictures of series, kept as PNG."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from viewer.library.database import Database
from viewer.library.rows import Thumbnail

Pixels = NDArray[np.uint8]
LONGEST_SIDE = 128


def load_thumbnail(database: Database, series_key: str) -> Thumbnail | None:
    """The series' picture, or None while there is none."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT width, height, png FROM thumbnails WHERE series_key = ?", (series_key,)
        ).fetchone()
        return None if row is None else Thumbnail(*row)


def store_thumbnail(database: Database, series_key: str, pixels: Pixels) -> Thumbnail:
    """Encode (j, i) grey or (j, i, 3) colour, at most 128 pixels a side, and keep it."""
    thumbnail = encode_thumbnail(pixels)
    with database.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO thumbnails (series_key, width, height, png) "
            "SELECT key, ?, ?, ? FROM series WHERE key = ?",
            (thumbnail.width, thumbnail.height, thumbnail.png, series_key),
        )
    return thumbnail


def decode_thumbnail(thumbnail: Thumbnail) -> Pixels:
    """The pixels of a stored picture; InputError when the bytes are damaged."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(thumbnail.png), formats=["PNG"]) as picture:
            return np.asarray(picture, dtype=np.uint8)
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError("A thumbnail in the library is damaged.") from error


def encode_thumbnail(pixels: NDArray[Any]) -> Thumbnail:
    """A PNG of uint8 pixels, made smaller where needed."""
    from PIL import Image

    if pixels.dtype != np.uint8:
        raise TypeError("a thumbnail is made of uint8 pixels")
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    encoded = io.BytesIO()
    picture.save(encoded, "PNG")
    return Thumbnail(picture.width, picture.height, encoded.getvalue())
