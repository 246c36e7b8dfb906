"""A window in Chinese is Chinese throughout, also what the rest of the program tells it."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from inference.imaging.flag import Flag
from inference.reading.scan import scan_paths
from inference.registration.placing import Placing
from tests.data_folder import ROOT
from tests.gui.conftest import hang, phantom
from tests.gui.crowded_window import crowd
from tests.gui.test_appearance import clipped, dress
from tests.gui.told_sentences import Source, source_of
from tests.unit.library.library_studies import a_length
from viewer.app import Parts
from viewer.commands.results import TABS
from viewer.controllers.opening import refusal_words
from viewer.render.badge_words import badges_for
from viewer.render.picture_words import word
from viewer.state.drawing_intents import DrawMeasurement
from viewer.state.facts import JobMoved
from viewer.state.intents import ShowTab
from viewer.state.jobs import Job
from viewer.state.measurement_words import measured_series, measurement_words, told_words
from viewer.widgets.jobs_tab import JobsTab
from viewer.widgets.measurement_rows import MeasurementRows
from viewer.widgets.notices import Notices
from viewer.widgets.pages import log_page
from viewer.widgets.theme import LETTERS
from viewer.widgets.translator import read_translations
from viewer.widgets.words import said

ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")  # two words that follow each other


def notices(parts: Parts) -> list[str]:
    """The words of the messages that are on the screen."""
    QApplication.processEvents()
    column = parts.window.views.findChild(Notices)
    assert column is not None
    return [label.text() for label in column.findChildren(QLabel) if label.text()]


NEW_CONTROLLER = '''
"""A docstring of several words."""
LOG.warning("a log line of several words")
WHERE = "the place"

def told(session, path, error, count):
    session.tell("note", f"{path.name} was not found in {WHERE}.", key="new-key")
    session.tell("error", _words(count), cure="Look for it elsewhere.")
    raise ValueError("a fault of our own")

def _words(count):
    return "one piece" if count == 1 else f"{count:d} pieces"
'''


def test_a_new_sentence_of_a_controller_is_found_wherever_it_is_made(tmp_path: Path) -> None:
    """What is found and has no row makes the test of all translations fail."""
    path = tmp_path / "new_controller.py"
    path.write_text(NEW_CONTROLLER, "utf-8")
    new = {"{0} was not found in {1}.", "the place", "one piece", "{0} pieces"}
    assert set(Source(path).all_words()) == new | {"Look for it elsewhere."}
    assert new <= set(Source(path).sentences())
    assert not (new & set(read_translations("zh_CN")))


def test_no_english_is_left_in_the_panels_and_menus(parts: Parts) -> None:
    """But for names and what files and models say."""
    dress(parts, "zh_CN", "dark")
    crowd(parts)
    english = set()
    for tab, _title in TABS:
        parts.session.dispatch(ShowTab(tab))
        QApplication.processEvents()
        shown = [part for part in parts.window.findChildren(QWidget) if part.isVisible()]
        texts = [part.text() for part in shown if isinstance(part, QLabel | QAbstractButton)]
        texts += [part.toolTip() for part in shown] + [part.accessibleName() for part in shown]
        english |= {text for text in texts if ENGLISH.search(text)}
    texts = [action.text() for action in parts.window.commands.by_id.values()]
    assert [text for text in texts if ENGLISH.search(text)] == []
    assert english == {"Something is doubtful.", "Look at it."}  # no sentences of the program


def test_a_refused_file_is_told_in_chinese_and_in_english_as_the_language_changes(
    parts: Parts, tmp_path: Path
) -> None:
    """What is on the screen follows, without a restart, and so does the log."""
    (tmp_path / "liver.dcm").write_text("no picture")
    told = refusal_words(scan_paths([tmp_path]), tmp_path.name)
    assert told is not None
    dress(parts, "zh_CN", "dark")
    parts.session.tell(*told)
    chinese = [
        "liver.dcm 不是 DICOM 文件。",
        "请选择含 DICOM、NIfTI、NRRD 或 MetaImage 图像的文件夹或文件。",
    ]
    assert notices(parts) == chinese
    dress(parts, "en", "dark")
    assert notices(parts) == list(told[1:3])
    dress(parts, "zh_CN", "dark")
    assert notices(parts) == chinese
    log = log_page(parts.window, parts.session.state).findChild(QPlainTextEdit)
    assert log is not None and all(line in log.toPlainText() for line in chinese)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_long_messages_and_jobs_fit_in_chinese(parts: Parts, size: tuple[int, int]) -> None:
    dress(parts, "zh_CN", "dark")
    hang(parts, phantom("CT"))
    parts.window.resize(*size)
    session = parts.session
    lost = (
        "The files of the series “AX T1” are not where they were; put the drive back, or scan "
        "the folder they moved to. (first missing: IM-0001-0001.dcm)"
    )
    session.tell("error", lost, "The log (Ctrl+L) has the details; please report it.")
    session.tell(
        "warning",
        "mask.nii.gz is laid over the series. Accept or reject each of its parts (3); Shift+A "
        "accepts all. mask.nii.gz lies on another grid; each voxel took the label nearest to it "
        "(3.0 mL in the file, 2.9 mL on the series).",
    )
    session.dispatch(JobMoved(Job("j", "load", "AX T1", "failed", message=lost)))
    session.dispatch(JobMoved(Job("k", "scan", "CT", "running", "reading headers", 0.4, 30)))
    session.dispatch(ShowTab("jobs"))
    words = notices(parts)
    tab = parts.window.right.findChild(JobsTab)
    assert tab is not None
    words += [label.text() for label in tab.findChildren(QLabel)]
    assert [text for text in words if ENGLISH.search(text.replace("\u200b", ""))] == []
    assert any("正在读取文件头 · 40%" in text for text in words)
    assert clipped(parts.window) == []


def test_what_a_measurement_says_is_chinese_but_not_what_its_author_wrote(parts: Parts) -> None:
    dress(parts, "zh_CN", "dark")
    entry = hang(parts, phantom("CT"))
    corners = ((-10.0, -10.0, 0.0), (10.0, -10.0, 0.0), (0.0, 10.0, 0.0))
    named = replace(a_length("m1"), series_uid=entry.id, frame_of_reference_uid="1.2.3.f")
    drawn = replace(named, kind="polygon", points_lps=corners, text="mean 1, SD 2")
    parts.session.dispatch(DrawMeasurement(drawn))
    (shown,) = parts.session.state.drawings.items
    lines = measurement_words(shown, measured_series(parts.session.state, shown))
    mean, extremes = lines[-2:]
    assert mean.startswith("mean ") and extremes.startswith("min ")
    rows = parts.window.right.findChild(MeasurementRows)
    assert rows is not None
    labels = [label.text() for label in rows.findChildren(QLabel)]
    (told,) = (text.split("\n") for text in labels if "mean 1" in text)
    assert told[0] == "mean 1, SD 2"
    assert re.fullmatch("均值 -?\\d+ HU，标准差 \\d+", told[-2])
    assert re.fullmatch("最小 -?\\d+，最大 -?\\d+", told[-1])
    drawing = told_words(shown, lines, partial(word, language="zh_CN"))
    assert drawing[-2:] == tuple(told[-2:]) and drawing[0] == "mean 1, SD 2"


def test_letters_of_china_stand_behind_those_of_the_system(parts: Parts) -> None:
    """Else full stops and colons are those of Taiwan or Japan."""
    dress(parts, "zh_CN", "dark")
    first, *behind = QApplication.font().families()
    assert behind == list(LETTERS["zh_CN"])
    dress(parts, "en", "dark")
    assert QApplication.font().families() == [first]


def test_what_qt_says_itself_is_chinese_too(parts: Parts) -> None:
    """The menu of a field, for instance."""
    dress(parts, "zh_CN", "dark")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "复制(&C)"
    dress(parts, "en", "dark")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"


def test_every_badge_of_a_flag_is_chinese() -> None:
    paths = (*(ROOT / "inference").rglob("*.py"), *(ROOT / "viewer").rglob("*.py"))
    codes = {code for path in paths for code in source_of(path).flag_codes()} | set(
        get_args(Placing)
    )
    assert {"slice-missing", "curved-reformat", "registered"} <= codes
    flags = tuple(Flag(code, "A doubt.") for code in sorted(codes))
    badges = badges_for(replace(phantom(), flags=flags), identity=False, made_by_model=True)
    assert [badge for badge in badges if word(badge, "zh_CN") == badge] == []


VALUES = ("outside", "no mm across slices", "mean 1, SD 2", "min 1, max 2")


@pytest.mark.parametrize("english", VALUES)
def test_the_list_and_the_picture_say_the_same(parts: Parts, english: str) -> None:
    dress(parts, "zh_CN", "dark")
    assert said(english) == word(english, "zh_CN") != english
