"""Sequences over all slices of a volume: what a U-Net says of each, read in order by a head."""

import math
from collections.abc import Sequence

import torch
from torch import nn

from inference.networks.transformer import AttentionBlock
from inference.networks.unet import SliceUNet

FIRST_SHARE = 0.1  # of the context in what is read: it has to earn more
BRIGHTEST = (1, 16, 64, 256)  # pixels whose mean logit says how sure the U-Net is of a lesion
FEATURES = len(BRIGHTEST) + 1
KERNEL = (0.25, 0.5, 1.0, 0.5, 0.25)  # how a slice listens to its neighbours before training
HEADS_OF_ATTENTION = 4


class SliceSequence(nn.Module):
    """(N, C, J, I), the N slices of one volume in order -> (N, 3).

    Column 0 is the logit that the slice shows a lesion, column 1 the share (0…1, sum 1) with
    which the slice weighed in the answer for the volume (attention pooling, Ilse et al. 2018),
    column 2 the logit that the volume shows a lesion, the same in every row. Every slice has a
    logit of its own, from the summary of the U-Net's answer alone; ``head``, a row of
    ``HEADS``, reads all slices and decides how much each listens to the two on either side.
    "slices" listens to none and is what the others are compared with.
    """

    means: torch.Tensor
    deviations: torch.Tensor

    def __init__(
        self,
        head: str,
        in_channels: int = 5,
        filters: Sequence[int] = (16, 48, 96, 160, 224),
        width: int = 16,
        depth: int = 1,
        dropout: float = 0.2,
    ) -> None:
        super().__init__()
        self.encoder = SliceUNet(in_channels, 1, filters)
        self.register_buffer("means", torch.zeros(FEATURES))
        self.register_buffer("deviations", torch.ones(FEATURES))
        self.reduce = nn.Sequential(nn.Linear(FEATURES, width), nn.GELU(), nn.Dropout(dropout))
        self.straight = nn.Linear(FEATURES, 1)
        self.bent = nn.Linear(width, 1)
        self.context = HEADS[head](width, depth, dropout)
        self.listen = None if head == "slices" else _listening(width)
        self.weight = nn.Sequential(
            nn.Linear(width, width // 2), nn.Tanh(), nn.Linear(width // 2, 1)
        )
        self.volume_answer = nn.Linear(width, 1)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        return self.read(self.embed(slices)[None])[0]

    def embed(self, slices: torch.Tensor) -> torch.Tensor:
        """(N, E) how sure the U-Net is of each slice's brightest pixels, and of how many."""
        logits = self.encoder(slices).flatten(1).float()
        top = logits.topk(min(max(BRIGHTEST), logits.shape[1]), dim=1).values
        sure = [top[:, :count].mean(dim=1) for count in BRIGHTEST]
        return torch.stack([*sure, torch.log1p(logits.sigmoid().sum(dim=1))], dim=1)

    @torch.no_grad()
    def scale_to(self, embeddings: torch.Tensor) -> None:
        """(M, E) embeddings of the training slices, from which all others are measured."""
        self.means.copy_(embeddings.mean(0))
        self.deviations.copy_(embeddings.std(0).clamp_min(1e-3))

    @torch.no_grad()
    def stretch(self, factor: float, shift: float) -> None:
        """Slice logits times ``factor`` plus ``shift``: a mean of logits is stretched like each."""
        for layer in (self.straight, self.bent):
            layer.weight.mul_(factor)
            layer.bias.mul_(factor)
        self.straight.bias.add_(shift)

    def read(self, embeddings: torch.Tensor) -> torch.Tensor:
        """(B, N, 3) from (B, N, E), see the class; in full precision, so that no scores tie."""
        with torch.autocast(embeddings.device.type, enabled=False):
            return self._read(embeddings.float())

    def _read(self, embeddings: torch.Tensor) -> torch.Tensor:
        scaled = (embeddings - self.means) / self.deviations
        tokens = self.reduce(scaled)
        own = (self.straight(scaled) + self.bent(tokens))[..., 0]
        read = self.context(tokens)
        logits = own if self.listen is None else _heard(own, self.listen(read))
        shares = self.weight(read).softmax(dim=1)
        volume = self.volume_answer((shares * read).sum(dim=1))
        return torch.stack([logits, shares[..., 0], volume.expand_as(logits)], dim=-1)


def _listening(width: int) -> nn.Linear:
    """Tokens -> how much of each neighbour is heard; before training always ``KERNEL``."""
    layer = nn.Linear(width, len(KERNEL))
    nn.init.zeros_(layer.weight)
    with torch.no_grad():
        layer.bias.copy_(torch.tensor(KERNEL).log())
    return layer


def _heard(own: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
    """(B, N) means of a slice's own logit and its neighbours'; the ends are repeated."""
    count, reach = own.shape[1], len(KERNEL) // 2
    places = torch.arange(count)[:, None] + torch.arange(-reach, reach + 1)
    heard: torch.Tensor = (own[:, places.clamp(0, count - 1)] * scores.softmax(dim=-1)).sum(-1)
    return heard


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
    """Self-attention among the slices (Vaswani et al. 2017); what is far counts less.

    The penalty grows with the distance in slices, at a rate of its own in each head (Press et
    al., ICLR 2022), so that a volume of any length is read alike.
    """

    def __init__(self, width: int, depth: int, dropout: float) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            AttentionBlock(width, HEADS_OF_ATTENTION, dropout) for _ in range(depth)
        )
        self.norm = nn.LayerNorm(width)
        self.share = nn.Parameter(torch.full((1,), FIRST_SHARE))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        place = torch.arange(tokens.shape[1])
        rates = torch.tensor([math.pow(2.0, -head) for head in range(HEADS_OF_ATTENTION)])
        penalty = rates[:, None, None] * (place[:, None] - place).abs()
        read = tokens
        for block in self.blocks:
            read = block(read, penalty=penalty)
        result: torch.Tensor = tokens + self.share * self.norm(read)
        return result


HEADS = {
    "slices": lambda width, depth, dropout: nn.Identity(),
    "lstm": lambda width, depth, dropout: RecurrentContext(nn.LSTM, width, depth),
    "gru": lambda width, depth, dropout: RecurrentContext(nn.GRU, width, depth),
    "transformer": AttentionContext,
}
