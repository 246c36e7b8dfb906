"""A model for a crop finds its regions in a whole head: sides, places and refusals."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

import inference.registration.template_fit
from inference.engine.events import Event, Progress
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.engine.steps.suitability import unsuitable
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.result import InferenceResult
from inference.imaging.volume import Volume
from inference.registration.template_fit import TemplateFit
from tests.model_factory import install_model

LEFT, RIGHT = np.array([26.0, 20.0, -16.0]), np.array([-26.0, 20.0, -16.0])
LEFT_MM, RIGHT_MM = 9.0, 6.0
HEAD_TO_SERIES = np.eye(4)
HEAD_TO_SERIES[:3, :3] = Rotation.from_euler("xyz", (12, 4, -7), degrees=True).as_matrix() * 0.95
HEAD_TO_SERIES[:3, 3] = (5, -8, 30)
SERIES = {  # LPS directions of k, j, i and their spacing
    "axial": (((0, 0, 1), (0, 1, 0), (1, 0, 0)), (1.5, 1.0, 1.0)),
    "axial, from below and mirrored": (((0, 0, -1), (0, 1, 0), (-1, 0, 0)), (1.5, 1.0, 1.0)),
    "coronal": (((0, 1, 0), (0, 0, -1), (1, 0, 0)), (2.0, 1.0, 1.0)),
    "sagittal": (((-1, 0, 0), (0, 0, -1), (0, 1, 0)), (1.0, 1.2, 1.2)),
}
SEGMENT = {
    "id": 1,
    "name": "ball",
    "colour": [200, 100, 0],
    "type": ["5366008", "SCT", "Hippocampus"],
    "category": ["123037004", "SCT", "Anatomical Structure"],
}


def in_series(point: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((HEAD_TO_SERIES @ (*point, 1))[:3])


def head(name: str, left: NDArray[np.float64] = LEFT, right: NDArray[np.float64] = RIGHT) -> Volume:
    """Grey tissue with a large bright ball where the left region is, a small one at the right."""
    directions, spacing = SERIES[name]
    steps = np.array(directions, float).T * spacing
    k, j, i = (int(160 / mm) for mm in spacing)
    affine = np.eye(4)
    affine[:3, :3] = steps
    affine[:3, 3] = HEAD_TO_SERIES[:3, 3] - steps @ ((np.array([k, j, i]) - 1) / 2)
    geometry = Geometry((k, j, i), affine)
    index = np.stack(np.meshgrid(np.arange(k), np.arange(j), np.arange(i), indexing="ij"), -1)
    places = geometry.lps_from_index(index)
    values = np.full((k, j, i), 100.0, np.float32)
    for centre, radius in ((left, LEFT_MM), (right, RIGHT_MM)):
        values[np.linalg.norm(places - in_series(centre), axis=-1) < radius] = 1000
    return Volume(values, geometry)


def install(home: Path, **locate: Any) -> None:
    region = {"field_of_view_mm": [20.0, 70.0], "extent_mm": [20.0, 70.0]}
    install_model(
        home,
        network={"name": "bright_volume"},
        inputs={"modalities": [""], **region},
        locate={
            "template": "any",
            "inputs": {"modalities": [""], "orientation": "any"},
            "crop_mm": [40.0, 50.0, 38.0],
            "regions": [
                {
                    "name": "left",
                    "centre_lps": LEFT.tolist(),
                    "laterality": ["7771000", "SCT", "L"],
                },
                {"name": "right", "centre_lps": RIGHT.tolist()},
            ],
            **locate,
        },
        preparation={
            "in_plane_spacing_mm": 1.0,
            "slice_spacing_mm": 1.0,
            "intensity": {"method": "min_max"},
            "crop": False,
            "divisible_by": 8,
        },
        prediction={"dimensions": 3},
        segments=[SEGMENT],
        explanation={"methods": ["seg-grad-cam"], "layer": "fine"},
    )


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make the registration give this, so that what follows from it is tested alone."""

    def fit(matrix: Any = HEAD_TO_SERIES, correlation: float = 0.6, overlap: float = 1.0) -> None:
        found = TemplateFit(np.asarray(matrix, float), correlation, overlap)
        monkeypatch.setattr(
            inference.registration.template_fit, "fit_template", lambda *a, **k: found
        )
        monkeypatch.setattr(
            inference.registration.head_template, "load_template", lambda name: None
        )

    return fit


def run_on(
    volume: Volume, events: list[Event] | None = None, explain: tuple[str, ...] = ()
) -> InferenceResult:
    told = events if events is not None else []
    return run(InferenceRequest("r", "t", "bright", volume, explain=explain), told.append)


def ball_ml(radius: float) -> float:
    return 4 / 3 * np.pi * radius**3 / 1000


@pytest.mark.parametrize("name", list(SERIES))
def test_both_sides_are_found_and_told_apart(
    home: Path, fitted: Callable[..., None], name: str
) -> None:
    install(home)
    fitted()
    result = run_on(head(name))
    mask = result.label_maps[0]
    assert [(s.id, s.name) for s in mask.segments] == [(1, "left ball"), (2, "right ball")]
    for label, centre, radius in ((1, LEFT, LEFT_MM), (2, RIGHT, RIGHT_MM)):
        places = mask.geometry.lps_from_index(np.argwhere(mask.array == label))
        assert np.linalg.norm(places.mean(axis=0) - in_series(centre)) < 0.5
        assert mask.volume_ml(label) == pytest.approx(ball_ml(radius), rel=0.15)
    assert mask.segments[0].laterality is not None
    assert {finding.label for finding in result.findings} == {"left ball", "right ball"}


def test_a_crop_is_centred_on_what_was_found(home: Path, fitted: Callable[..., None]) -> None:
    install(home)
    fitted()
    off = np.array([0.0, 9.0, -4.0])
    steps = dict(run_on(head("axial", LEFT + off)).provenance.steps)
    left = steps["region left"]
    assert np.linalg.norm(np.array(left["crop_centre_lps"]) - in_series(LEFT + off)) < 1
    assert left["shift_mm"] == pytest.approx(0.95 * np.linalg.norm(off), abs=0.7)


def test_a_crop_goes_the_direct_way(home: Path) -> None:
    install(home)
    values = np.full((40, 50, 36), 100, np.float32)
    values[15:25, 20:30, 14:22] = 1000
    axial = np.eye(4)[:, [2, 1, 0, 3]]
    result = run_on(Volume(values, Geometry((40, 50, 36), axial)))
    mask = result.label_maps[0]
    assert [(s.id, s.name) for s in mask.segments] == [(1, "ball")]
    assert np.array_equal(mask.array.astype(bool), values > 500)
    assert "locate" not in dict(result.provenance.steps)


def test_locating_is_a_stage_of_its_own(home: Path, fitted: Callable[..., None]) -> None:
    install(home)
    fitted()
    events: list[Event] = []
    result = run_on(head("axial"), events)
    progress = [event for event in events if isinstance(event, Progress)]
    assert "locating" in {event.stage for event in progress}
    fractions = [event.fraction for event in progress]
    assert fractions == sorted(fractions)
    assert "locating" in result.seconds


def test_each_side_has_its_heatmap(home: Path, fitted: Callable[..., None]) -> None:
    install(home)
    fitted()
    heatmaps = run_on(head("coronal"), explain=("seg-grad-cam",)).heatmaps
    assert [heatmap.target for heatmap in heatmaps] == ["left ball", "right ball"]
    for heatmap, centre in zip(heatmaps, (LEFT, RIGHT), strict=True):
        hottest = np.argwhere(heatmap.array >= 0.9 * heatmap.array.max()).mean(axis=0)
        place = heatmap.geometry.lps_from_index(hottest)
        assert np.linalg.norm(place - in_series(centre)) < 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"correlation": 0.02}, "do not look alike"),
        ({"overlap": 0.5}, "only 50 % of the template's brain"),
        ({"matrix": np.diag([1.6, 1, 1, 1])}, "had to be stretched 1.60"),
        ({"matrix": np.diag([-1.0, -1, 1, 1])}, "turned by 180°"),
    ],
)
def test_an_implausible_fit_is_refused(
    home: Path, fitted: Callable[..., None], given: dict[str, Any], words: str
) -> None:
    install(home)
    fitted(**given)
    with pytest.raises(InputError, match=words):
        run_on(head("axial"))


def test_a_region_that_was_not_found_is_named(home: Path, fitted: Callable[..., None]) -> None:
    install(home)
    fitted()
    with pytest.raises(InputError, match=r"Right side: .*lies \d+ mm from"):
        run_on(head("axial", right=RIGHT + np.array([0.0, 16.0, 10.0])))


def test_a_region_outside_the_series_is_refused(home: Path, fitted: Callable[..., None]) -> None:
    install(home)
    away = HEAD_TO_SERIES.copy()
    away[0, 3] += 70
    fitted(matrix=away)
    with pytest.raises(InputError, match=r"Left side: Only .* within the series"):
        run_on(head("axial"))


def test_the_whole_head_has_limits_of_its_own(home: Path) -> None:
    from inference.catalog.models import find_model

    install(home, inputs={"modalities": [""], "orientation": "any", "slice_spacing_mm": [0.5, 1.2]})
    card = find_model("bright").card
    assert not unsuitable(head("sagittal"), card)
    assert "slice spacing is 2 mm" in unsuitable(head("coronal"), card)[0]
