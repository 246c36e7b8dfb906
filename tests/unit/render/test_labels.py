"""Words on a picture never cover each other, whatever the view's size."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from tests.golden.scenes import neighbours
from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import Label, Rect, distance, free_place, nearest_ends, touch
from viewer.render.kernels.frame import whole_frame
from viewer.render.overlays import OVERLAYS
from viewer.state.scene import Scene

SIZES = [(210, 190), (320, 280), (418, 388), (636, 900), (1280, 560)]
VIEW: Rect = (0.0, 0.0, 200.0, 100.0)


def words_of(scene: Scene) -> Canvas:
    """The canvas of a scene after all overlays, each rectangle of words in ``taken``."""
    width, height = scene.frame.size_wh
    canvas = Canvas(whole_frame(np.zeros((height, width), np.uint32)), scene.text_scale)
    for overlay in OVERLAYS.values():
        overlay.draw(scene, canvas)
    return canvas


def holds(outer: Rect, inner: Rect) -> bool:
    """Whether words stand on a plate of their own."""
    low = outer[0] <= inner[0] and outer[1] <= inner[1]
    return low and outer[2] >= inner[2] and outer[3] >= inner[3]


def collisions(taken: list[Rect]) -> list[tuple[Rect, Rect]]:
    pairs = combinations(taken, 2)
    return [(a, b) for a, b in pairs if touch(a, b) and not holds(a, b) and not holds(b, a)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_words_cover_others_in_a_view_of_any_size(size: tuple[int, int], language: str) -> None:
    canvas = words_of(replace(neighbours(size), language=language))
    assert collisions(canvas.taken) == []
    assert len(canvas.labels) == 5


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_label_finds_a_place_from_a_small_view_on(size: tuple[int, int]) -> None:
    scene = neighbours(size)
    bare = replace(scene, findings=(), measurements=())
    lines = len(words_of(scene).taken) - len(words_of(bare).taken)
    assert lines >= len(words_of(scene).labels)


def test_a_label_stands_above_its_box_where_that_is_free() -> None:
    label = Label((("words",),), (50.0, 40.0, 80.0, 60.0), 0)
    assert free_place((30.0, 10.0), label, VIEW, 4.0, []) == (50.0, 26.0)
    above = (40.0, 20.0, 90.0, 38.0)
    assert free_place((30.0, 10.0), label, VIEW, 4.0, [above]) == (50.0, 64.0)


def test_the_nearest_free_place_is_found_when_all_usual_ones_are_taken() -> None:
    label = Label((("words",),), (50.0, 40.0, 80.0, 60.0), 0)
    ring = (10.0, 10.0, 120.0, 90.0)
    place = free_place((30.0, 10.0), label, VIEW, 4.0, [ring])
    assert place is not None
    rect = (*place, place[0] + 30.0, place[1] + 10.0)
    assert not touch(rect, ring)
    assert distance(rect, label.about) == pytest.approx(30.0)  # right below the ring


def test_a_full_view_has_no_place() -> None:
    label = Label((("words",),), (50.0, 40.0, 80.0, 60.0), 0)
    assert free_place((30.0, 10.0), label, VIEW, 4.0, [VIEW]) is None
    assert free_place((300.0, 10.0), label, VIEW, 4.0, []) is None


def test_a_leading_line_joins_the_nearest_sides() -> None:
    ends = nearest_ends((0.0, 0.0, 10.0, 10.0), (20.0, 2.0, 30.0, 6.0))
    assert ends == ((10.0, 4.0), (20.0, 4.0))
