"""Patients made up with known hazards: no data of anybody."""

from pathlib import Path

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

LOG_HAZARDS = {"sim_age": 0.04, "sim_grade": 0.9}  # a year; grade 2 against 1
RATE = 1 / 900  # events a day of a patient of 50 years and grade 1
Floats = NDArray[np.float64]


def simulated(count: int, seed: int, days: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """(N, 3) age, grade and a number that means nothing; (N,) days and events.

    Exponential times, lost evenly between days 100 and 2500; rounded up to whole ``days``.
    """
    generator = np.random.default_rng(seed)
    age, grade = generator.normal(50, 12, count), 1.0 + (generator.random(count) < 0.4)
    values = np.stack([age, grade, generator.normal(size=count)], axis=1)
    hazard = RATE * np.exp(
        LOG_HAZARDS["sim_age"] * (age - 50) + LOG_HAZARDS["sim_grade"] * (grade - 1)
    )
    times, lost = generator.exponential(1 / hazard), generator.uniform(100, 2500, count)
    seen = (times <= lost).astype(np.float64)
    found = np.minimum(times, lost)
    return values, np.ceil(found / days) * days if days else found, seen


def write_simulated(folder: Path, count: int, seed: int) -> Path:
    """Case folders of made-up heads and their ``patients.csv``; every tenth grade is missing."""
    values, times, seen = simulated(count, seed, days=1.0)
    lines = ["Patient,sim_age,sim_grade,sim_days,sim_event"]
    generator = np.random.default_rng(seed)
    for number in range(count):
        patient = f"SIM_X_{number:04d}"
        _write_case(folder / f"{patient}_20000101", generator)
        age, grade = values[number, :2]
        told = "" if number % 10 == 5 else f"{grade:.0f}"
        lines.append(f"{patient},{age:.1f},{told},{times[number]:.0f},{seen[number]:.0f}")
    (folder / "patients.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _write_case(folder: Path, generator: np.random.Generator) -> None:
    j, i = np.mgrid[:48, :48]
    head = ((j - 24) / 20) ** 2 + ((i - 24) / 16) ** 2 < 1
    lesion = np.stack([(j - 20) ** 2 + (i - 18) ** 2 < generator.integers(9, 60)] * 4) & head
    lesion[0] = False
    stack = np.clip(head * 90 + lesion * 80 + generator.normal(0, 5, lesion.shape), 0, 255)
    folder.mkdir(parents=True)
    for name, array in (("flair", stack), ("lesion", lesion)):
        image = sitk.GetImageFromArray(array.astype(np.uint8))
        image.SetSpacing((1.0, 1.0, 5.0))
        sitk.WriteImage(image, str(folder / f"{name}.nii.gz"))
