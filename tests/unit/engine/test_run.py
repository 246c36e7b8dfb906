"""A run: right events, right places, complete provenance."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from inference.engine.events import Cancelled, Event, Failed, Finished, Partial, Progress, Started
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from tests.model_factory import install_model

LESION_LPS = np.array([30.0, -20.0, 25.0])  # left, front, above the middle
RADIUS_MM = 14.0


def axes(name: str, tilt_degrees: float = 0.0) -> NDArray[np.float64]:
    """Columns: LPS directions of k, j, i of an acquisition."""
    directions = {
        "axial": [(0, 0, 1), (0, 1, 0), (1, 0, 0)],
        "axial, feet first, from behind": [(0, 0, -1), (0, -1, 0), (-1, 0, 0)],
        "axial, rows and columns swapped": [(0, 0, 1), (1, 0, 0), (0, 1, 0)],
        "sagittal": [(1, 0, 0), (0, 0, -1), (0, 1, 0)],
        "coronal": [(0, 1, 0), (0, 0, -1), (1, 0, 0)],
    }
    angle = np.radians(tilt_degrees)
    turn = np.array(
        [[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]]
    )
    return np.asarray(turn @ np.array(directions[name], dtype=np.float64).T)


@lru_cache
def head(
    orientation: str = "axial",
    spacing: tuple[float, float, float] = (5.0, 1.0, 1.0),
    tilt_degrees: float = 0.0,
    flags: tuple[Flag, ...] = (),
    modality: str = "MR",
    gap_after: int = 0,
) -> Volume:
    """A grey ball of 60 mm with a bright lesion on its left, front, upper side."""
    directions = axes(orientation, tilt_degrees)
    shape = tuple(int(150 / mm) for mm in spacing)
    k_positions = None
    if gap_after:
        k_positions = np.delete(np.arange(float(shape[0])), [gap_after, gap_after + 1])
        shape = (len(k_positions), *shape[1:])
    affine = np.eye(4)
    affine[:3, :3] = directions * np.array(spacing)
    geometry = Geometry((shape[0], shape[1], shape[2]), affine, "1.2.9", k_positions=k_positions)
    affine = affine.copy()
    affine[:3, 3] = -geometry.centre_lps
    geometry = Geometry(geometry.shape_kji, affine, "1.2.9", k_positions=k_positions)
    index = np.stack(np.meshgrid(*map(np.arange, geometry.shape_kji), indexing="ij"), -1)
    points = geometry.lps_from_index(index)
    values = np.where(np.linalg.norm(points, axis=-1) < 60, 300, 0)
    values[np.linalg.norm(points - LESION_LPS, axis=-1) < RADIUS_MM] = 1000
    info = SeriesInfo(study_uid="1.2.3", series_uid="1.2.3.4", modality=modality)
    return Volume(
        values.astype(np.int16), geometry, info, flags=flags, source_uids=("1.2.3.4.1", "1.2.3.4.2")
    )


def ask(volume: Volume, **changes: Any) -> InferenceRequest:
    return InferenceRequest("r1", "token", "bright", volume, **changes)


def found_centre(result: Any) -> NDArray[np.float64]:
    mask = result.label_maps[0]
    index = np.argwhere(mask.array == 1)
    return np.asarray(mask.geometry.lps_from_index(index).mean(axis=0))


def test_a_lesion_is_found_where_it_is_with_its_size(home: Path) -> None:
    install_model(home)
    events: list[Event] = []
    volume = head()
    result = run(ask(volume), events.append)
    assert set(result.seconds) == {
        "checking", "loading the model", "preparing", "predicting", "measuring"
    }  # fmt: skip
    truth = (volume.array == 1000).sum() * volume.geometry.voxel_volume_ml
    mask = result.label_maps[0]
    assert mask.geometry is volume.geometry
    assert mask.volume_ml(1) == pytest.approx(truth, rel=0.01)
    assert len(result.findings) == 1
    finding = result.findings[0]
    assert (finding.id, finding.kind, finding.calibrated) == ("lesion-1", "lesion", False)
    assert finding.volume_ml == pytest.approx(truth, rel=0.01)
    assert finding.longest_mm == pytest.approx(2 * RADIUS_MM, abs=1.5)
    assert finding.point_lps is not None and finding.box_lps is not None
    assert np.allclose(finding.point_lps, LESION_LPS, atol=6)
    assert np.allclose(finding.box_lps[0], LESION_LPS - RADIUS_MM, atol=3.5)
    assert np.allclose(finding.box_lps[1], LESION_LPS + RADIUS_MM, atol=3.5)
    assert finding.score is not None and 0.9 < finding.score <= 1
    assert isinstance(events[0], Started) and isinstance(events[-1], Finished)
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("orientation", "tilt"),
    [
        ("axial", 0.0),
        ("axial", 20.0),
        ("axial, feet first, from behind", 8.0),
        ("axial, rows and columns swapped", 0.0),
    ],
)
def test_the_lesion_stays_on_its_side_however_the_slices_lie(
    home: Path, orientation: str, tilt: float
) -> None:
    install_model(home)
    volume = head(orientation, (5.0, 0.7, 0.7), tilt)
    result = run(ask(volume), lambda _event: None)
    assert np.allclose(found_centre(result), LESION_LPS, atol=1.0)
    truth = (volume.array == 1000).sum() * volume.geometry.voxel_volume_ml
    assert result.label_maps[0].volume_ml(1) == pytest.approx(truth, rel=0.03)


@pytest.mark.parametrize("orientation", ["sagittal", "coronal"])
def test_another_orientation_is_resliced_or_refused_as_the_card_says(
    home: Path, orientation: str
) -> None:
    install_model(home)
    volume = head(orientation, (1.5, 1.5, 1.5))
    with pytest.raises(InputError, match="not axial"):
        run(ask(volume), lambda _event: None)
    preparation = {
        "in_plane_spacing_mm": 1.0,
        "intensity": {"method": "min_max"},
        "reslice": True,
    }
    inputs = {"modalities": ["MR"], "slice_spacing_mm": [3.0, 8.0]}
    install_model(home, id="bright-reslicing", preparation=preparation, inputs=inputs)
    request = InferenceRequest("r", "t", "bright-reslicing", volume)
    result = run(request, lambda _event: None)
    assert np.allclose(found_centre(result), LESION_LPS, atol=1.0)
    steps: dict[str, Any] = dict(result.provenance.steps)
    assert steps["resample"]["spacing_mm_kji"][0] == pytest.approx(3.0)


def test_slices_at_uneven_distances_keep_their_places(home: Path) -> None:
    install_model(home)
    flags = (Flag("slice-missing", "Two slices are missing."),)
    volume = head(gap_after=17, flags=flags)
    result = run(ask(volume, acknowledged_flags=frozenset({"slice-missing"})), lambda _e: None)
    truth = np.flatnonzero((volume.array == 1000).any(axis=(1, 2)))
    got = np.flatnonzero(result.label_maps[0].array.any(axis=(1, 2)))
    assert truth.tolist() == got.tolist()
    assert "Two slices are missing" in result.provenance.overrides[0]


def test_an_unacknowledged_flag_stops_the_run(home: Path) -> None:
    install_model(home)
    events: list[Event] = []
    volume = head(flags=(Flag("slice-missing", "Two slices are missing."),))
    with pytest.raises(InputError, match="slice-missing"):
        run(ask(volume, override_suitability=True), events.append)
    assert isinstance(events[-1], Failed)
    assert "Two slices are missing" in events[-1].message and not events[-1].ours


def test_a_series_outside_the_card_is_refused_unless_overridden(home: Path) -> None:
    install_model(home)
    volume = head(modality="CT")
    with pytest.raises(InputError, match="modality is CT, not MR"):
        run(ask(volume), lambda _event: None)
    result = run(ask(volume, override_suitability=True), lambda _event: None)
    assert result.provenance.overrides == ("outside the model's card: its modality is CT, not MR",)


def test_provenance_is_complete(home: Path) -> None:
    card = install_model(home)
    volume = head()
    made = run(ask(volume), lambda _event: None).provenance
    assert made.input_sha256 == hashlib.sha256(volume.array.tobytes()).hexdigest()
    assert made.input_uids == ("1.2.3.4", "1.2.3.4.1", "1.2.3.4.2")
    assert (made.model_id, made.model_version) == ("bright", "1.0.0")
    assert made.weights_sha256 == card.weights_sha256
    assert made.app_version and made.device.startswith("cpu") and made.utc_time.endswith("+00:00")
    names = [name for name, _parameters in made.steps]
    assert names == ["resample", "normalise", "crop and pad", "predict", "label"]


def test_the_heatmap_follows_the_mask_and_lies_on_its_layers_grid(home: Path) -> None:
    install_model(home)
    events: list[Event] = []
    result = run(ask(head(), explain=("seg-grad-cam",)), events.append)
    partial = next(event for event in events if isinstance(event, Partial))
    assert partial.result.label_maps and not partial.result.heatmaps
    heatmap = result.heatmaps[0]
    assert heatmap.geometry.spacing_mm_kji == pytest.approx((5.0, 2.0, 2.0))
    weights = heatmap.array * (heatmap.array > 0.8)
    index = np.argwhere(weights > 0)
    centre = np.average(
        heatmap.geometry.lps_from_index(index), axis=0, weights=weights[weights > 0]
    )
    assert np.allclose(centre, LESION_LPS, atol=1.0)
    assert dict(result.provenance.steps)["explain"]["layer"] == "coarse"


def test_an_unknown_explanation_is_refused(home: Path) -> None:
    install_model(home)
    with pytest.raises(InputError, match="no explanation"):
        run(ask(head(), explain=("tea-leaves",)), lambda _event: None)


def test_flips_change_nothing_for_a_network_without_sides(home: Path) -> None:
    install_model(home)
    install_model(home, id="bright-flips", prediction={"neighbours": 1, "flips": ["i", "ji"]})
    plain = run(ask(head()), lambda _event: None)
    request = InferenceRequest("r", "t", "bright-flips", head())
    flipped = run(request, lambda _event: None)
    assert np.array_equal(plain.label_maps[0].array, flipped.label_maps[0].array)


def test_cancelling_ends_in_a_cancelled_event_between_batches(home: Path) -> None:
    install_model(home, prediction={"neighbours": 1, "batch": 1})
    events: list[Event] = []

    def cancelled() -> bool:
        last = events[-1]
        return isinstance(last, Progress) and last.stage == "predicting" and last.fraction > 0.3

    with pytest.raises(OperationCancelled):
        run(ask(head()), events.append, cancelled)
    assert isinstance(events[-1], Cancelled)
    reached = [event.fraction for event in events if isinstance(event, Progress)]
    assert max(reached) < 0.5


def test_a_fault_of_our_own_is_told_as_such(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_model(home)

    def fault(_task: object) -> None:
        raise ZeroDivisionError("inner")

    monkeypatch.setattr("inference.engine.run.perform", fault)
    events: list[Event] = []
    with pytest.raises(ZeroDivisionError):
        run(ask(head()), events.append)
    failed = events[-1]
    assert isinstance(failed, Failed) and failed.ours and "inner" in failed.details


def test_a_region_limits_the_answer(home: Path) -> None:
    install_model(home)
    region = ((0, 0, 0), (30, 150, 75))  # the patient's right half
    result = run(ask(head(), region_kji=region), lambda _event: None)
    assert not result.label_maps[0].array.any() and result.findings == ()


def test_small_components_are_dropped_by_volume(home: Path) -> None:
    install_model(home)
    result = run(ask(head(), options={"minimum_component_ml": 50.0}), lambda _event: None)
    assert result.findings == ()


def test_a_3d_network_slides_over_the_volume(home: Path) -> None:
    install_model(
        home,
        network={"name": "bright_volume"},
        prediction={"dimensions": 3, "window_kji": [16, 64, 64], "overlap": 0.25},
        preparation={"slice_spacing_mm": 3.0, "in_plane_spacing_mm": 1.5,
                     "intensity": {"method": "min_max"}},
        explanation={},
    )  # fmt: skip
    volume = head(tilt_degrees=10.0)
    result = run(ask(volume), lambda _event: None)
    assert np.allclose(found_centre(result), LESION_LPS, atol=1.0)
    truth = (volume.array == 1000).sum() * volume.geometry.voxel_volume_ml
    assert result.label_maps[0].volume_ml(1) == pytest.approx(truth, rel=0.05)


def test_a_network_with_random_weights_runs_whole(home: Path) -> None:
    install_model(
        home,
        network={"name": "slice_unet", "parameters": {"in_channels": 3, "filters": [8, 16, 16]}},
        explanation={"methods": ["seg-grad-cam"], "layer": "down.2"},
    )
    result = run(ask(head(), explain=("seg-grad-cam",)), lambda _event: None)
    assert result.label_maps[0].array.shape == head().geometry.shape_kji
    assert set(result.seconds) >= {"preparing", "predicting", "measuring", "explaining"}


def test_a_3d_network_is_explained_on_its_own_grid_within_the_padded_volume(home: Path) -> None:
    install_model(
        home,
        network={"name": "volume_unet", "parameters": {"segments": 2, "filters": [8, 8, 8]}},
        prediction={"dimensions": 3, "activation": "softmax"},
        preparation={"slice_spacing_mm": 5.0, "in_plane_spacing_mm": 5.0, "divisible_by": 8,
                     "crop": False, "intensity": {"method": "zscore"}},
        explanation={"methods": ["seg-grad-cam"], "layer": "up.0"},
    )  # fmt: skip
    result = run(ask(head(), explain=("seg-grad-cam",)), lambda _event: None)
    heatmap = result.heatmaps[0]
    assert heatmap.geometry.shape_kji == (8, 8, 8)
    assert heatmap.geometry.spacing_mm_kji == pytest.approx((20.0, 20.0, 20.0))
    assert np.allclose(heatmap.geometry.centre_lps, head().geometry.centre_lps, atol=2.51)
    steps: dict[str, Any] = dict(result.provenance.steps)
    assert "faithfulness" in steps["explain"]


def test_a_series_that_would_not_fit_into_memory_is_refused_before_it_is_touched(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_model(home)
    free = psutil.virtual_memory()._replace(available=10_000_000)
    monkeypatch.setattr("psutil.virtual_memory", lambda: free)
    with pytest.raises(InputError, match="This series needs about"):
        run(ask(head()), lambda _event: None)


def test_a_classifier_is_explained_over_the_square_that_it_saw(home: Path) -> None:
    install_model(
        home,
        task="classification",
        classes=["normal", "pneumonia"],
        segments=[],
        network={"name": "image_cnn", "parameters": {"filters": [8, 8, 8]}},
        inputs={"modalities": ["DX"], "orientation": "any", "calibrated": False, "oriented": False},
        preparation={"size_ji": [28, 28], "intensity": {"method": "scale", "factor": 0.01}},
        prediction={"neighbours": 0, "activation": "softmax"},
        explanation={"methods": ["occlusion"], "layer": "stages.1"},
    )
    array = np.random.default_rng(0).integers(0, 4000, (1, 70, 84)).astype(np.uint16)
    geometry = Geometry((1, 70, 84), np.eye(4))
    picture = Volume(array, geometry, SeriesInfo(modality="DX", series_uid="1.2"))
    result = run(ask(picture, explain=("occlusion",)), lambda _event: None)
    assert [finding.kind for finding in result.findings] == ["class", "class"]
    assert sum(finding.score or 0 for finding in result.findings) == pytest.approx(1, abs=1e-5)
    grid = result.heatmaps[0].geometry
    assert grid.shape_kji == (1, 14, 14)
    for corner, place in (((-0.5, -0.5), (-0.5, 6.5)), ((13.5, 13.5), (69.5, 76.5))):
        assert np.allclose(
            grid.lps_from_index((0, *corner)), geometry.lps_from_index((0, *place)), atol=1e-6
        )


def test_a_sequence_is_explained_as_a_whole(home: Path) -> None:
    install_model(
        home,
        task="sequence",
        classes=["lesion"],
        segments=[],
        network={
            "name": "slice_sequence",
            "parameters": {"head": "gru", "in_channels": 3, "filters": [8, 8, 8], "width": 16},
        },
        preparation={"in_plane_spacing_mm": 4.0, "intensity": {"method": "min_max"}},
        explanation={"methods": ["grad-cam"], "layer": "encoder.down.1"},
    )
    result = run(ask(head(), explain=("grad-cam",)), lambda _event: None)
    assert [len(strip.values) for strip in result.strips] == [30, 30]
    assert result.heatmaps[0].geometry.shape_kji[0] == 30
    score, shares = result.strips
    assert score.faithful is None and shares.faithful is not None
    methods = [facts["method"] for step, facts in result.provenance.steps if step == "explain"]
    assert methods == ["grad-cam", "attention-pooling"]
    said = bool((np.array(score.values) > 0.5).any())
    assert result.heatmaps[0].array.any() == said  # what no slice shows has no map
