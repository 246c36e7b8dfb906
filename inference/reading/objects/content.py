"""What a DICOM result object holds, in our nouns."""

from dataclasses import dataclass

from inference.imaging.contour_set import ContourSet
from inference.imaging.finding import Finding
from inference.imaging.flag import Flag
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from inference.imaging.presentation import ImageReference, Presentation
from inference.reading.entry import ObjectEntry


@dataclass(frozen=True, eq=False)
class ObjectContent:
    """Layers, findings and wishes of one object, each on its own grid, placed through LPS.

    ``key_images`` are the pictures that a key object selection points at, ``title`` says why.
    """

    entry: ObjectEntry
    label_maps: tuple[LabelMap, ...] = ()
    heatmaps: tuple[Heatmap, ...] = ()
    findings: tuple[Finding, ...] = ()
    contours: ContourSet | None = None
    presentation: Presentation | None = None
    key_images: tuple[ImageReference, ...] = ()
    title: str = ""
    flags: tuple[Flag, ...] = ()
