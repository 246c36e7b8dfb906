"""The command line's facts are plain JSON, and the bench measures what it says."""

import json
from pathlib import Path

import pytest

from tests.unit.library.library_studies import write_study
from viewer.library import bench, commands
from viewer.library.library import DATABASE_NAME


def test_index_search_rescan_rebuild_and_check_speak_json(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_study(tmp_path / "in", "a", PatientName="Doe^Jane", StudyDate="20260102")
    facts = [commands.index_paths([tmp_path / "in"], home=home)]
    facts.append(commands.search_library("doe 2026", home=home))
    facts.append(commands.rescan_library(home=home))
    (home / DATABASE_NAME).write_bytes(b"rubbish" * 2000)
    facts.append(commands.rebuild_library(home=home))
    facts.append(commands.check_library(home=home))
    index, found, rescan, rebuilt, checked = json.loads(json.dumps(facts))
    assert (index["images"], rescan["unchanged"], rebuilt["missing"]) == (3, 3, 0)
    (study,) = found["studies"]
    assert (found["count"], study["patient_name"], study["study_date"]) == (
        1,
        "Doe^Jane",
        "20260102",
    )
    assert study["series"][0]["shape_kji"] == [3, 4, 5]
    assert checked == {"studies": 1, "problems": []}


def test_copies_on_request(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "a")
    facts = commands.index_paths([tmp_path / "in"], copies=True, home=tmp_path / "home")
    assert facts["copied"] == 3


def test_the_bench_says_what_it_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "FILES", 40)
    monkeypatch.setattr(bench, "STUDIES", 10)
    monkeypatch.setattr(bench, "SLICES", 4)
    monkeypatch.setattr(bench, "CANCELS", 1)
    rows = bench.bench_library()
    assert [row["unit"] for row in rows] == ["s"] * 6 + ["ms"] * 3
    assert all(row["value"] >= 0 and set(row) >= {"what", "limit", "holds"} for row in rows)
