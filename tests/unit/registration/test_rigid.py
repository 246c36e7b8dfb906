"""A known rigid motion is found again, and what cannot be registered is refused."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume
from inference.registration.placing import place_moved
from inference.registration.rigid import register_rigid


def blobs() -> np.ndarray:
    k, j, i = np.meshgrid(np.arange(24), np.arange(40), np.arange(40), indexing="ij")
    picture = np.zeros(k.shape)
    for ck, cj, ci, radius, value in [
        (8, 12, 25, 6, 300),
        (15, 25, 12, 8, 200),
        (12, 28, 30, 5, 500),
    ]:
        squared = ((k - ck) * 1.5) ** 2 + (j - cj) ** 2 + (i - ci) ** 2
        picture += value * np.exp(-squared / radius**2)
    return picture.astype(np.float32)


def volume(affine: np.ndarray, uid: str = "1.2.3") -> Volume:
    return Volume(blobs(), Geometry((24, 40, 40), affine, frame_of_reference_uid=uid))


AFFINE = affine_from_steps((-20, -20, 0), (0, 0, 1.5), (0, 1, 0), (1, 0, 0))


def motion() -> np.ndarray:
    angle = np.radians(6)
    turn = np.eye(4)
    turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    turn[:3, 3] = (3, -2, 2.5)
    return turn


def test_a_known_motion_is_undone_within_half_a_voxel() -> None:
    fixed, moving = volume(AFFINE), volume(motion() @ AFFINE)
    found = register_rigid(fixed, moving)
    placed = place_moved(moving, fixed, found.moving_to_fixed, "registered")
    gap = placed.geometry.slice_centres_lps() - fixed.geometry.slice_centres_lps()
    assert np.abs(gap).max() < 0.5
    assert found.rotation_degrees == pytest.approx(6, abs=1)
    assert found.mutual_information_after > found.mutual_information_before


def test_a_registered_series_says_so() -> None:
    fixed, moving = volume(AFFINE), volume(AFFINE)
    found = register_rigid(fixed, moving)
    placed = place_moved(moving, fixed, found.moving_to_fixed, "registered")
    assert [flag.code for flag in placed.flags] == ["registered"]


def test_cancelling_stops_it() -> None:
    with pytest.raises(OperationCancelled):
        register_rigid(volume(AFFINE), volume(motion() @ AFFINE), cancelled=lambda: True)


def test_unknown_millimetres_are_refused() -> None:
    blind = volume(AFFINE)
    blind = replace(blind, geometry=replace(blind.geometry, in_plane_mm=False))
    with pytest.raises(InputError, match="millimetres"):
        register_rigid(volume(AFFINE), blind)
