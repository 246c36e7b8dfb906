"""Bands: each line once, whoever draws it; errors of either thread are raised; nobody waits."""

import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from viewer.render.bands import Band, Sheet, paint_bands
from viewer.render.cores import ApartFromCaller

HEIGHT, WIDTH = 512, 512
Lines = NDArray[np.int64]


def counting(lines: Lines) -> Callable[[Band], None]:
    def paint(band: Band) -> None:
        time.sleep(0.002)  # without the interpreter lock, so that both threads have their turn
        lines[band[0] : band[1]] += 1

    return paint


def test_every_line_of_every_view_is_drawn_once_and_in_order() -> None:
    for _ in range(30):
        lines = [np.zeros(HEIGHT, np.int64) for _ in range(3)]
        below, ordered = np.zeros(HEIGHT, np.int64), list[bool]()

        def above(band: Band, below: Lines = below, ordered: list[bool] = ordered) -> None:
            ordered.append(bool(np.all(below[band[0] : band[1]] == 1)))

        sheets = [Sheet([counting(part)], HEIGHT, WIDTH) for part in lines]
        sheets.append(Sheet([counting(below), above], HEIGHT, WIDTH))
        said: list[int] = []
        paint_bands(sheets, partial(said.append, 1))
        assert all(np.all(part == 1) for part in [*lines, below])
        assert ordered and all(ordered) and said == [1]


def test_the_second_thread_may_draw_while_the_rest_is_prepared() -> None:
    began = threading.Event()

    def prepare() -> None:
        assert began.wait(10)  # nobody but the second thread can have begun

    paint_bands([Sheet([lambda band: began.set()], HEIGHT, WIDTH)], prepare)


def test_a_view_too_small_to_share_is_drawn_by_its_caller_alone() -> None:
    drew: list[int] = []
    paint_bands([Sheet([lambda band: drew.append(threading.get_ident())], 64, 64)])
    assert len(drew) == 4 and set(drew) == {threading.get_ident()}


@pytest.mark.parametrize("in_second", [True, False])
def test_what_a_painter_raises_is_raised(in_second: bool) -> None:
    caller, tried = threading.get_ident(), threading.Event()

    def paint(band: Band) -> None:
        if (threading.get_ident() != caller) is in_second:
            tried.set()
            raise ZeroDivisionError("a band")
        tried.wait(5)

    with pytest.raises(ZeroDivisionError, match="a band"):
        paint_bands([Sheet([paint], HEIGHT, WIDTH)])
    lines = np.zeros(HEIGHT, np.int64)
    paint_bands([Sheet([counting(lines)], HEIGHT, WIDTH)])  # and the thread still helps
    assert np.all(lines == 1)


def test_two_callers_at_once_both_finish() -> None:
    lines = [np.zeros(HEIGHT, np.int64) for _ in range(4)]

    def call(part: Lines) -> None:
        for _ in range(5):
            paint_bands([Sheet([counting(part)], HEIGHT, WIDTH)])

    callers = [threading.Thread(target=call, args=(part,)) for part in lines]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert all(np.all(part == 5) for part in lines)


def test_a_preparation_that_fails_leaves_no_thread_waiting() -> None:
    def fails() -> None:
        raise KeyError("words")

    with pytest.raises(KeyError, match="words"):
        paint_bands([Sheet([lambda band: None], HEIGHT, WIDTH)], fails)
    test_two_callers_at_once_both_finish()


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs Linux, two cores"
)
def test_a_thread_is_kept_off_its_callers_core() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, args=(30,), daemon=True)
    thread.start()
    apart, before = ApartFromCaller(thread), os.sched_getaffinity(0)
    apart.renew()
    assert thread.native_id is not None
    allowed = os.sched_getaffinity(thread.native_id)
    done.set()
    assert len(allowed) == len(before) - 1 and allowed < before
    assert os.sched_getaffinity(0) == before
