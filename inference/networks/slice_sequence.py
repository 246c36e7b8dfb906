"""Sequences over all slices of a volume: CNN embeddings, read in order by one of several heads."""

import math
from collections.abc import Sequence

import torch
from torch import nn

from inference.networks.transformer import AttentionBlock
from inference.networks.unet import SliceUNet

FIRST_SHARE = 0.1  # of the context in what is read: it has to earn more
BRIGHTEST = 64  # pixels whose logits say how sure the segmentation is of a small lesion


class SliceSequence(nn.Module):
    """(N, C, J, I), the N slices of one volume in order -> (N, 3).

    Column 0 is the logit that the slice shows a lesion, column 1 the share (0…1, sum 1) with
    which the slice weighed in the answer for the volume (attention pooling, Ilse et al. 2018),
    column 2 the logit that the volume shows a lesion, the same in every row. ``head`` is a row
    of ``HEADS``; "slices" has no context and is what the others are compared with.
    """

    def __init__(
        self,
        head: str,
        in_channels: int = 5,
        filters: Sequence[int] = (16, 48, 96, 160, 224),
        width: int = 64,
        depth: int = 1,
        dropout: float = 0.3,
    ) -> None:
        super().__init__()
        self.encoder = SliceUNet(in_channels, 1, filters)
        size = 2 * filters[-1] + 2 * filters[-2] + 4
        self.norm = nn.BatchNorm1d(size)
        self.reduce = nn.Sequential(nn.Dropout(dropout), nn.Linear(size, width), nn.GELU())
        self.context = HEADS[head](width, depth, dropout)
        self.slice_answer = nn.Linear(width, 1)
        self.weight = nn.Sequential(
            nn.Linear(width, width // 2), nn.Tanh(), nn.Linear(width // 2, 1)
        )
        self.volume_answer = nn.Linear(width, 1)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        return self.read(self.embed(slices))

    def embed(self, slices: torch.Tensor) -> torch.Tensor:
        """(N, E) what the convolutional network made of each slice."""
        features = self.encoder.encode(slices)
        parts = [pooled(level) for level in (features[-1], features[-2])]
        logits = self.encoder.decode(features).flatten(1)
        count = min(BRIGHTEST, logits.shape[1])
        top = logits.topk(count, dim=1).values
        area = torch.log1p(logits.sigmoid().sum(1, keepdim=True))
        sure = torch.stack([top[:, 0], top[:, count // 4], top.mean(1)], dim=1)
        return torch.cat([*parts, sure, area], dim=1)

    def read(self, embeddings: torch.Tensor) -> torch.Tensor:
        """(N, 3) from (N, E), see the class."""
        read = self.context(self.reduce(self.norm(embeddings))[None])[0]
        shares = self.weight(read).softmax(dim=0)
        volume = self.volume_answer((shares * read).sum(dim=0, keepdim=True))
        return torch.cat([self.slice_answer(read), shares, volume.expand(len(read), 1)], dim=1)


class RecurrentContext(nn.Module):
    """A recurrent network in both directions, added to what it read."""

    def __init__(self, cells: type[nn.LSTM] | type[nn.GRU], width: int, depth: int) -> None:
        super().__init__()
        self.cells = cells(width, width // 2, depth, batch_first=True, bidirectional=True)
        self.share = nn.Parameter(torch.full((1,), FIRST_SHARE))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        read, _ = self.cells(tokens)
        result: torch.Tensor = tokens + self.share * read
        return result


class AttentionContext(nn.Module):
    """Self-attention among the slices, each told its place (Vaswani et al. 2017)."""

    def __init__(self, width: int, depth: int, dropout: float) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(AttentionBlock(width, 4, dropout) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.share = nn.Parameter(torch.full((1,), FIRST_SHARE))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        read = tokens + places(tokens.shape[1], tokens.shape[2])
        for block in self.blocks:
            read = block(read)
        result: torch.Tensor = tokens + self.share * self.norm(read)
        return result


def places(count: int, width: int) -> torch.Tensor:
    """(1, count, width) sines and cosines of the slice number, for any length."""
    steps = torch.arange(count, dtype=torch.float32)[:, None]
    rates = torch.exp(torch.arange(0, width, 2) * (-math.log(1000.0) / width))
    return torch.stack([torch.sin(steps * rates), torch.cos(steps * rates)], -1).view(1, count, -1)


def pooled(features: torch.Tensor) -> torch.Tensor:
    """Mean and largest value of each channel."""
    return torch.cat([features.mean((-2, -1)), features.amax((-2, -1))], dim=1)


HEADS = {
    "slices": lambda width, depth, dropout: nn.Identity(),
    "lstm": lambda width, depth, dropout: RecurrentContext(nn.LSTM, width, depth),
    "gru": lambda width, depth, dropout: RecurrentContext(nn.GRU, width, depth),
    "transformer": AttentionContext,
}
