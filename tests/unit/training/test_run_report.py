"""Figures and pictures of a run's report: right points, right order, right contours."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.training.pictures import (
    ANSWER,
    TRUTH,
    CasePicture,
    extremes,
    fullest_slice,
    picture_png,
    ranked,
    read_pictures,
    write_pictures,
)
from inference.training.report_figures import (
    Tally,
    precision_points,
    reliability_points,
    roc_points,
)
from inference.training.report_html import words
from inference.training.split import folder_sha256
from inference.training.voxel_tables import VoxelCounts, write_confusion

CHANCES, LABELS = np.array([0.9, 0.8, 0.8, 0.3, 0.1]), np.array([1, 1, 0, 1, 0])
TALLY = Tally.of_cases(CHANCES, LABELS)


def test_roc_takes_tied_chances_in_one_step() -> None:
    wrong, right = roc_points(TALLY)
    assert wrong == pytest.approx([0, 0, 0.5, 0.5, 1])
    assert right == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])


def test_precision_falls_with_what_is_wrong() -> None:
    recall, precision = precision_points(TALLY)
    assert recall == pytest.approx([1 / 3, 2 / 3, 1, 1])
    assert precision == pytest.approx([1, 2 / 3, 3 / 4, 3 / 5])


def test_counted_things_weigh_as_many_cases() -> None:
    many = Tally(np.array([0.9, 0.2]), np.array([3.0, 1.0]), np.array([1.0, 5.0]))
    chances, labels = np.repeat([0.9, 0.2], [4, 6]), np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0])
    same = Tally.of_cases(chances, labels)
    for points in (roc_points, precision_points, reliability_points):
        for a, b in zip(points(many), points(same), strict=True):
            assert a == pytest.approx(b)
    assert reliability_points(many)[1] == pytest.approx([1 / 6, 3 / 4])


def test_voxels_are_counted_by_probability_and_by_label(tmp_path: Path) -> None:
    counts = VoxelCounts()
    truth = np.array([[True, False, False, True]])
    counts.add(np.array([[0.991, 0.001, 0.002, 0.993]], np.float32), truth)
    counts.add(np.array([[1.0]], np.float32), np.array([[False]]))
    counts.write(tmp_path)
    text = (tmp_path / "validation_voxels.csv").read_text(encoding="utf-8").split()
    assert text[0] == "probability,marked,unmarked"
    assert [line.split(",")[1:] for line in text[1:]] == [["0", "2"], ["2", "0"], ["0", "1"]]
    assert float(text[2].split(",")[0]) == pytest.approx(0.992)
    answer, wanted = np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2])
    write_confusion(tmp_path, [(answer, wanted), (wanted, wanted)], {1: "front", 2: "back"})
    text = (tmp_path / "validation_confusion.csv").read_text(encoding="utf-8").splitlines()
    assert text == [
        "truth,called background,called front,called back",
        "background,2,0,0",
        "front,0,3,1",
        "back,0,0,2",
    ]


def test_no_case_is_among_the_worst_and_the_best() -> None:
    rows = [{"case": str(n)} for n in range(4)]
    worst, best = extremes(rows)
    assert [row["case"] for row in worst] == ["0", "1"]
    assert [row["case"] for row in best] == ["3", "2"]
    worst, best = extremes([{"case": str(n)} for n in range(20)])
    assert [row["case"] for row in worst] == ["0", "1", "2", "3", "4"]
    assert [row["case"] for row in best] == ["19", "18", "17", "16", "15"]
    assert extremes([]) == ([], [])
    assert [len(part) for part in extremes(rows[:1])] == [1, 0]


def test_numbers_in_the_report_are_short_and_words_stay() -> None:
    assert words(0.14304033535318) == "0.143"
    assert words("29.068883707497268") == "29.07"
    assert [words(cell) for cell in ("small.toml", "2.4.6", 12, "TCGA_1", ["a", "b"])] == [
        "small.toml",
        "2.4.6",
        "12",
        "TCGA_1",
        "a, b",
    ]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ([{"dice": "0.9"}, {"dice": "0.1"}], [1, 0]),
        ([{"iou": "0.0"}, {"iou": "0.5"}], [0, 1]),
        ([{"probability": "0.9", "label": "1"}, {"probability": "0.9", "label": "0"}], [1, 0]),
        ([{"risk": "0.2", "event": "1"}, {"risk": "0.2", "event": "0"}], [0, 1]),
        ([{"something": "1"}, {"something": "2"}], []),
    ],
)
def test_the_worst_case_comes_first(rows: list[dict[str, str]], order: list[int]) -> None:
    assert ranked(rows) == [rows[place] for place in order]


def test_contours_lie_on_the_rims_of_their_masks() -> None:
    truth, answer = np.zeros((120, 120), bool), np.zeros((120, 120), bool)
    truth[20:40, 20:40] = True
    answer[60:80, 60:90] = True
    picture = CasePicture("", np.random.default_rng(0).normal(size=(120, 120)), (truth,), (answer,))
    drawn = np.asarray(Image.open(io.BytesIO(picture_png(picture))))
    assert drawn.shape == (240, 240, 3)
    green = np.argwhere((drawn == TRUTH).all(axis=2))
    orange = np.argwhere((drawn == ANSWER).all(axis=2))
    assert (green.min(axis=0).tolist(), green.max(axis=0).tolist()) == ([40, 40], [79, 79])
    assert (orange.min(axis=0).tolist(), orange.max(axis=0).tolist()) == ([120, 120], [159, 179])
    assert not (drawn[60, 60] == TRUTH).all()


def test_the_slice_shown_is_that_with_most_of_the_truth_whatever_the_answer() -> None:
    truth, answer = np.zeros((5, 4, 4), bool), np.zeros((5, 4, 4), bool)
    assert fullest_slice(truth, answer) == 2
    answer[4] = True
    assert fullest_slice(truth, answer) == 4
    truth[1, :2] = True
    assert fullest_slice(truth, answer) == 1


def test_an_answer_everywhere_does_not_hide_the_truth() -> None:
    truth = np.zeros((120, 120), bool)
    truth[20:40, 20:40] = True
    drawn = picture_png(CasePicture("", np.zeros((120, 120)), (truth,), (truth,)))
    assert (np.asarray(Image.open(io.BytesIO(drawn))) == TRUTH).all(axis=2).any()


def test_pictures_replace_those_of_before(tmp_path: Path) -> None:
    several = [CasePicture(f"case {n}", np.eye(8)) for n in range(3)]
    write_pictures(several, tmp_path / "examples")
    write_pictures(several[1:2], tmp_path / "examples")
    ((path, words),) = read_pictures(tmp_path / "examples")
    assert words == "case 1"
    assert [one.name for one in sorted((tmp_path / "examples").glob("*.png"))] == [path.name]
    assert read_pictures(tmp_path / "nothing") == []


def test_the_hash_of_data_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = folder_sha256(tmp_path)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "runs" / "one" / "model").mkdir(parents=True)
    (tmp_path / "runs" / "one" / "state.json").write_text("{}")
    (tmp_path / "runs" / "one" / "model" / "card.toml").write_text("id = 1")
    assert folder_sha256(tmp_path) == first
    (tmp_path / "a").rename(tmp_path / "b")
    assert folder_sha256(tmp_path) != first
    (tmp_path / "b").write_text("2")
    assert folder_sha256(tmp_path) != first
