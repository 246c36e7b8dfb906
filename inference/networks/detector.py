"""Lesion boxes on slices: queries that attend to a picture's features, or an answer per cell."""

import math
from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional

from inference.networks.transformer import AttentionBlock
from inference.networks.unet import SliceUNet

SPAN = 320.0  # pixels that positions are told in: no head is wider at the card's spacing
HEADS_OF_ATTENTION = 4
RARE = -math.log(0.95 / 0.05)  # first bias of a score: few places hold a lesion


class SliceDetector(nn.Module):
    """(N, C, J, I) slices with their neighbours -> (N, 5, Q) candidates.

    Row 0 is the logit that the candidate is a lesion, rows 1 to 4 its box (j0, i0, j1, i1) in
    pixels, edges counted from the outer edge of the first pixel. ``head`` is a row of ``HEADS``:
    "queries" has Q learned queries, "dense" one candidate a cell and is what the queries are
    compared with. Both read the same features of a ``SliceUNet``.
    """

    def __init__(
        self,
        head: str = "queries",
        in_channels: int = 5,
        filters: Sequence[int] = (16, 48, 96, 160, 224),
        width: int = 128,
        depth: int = 3,
        queries: int = 8,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.encoder = SliceUNet(in_channels, 1, filters)
        self.stride = 2 ** (len(filters) - 1)
        channels = filters[-2] + 4 * filters[-3] + 8
        self.head = HEADS[head](channels, width, depth, queries, dropout, self.stride)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        features = self.embed(slices)
        with torch.autocast(slices.device.type, enabled=False):  # half a pixel is lost else
            return self.detect(features.float())[-1]

    def embed(self, slices: torch.Tensor) -> torch.Tensor:
        """(N, E, J / stride, I / stride): two levels on the way up and how sure the logits are."""
        climbed = self.encoder.climb(self.encoder.encode(slices))
        logits = self.encoder.read(climbed[-1])
        cell = self.stride // 2
        sure = [functional.max_pool2d(logits, cell), functional.avg_pool2d(logits.sigmoid(), cell)]
        fine = functional.pixel_unshuffle(torch.cat([climbed[1], *sure], dim=1), 2)
        return torch.cat([climbed[0], fine], dim=1)

    def detect(self, features: torch.Tensor) -> list[torch.Tensor]:
        """(N, 5, Q) of every layer that answers, the last one is the answer."""
        answers: list[torch.Tensor] = self.head(features)
        return answers


class QueryHead(nn.Module):
    """Encoder-decoder attention (Carion et al., ECCV 2020), boxes refined layer by layer.

    Each query carries a reference box whose place it is told (Liu et al., DAB-DETR, ICLR 2022).
    ``layers[n].look.attention_weights`` keeps (N, heads, Q, cells) once ``keep_attention`` is
    set there, with its gradient where one is asked for; cells run row by row.
    """

    def __init__(
        self, channels: int, width: int, depth: int, queries: int, dropout: float, stride: int
    ) -> None:
        super().__init__()
        self.stride, self.width = stride, width
        self.reduce = nn.Sequential(
            nn.BatchNorm2d(channels), nn.Dropout2d(dropout), nn.Conv2d(channels, width, 1)
        )
        self.encode = AttentionBlock(width, HEADS_OF_ATTENTION, dropout)
        self.norm = nn.LayerNorm(width)
        self.content = nn.Parameter(torch.randn(queries, width) * 0.02)
        centres = torch.randn(queries, 2) * 0.5
        self.reference = nn.Parameter(torch.cat([centres, torch.full((queries, 2), -1.5)], dim=1))
        self.place = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(DecoderLayer(width, dropout) for _ in range(depth))
        self.score = nn.Linear(width, 1)
        change = nn.Linear(width, 4)
        self.refine = nn.Sequential(nn.Linear(width, width), nn.GELU(), change)
        nn.init.constant_(self.score.bias, RARE)
        nn.init.zeros_(change.weight)
        nn.init.zeros_(change.bias)

    def forward(self, features: torch.Tensor) -> list[torch.Tensor]:
        memory, places = self._memory(features)
        middle = torch.tensor(features.shape[-2:], device=features.device) * self.stride / 2
        queries = self.content.expand(len(features), -1, -1)
        reference = self.reference.expand(len(features), -1, -1)
        answers = []
        for layer in self.layers:
            place = self.place(sines(reference.sigmoid(), self.width // 2).flatten(-2))
            queries = layer(queries, place, memory, places)
            refined = reference + self.refine(queries)
            box = _corners(refined.sigmoid(), middle)
            answers.append(torch.cat([self.score(queries), box], dim=-1).transpose(1, 2))
            reference = refined.detach()
        return answers

    def _memory(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, cells, width) tokens that have looked at each other, and where they lie."""
        height, wide = features.shape[-2:]
        j, i = (
            (torch.arange(count, device=features.device) + 0.5 - count / 2) * self.stride / SPAN
            for count in (height, wide)
        )
        grid = torch.stack(torch.meshgrid(j + 0.5, i + 0.5, indexing="ij"), dim=-1)
        places = sines(grid.flatten(0, 1), self.width // 2).flatten(-2)[None]
        tokens = self.reduce(features).flatten(2).transpose(1, 2)
        return self.norm(self.encode(tokens + places)), places


class DecoderLayer(nn.Module):
    """Queries look at the picture, then at each other, then think; norms come first."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.look = Attention(width)
        self.talk = Attention(width)
        self.dense = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(4 * width, width)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        queries: torch.Tensor,
        place: torch.Tensor,
        memory: torch.Tensor,
        places: torch.Tensor,
    ) -> torch.Tensor:
        asked = self.norms[0](queries) + place
        queries = queries + self.dropout(self.look(asked, memory + places, memory))
        calm = self.norms[1](queries)
        queries = queries + self.dropout(self.talk(calm + place, calm + place, calm))
        result: torch.Tensor = queries + self.dropout(self.dense(self.norms[2](queries)))
        return result


class Attention(nn.Module):
    """Scaled dot products of queries and keys weigh the values (Vaswani et al. 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.merge = nn.Linear(width, width), nn.Linear(width, width)
        self.keep_attention = False
        self.attention_weights: torch.Tensor | None = None

    def forward(self, asked: torch.Tensor, keys: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        query, key, value = (
            _by_head(part) for part in (self.query(asked), self.key(keys), self.value(told))
        )
        weights = (query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5).softmax(dim=-1)
        if self.keep_attention:
            if torch.is_grad_enabled() and not weights.requires_grad:
                weights = weights.requires_grad_()  # a graph begins here, the network is frozen
            self.attention_weights = weights
        merged: torch.Tensor = self.merge((weights @ value).transpose(1, 2).flatten(2))
        return merged


class DenseHead(nn.Module):
    """One candidate a cell of twice the features' resolution (Tian et al., FCOS, ICCV 2019)."""

    def __init__(
        self, channels: int, width: int, depth: int, queries: int, dropout: float, stride: int
    ) -> None:
        super().__init__()
        self.cell = stride // 2
        self.reduce = nn.Sequential(
            nn.BatchNorm2d(channels),
            nn.Dropout2d(dropout),
            nn.Conv2d(channels, 4 * width, 1),
            nn.PixelShuffle(2),
        )
        tower: list[nn.Module] = []
        for _ in range(depth):
            tower += [nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(4, width), nn.GELU()]
        self.tower = nn.Sequential(*tower)
        self.score = nn.Conv2d(width, 1, 3, padding=1)
        self.sides = nn.Conv2d(width, 4, 3, padding=1)
        nn.init.constant_(self.score.bias, RARE)  # type: ignore[arg-type]

    def forward(self, features: torch.Tensor) -> list[torch.Tensor]:
        read = self.tower(self.reduce(features))
        centres = cell_centres(read.shape[-2], read.shape[-1], self.cell).to(features.device)
        sides = functional.softplus(self.sides(read).flatten(2)) * 4 * self.cell
        box = torch.cat([centres.T - sides[:, :2], centres.T + sides[:, 2:]], dim=1)
        return [torch.cat([self.score(read).flatten(2), box], dim=1)]


def cell_centres(rows: int, columns: int, cell: int) -> torch.Tensor:
    """(rows · columns, 2) pixel positions (j, i) of cells of ``cell`` pixels, row by row."""
    j, i = ((torch.arange(count) + 0.5) * cell for count in (rows, columns))
    return torch.stack(torch.meshgrid(j, i, indexing="ij"), dim=-1).flatten(0, 1)


def sines(values: torch.Tensor, width: int) -> torch.Tensor:
    """(..., width) sines and cosines of values in 0…1, from the whole span to a 64th."""
    rates = math.pi * 2 ** torch.linspace(0, 6, width // 2, device=values.device)
    angles = values[..., None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def _corners(unit: torch.Tensor, middle: torch.Tensor) -> torch.Tensor:
    """(..., 4) corners in pixels of boxes given as centre and size in parts of ``SPAN``."""
    centre = (unit[..., :2] - 0.5) * SPAN + middle
    half = unit[..., 2:] * SPAN / 2
    return torch.cat([centre - half, centre + half], dim=-1)


def _by_head(tokens: torch.Tensor) -> torch.Tensor:
    batch, count, _ = tokens.shape
    return tokens.view(batch, count, HEADS_OF_ATTENTION, -1).transpose(1, 2)


HEADS = {"queries": QueryHead, "dense": DenseHead}
