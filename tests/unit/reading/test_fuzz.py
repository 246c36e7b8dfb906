"""Damaged and hostile files: a verdict on each, and the reader's owner alive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.reading.sandbox import SandboxPool
from tests.data_folder import require_data
from tests.fuzz.bombs import all_bombs
from tests.fuzz.run import run
from tests.fuzz.seeds import all_seeds
from tests.fuzz.verdicts import judge


@pytest.fixture(scope="module")
def pool() -> Iterator[SandboxPool]:
    pool = SandboxPool(1)
    yield pool
    pool.close()


def test_every_undamaged_seed_is_read(pool: SandboxPool, tmp_path: Path) -> None:
    paths = []
    for seed in all_seeds(tmp_path / "seeds"):
        paths.append(tmp_path / f"{seed.name.replace('.', '-')}{seed.suffix}")
        paths[-1].write_bytes(seed.data)
    verdicts = judge(pool, paths)
    assert [v for v in verdicts if v.kind not in ("read", "flagged")] == []


def test_damaged_files_get_a_verdict_each_and_show_no_fault(
    pool: SandboxPool, tmp_path: Path
) -> None:
    tally = run(pool, 200, 20260101, tmp_path)
    assert tally.bugs == []
    assert tally.counts["refused"] > 20


@pytest.mark.parametrize("name", [name for name, _ in all_bombs()])
def test_a_bomb_is_refused(pool: SandboxPool, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(dict(all_bombs())[name]())
    (verdict,) = judge(pool, [path])
    assert verdict.kind in ("refused", "killed"), verdict
    assert verdict.message


def test_every_malformed_file_of_the_public_corpus_gets_a_verdict(pool: SandboxPool) -> None:
    paths = sorted(require_data("fuzz").rglob("*.dcm"))
    verdicts = {verdict.path.name: verdict for verdict in judge(pool, paths)}
    assert len(verdicts) == len(paths)
    assert {verdict.kind for verdict in verdicts.values()} <= {"read", "flagged", "refused"}
    assert verdicts["BASELINE_valid_ct.dcm"].kind in ("read", "flagged")
    for name, verdict in verdicts.items():
        if "cat04" in str(verdict.path.parent):
            assert verdict.kind != "read" or "encap" in name, name
