"""The lesion: an irregular infiltrating region in one hemisphere, known voxel by voxel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from demo_study.template import Template
from demo_study.texture import Texture

Float = NDArray[np.float32]

SIDE = "left"
CENTRE_RAS = (-31.0, 26.0, 26.0)
HALF_AXES_MM = (19.0, 27.0, 21.0)


@dataclass(frozen=True)
class Lesion:
    """``amount`` 0…1 of lesion in each voxel, ``brightness`` relative to white matter = 1."""

    amount: Float
    brightness: Float


def draw_lesion(template: Template, texture: Texture) -> Lesion:
    """An irregular ellipsoid that spreads along white matter and stops at cortex and fluid."""
    depth_mm = _ellipsoid_depth(template)
    depth_mm += 4.5 * texture.fractal(template.shape, 22)
    depth_mm += 5.0 * (template.white - 0.5) - 6.0 * template.fluid
    amount = expit(depth_mm / 0.9)
    amount *= np.clip(template.white + 0.9 * template.grey, 0, 1) * _one_hemisphere(template)
    core = np.clip(depth_mm / 12, 0, 1)
    brightness = 1.75 + 0.25 * core + 0.12 * texture.smooth(template.shape, 9)
    return Lesion(amount.astype("f4"), brightness.astype("f4"))


def _ellipsoid_depth(template: Template) -> Float:
    terms = [
        ((axis - centre) / half) ** 2
        for axis, centre, half in zip(template.axes_ras, CENTRE_RAS, HALF_AXES_MM, strict=True)
    ]
    radius = np.sqrt(terms[0] + terms[1] + terms[2])
    return np.asarray((1 - radius) * min(HALF_AXES_MM), dtype="f4")


def _one_hemisphere(template: Template) -> Float:
    x, _, _ = template.axes_ras
    return np.asarray(np.clip((-2.0 - x) / 2.0, 0, 1), dtype="f4")
