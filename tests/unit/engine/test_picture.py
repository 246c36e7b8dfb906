"""One picture into a classifier's frame."""

import numpy as np
import pytest

from inference.engine.steps.picture import byte_picture
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume


def volume(picture: np.ndarray, **changes: object) -> Volume:
    geometry = Geometry((1, *picture.shape), np.eye(4), in_plane_mm=False, oriented=False)
    return Volume(picture[None], geometry, **changes)  # type: ignore[arg-type]


def test_bytes_of_the_right_size_stay_as_they_are() -> None:
    picture = np.arange(28 * 28, dtype=np.uint16).reshape(28, 28).astype(np.uint8)
    assert np.array_equal(byte_picture(volume(picture), (28, 28)), picture)


def test_a_wide_picture_gives_its_middle_square_averaged() -> None:
    picture = np.zeros((4, 8), np.uint8)
    picture[:2, 2:4], picture[2:, 4:6], picture[:, 6:] = 40, 80, 255
    small = byte_picture(volume(picture), (2, 2))
    assert small[0, 0] == pytest.approx(max(small.min(), 40 * 0.5), abs=15)
    assert small[0, 1] < small[0, 0] < small[1, 1]
    assert small.max() < 100


def test_other_values_are_stretched_to_bytes() -> None:
    picture = np.linspace(-1000, 3000, 16 * 16).reshape(16, 16).astype(np.int16)
    found = byte_picture(volume(picture), (16, 16))
    assert found.min() == 0
    assert found.max() == 255
    assert found[8, 0] == pytest.approx(128, abs=2)


def test_a_picture_shown_inverted_is_turned() -> None:
    picture = np.full((8, 8), 250, np.uint8)
    found = byte_picture(volume(picture, inverted_display=True), (8, 8))
    assert np.array_equal(found, np.full((8, 8), 5.0))


def test_a_stack_is_refused() -> None:
    stack = Volume(np.zeros((3, 8, 8), np.uint8), Geometry((3, 8, 8), np.eye(4)))
    with pytest.raises(InputError, match="one picture"):
        byte_picture(stack, (8, 8))
