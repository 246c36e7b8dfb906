"""Where a result came from, written down completely."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inference.engine.request import InferenceRequest
from inference.imaging.result import Provenance
from inference.imaging.volume import voxel_sha256

if TYPE_CHECKING:
    from inference.catalog.card import Card
    from inference.engine.steps.preparation import Step


def provenance_of(
    request: InferenceRequest,
    card: "Card",
    device: str,
    steps: "tuple[Step, ...]",
    overrides: tuple[str, ...],
) -> Provenance:
    """All that the request, the card and the run know about themselves, at this moment (UTC)."""
    info = request.volume.info
    return Provenance(
        model_id=card.id,
        model_name=card.name,
        model_version=card.version,
        weights_sha256=card.weights_sha256,
        app_version=app_version(),
        device=device,
        utc_time=datetime.now(UTC).isoformat(timespec="seconds"),
        series_uid=info.series_uid,
        study_uid=info.study_uid,
        input_sha256=voxel_sha256(request.volume),
        input_uids=(info.series_uid, *request.volume.source_uids),
        steps=(*_others(card), *steps),
        overrides=overrides,
    )


def _others(card: "Card") -> "tuple[Step, ...]":
    """The models that this one is made of: its encoder, or an ensemble's members."""
    if card.encoder:
        return (("encoder", card.encoder.model_dump()),)
    if not card.members:
        return ()
    return (
        (
            "members",
            {
                member.id: {
                    "version": member.version,
                    "weights_sha256": member.weights_sha256,
                    "flips": member.flips,
                }
                for member in card.members
            },
        ),
    )


def app_version() -> str:
    """The installed version of RadLens, or that of the checkout it runs from."""
    import importlib.metadata

    try:
        return importlib.metadata.version("radlens")
    except importlib.metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
