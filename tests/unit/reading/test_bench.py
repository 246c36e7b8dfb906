"""The loading benchmark measures each row of the table through the reading processes."""

from contextlib import closing
from pathlib import Path

import numpy as np

from inference.reading import bench, bench_data
from inference.reading.headers import read_header
from inference.reading.sandbox import SandboxPool


def test_each_row_of_the_table_is_measured_and_judged_by_its_limit() -> None:
    rows = [row.facts() for row in bench.bench_rows(slices=12, runs=1)]

    limits = [(row["limit"], row["at_least"]) for row in rows]
    assert limits == [
        (1.5, False),
        (10.0, True),
        (1.1, False),
        (10.0, True),
        (1.7, True),
        (3.0, False),
        (1.8, True),
    ]
    for row in rows:
        good = row["value"] >= row["limit"] if row["at_least"] else row["value"] <= row["limit"]
        assert row["holds"] == good and row["value"] > 0


def test_bare_reading_gives_the_values_that_a_load_gives(tmp_path: Path) -> None:
    bench_data.write_ct_series(tmp_path, 3)
    headers = [header for path in sorted(tmp_path.iterdir()) if (header := read_header(path))]
    with closing(SandboxPool(1)) as pool:
        np.testing.assert_array_equal(bench._bare_reading(headers), bench._ours(pool, tmp_path))
