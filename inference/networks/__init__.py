"""Torch modules by name: a row per network, imported only when it is built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from inference.imaging.errors import InputError

if TYPE_CHECKING:
    from torch import nn


def build(name: str, **parameters: Any) -> nn.Module:
    """The network ``name`` with random weights; raises InputError for an unknown name."""
    if name not in NETWORKS:
        raise InputError(f"There is no network {name!r}; known: {', '.join(NETWORKS)}.")
    from inference.networks.strided_pointwise import without_faults

    return without_faults(NETWORKS[name](**parameters))


def _slice_unet(**parameters: Any) -> nn.Module:
    from inference.networks.unet import SliceUNet

    return SliceUNet(**parameters)


def _volume_unet(**parameters: Any) -> nn.Module:
    from inference.networks.unet import VolumeUNet

    return VolumeUNet(**parameters)


def _image_cnn(**parameters: Any) -> nn.Module:
    from inference.networks.cnn import ImageCNN

    return ImageCNN(**parameters)


def _image_transformer(**parameters: Any) -> nn.Module:
    from inference.networks.transformer import ImageTransformer

    return ImageTransformer(**parameters)


def _slice_sequence(**parameters: Any) -> nn.Module:
    from inference.networks.slice_sequence import SliceSequence

    return SliceSequence(**parameters)


def _slice_detector(**parameters: Any) -> nn.Module:
    from inference.networks.detector import SliceDetector

    return SliceDetector(**parameters)


def _outcome_regression(**parameters: Any) -> nn.Module:
    from inference.networks.prognosis import OutcomeRegression

    return OutcomeRegression(**parameters)


NETWORKS: dict[str, Callable[..., nn.Module]] = {
    "slice_unet": _slice_unet,
    "volume_unet": _volume_unet,
    "slice_sequence": _slice_sequence,
    "slice_detector": _slice_detector,
    "image_cnn": _image_cnn,
    "image_transformer": _image_transformer,
    "outcome_regression": _outcome_regression,
}
