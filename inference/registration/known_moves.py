"""How far registration misses: a volume is moved as known, resampled, and brought back."""

from typing import Any

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.progress import ProgressReport, ignore_progress
from inference.imaging.volume import Volume
from inference.registration.images import as_image, transform_matrix
from inference.registration.rigid import RigidRegistration, check_registrable, register_rigid

Float = NDArray[np.float64]
MOVES = (  # turns about x, y, z in degrees; shifts along x, y, z in mm
    ((2.0, -1.0, 3.0), (3.0, -4.0, 2.0)),
    ((-4.0, 3.0, 6.0), (-8.0, 6.0, 5.0)),
    ((6.0, -5.0, -9.0), (10.0, 8.0, -9.0)),
)
NOISE = 0.02  # of the range of the brightest 98 %
SEED = 3
FEWEST_MM = 4.0  # places at which the error is measured lie this far apart


def measure_known_moves(
    volume: Volume, report: ProgressReport = ignore_progress
) -> list[dict[str, Any]]:
    """Rows of the error (mm, over the tissue) before and after, for each move and contrast.

    The moved copy is resampled linearly on its own grid with noise, once as it is and once with
    its values turned over, as another sequence may have them. InputError as ``register_rigid``.
    """
    check_registrable(volume)
    places = _tissue_places(volume)
    rows = []
    cases = [(move, inverted) for inverted in (False, True) for move in MOVES]
    for number, (move, inverted) in enumerate(cases):
        report("registration", number / len(cases))
        known = _move(volume, *move)
        found = register_rigid(volume, _moved(volume, known, inverted, number))
        rows.append(_row(places, transform_matrix(known), found, inverted))
    return rows


def error_mm(places_lps: Float, known: Float, found: Float) -> Float:
    """(n,) how far from itself a place lands that is moved as known and brought back as found."""
    ahead = places_lps @ known[:3, :3].T + known[:3, 3]
    back = ahead @ found[:3, :3].T + found[:3, 3]
    return np.asarray(np.linalg.norm(back - places_lps, axis=1))


def _row(places: Float, known: Float, found: RigidRegistration, inverted: bool) -> dict[str, Any]:
    before = error_mm(places, known, np.eye(4))
    after = error_mm(places, known, found.moving_to_fixed)
    cosine = (np.trace(known[:3, :3]) - 1) / 2
    return {
        "what": "other contrast" if inverted else "same contrast",
        "turned_degrees": float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))),
        "before_mm": float(before.mean()),
        "error_mean_mm": float(after.mean()),
        "error_p95_mm": float(np.percentile(after, 95)),
        "error_max_mm": float(after.max()),
        "iterations": found.iterations,
    }


def _move(
    volume: Volume, turns: tuple[float, ...], shift: tuple[float, ...]
) -> sitk.Euler3DTransform:
    move = sitk.Euler3DTransform()
    move.SetCenter(tuple(volume.geometry.centre_lps))
    move.SetRotation(*(float(np.radians(turn)) for turn in turns))
    move.SetTranslation(shift)
    return move


def _moved(volume: Volume, known: sitk.Euler3DTransform, inverted: bool, number: int) -> Volume:
    """The volume with its content moved as ``known``, in the same frame of reference."""
    image = as_image(volume.array, volume.geometry)
    low, high = (float(value) for value in np.percentile(volume.array.astype(np.float64), (1, 99)))
    moved = sitk.Resample(image, image, known.GetInverse(), sitk.sitkLinear, low)
    values = sitk.GetArrayFromImage(moved)
    if inverted:
        values = low + high - values
    noise = np.random.default_rng(SEED + number).normal(0, NOISE * (high - low), values.shape)
    return Volume((values + noise).astype(np.float32), volume.geometry, volume.info, volume.unit)


def _tissue_places(volume: Volume) -> Float:
    """(n, 3) LPS of voxels over a quarter of the way from the 1st to the 99th percentile."""
    low, high = np.percentile(volume.array.astype(np.float64), (1, 99))
    steps = [max(1, round(FEWEST_MM / mm)) for mm in volume.geometry.spacing_mm_kji]
    part = volume.array[:: steps[0], :: steps[1], :: steps[2]]
    index = np.argwhere(part > low + (high - low) / 4) * np.array(steps)
    return np.asarray(volume.geometry.lps_from_index(index))
