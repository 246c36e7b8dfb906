"""Small states for the tests of the reducer: entries, volumes and an open study."""

from pathlib import Path

import numpy as np

from inference.imaging.display_window import DisplayWindow
from inference.imaging.finding import Finding
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.state.facts import ResultArrived, SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.reducer import reduce
from viewer.state.shelf import study_key
from viewer.state.view_state import ViewState

AUTOMATIC = DisplayWindow(50.0, 100.0)
SHAPE = (4, 6, 8)


def geometry(frame: str = "1.2.frame", head_first: bool = False) -> Geometry:
    """4×6×8 at 3×2×1 mm; with ``head_first`` slice 0 is nearest to the head."""
    step = (0, 0, -3.0) if head_first else (0, 0, 3.0)
    affine = affine_from_steps((0, 0, 0), step, (0, 2.0, 0), (1.0, 0, 0))
    return Geometry(SHAPE, affine, frame)


def volume(
    series: str = "1", modality: str = "MR", head_first: bool = False, flags: tuple[Flag, ...] = ()
) -> Volume:
    values = np.arange(np.prod(SHAPE), dtype=np.int16).reshape(SHAPE)
    info = SeriesInfo(
        patient_name="Test^Case",
        study_uid="1.2.study",
        series_uid=series,
        modality=modality,
        series_number=int(series) if series.isdigit() else None,
    )
    unit = "HU" if modality == "CT" else ""
    return Volume(values, geometry(head_first=head_first), info, unit, flags)


def entry(of: Volume, study: str = "1.2.study", patient: str = "Test^Case") -> SeriesEntry:
    info = SeriesInfo(
        patient_name=patient,
        study_uid=study,
        series_uid=of.series_uid,
        series_number=of.info.series_number,
        modality=of.modality,
        series_description=f"series {of.series_uid}",
        study_date="20240102",
    )
    return SeriesEntry(
        f"{study}/{of.series_uid}", info, of.geometry, of.unit, "int16", "dicom", (Path("a.dcm"),)
    )


def opened(of: Volume | None = None, token: str = "token-1") -> ViewState:
    """A state in which one series hangs in the three planes."""
    shown = of or volume()
    found = entry(shown)
    state = reduce(ViewState(), SeriesFound((found,)))
    state = reduce(state, StudyOpened(study_key(found), token))
    return reduce(state, SeriesLoaded(token, found, shown, SHAPE[0], AUTOMATIC))


def result(
    request: str = "r1", token: str = "token-1", model: str = "lesions", findings: int = 2
) -> InferenceResult:
    """A mask of one segment and some findings along the head's direction."""
    made_by = Provenance(
        model, "Lesions", "1.0", "ab" * 32, "0.1", "cpu", "2024-01-02T03:04:05Z", "1", "1.2", "cd"
    )
    mask = np.zeros(SHAPE, np.uint8)
    mask[1, 2, 3] = 1
    return InferenceResult(
        request,
        token,
        made_by,
        label_maps=(LabelMap(mask, geometry(), (Segment(1, "lesion", (255, 0, 0)),)),),
        findings=tuple(
            Finding(f"f{n}", "lesion", f"lesion {n}", 0.5, point_lps=(1.0, 2.0, 3.0 * n))
            for n in range(findings)
        ),
    )


def with_result(state: ViewState, made: InferenceResult) -> ViewState:
    return reduce(state, ResultArrived(made, state.active_pane.series_id))
