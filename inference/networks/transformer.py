"""Vision Transformers: multi-head self-attention over patches of a picture."""

import torch
from torch import nn

from inference.networks.calibration import Calibration
from inference.networks.picture_values import standardised


class ImageTransformer(nn.Module):
    """Patches -> tokens -> self-attention -> class token (Dosovitskiy et al. 2021).

    Two small convolutions cut the patches (Xiao et al., NeurIPS 2021), which lets a Transformer
    learn from a few thousand pictures. (B, 1, size, size) -> calibrated logits (B, classes);
    with ``standardise`` the brightness and contrast of each picture are taken out first.
    ``blocks[n].attention_weights`` keeps (B, heads, tokens, tokens) of the last pass once
    ``keep_attention`` is set, for rollout; token 0 is the class token, then rows of patches.
    """

    def __init__(
        self,
        in_channels: int = 1,
        classes: int = 2,
        size: int = 28,
        width: int = 96,
        depth: int = 5,
        heads: int = 4,
        dropout: float = 0.1,
        standardise: bool = False,
    ) -> None:
        super().__init__()
        self.standardise = standardise
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, width // 2, 3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(width // 2),
            nn.GELU(),
            nn.Conv2d(width // 2, width, 3, stride=2, padding=1),
        )
        self.grid = -(-size // 4)
        self.class_token = nn.Parameter(torch.zeros(1, 1, width))
        self.places = nn.Parameter(torch.randn(1, self.grid**2 + 1, width) * 0.02)
        self.blocks = nn.ModuleList(AttentionBlock(width, heads, dropout) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, classes)
        self.calibration = Calibration(classes)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        if self.standardise:
            pictures = standardised(pictures)
        patches = self.stem(pictures).flatten(2).transpose(1, 2)
        first = self.class_token.expand(len(patches), -1, -1)
        tokens = torch.cat([first, patches], dim=1) + self.places
        for block in self.blocks:
            tokens = block(tokens)
        logits: torch.Tensor = self.calibration(self.head(self.norm(tokens[:, 0])))
        return logits


class AttentionBlock(nn.Module):
    """Self-attention and a two-layer perceptron, each with a norm before and a way around."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention = nn.LayerNorm(width)
        self.project = nn.Linear(width, 3 * width)
        self.merge = nn.Linear(width, width)
        self.norm_dense = nn.LayerNorm(width)
        self.dense = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(4 * width, width)
        )
        self.dropout = nn.Dropout(dropout)
        self.keep_attention = False
        self.attention_weights: torch.Tensor | None = None

    def forward(
        self,
        tokens: torch.Tensor,
        hidden: torch.Tensor | None = None,
        penalty: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """``hidden`` (B, N) marks tokens that are padding and must not be looked at.

        ``penalty`` (heads, N, N) is taken off the scores: what is far counts less.
        """
        tokens = tokens + self.dropout(self.attend(self.norm_attention(tokens), hidden, penalty))
        result: torch.Tensor = tokens + self.dropout(self.dense(self.norm_dense(tokens)))
        return result

    def attend(
        self,
        tokens: torch.Tensor,
        hidden: torch.Tensor | None,
        penalty: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Scaled dot products of queries and keys weigh the values (Vaswani et al. 2017)."""
        batch, count, width = tokens.shape
        parts = self.project(tokens).view(batch, count, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-2, -1) / (width // self.heads) ** 0.5
        if penalty is not None:
            scores = scores - penalty
        if hidden is not None:
            scores = scores.masked_fill(hidden[:, None, None, :], float("-inf"))
        weights = scores.softmax(dim=-1)
        if self.keep_attention:
            self.attention_weights = weights
        merged: torch.Tensor = self.merge((weights @ value).transpose(1, 2).reshape(tokens.shape))
        return merged
