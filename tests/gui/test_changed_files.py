"""Files that change while their study is open: no result of the old pixels stays over the new."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
from pytestqt.qtbot import QtBot

from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.result import InferenceResult
from inference.writing.result_folder import read_result
from tests.gui.test_library_list import WAIT_MS, Opened, opened
from tests.unit.library.library_studies import write_study
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.state.facts import ResultArrived
from viewer.state.intents import OpenPaths
from viewer.state.result_intents import ReviewFinding

__all__ = ["opened"]


def with_result(parts: Parts) -> InferenceResult:
    """A mask over the series that is open."""
    state = parts.session.state
    (series_id,) = state.open_series
    volume = state.open_series[series_id].volume
    labels = np.ones(volume.geometry.shape_kji, np.uint8)
    mask = LabelMap(labels, volume.geometry, (Segment(1, "lesion", (255, 0, 0)),))
    made_by = replace(result().provenance, series_uid=volume.series_uid)
    made = replace(result(), study_token=state.study_token, label_maps=(mask,), provenance=made_by)
    parts.session.dispatch(ResultArrived(made, series_id))
    return made


def brighten(path: Path, by: int) -> None:
    """One pixel of a file, which is as long as before."""
    data = pydicom.dcmread(path)
    pixels = data.pixel_array.copy()
    pixels[0, 0] += by
    data.PixelData = pixels.tobytes()
    data.save_as(path)


def test_a_folder_opened_again_after_its_files_changed_begins_anew_and_says_so(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", "a")
    parts = opened()

    def whole() -> bool:
        found = list(parts.session.state.open_series.values())
        return bool(found) and found[0].complete

    def open_it() -> None:
        parts.session.dispatch(OpenPaths((tmp_path / "in",)))
        qtbot.waitUntil(lambda: not any(j.alive for j in parts.session.state.jobs), timeout=WAIT_MS)
        qtbot.waitUntil(whole, timeout=WAIT_MS)

    open_it()
    token = parts.session.state.study_token
    made = with_result(parts)
    parts.session.dispatch(ReviewFinding("accepted", f"{made.request_id}/f0"))
    open_it()  # nothing has changed
    assert parts.session.state.study_token == token and parts.session.state.results.masks

    brighten(sorted((tmp_path / "in").rglob("*"))[-1], 77)
    (old,) = (one.volume.array for one in parts.session.state.open_series.values())
    open_it()
    state = parts.session.state
    assert state.study_token not in ("", token)
    assert state.results.masks == () and state.results.results == ()
    (series,) = state.open_series.values()
    assert (np.asarray(series.volume.array, int) - old).max() == 77
    texts = [message.text for message in state.messages]
    assert any("are not those that were opened before" in text for text in texts)
    (kept,) = (text for text in texts if "is kept in" in text)
    place = Path(kept.removeprefix("What was painted or judged is kept in ").rstrip("."))
    (folder,) = place.iterdir()
    assert read_result(folder).findings[0].review == "accepted"
