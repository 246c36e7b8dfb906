"""U-Nets: over single slices with their neighbours, and over volumes."""

from collections.abc import Sequence

import torch
from monai.networks.nets.dynunet import DynUNet
from torch import nn


class SliceUNet(nn.Module):
    """Residual U-Net over a slice and its neighbours (B, C, J, I) -> logits (B, S, J, I).

    The picture enters as 2×2 blocks folded into channels and leaves the same way (Shi et al.,
    CVPR 2016): all convolutions run at half resolution, which makes it four times cheaper than
    the same network at full resolution. J and I are multiples of ``2 ** len(filters)``.
    """

    def __init__(
        self,
        in_channels: int = 5,
        segments: int = 1,
        filters: Sequence[int] = (32, 64, 128, 192, 256),
        norm: str = "batch",
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        levels = len(filters)
        parts = DynUNet(
            spatial_dims=2,
            in_channels=4 * in_channels,
            out_channels=4 * segments,
            kernel_size=[3] * levels,
            strides=[1] + [2] * (levels - 1),
            upsample_kernel_size=[2] * (levels - 1),
            filters=list(filters),
            norm_name=norm,
            dropout=dropout or None,
            res_block=True,
        )
        self.fold = nn.PixelUnshuffle(2)
        self.down = nn.ModuleList([parts.input_block, *parts.downsamples, parts.bottleneck])
        self.up = nn.ModuleList(parts.upsamples)
        self.head = parts.output_block
        self.unfold = nn.PixelShuffle(2)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        return self.decode(self.encode(slices))

    def decode(self, features: list[torch.Tensor]) -> torch.Tensor:
        """Logits from the features of every level."""
        return self.read(self.climb(features)[-1])

    def climb(self, features: list[torch.Tensor]) -> list[torch.Tensor]:
        """Features on the way back up, the coarsest first."""
        *finer, found = features
        climbed = []
        for block in self.up:
            found = block(found, finer.pop())
            climbed.append(found)
        return climbed

    def read(self, finest: torch.Tensor) -> torch.Tensor:
        """Logits from the last features on the way up."""
        logits: torch.Tensor = self.unfold(self.head(finest))
        return logits

    def encode(self, slices: torch.Tensor) -> list[torch.Tensor]:
        """Features of every level, finest first, the bottleneck last."""
        features, found = [], self.fold(slices)
        for block in self.down:
            found = block(found)
            features.append(found)
        return features


class VolumeUNet(nn.Module):
    """U-Net over volumes (B, C, K, J, I) -> logits (B, S, K, J, I), ``folded`` as ``SliceUNet``.

    Sides are multiples of ``2 ** len(filters)``, of ``2 ** (len(filters) - 1)`` when not folded.
    """

    def __init__(
        self,
        in_channels: int = 1,
        segments: int = 3,
        filters: Sequence[int] = (32, 64, 128),
        norm: str = "batch",
        residual: bool = True,
        folded: bool = True,
    ) -> None:
        super().__init__()
        levels = len(filters)
        block = 8 if folded else 1
        parts = DynUNet(
            spatial_dims=3,
            in_channels=block * in_channels,
            out_channels=block * segments,
            kernel_size=[3] * levels,
            strides=[1] + [2] * (levels - 1),
            upsample_kernel_size=[2] * (levels - 1),
            filters=list(filters),
            norm_name=norm,
            res_block=residual,
        )
        self.down = nn.ModuleList([parts.input_block, *parts.downsamples, parts.bottleneck])
        self.up = nn.ModuleList(parts.upsamples)
        self.head = parts.output_block
        self.folded = folded

    def forward(self, volumes: torch.Tensor) -> torch.Tensor:
        features, found = [], fold_3d(volumes) if self.folded else volumes
        for block in self.down:
            found = block(found)
            features.append(found)
        found = features.pop()
        for block in self.up:
            found = block(found, features.pop())
        logits: torch.Tensor = self.head(found)
        return unfold_3d(logits) if self.folded else logits


def fold_3d(volumes: torch.Tensor) -> torch.Tensor:
    """2×2×2 blocks of voxels as channels."""
    b, c, k, j, i = volumes.shape
    parts = volumes.reshape(b, c, k // 2, 2, j // 2, 2, i // 2, 2)
    return parts.permute(0, 1, 3, 5, 7, 2, 4, 6).reshape(b, 8 * c, k // 2, j // 2, i // 2)


def unfold_3d(features: torch.Tensor) -> torch.Tensor:
    """The inverse of ``fold_3d``."""
    b, c, k, j, i = features.shape
    parts = features.reshape(b, c // 8, 2, 2, 2, k, j, i)
    return parts.permute(0, 1, 5, 2, 6, 3, 7, 4).reshape(b, c // 8, 2 * k, 2 * j, 2 * i)
