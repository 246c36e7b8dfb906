"""A head that is shifted, turned, resized and stored anyhow is found again, sides and all."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from inference.registration.head_template import load_template
from inference.registration.template_fit import fit_template

TEMPLATE = "mni_t1_2mm"
LEFT, RIGHT, FRONT = (26.0, 20.0, -16.0), (-26.0, 20.0, -16.0), (0.0, -60.0, 0.0)
STORED = {  # order of the stored axes (k, j, i of the phantom), and which of them are reversed
    "axial": ((0, 1, 2), ()),
    "axial, from below and mirrored": ((0, 1, 2), (0, 2)),
    "coronal": ((1, 0, 2), (1,)),
    "sagittal, mirrored": ((2, 0, 1), (0, 1)),
}
POSES = {  # turn about x, y, z in degrees; size; shift in mm
    "axial": ((8, -4, 6), (0.92, 0.95, 0.9), (4, 12, -20)),
    "axial, from below and mirrored": ((-14, 5, -8), (0.88, 0.98, 0.92), (-7, -30, 35)),
    "coronal": ((18, 3, 4), (0.95, 0.95, 0.95), (0, 20, 5)),
    "sagittal, mirrored": ((-6, -6, 10), (1.0, 1.04, 0.96), (12, 0, 60)),
}


def motion(name: str) -> NDArray[np.float64]:
    turn, size, shift = POSES[name]
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", turn, degrees=True).as_matrix() @ np.diag(size)
    matrix[:3, 3] = shift
    return matrix


def phantom(name: str) -> Volume:
    """The template's own picture with another contrast, a bias field and noise, moved."""
    template = load_template(TEMPLATE)
    order, reversed_axes = STORED[name]
    generator = np.random.default_rng(3)
    bias = np.linspace(0.85, 1.15, template.values.shape[1])[None, :, None]
    values = 40 * np.sqrt(template.values) * bias
    values = values + generator.normal(0, 12, values.shape)
    affine = motion(name) @ template.geometry.index_to_lps
    for axis in reversed_axes:
        affine[:3, 3] += affine[:3, axis] * (values.shape[axis] - 1)
        affine[:3, axis] *= -1
        values = np.flip(values, axis)
    affine[:3, :3] = affine[:3, list(order)]
    values = values.transpose(order).astype(np.float32)
    k, j, i = values.shape
    return Volume(np.ascontiguousarray(values), Geometry((k, j, i), affine))


@pytest.mark.parametrize("name", list(STORED))
def test_a_moved_head_is_found_within_three_millimetres(name: str) -> None:
    fit = fit_template(load_template(TEMPLATE), phantom(name))
    for point in (LEFT, RIGHT, FRONT):
        truth = (motion(name) @ (*point, 1))[:3]
        assert np.linalg.norm(fit.place(point) - truth) < 3
    assert fit.place(LEFT)[0] > fit.place(RIGHT)[0] + 40
    assert fit.overlap > 0.95
    assert fit.correlation > 0.6
    assert fit.scales == pytest.approx(sorted(POSES[name][1], reverse=True), abs=0.05)


def test_the_drawn_scalp_lies_outside_the_brain() -> None:
    template = load_template(TEMPLATE)
    assert template.compared[template.brain].mean() > 0.99
    assert template.values[~template.brain].max() > template.values[template.brain].max()
    middle = template.geometry.lps_from_index(np.argwhere(template.brain)).mean(axis=0)
    assert abs(middle[0]) < 2


def test_cancelling_stops_it() -> None:
    with pytest.raises(OperationCancelled):
        fit_template(load_template(TEMPLATE), phantom("axial"), cancelled=lambda: True)


def test_unknown_sides_are_refused() -> None:
    blind = phantom("axial")
    blind = replace(blind, geometry=replace(blind.geometry, oriented=False))
    with pytest.raises(InputError, match="cannot be registered"):
        fit_template(load_template(TEMPLATE), blind)


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(InputError, match="no head template 'moon'"):
        load_template("moon")
