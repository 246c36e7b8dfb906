"""The start of the window beside a peer's: rows from runs, and the file that both open."""

from pathlib import Path

import numpy as np

from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from viewer.jobs.start_bench import peer_rows, write_volume


def runs(seconds: list[float], megabytes: float) -> list[dict[str, float]]:
    return [{"seconds": one, "memory_bytes": megabytes * 1e6} for one in seconds]


def test_medians_are_compared_and_judged_by_their_limits() -> None:
    start, memory = peer_rows("other", runs([1.0, 9.0, 2.0], 300), runs([3.0, 5.0, 4.0], 400))
    assert (start["value"], start["limit"], start["holds"]) == (2.0, 2.0, True)
    assert (memory["value"], memory["limit"], memory["holds"]) == (0.75, 0.75, True)


def test_a_slower_start_and_more_memory_are_missed() -> None:
    start, memory = peer_rows("other", runs([2.0], 301), runs([3.9], 400))
    assert not start["holds"] and not memory["holds"]


def test_the_file_that_both_open_holds_the_same_pixels_for_our_reader(tmp_path: Path) -> None:
    path = tmp_path / "volume.mha"
    write_volume(path, (3, 5, 7))
    volume = load_volume(scan_paths([path]).series[0])
    stored = np.frombuffer(path.read_bytes()[-3 * 5 * 7 * 2 :], "<i2").reshape(3, 5, 7)
    assert volume.array.dtype == np.int16
    np.testing.assert_array_equal(volume.array, stored)
