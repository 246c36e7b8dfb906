"""The figures of model cards: names, units and intervals as a person reads them."""

import pytest

from viewer.state.metric_words import metric_title, metric_words


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("dice", "Dice"),
        ("dice_anterior", "Dice (anterior)"),
        ("surface_dice_left_lung", "Surface Dice (left lung)"),
        ("hd95_mm", "95 % Hausdorff distance"),
        ("auc_patient", "AUC by patient"),
        ("sensitivity_at_025fp", "Sensitivity at 0.25 false positives a case"),
        ("sensitivity_at_05fp", "Sensitivity at 0.5 false positives a case"),
        ("sensitivity_at_1fp_iou30", "Sensitivity at 1 false positives a case, IoU 0.3"),
        ("ap_iou50", "Average precision, IoU 0.5"),
        ("c_index", "C-index"),
        ("c_index_gain", "C-index gained"),
        ("observed_to_expected", "Observed over expected"),
        ("some_new_figure", "some new figure"),
    ],
)
def test_a_metric_is_named_as_people_name_it(name: str, title: str) -> None:
    assert metric_title(name) == title


def test_millimetres_and_millilitres_are_said_and_minus_is_a_minus() -> None:
    assert metric_words("hd95_mm_anterior", 1.383, (1.246, 1.522)) == (
        "95 % Hausdorff distance (anterior): 1.4 mm (95 % CI 1.2 to 1.5)"
    )
    assert metric_words("volume_error_ml", -2.824) == "Volume error: −2.8 mL"
    assert metric_words("dice", 0.8454) == "Dice: 0.845"
