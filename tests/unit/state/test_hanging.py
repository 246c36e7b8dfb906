"""A study hangs by rule, and a broken rule is named."""

import pytest

from inference.imaging.errors import InputError
from inference.imaging.series_info import SeriesInfo
from tests.data_folder import ROOT
from viewer.state.hanging import choose_protocol, parse_protocols, place

PROTOCOLS = parse_protocols((ROOT / "resources" / "hanging.toml").read_text("utf-8"), "built in")


def mr(description: str) -> SeriesInfo:
    return SeriesInfo(modality="MR", series_description=description)


def test_flair_is_found_wherever_it_stands_in_the_study() -> None:
    study = [mr("ax T2"), mr("Axial FLAIR"), mr("T1 post Gd")]
    protocol = choose_protocol(PROTOCOLS, study)
    assert protocol is not None
    assert protocol.name == "Brain MR with FLAIR"
    assert {view.series_index for view in place(protocol.stages[0], study, 0)} == {1}
    assert [view.series_index for view in place(protocol.stages[1], study, 0)] == [1, 2]


def test_the_opened_series_wins_where_it_matches() -> None:
    study = [SeriesInfo(modality="CT", body_part="CHEST")] * 2
    protocol = choose_protocol(PROTOCOLS, study)
    assert protocol is not None
    assert [view.series_index for view in place(protocol.stages[0], study, 1)] == [1, 1]
    assert [view.window for view in protocol.stages[0].views] == ["lung", "mediastinum"]


def test_mr_never_gets_a_ct_window() -> None:
    windows = [
        v.window for p in PROTOCOLS if p.when.modality == "MR" for s in p.stages for v in s.views
    ]
    assert set(windows) <= {"auto", "file"}


def test_a_view_without_its_series_stays_empty() -> None:
    protocol = choose_protocol(PROTOCOLS, [mr("FLAIR")])
    assert protocol is not None
    second = place(protocol.stages[1], [mr("FLAIR")], 0)
    assert [view.series_index for view in second] == [0, None]


def test_a_study_without_flair_never_hangs_empty() -> None:
    protocol = choose_protocol(PROTOCOLS, [mr("brain T1")])
    assert protocol is not None
    assert {view.series_index for view in place(protocol.stages[0], [mr("brain T1")], 0)} == {0}


def test_anything_falls_to_the_last_protocol() -> None:
    protocol = choose_protocol(PROTOCOLS, [SeriesInfo()])
    assert protocol is not None
    assert protocol.name == "Any volume"


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        ("[[protocol]]\nname = 'x'\nwhen = {}\n", "stage"),
        ("[[protocol]]\nname = 'x'\nwhen = { descripton = 'a' }\nstage = []\n", "stage"),
        ("protocol = 3", "not"),
        ("[[protocols]]\nname = 'x'\nwhen = {}\n", "unknown 'protocols'"),
        ("[[protocol]]\nname='x'\nwhen={modalty='MR'}\nstage=[1]\n", "unknown 'modalty'"),
        (
            "[[protocol]]\nname='x'\nwhen={}\n[[protocol.stage]]\nname='y'\nlayout='1x1'\n"
            "views=[{series={}, window='auto'}]",
            "a view has no 'plane'",
        ),
        (
            "[[protocol]]\nname='x'\nwhen={}\n[[protocol.stage]]\nname='y'\nlayout='1x1'\n"
            "views=[{series={description='('}, plane='axial', window='auto'}]",
            "unterminated",
        ),
    ],
)
def test_a_broken_table_is_named_with_its_cause(broken: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause) as caught:
        parse_protocols(broken, "my-hanging.toml")
    assert "my-hanging.toml" in str(caught.value)
