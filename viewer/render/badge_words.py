"""The warnings that must stay on a picture, in words."""

from inference.imaging.volume import Volume

RESEARCH_USE_ONLY = "RESEARCH USE ONLY"


def badges_for(volume: Volume, *, identity: bool, made_by_model: bool) -> tuple[str, ...]:
    """Research use on everything a model made, the series' flags, px, hidden identity."""
    badges = [RESEARCH_USE_ONLY] if made_by_model else []
    badges += [flag.code.replace("-", " ") for flag in volume.flags]
    geometry = volume.geometry
    if not geometry.in_plane_mm:
        badges.append("px, no mm")
    elif not geometry.through_plane_mm and geometry.shape_kji[0] > 1:
        badges.append("no mm across slices")
    if not geometry.oriented:
        badges.append("sides unknown")
    if not identity:
        badges.append("identity hidden")
    return tuple(dict.fromkeys(badges))
