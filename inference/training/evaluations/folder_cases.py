"""Cases of a folder that come with a mask: where they lie, and how they are read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.engine.events import Event, Progress
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.imaging.resampling import resample
from inference.imaging.volume import Volume
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")


def masked_cases(data: Path) -> dict[str, tuple[Path, Path]]:
    """Case name -> (scan, mask): folders with ``lesion.nii.gz``, or ``images`` and ``labels``."""
    found = {mask.parent.name: (_scan_beside(mask), mask) for mask in data.glob("*/lesion.nii.gz")}
    for mask in (data / "labels").glob("*"):
        scan = data / "images" / mask.name
        if mask.name.endswith(SUFFIXES) and scan.exists():
            found[mask.name.split(".")[0]] = (scan, mask)
    if not found:
        raise InputError(f"{data} holds neither case folders with lesion.nii.gz nor labels.")
    return dict(sorted(found.items()))


def measure_each(
    data: Path,
    names: Sequence[str],
    report: ProgressReport,
    cancelled: CancelCheck,
    measure: Callable[[str, Volume, Volume, Callable[[Event], None]], dict[str, Any]],
) -> list[dict[str, Any]]:
    """A row a case: ``measure`` gets its name, scan, mask and where a run reports to."""
    places, rows = masked_cases(data), []
    for number, name in enumerate(names):
        raise_if(cancelled)
        report(f"{name} ({number + 1} of {len(names)})", number / len(names))
        scan, mask = (read_single(path) for path in places[name])
        rows.append(measure(name, scan, mask, share_of(report, name, number, len(names))))
    report("done", 1.0)
    return rows


def _scan_beside(mask: Path) -> Path:
    beside = (mask.parent / "flair", mask.parent / "flair.nii.gz")
    return next((path for path in beside if path.exists()), mask.parent)


def read_single(path: Path) -> Volume:
    """The one series at ``path``; InputError where there are more or none."""
    series = scan_paths([path]).series
    if len(series) != 1:
        raise InputError(f"{path} holds {len(series)} series, one is wanted.")
    return load_volume(series[0])


def mask_on_grid(truth: Volume, geometry: Geometry) -> NDArray[np.generic]:
    """The true mask on the grid of the found one, through the patient's space."""
    if truth.geometry.same_grid(geometry):
        return truth.array
    k, j, i = truth.geometry.shape_kji
    anywhere = geometry.with_shape_and_affine((k, j, i), truth.geometry.index_to_lps)
    return resample(truth.array, anywhere, geometry, order=0, fill=0)


def share_of(report: ProgressReport, name: str, number: int, count: int) -> Callable[[Event], None]:
    """The progress of one case's run as its share of the whole evaluation."""

    def tell(event: Event) -> None:
        if isinstance(event, Progress):
            report(f"{name}: {event.stage}", (number + event.fraction) / count)

    return tell
