"""Convolutional classifiers of the classic form: convolve, pool, dense."""

import itertools
from collections.abc import Sequence

import torch
from torch import nn

from inference.networks.calibration import Calibration
from inference.networks.picture_values import standardised


class ImageCNN(nn.Module):
    """Two convolutions and a pool a stage, then two dense layers (LeCun 1998, VGG 2015).

    (B, 1, J, I) -> calibrated logits (B, classes); with ``standardise`` the brightness and
    contrast of each picture are taken out first. The average over what the last stage leaves
    makes it accept any size; ``stages`` is the layer for Grad-CAM.
    """

    def __init__(
        self,
        in_channels: int = 1,
        classes: int = 2,
        filters: Sequence[int] = (32, 64, 128),
        dense: int = 128,
        dropout: float = 0.3,
        standardise: bool = False,
    ) -> None:
        super().__init__()
        self.standardise = standardise
        widths = [in_channels, *filters]
        self.stages = nn.Sequential(
            *(_stage(before, after) for before, after in itertools.pairwise(widths))
        )
        self.dense = nn.Sequential(
            nn.Linear(filters[-1], dense), nn.ReLU(), nn.Dropout(dropout), nn.Linear(dense, classes)
        )
        self.calibration = Calibration(classes)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        if self.standardise:
            pictures = standardised(pictures)
        features = self.stages(pictures).mean(dim=(-2, -1))
        logits: torch.Tensor = self.calibration(self.dense(features))
        return logits


def _stage(before: int, after: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
        nn.Conv2d(after, after, 3, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
        nn.MaxPool2d(2),
    )
