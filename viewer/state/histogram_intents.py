"""Wishes about the histogram."""

from dataclasses import dataclass

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class ShowHistogram(Intent):
    """Open or close the histogram; it stands in the tab of layers, which comes to the front."""

    shown: bool | None = None
