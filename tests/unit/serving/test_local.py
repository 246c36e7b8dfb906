"""From a folder of files to a result folder; which series is meant is never guessed."""

from pathlib import Path

import numpy as np
import pytest

from inference.catalog.card import Card
from inference.catalog.models import find_model
from inference.engine.events import Event, Finished
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo
from inference.imaging.tissue import tissue_threshold
from inference.reading.entry import Refusal, Scan, SeriesEntry
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from inference.serving.local import choose_series, run_to_folder
from inference.writing.result_folder import read_result
from tests.data_folder import require_data
from tests.model_factory import card_fields

STUDY = Path("study")


def card() -> Card:
    return Card.model_validate(
        card_fields(inputs={"modalities": ["MR"], "description_any": ["flair"]})
    )


def entry(uid: str, description: str, modality: str = "MR") -> SeriesEntry:
    info = SeriesInfo(series_uid=uid, series_description=description, modality=modality)
    grid = Geometry((20, 64, 64), np.diag([1.0, 1.0, 5.0, 1.0])[:, [2, 1, 0, 3]])
    return SeriesEntry(uid, info, grid, "", "int16", "dicom", ())


def test_the_only_series_that_suits_is_taken() -> None:
    scan = Scan((entry("1.1", "T1"), entry("1.2", "AX FLAIR"), entry("1.3", "FLAIR", "CT")))
    assert choose_series(scan, card(), STUDY).id == "1.2"


def test_a_lone_series_is_taken_so_that_the_run_can_say_what_is_wrong_with_it() -> None:
    assert choose_series(Scan((entry("1.1", "T1"),)), card(), STUDY).id == "1.1"


def test_several_that_suit_are_named_and_none_is_taken() -> None:
    scan = Scan((entry("1.1", "FLAIR pre"), entry("1.2", "FLAIR post")))
    with pytest.raises(InputError, match=r"several series suit.*1\.1 \(FLAIR pre\); 1\.2"):
        choose_series(scan, card(), STUDY)
    assert choose_series(scan, card(), STUDY, "1.2").id == "1.2"


def test_none_that_suits_and_none_of_that_name_are_errors() -> None:
    scan = Scan((entry("1.1", "T1"), entry("1.2", "T2")))
    with pytest.raises(InputError, match="no series suits"):
        choose_series(scan, card(), STUDY)
    with pytest.raises(InputError, match=r"series 9\.9 is not there"):
        choose_series(scan, card(), STUDY, "9.9")


def test_an_empty_folder_says_why() -> None:
    refusal = Refusal(STUDY / "a.dcm", "a.dcm is cut short.")
    with pytest.raises(InputError, match=r"a\.dcm is cut short"):
        choose_series(Scan((), refused=(refusal,)), card(), STUDY)
    with pytest.raises(InputError, match="there is no image in it"):
        choose_series(Scan(()), card(), STUDY)


def test_a_real_flair_study_gives_a_sensible_mask_on_its_own_tilted_grid(tmp_path: Path) -> None:
    """PGBM-002: oblique 512×512 FLAIR, glioblastoma."""
    study = require_data("dicom_mr", "PGBM-002")
    if "flair-lesion" not in [path.name for path in _model_folders()]:
        pytest.skip("the model flair-lesion is not installed")
    events: list[Event] = []
    facts = run_to_folder("flair-lesion", study, tmp_path / "out", report=events.append)
    assert isinstance(events[-1], Finished)
    mask = read_result(tmp_path / "out").label_maps[0]
    volume = load_volume(choose_series(scan_paths([study]), find_model("flair-lesion").card, study))
    assert mask.geometry.same_grid(volume.geometry) and mask.geometry.tilt_degrees < 0.1
    assert facts["provenance"]["series_uid"] == volume.series_uid
    largest = facts["findings"][0]
    assert 20 < largest["volume_ml"] < 400
    k, j, i = volume.geometry.index_from_lps(largest["point_lps"]).round().astype(int)
    assert mask.array[k, j, i]
    values = np.asarray(volume.array).astype(np.float32)
    tissue = values[values > tissue_threshold(values.ravel())]
    assert values[np.asarray(mask.array) > 0].mean() > 1.15 * np.median(tissue)


def _model_folders() -> list[Path]:
    from inference.catalog.models import built_in_folder

    return [path.parent for path in built_in_folder().glob("*/card.toml")]
