"""Cases as small pictures: the truth and the answer drawn as contours over the image."""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from inference.training.split import Split

if TYPE_CHECKING:
    from torch import nn

SIDE = 240  # pixels of the longer side, at most
TRUTH = (80, 220, 120)
ANSWER = (255, 140, 60)
EXAMPLES = 3
SHOWN = 5  # worst and best cases
# columns of a chance and of its label, by task: classes, outcomes, slices
CHANCES = (("probability", "label"), ("risk", "event"), ("score", "label"))
Mask = NDArray[np.bool_]
Row = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class CasePicture:
    """One picture (j, i) of a case with masks on its grid, () where the task draws none.

    ``words`` says what the contours cannot: the case, its truth and the answer.
    """

    words: str
    values: NDArray[Any]
    truth: tuple[Mask, ...] = ()
    answer: tuple[Mask, ...] = ()


class HeldBack(Protocol):
    """What of a task is asked here; one with ``pictures(network, names)`` draws its cases."""

    split: Split


def picture_png(case: CasePicture) -> bytes:
    """The picture with the truth's contours in green and the answer's in orange, as a PNG."""
    from PIL import Image

    scale = max(1, SIDE // max(case.values.shape))
    grey = _enlarged(_as_bytes(case.values), scale)
    colours = np.repeat(grey[..., None], 3, axis=2)
    for masks, colour in ((case.answer, ANSWER), (case.truth, TRUTH)):  # the truth stays seen
        for mask in masks:
            colours[_edge(_enlarged(mask, scale))] = colour
    stream = io.BytesIO()
    Image.fromarray(colours).save(stream, format="png")
    return stream.getvalue()


def fullest_slice(truth: NDArray[Any], answer: NDArray[Any]) -> int:
    """The k of the (k, j, i) masks that shows most of the truth, so that it stays the same slice.

    Where the truth is empty that which shows most of the answer, and the middle where both are.
    """
    for mask in (truth, answer):
        areas = np.count_nonzero(mask, axis=(1, 2))
        if areas.any():
            return int(areas.argmax())
    return len(truth) // 2


def case_pictures(task: HeldBack, network: "nn.Module", names: Sequence[str]) -> list[CasePicture]:
    """The task's own pictures of validation cases; [] where it draws none."""
    draw = getattr(task, "pictures", None)
    return [] if draw is None else list(draw(network, names))


def write_examples(task: HeldBack, network: "nn.Module", folder: Path) -> None:
    """The first validation cases as they are answered now, in place of those of before."""
    names = list(task.split.validation[:EXAMPLES])
    write_pictures(case_pictures(task, network, names), folder)


def ranked(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The rows of ``validation_cases.csv``, the worst first; [] where they cannot be ranked."""
    merits = [merit for merit in map(_merit, rows) if merit is not None]
    if len(merits) < len(rows):
        return []
    order = sorted(range(len(rows)), key=merits.__getitem__)
    return [rows[place] for place in order]


def extremes(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Of ranked rows the worst and the best, the best first: up to five, none in both."""
    count = min(SHOWN, (len(rows) + 1) // 2)
    return rows[:count], rows[: count - 1 : -1][:SHOWN]


def _merit(row: Mapping[str, str]) -> float | None:
    """How right the answer is: Dice, the best box's overlap, or nearness of chance and label.

    Of a time, how little its patient differs from what was expected (deviance residual).
    """
    if "deviance" in row:
        return -abs(float(row["deviance"]))
    for name in ("dice", "auc", "iou"):
        if name in row:
            return float(row[name]) if row[name] else -1.0
    for chance, label in CHANCES:
        if {chance, label} <= row.keys():
            return -abs(float(row[chance]) - float(row[label]))
    return None


def write_extremes(task: HeldBack, network: "nn.Module", out: Path) -> None:
    """Pictures of the worst and the best cases of ``validation_cases.csv`` below ``out``."""
    path = out / "validation_cases.csv"
    if not path.exists() or not hasattr(task, "pictures"):
        return
    with path.open(newline="", encoding="utf-8") as stream:
        found = extremes(ranked(list(csv.DictReader(stream))))
    for folder, rows in zip(("worst", "best"), found, strict=True):
        names = [row["case"] for row in rows]
        write_pictures(case_pictures(task, network, names), out / folder)


def write_pictures(cases: Sequence[CasePicture], folder: Path) -> None:
    """PNGs and ``index.json``, their words by file name; nothing where there are no cases."""
    if not cases:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = {}
    for number, case in enumerate(cases):
        (folder / f"{number}.png").write_bytes(picture_png(case))
        index[f"{number}.png"] = case.words
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def read_pictures(folder: Path) -> list[tuple[Path, str]]:
    """What ``write_pictures`` left: files and words; [] where it left nothing or is at it."""
    try:
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [(folder / name, str(words)) for name, words in index.items()]


def _as_bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    low, high = np.percentile(values, (1, 99.5))
    scaled = (values.astype(np.float32) - low) / max(float(high - low), 1e-6)
    grey: NDArray[np.uint8] = (scaled.clip(0, 1) * 255).astype(np.uint8)
    return grey


def _enlarged(values: NDArray[Any], scale: int) -> NDArray[Any]:
    return values.repeat(scale, axis=0).repeat(scale, axis=1)


def _edge(mask: Mask) -> Mask:
    """What of the mask has a neighbour outside it."""
    framed = np.pad(mask, 1)
    inner = framed[:-2, 1:-1] & framed[2:, 1:-1] & framed[1:-1, :-2] & framed[1:-1, 2:]
    edge: Mask = mask & ~inner
    return edge
