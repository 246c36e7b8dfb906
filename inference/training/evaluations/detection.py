"""Boxes against masks: sensitivity at one false positive a volume, and average precision."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.catalog.models import ModelEntry
from inference.engine.run import run
from inference.engine.steps.box_links import Box, box_in_patient
from inference.imaging.finding import Finding
from inference.imaging.progress import CancelCheck
from inference.imaging.volume import Volume
from inference.training.datasets.lesion_boxes import lesion_parts, part_bounds
from inference.training.detections import (
    LEAST_IOU,
    VolumeDetections,
    detection_figures,
    figure_intervals,
    hits,
)
from inference.training.evaluations import Interval, Row, Tell
from inference.training.evaluations.folder_cases import MaskedCases, mask_on_grid, read_single

LOWEST_SCORE = 0.001  # every finding counts, also those below the card's threshold


class DetectionEvaluation(MaskedCases):
    """A lesion is a connected part of the mask, its box that along the LPS axes.

    Parts under 0.1 mL are specks of the drawing and do not count. A finding hits at an IoU in 3D
    of 0.1 or more; figures that end in ``_iou30`` and ``_iou50`` ask for more.
    """

    def row(
        self,
        entry: ModelEntry,
        name: str,
        case: tuple[Path, Path],
        tell: Tell,
        cancelled: CancelCheck,
    ) -> Row:
        request = replace(self.request(entry, name, case), options={"threshold": LOWEST_SCORE})
        findings = run(request, tell, cancelled).findings
        mask = mask_on_grid(read_single(case[1]), request.volume.geometry)
        row: Row = {
            "boxes_lps": [_flat(finding.box_lps) for finding in findings],
            "scores": [_score(finding) for finding in findings],
            "lesions_lps": wanted_boxes(mask, request.volume),
            "lesion_ml": round(_volume_ml(mask, request.volume), 2),
        }
        row["hits"] = hits(_detections(row), LEAST_IOU[""]).tolist()
        return row

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        """Pooled over findings; the intervals draw volumes again."""
        volumes = [_detections(row) for row in rows]
        return detection_figures(volumes), figure_intervals(volumes)


def _volume_ml(mask: NDArray[np.generic], volume: Volume) -> float:
    return float((mask != 0).sum((1, 2)) @ volume.geometry.slice_volumes_ml)


def wanted_boxes(mask: NDArray[np.generic], volume: Volume) -> list[list[float]]:
    """The box in LPS, lowest then highest corner, of each lesion of a mask on the volume's grid."""
    geometry = volume.geometry
    parts = lesion_parts(mask != 0, geometry.voxel_volume_ml)
    return [_flat(box_in_patient(part_bounds(part), geometry)) for part in parts]


def _flat(box: Box | None) -> list[float]:
    assert box is not None
    return [round(value, 3) for corner in box for value in corner]


def _score(finding: Finding) -> float:
    assert finding.score is not None
    return round(finding.score, 6)


def _detections(row: Row) -> VolumeDetections:
    return VolumeDetections(
        np.array(row["boxes_lps"], np.float64).reshape(-1, 6),
        np.array(row["scores"], np.float64),
        np.array(row["lesions_lps"], np.float64).reshape(-1, 6),
    )
