"""The whole synthetic acquisition: brain, head and lesion in, stored values and truth out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demo_study.head import FLUID, draw_head
from demo_study.lesion import Lesion, draw_lesion
from demo_study.scanner import Acquisition, Pose, Scanner, receive
from demo_study.template import Template, load_template
from demo_study.texture import Texture

Float = NDArray[np.float32]

SEED = 20090115
GREY, WHITE = 1.22, 1.0
STORED_WHITE, NOISE = 330.0, 0.03
VISIBLE = 0.4  # of a voxel must be lesion for the truth to hold it, as a person would draw it


@dataclass(frozen=True)
class SyntheticStudy:
    """``stored`` uint16 and ``truth`` 0/1 on the acquisition's (k, j, i) grid."""

    stored: NDArray[np.uint16]
    truth: NDArray[np.uint8]
    acquisition: Acquisition


def make_study(seed: int = SEED) -> SyntheticStudy:
    """The demo study; the same seed, template and library versions give the same voxels."""
    template, texture = load_template(), Texture(seed)
    lesion = draw_lesion(template, texture)
    brightness = _brain(template, texture)
    brightness += lesion.amount * (lesion.brightness - brightness)
    full = np.where(template.brain, brightness, draw_head(template, texture))
    scanner = Scanner(Acquisition(), Pose(), template.origin_ras, texture, template.shape)
    return _scan(full.astype("f4"), lesion, scanner, texture)


def _brain(template: Template, texture: Texture) -> Float:
    tissue = GREY * template.grey + WHITE * template.white
    tissue *= 1 + 0.035 * texture.fractal(template.shape, 14)
    return np.asarray(tissue + FLUID * template.fluid, dtype="f4")


def _scan(brightness: Float, lesion: Lesion, scanner: Scanner, texture: Texture) -> SyntheticStudy:
    received = receive(scanner.sample(brightness), texture, NOISE)
    stored = np.clip(np.rint(received * STORED_WHITE), 0, 4095).astype("u2")
    truth = (scanner.sample(lesion.amount) >= VISIBLE).astype("u1")
    return SyntheticStudy(stored, truth, scanner.acquisition)
