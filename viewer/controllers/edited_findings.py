"""Findings of a mask that a person has painted on: measured again, and marked as edited."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap

DRAWN = "-drawn-"  # in the ids of findings that a person drew


def findings_after_edit(
    layer_id: str,
    label_map: LabelMap,
    segment_id: int,
    findings: tuple[Finding, ...],
    before: Mapping[str, Finding],
) -> tuple[Finding, ...]:
    """All findings, those of one segment of a layer as the mask now says.

    A finding keeps name and score. It is "edited" where its part of the mask changed, and as
    ``before`` the first stroke where the mask is so again. What was erased wholly is "rejected"
    and keeps its last measures; what is new has no score. ``layer_id`` begins with the owner of
    the layer, as the ids of its findings do.
    """
    from inference.engine.steps.findings import findings_of

    owner = layer_id.split("/", 1)[0]
    segments = tuple(one for one in label_map.segments if one.id == segment_id)
    only = np.where(label_map.array == segment_id, label_map.array, 0)
    alone = LabelMap(only, label_map.geometry, segments, label_map.name)
    unscored: NDArray[np.float32] = np.broadcast_to(np.float32(0), only.shape)
    fresh = list(findings_of(alone, unscored, False))
    mine = {f.id for f in findings if f.id.split("/", 1)[0] == owner and f.segment_id == segment_id}
    made: list[Finding] = []
    for old in findings:
        new = _remeasured(old, before.get(old.id), fresh) if old.id in mine else old
        if new is not None:
            made.append(new)
    return (*made, *(_drawn(owner, one) for one in fresh))


def _remeasured(old: Finding, first: Finding | None, fresh: list[Finding]) -> Finding | None:
    """The finding as its part of the mask now is; None where a drawn one is gone again."""
    match = max(fresh, key=lambda one: _shared_mm3(old, one), default=None)
    if match is None or _shared_mm3(old, match) <= 0:
        if DRAWN in old.id:
            return None
        return replace(old, review="rejected", details={**old.details, "erased": "yes"})
    fresh.remove(match)
    if _same(match, old) and "erased" not in old.details:
        return old
    if first is not None and _same(match, first):
        return first
    return replace(
        old,
        point_lps=match.point_lps,
        box_lps=match.box_lps,
        volume_ml=match.volume_ml,
        longest_mm=match.longest_mm,
        details=match.details,
        review="edited",
    )


def _drawn(owner: str, made: Finding) -> Finding:
    x, y, z = made.point_lps or (0.0, 0.0, 0.0)
    name = f"{owner}/{made.kind}{DRAWN}{x:.0f}_{y:.0f}_{z:.0f}"
    return replace(made, id=name, score=None, review="edited")


def _same(a: Finding, b: Finding) -> bool:
    return a.box_lps == b.box_lps and a.details.get("voxels") == b.details.get("voxels")


def _shared_mm3(a: Finding, b: Finding) -> float:
    """How much the boxes of two findings have in common."""
    if a.box_lps is None or b.box_lps is None:
        return 0.0
    low = np.maximum(a.box_lps[0], b.box_lps[0])
    high = np.minimum(a.box_lps[1], b.box_lps[1])
    return float(np.prod(np.clip(high - low, 0.0, None)))
