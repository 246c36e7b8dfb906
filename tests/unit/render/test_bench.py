"""The view benchmark measures each row of the table beside a blit of the same run."""

from collections.abc import Sequence

import numpy as np
import pytest

from viewer.render import bench


class CountingScreen(bench.MemoryScreen):
    """Keeps the sizes of the frames that were shown at once."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[list[tuple[int, ...]]] = []

    def blit(self, frames: Sequence[bench.Pixels]) -> None:
        super().blit(frames)
        self.shown.append([frame.shape for frame in frames])


def test_every_row_is_measured_and_compared_with_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "SHAPE_KJI", (12, 512, 512))
    screen = CountingScreen()
    facts = bench.bench_view(screen, frames=6)
    shown = screen.shown
    limits = {row["what"]: (row["limited"], row["limit"]) for row in facts["rows"]}
    assert list(limits.values()) == [
        ("p99_ratio", None),
        ("p99_ratio", 2.5),
        ("p99_ratio", 3.5),
        ("p99_ratio", 5.5),
        ("p99_ratio", 8.0),
        ("p99_ms", 8.0),
        ("p99_ratio", 6.0),
        ("p50_ratio", 2.5),
        ("p99_ratio", 3.0),
    ]
    assert all(row["p99_ms"] > 0 and row["p50_ms"] > 0 for row in facts["rows"])
    assert shown.count([(512, 512, 4)] * 3) == 6 and shown.count([(1024, 1024, 4)]) == 5 * 6


def test_a_limit_may_be_kept_from_above_or_from_below() -> None:
    blit, slow = bench.Row("a", 1, 2), bench.Row("b", 3, 9, 3.0, 4.5, 4.0)
    assert blit.holds is None and slow.holds is False
    assert slow._replace(limited="p50_ratio").holds and slow._replace(at_least=True).holds
    assert slow._replace(limited="p99_ms", limit=9.0).facts()["holds"] is True


def test_a_peer_draws_the_same_volume_and_is_compared_by_both_percentiles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    volume = np.arange(24, dtype=np.int16).reshape(2, 3, 4)

    def run(peer: str, task: str, arguments: list[object]) -> dict[str, object]:
        np.testing.assert_array_equal(np.load(str(arguments[0])), volume)
        assert (peer, task, arguments[1:]) == ("napari", "frames", ["9", "1024"])
        return {"version": "0.9", "times_ms": [500.0] * 3 + [30.0] * 5 + [60.0]}

    monkeypatch.setattr(bench, "run_peer", run)
    first, second = bench.peer_rows("napari", volume, (2.0, 3.0), 9)
    assert first.what == "grey, napari 0.9 ÷ ours, p50" and first.p50_ratio == 15.0
    assert first.holds and first.at_least and second.limited == "p99_ratio"
    assert second.p99_ratio is not None and 19 < second.p99_ratio <= 20


def test_the_scenes_of_the_benchmark_hold_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "SHAPE_KJI", (12, 512, 512))
    study = bench.BenchStudy()
    labels = study.mask.label_map.array
    assert len(np.unique(labels)) == 21
    assert 0.2 < np.count_nonzero(labels) / labels.size < 0.5
    cases = {name: scenes for name, scenes, _ in study.cases(3)}
    assert [len(views[0]) for views in cases.values()] == [1, 1, 1, 3]
    first, second = (scenes[0][0] for scenes in cases["grey"][:2])
    assert first.window != second.window and first.corner_text != second.corner_text
