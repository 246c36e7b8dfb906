"""Every dialog and panel in both languages and themes: nothing clipped, nothing untranslated."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.gui.interface_words import interface_words
from tests.unit.library.library_studies import a_length
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.commands import COMMANDS
from viewer.state.drawing_intents import DrawMeasurement
from viewer.state.facts import JobMoved, ResultArrived
from viewer.state.intents import ChangeSetting, PerformCommand, ShowTab
from viewer.state.jobs import Job
from viewer.state.pane_intents import SetLayout
from viewer.state.result_intents import SelectFinding
from viewer.widgets.pages import about_page, keys_page, log_page
from viewer.widgets.palette import Palette, found_commands
from viewer.widgets.preferences import Preferences
from viewer.widgets.theme import load_theme
from viewer.widgets.training_page import TrainingPage
from viewer.widgets.translator import read_translations

ASKED = (
    "",
    "palette",
    "preferences",
    "keys",
    "log",
    "about",
    "test-pattern",
    "hanging",
    "training",
)
BOTH = [("en", "dark"), ("zh_CN", "dark"), ("en", "light"), ("zh_CN", "light")]


def dialogs(parts: Parts) -> list[QDialog]:
    window, state = parts.window, parts.session.state
    return [
        keys_page(window),
        log_page(window, state),
        about_page(window),
        Preferences(window, state, parts.session.dispatch),
        Palette(window, state, parts.session.dispatch),
        TrainingPage(window, parts.session.dispatch, load_theme("dark")),
    ]


def dress(parts: Parts, language: str, theme: str) -> None:
    parts.session.dispatch(ChangeSetting("language", language))
    parts.session.dispatch(ChangeSetting("theme", theme))
    QApplication.processEvents()


def test_everything_is_translated_and_nothing_that_is_gone() -> None:
    assert set(read_translations("zh_CN")) == interface_words()


def test_placeholders_survive_translation() -> None:
    for source, target in read_translations("zh_CN").items():
        assert target.count("{") == source.count("{"), source


@pytest.mark.parametrize(("language", "theme"), BOTH)
def test_no_word_is_clipped_in_any_dialog(
    parts: Parts, qtbot: QtBot, language: str, theme: str
) -> None:
    hang(parts, phantom())
    dress(parts, language, theme)
    for dialog in dialogs(parts):
        dialog.show()
        qtbot.waitExposed(dialog)
        assert clipped(dialog) == []
        dialog.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_word_is_clipped_in_the_window(
    parts: Parts, language: str, width: int, height: int
) -> None:
    hang(parts, phantom(name="Wolfeschlegelsteinhausenbergerdorff^Hubert Blaine^^Dr^Sr"))
    dress(parts, language, "dark")
    parts.session.dispatch(ResultArrived(result(), parts.session.state.active_pane.series_id))
    parts.session.dispatch(JobMoved(Job("j", "model", "A model", "running", "network", 0.4, 30)))
    parts.window.resize(width, height)
    for tab in ("layers", "findings", "model", "jobs", "info"):
        parts.session.dispatch(ShowTab(tab))
        QApplication.processEvents()
        assert clipped(parts.window) == []


def test_the_pictures_take_three_quarters_of_the_window(parts: Parts) -> None:
    hang(parts, phantom())
    QApplication.processEvents()
    area = sum(p.width() * p.height() for p in parts.window.views.panes)
    assert area >= 0.75 * 1920 * 1080


def test_switching_the_language_translates_menus_at_once_and_back(parts: Parts) -> None:
    dress(parts, "zh_CN", "dark")
    assert parts.window.commands.by_id["invert"].text() == "反相"
    dress(parts, "en", "dark")
    assert parts.window.commands.by_id["invert"].text() == "Invert"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_text_has_enough_contrast(name: str) -> None:
    theme = load_theme(name)
    for ground in (theme.window, theme.surface, theme.raised):
        for ink in (theme.text, theme.quiet, theme.warning, theme.error, theme.good):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.accent_text, theme.accent) >= 4.5


def test_every_command_of_the_palette_runs_without_a_word_from_qt(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a series with a mask, findings and a measurement; each is undone afterwards."""
    complaints = quiet_qt()
    try:
        for command_id in sorted(COMMANDS):
            if COMMANDS[command_id].ask in ASKED:
                begin_again(parts)
                parts.session.dispatch(PerformCommand(command_id))
                QApplication.processEvents()
                for dialog in parts.window.findChildren(QDialog):
                    dialog.close()
                for menu in parts.window.findChildren(QMenu):
                    menu.close()
                parts.session.dispatch(PerformCommand("undo"))
                QApplication.processEvents()
    finally:
        qInstallMessageHandler(None)
    assert complaints == []


def begin_again(parts: Parts) -> None:
    """The same study anew, in three planes, with all that commands may need."""
    entry = hang(parts, phantom("CT"))
    parts.session.dispatch(SetLayout("1+2"))
    made = replace(result(), study_token=parts.session.state.study_token)
    parts.session.dispatch(ResultArrived(made, entry.id))
    parts.session.dispatch(DrawMeasurement(a_length("m1")))
    parts.session.dispatch(SelectFinding(parts.session.state.results.findings[0].id))


def test_the_palette_finds_commands_by_any_word_or_key(parts: Parts) -> None:
    hang(parts, phantom("CT"))
    state = parts.session.state
    assert [c.id for c in found_commands("ct lung", state)] == ["window-lung"]
    assert "screenshot" in [c.id for c in found_commands("ctrl+s", state)]
    assert found_commands("no such thing", state) == []


def quiet_qt() -> list[str]:
    """Collects what Qt says; the off-screen platform's own remarks are not about us."""
    complaints: list[str] = []

    def take(kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
            complaints.append(message)

    qInstallMessageHandler(take)
    return complaints


def clipped(root: QWidget) -> list[str]:
    """Visible labels, buttons and tabs whose words do not fit into them."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        wide = label.fontMetrics().horizontalAdvance(max(label.text().split("\n"), key=len))
        needed = (
            label.heightForWidth(label.width())
            if label.wordWrap()
            else label.minimumSizeHint().height()
        )
        if (not label.wordWrap() and wide > label.width() + 1) or needed > label.height() + 1:
            found.append(label.text())
    for button in root.findChildren(QPushButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width() + 1:
            found.append(button.text())
    for bar in root.findChildren(QTabBar):
        found += [
            bar.tabText(n)
            for n in range(bar.count())
            if bar.isVisible()
            and bar.fontMetrics().horizontalAdvance(bar.tabText(n)) > bar.tabRect(n).width()
        ]
    return found


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
