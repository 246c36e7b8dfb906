"""The figures of a model card as a person reads them."""

import re

NAMES = {
    "dice": "Dice",
    "surface_dice": "Surface Dice",
    "hd95_mm": "95 % Hausdorff distance",
    "volume_error_ml": "Volume error",
    "auc": "AUC",
    "auc_patient": "AUC by patient",
    "auc_gain": "AUC gained",
    "ap": "Average precision",
    "accuracy": "Accuracy",
    "sensitivity": "Sensitivity",
    "specificity": "Specificity",
    "brier": "Brier score",
    "c_index": "C-index",
    "c_index_gain": "C-index gained",
    "brier_at_horizon": "Brier score at the horizon",
    "observed_to_expected": "Observed over expected",
    "ece": "Calibration error (ECE)",
}
_UNITS = {"hd95_mm": " mm", "volume_error_ml": " mL"}
_RATE = re.compile(r"sensitivity_at_(\d+)fp")
_OVERLAP = re.compile(r"_iou(\d\d)$")


def metric_words(name: str, mean: float, interval: tuple[float, float] | None = None) -> str:
    """``hd95_mm`` 7.136 as ``95 % Hausdorff distance: 7.1 mm``; ``interval`` holds 95 %."""
    base = max((known for known in NAMES if _begins(name, known)), key=len, default="")
    unit = _UNITS.get(base, "")
    digits = 1 if unit else 3
    words = f"{metric_title(name)}: {_number(mean, digits)}{unit}"
    if interval is None:
        return words
    low, high = (_number(end, digits) for end in interval)
    return f"{words} (95 % CI {low} to {high})"


def metric_title(name: str) -> str:
    """The name of a metric; what it holds for (a label, an overlap) follows in brackets."""
    overlap = _OVERLAP.search(name)
    plain = _OVERLAP.sub("", name)
    rate = _RATE.fullmatch(plain)
    if rate is not None:
        digits = rate[1]
        positives = float(f"0.{digits[1:]}") if digits.startswith("0") else int(digits)
        title = f"Sensitivity at {positives:g} false positives a case"
    else:
        base = max((known for known in NAMES if _begins(plain, known)), key=len, default="")
        label = plain[len(base) :].strip("_").replace("_", " ")
        title = NAMES.get(base, "")
        title = f"{title} ({label})" if title and label else title or label
    return title if overlap is None else f"{title}, IoU {int(overlap[1]) / 100:g}"


def _begins(name: str, known: str) -> bool:
    return name == known or name.startswith(f"{known}_")


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", "−")
