"""The view benchmark measures each row of the table beside a blit of the same run."""

import numpy as np
import pytest

from viewer.render import bench


def test_every_row_is_measured_and_compared_with_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "SHAPE_KJI", (12, 512, 512))
    shown: list[tuple[int, ...]] = []
    facts = bench.bench_view(lambda pixels: shown.append(pixels.shape), frames=6)
    names = [row["what"] for row in facts["rows"]]
    limits = [row["limit"] for row in facts["rows"]]
    assert names[0] == "blit of a ready frame" and len(names) == 7
    assert limits == [None, 2.5, 3.5, 5.5, 8.0, 6.0, -2.5]
    for row in facts["rows"][1:]:
        assert row["p99_ms"] >= row["p50_ms"] > 0
        assert row["holds"] == (row["ratio"] <= row["limit"])
    assert shown.count((512, 512, 4)) == 3 * 6 and shown.count((1024, 1024, 4)) == 5 * 6


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
