"""Models with known behaviour, installed below a temporary ``$RADLENS_HOME`` for tests."""

import hashlib
from pathlib import Path
from typing import Any

import tomli_w
import torch
from safetensors.torch import save_file
from torch import nn

import inference.networks
from inference.catalog.card import Card, MemberPart, members_sha256


class BrightUNet(nn.Module):
    """Draws what is brighter than ``cut``, through a layer at half resolution to explain."""

    def __init__(self, in_channels: int = 3, cut: float = 0.65) -> None:
        super().__init__()
        self.cut = cut
        self.coarse = nn.Conv2d(in_channels, 1, 2, stride=2, bias=False)
        self.fine = nn.Conv2d(in_channels, 1, 1, bias=False)
        with torch.no_grad():
            for layer, weight in ((self.coarse, 0.25), (self.fine, 1.0)):
                layer.weight.zero_()
                layer.weight[0, in_channels // 2] = weight

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        coarse = torch.relu(self.coarse(slices)).repeat_interleave(2, -1).repeat_interleave(2, -2)
        logits: torch.Tensor = 20 * (0.9 * self.fine(slices) + 0.1 * coarse - self.cut)
        return logits


class BrightVolume(nn.Module):
    """The same in 3D."""

    def __init__(self, cut: float = 0.65) -> None:
        super().__init__()
        self.cut = cut
        self.fine = nn.Conv3d(1, 1, 1, bias=False)
        nn.init.ones_(self.fine.weight)

    def forward(self, volume: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = 20 * (self.fine(volume) - self.cut)
        return logits


class BrightBoxes(nn.Module):
    """(N, 5, 2): a box around what is brighter than ``cut``, and a candidate that never is one."""

    def __init__(self, in_channels: int = 3, cut: float = 0.65) -> None:
        super().__init__()
        self.cut = cut
        self.sure = nn.Parameter(torch.tensor([4.0, -6.0]))

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        answer = torch.zeros(len(slices), 5, 2)
        answer[:, 0] = self.sure[1]
        for number, bright in enumerate(slices[:, slices.shape[1] // 2] > self.cut):
            rows, columns = (bright.any(dim=axis).nonzero()[:, 0] for axis in (1, 0))
            if len(rows):
                answer[number, 0, 0] = self.sure[0]
                ends = [rows[0], columns[0], rows[-1] + 1, columns[-1] + 1]
                answer[number, 1:, 0] = torch.stack(ends)
        return answer


def add_test_networks(table: dict[str, Any]) -> None:
    """Rows of the network table that only tests know."""
    table["bright_unet"] = BrightUNet
    table["bright_volume"] = BrightVolume
    table["bright_boxes"] = BrightBoxes


def card_fields(**changes: Any) -> dict[str, Any]:
    """A complete card of the bright network; ``changes`` replace whole tables."""
    fields: dict[str, Any] = {
        "id": "bright",
        "name": "Bright test model",
        "version": "1.0.0",
        "task": "segmentation",
        "licence": "Apache-2.0",
        "weights_sha256": "0" * 64,
        "network": {"name": "bright_unet"},
        "inputs": {"modalities": ["MR"]},
        "preparation": {"in_plane_spacing_mm": 1.0, "intensity": {"method": "min_max"}},
        "prediction": {"neighbours": 1},
        "segments": [
            {
                "id": 1,
                "name": "lesion",
                "colour": [144, 238, 144],
                "type": ["4147007", "SCT", "Mass"],
                "category": ["49755003", "SCT", "Morphologically Altered Structure"],
            }
        ],
        "explanation": {"methods": ["seg-grad-cam"], "layer": "coarse"},
    }
    return {**fields, **changes}


def install_model(home: Path, **changes: Any) -> Card:
    """Write card and weights to ``home/models/<id>`` (networks need ``add_test_networks``)."""
    fields = card_fields(**changes)
    folder = home / "models" / str(fields["id"])
    folder.mkdir(parents=True)
    torch.manual_seed(0)
    network = inference.networks.build(
        fields["network"]["name"], **fields["network"].get("parameters", {})
    )
    weights = folder / "weights.safetensors"
    save_file(network.state_dict(), weights)
    fields["weights_sha256"] = hashlib.sha256(weights.read_bytes()).hexdigest()
    (folder / "card.toml").write_text(tomli_w.dumps(fields), encoding="utf-8")
    return Card.model_validate(fields)


def install_ensemble(home: Path, members: list[Card], **changes: Any) -> Card:
    """Write the card of an ensemble without weights of its own to ``home/models/<id>``."""
    parts = [
        {
            "id": card.id,
            "version": card.version,
            "weights_sha256": card.weights_sha256,
            "flips": card.prediction.flips,
        }
        for card in members
    ]
    fields = card_fields(
        **{"id": "bright-ensemble", "explanation": {"methods": ["seg-grad-cam"],
           "layer": "members.0.coarse"}, **changes}
    )  # fmt: skip
    del fields["network"]
    fields |= {"format": "ensemble", "members": parts, "weights_file": ""}
    fields["weights_sha256"] = members_sha256([MemberPart.model_validate(part) for part in parts])
    folder = home / "models" / str(fields["id"])
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text(tomli_w.dumps(fields), encoding="utf-8")
    return Card.model_validate(fields)
