"""A detector run: boxes in the patient whatever way the scan lies, a strip, a heatmap's place."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError
from tests.model_factory import install_model
from tests.unit.engine.test_run import LESION_LPS, RADIUS_MM, head


def install(home: Path, **changes: object) -> None:
    install_model(
        home,
        id="boxes",
        task="detection",
        network={"name": "bright_boxes"},
        classes=["lesion"],
        segments=[],
        **changes,
    )


def ask(volume: object, **options: float) -> InferenceRequest:
    return InferenceRequest("r1", "token", "boxes", volume, options=options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("orientation", "tilt"),
    [
        ("axial", 0.0),
        ("axial, feet first, from behind", 0.0),
        ("axial, rows and columns swapped", 0.0),
        ("axial", 12.0),
    ],
)
def test_the_box_lies_around_the_lesion_in_the_patient(
    home: Path, orientation: str, tilt: float
) -> None:
    install(home)
    volume = head(orientation, tilt_degrees=tilt)
    result = run(ask(volume), lambda event: None)
    (finding,) = result.findings
    assert (finding.id, finding.kind, finding.label) == ("lesion-1", "lesion", "lesion")
    assert finding.score == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-3)
    assert finding.point_lps is not None and finding.box_lps is not None
    assert np.allclose(finding.point_lps, LESION_LPS, atol=6)
    slack = 3.5 if tilt == 0 else 8.0  # a tilted box needs room to lie along the axes
    assert np.allclose(finding.box_lps[0], LESION_LPS - RADIUS_MM, atol=slack)
    assert np.allclose(finding.box_lps[1], LESION_LPS + RADIUS_MM, atol=slack)
    names = [name for name, _ in result.provenance.steps]
    assert names[-2:] == ["predict", "link boxes"]


def test_the_strip_is_high_where_the_lesion_is_and_runs_with_the_series(home: Path) -> None:
    install(home)
    for orientation in ("axial", "axial, feet first, from behind"):
        volume = head(orientation)
        (strip,) = run(ask(volume), lambda event: None).strips
        assert len(strip.values) == volume.geometry.shape_kji[0]
        shown = volume.array[int(np.argmax(strip.values))] == 1000
        assert shown.any()
        high = np.array(strip.values) > 0.9
        assert high.tolist() == (volume.array == 1000).any(axis=(1, 2)).tolist()


def test_findings_below_the_threshold_are_not_told(home: Path) -> None:
    install(home)
    assert not run(ask(head(), threshold=0.99), lambda event: None).findings


def test_options_that_mean_nothing_are_refused(home: Path) -> None:
    install(home)
    with pytest.raises(InputError, match="flips"):
        run(ask(head(), flips=1.0), lambda event: None)
    with pytest.raises(InputError, match="between 0 and 1"):
        run(ask(head(), threshold=2.0), lambda event: None)


def test_only_findings_that_point_into_the_region_are_told(home: Path) -> None:
    install(home)
    volume = head("axial, feet first, from behind")
    (finding,) = run(ask(volume), lambda event: None).findings
    assert finding.point_lps is not None
    k, j, i = np.rint(volume.geometry.index_from_lps(finding.point_lps)).astype(int).tolist()
    deep, tall, wide = volume.geometry.shape_kji
    around = ((k, j, i), (k + 1, j + 1, i + 1))
    beside = ((k + 1, 0, 0), (deep, tall, wide))
    (kept,) = run(replace(ask(volume), region_kji=around), lambda event: None).findings
    assert kept.box_lps == finding.box_lps
    result = run(replace(ask(volume), region_kji=beside), lambda event: None)
    assert not result.findings
    assert dict(result.provenance.steps)["link boxes"]["region_kji"] == beside


def test_mirrored_passes_are_refused_by_the_card(home: Path) -> None:
    with pytest.raises(ValueError, match=r"mirrored passes .* not for detection"):
        install(home, prediction={"flips": ["i"]})


def test_a_task_that_answers_for_the_whole_series_keeps_to_no_region(home: Path) -> None:
    install_model(home, id="boxes", task="sequence", network={"name": "bright_boxes"}, segments=[])
    with pytest.raises(InputError, match="whole series, not for a region"):
        run(replace(ask(head()), region_kji=((0, 0, 0), (1, 1, 1))), lambda event: None)


def test_a_network_that_gives_no_boxes_is_refused(home: Path) -> None:
    install_model(home, id="boxes", task="detection", segments=[])
    with pytest.raises(InputError, match="not scores and boxes"):
        run(ask(head()), lambda event: None)
