"""What lies around the template's brain: fluid, skull, face and scalp, drawn by distances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from demo_study.template import Template
from demo_study.texture import Texture

Float = NDArray[np.float32]

# FLAIR brightness, white matter = 1.
AIR, BONE, FLUID, MARROW, MUSCLE, VITREOUS, SKIN, FAT = 0.0, 0.07, 0.2, 0.5, 0.75, 0.2, 1.1, 2.6


@dataclass(frozen=True)
class Ellipsoid:
    """Centre and half axes in RAS mm."""

    centre: tuple[float, float, float]
    half: tuple[float, float, float]

    def depth_mm(self, axes: tuple[Float, Float, Float]) -> Float:
        """About how deep inside (positive) or far outside (negative) each place lies."""
        terms = [((a - c) / h) ** 2 for a, c, h in zip(axes, self.centre, self.half, strict=True)]
        radius = np.sqrt(terms[0] + terms[1] + terms[2])
        return np.asarray((1 - radius) * min(self.half), dtype="f4")


FACE = (
    Ellipsoid((0, 2, -52), (66, 86, 60)),
    Ellipsoid((0, -30, -100), (52, 58, 80)),
    Ellipsoid((0, 86, -62), (15, 20, 30)),
    Ellipsoid((-70, -18, -48), (9, 15, 24)),
    Ellipsoid((70, -18, -48), (9, 15, 24)),
)
ORBITS = tuple(Ellipsoid((side * 31, 50, -38), (19, 28, 19)) for side in (-1, 1))
EYES = tuple(Ellipsoid((side * 32, 63, -37), (12.5, 12.5, 12.5)) for side in (-1, 1))
OPTIC_NERVES = tuple(Ellipsoid((side * 24, 40, -38), (2.5, 14, 2.5)) for side in (-1, 1))
AIRWAYS = (
    Ellipsoid((0, 48, -46), (13, 26, 17)),
    Ellipsoid((0, 12, -52), (12, 12, 12)),
    Ellipsoid((-28, 46, -72), (14, 17, 17)),
    Ellipsoid((28, 46, -72), (14, 17, 17)),
    Ellipsoid((0, 76, -2), (20, 6, 9)),
)
EAR_BONES = tuple(Ellipsoid((side * 50, -28, -48), (22, 26, 17)) for side in (-1, 1))


def draw_head(template: Template, texture: Texture) -> Float:
    """FLAIR brightness (white matter = 1) of everything but the brain, on the template's grid."""
    outside_brain_mm = _distance_from_cranium(template)
    depth_mm = _depth_below_skin(template, outside_brain_mm, texture)
    picture = _soft_tissue(template, texture)
    _draw_parts(picture, template, texture)
    _draw_skull(picture, outside_brain_mm, texture)
    _draw_scalp(picture, depth_mm, texture)
    picture[depth_mm <= 0] = AIR
    return np.asarray(ndimage.gaussian_filter(picture, 0.7), dtype="f4")


def _distance_from_cranium(template: Template) -> Float:
    """Signed mm from the smoothed hull of the brain: positive outside."""
    closed = ndimage.distance_transform_edt(~template.brain) < 14
    inner = ndimage.distance_transform_edt(closed)
    outer = ndimage.distance_transform_edt(~closed)
    distance = np.where(closed, 14 - inner, 14 + outer)
    return np.asarray(ndimage.gaussian_filter(distance, 2.0), dtype="f4")


def _depth_below_skin(template: Template, outside_brain_mm: Float, texture: Texture) -> Float:
    axes = template.axes_ras
    # The cranium's wall and scalp; thinner at the temples than at the vertex and the forehead.
    depth = 13.5 + 0.5 * texture.smooth(template.shape, 60) - outside_brain_mm
    for part in FACE:
        depth = np.maximum(depth, part.depth_mm(axes))
    return np.asarray(ndimage.gaussian_filter(depth, 2.5), dtype="f4")


def _soft_tissue(template: Template, texture: Texture) -> Float:
    """Muscle with streaks of fat, bone and fluid below the skull base."""
    streaks = np.abs(texture.fractal(template.shape, 15))
    holes = texture.fractal(template.shape, 18)
    picture = MUSCLE + 0.12 * texture.smooth(template.shape, 6)
    picture = np.where(streaks < 0.16, FAT * 0.75, picture)
    picture = np.where(holes > 0.7, BONE + 0.1, picture)
    return np.asarray(ndimage.gaussian_filter(picture, 0.8), dtype="f4")


def _draw_parts(picture: Float, template: Template, texture: Texture) -> None:
    axes = template.axes_ras
    roughness = 3 * texture.smooth(template.shape, 9)
    for part in EAR_BONES:
        picture[part.depth_mm(axes) + roughness > 0] = BONE + 0.05
    for part in AIRWAYS:
        picture[part.depth_mm(axes) + roughness > 0] = AIR
    strands = np.where(np.abs(texture.fractal(template.shape, 9)) < 0.35, MUSCLE, FAT * 0.7)
    for part in (*ORBITS, *OPTIC_NERVES):
        within = part.depth_mm(axes) > 0
        picture[within] = MUSCLE if part in OPTIC_NERVES else strands[within]
    for eye in EYES:
        depth = eye.depth_mm(axes)
        picture[depth > 0] = MUSCLE
        picture[depth > 1.5] = VITREOUS


def _draw_skull(picture: Float, outside_brain_mm: Float, texture: Texture) -> None:
    """Fluid below the dura, then inner table, marrow and outer table."""
    wall = 8.5 + 1.0 * texture.smooth(picture.shape, 40)
    within = outside_brain_mm < wall
    picture[within] = BONE
    marrow = (outside_brain_mm > 4.6) & (outside_brain_mm < wall - 1.6)
    picture[marrow] = (MARROW * (0.7 + 0.3 * texture.smooth(picture.shape, 8)))[marrow]
    picture[outside_brain_mm < 2.2] = FLUID


def _draw_scalp(picture: Float, depth_mm: Float, texture: Texture) -> None:
    thickness = 4.8 + 0.8 * texture.smooth(picture.shape, 30)
    fat = (depth_mm > 0) & (depth_mm < thickness)
    picture[fat] = (FAT * (1 + 0.08 * texture.smooth(picture.shape, 7)))[fat]
    picture[(depth_mm > 0) & (depth_mm < 1.3)] = SKIN
