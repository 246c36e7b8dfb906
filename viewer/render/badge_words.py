"""The warnings that must stay on a picture, in words."""

from inference.imaging.volume import Volume

RESEARCH_USE_ONLY = "RESEARCH USE ONLY"
IDENTITY_HIDDEN = "IDENTITY HIDDEN"


def badges_for(volume: Volume, *, identity: bool, made_by_model: bool) -> tuple[str, ...]:
    """Research use on everything a model made, the series' flags, px, hidden identity."""
    badges = [RESEARCH_USE_ONLY] if made_by_model else []
    badges += [flag.code.replace("-", " ").upper() for flag in volume.flags]
    geometry = volume.geometry
    if not geometry.in_plane_mm:
        badges.append("NOT CALIBRATED: px")
    elif not geometry.through_plane_mm and geometry.shape_kji[0] > 1:
        badges.append("NO mm ACROSS SLICES")
    if not geometry.oriented:
        badges.append("SIDES UNKNOWN")
    if not identity:
        badges.append(IDENTITY_HIDDEN)
    return tuple(dict.fromkeys(badges))
