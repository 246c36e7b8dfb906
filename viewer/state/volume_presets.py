"""The table of transfer functions for the 3D view."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from inference.imaging.volume import Volume

Point = tuple[float, float, float, float, float]  # value, opacity, red, green, blue
SAMPLE = 500_000  # voxels looked at for the percentiles


@dataclass(frozen=True, slots=True)
class VolumePreset:
    """``points`` in HU, or relative to the volume's percentiles; composite or mip."""

    name: str
    modalities: tuple[str, ...]
    mode: str
    relative: bool
    points: tuple[Point, ...]

    def fits(self, volume: Volume) -> bool:
        """Absolute values are HU: without them they would mean something else."""
        known = self.relative or volume.unit == "HU"
        return known and bool({volume.modality, ""} & set(self.modalities))

    def points_for(self, volume: Volume) -> tuple[Point, ...]:
        """The points in the values of ``volume``."""
        if not self.relative:
            return self.points
        step = max(1, volume.array.size // SAMPLE)
        sample = volume.array.reshape(-1)[::step].astype(np.float64)
        low, high = np.percentile(sample, (1.0, 99.5))
        width = max(float(high - low), 1e-6)
        return tuple((float(low) + x * width, a, r, g, b) for x, a, r, g, b in self.points)


@cache
def volume_presets() -> tuple[VolumePreset, ...]:
    """All presets, in the order of the file."""
    text = resources.files("resources").joinpath("volume_presets.toml").read_text("utf-8")
    return tuple(
        VolumePreset(
            row["name"],
            tuple(row["modalities"]),
            row["mode"],
            row["relative"],
            tuple(tuple(point) for point in row["points"]),
        )
        for row in tomllib.loads(text)["preset"]
    )


def presets_for(volume: Volume) -> Sequence[VolumePreset]:
    """Those that fit a series, its modality's own first."""
    return [preset for preset in volume_presets() if preset.fits(volume)]


def chosen_preset(name: str, volume: Volume) -> VolumePreset:
    """The preset of that name where it fits, else the first that does."""
    fitting = presets_for(volume)
    return next((preset for preset in fitting if preset.name == name), fitting[0])
