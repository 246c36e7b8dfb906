"""Every dialog and panel in both languages and themes: nothing clipped, nothing untranslated."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QMenuBar,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.gui.crowded_window import crowd, dialogs
from tests.gui.interface_words import interface_words
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.state.facts import JobMoved, ResultArrived
from viewer.state.intents import ChangeSetting, ShowTab
from viewer.state.jobs import Job
from viewer.widgets.parts import ScrollColumn
from viewer.widgets.theme import load_theme
from viewer.widgets.translator import read_translations

BOTH = [("en", "dark"), ("zh_CN", "dark"), ("en", "light"), ("zh_CN", "light")]


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
    crowd(parts)
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


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_word_is_clipped_with_letters_twice_as_large(
    parts: Parts, qtbot: QtBot, language: str
) -> None:
    crowd(parts)
    dress(parts, language, "dark")
    parts.session.dispatch(ChangeSetting("font_scale", 2.0))
    parts.window.resize(1366, 768)
    for tab in ("layers", "findings", "model", "jobs", "info"):
        parts.session.dispatch(ShowTab(tab))
        QApplication.processEvents()
        assert clipped(parts.window) == []
        assert cut_at_the_side(parts.window) == []
    for dialog in dialogs(parts):
        dialog.show()
        qtbot.waitExposed(dialog)
        assert clipped(dialog) == []
        dialog.close()
    parts.session.dispatch(ChangeSetting("font_scale", 1.0))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_menu_is_seen_in_a_narrow_window(parts: Parts, language: str) -> None:
    """960 × 540 is a screen of 1920 × 1080 at 200 %."""
    crowd(parts)
    dress(parts, language, "dark")
    parts.window.resize(960, 540)
    QApplication.processEvents()
    top = parts.window.menuWidget()
    assert top is not None
    (bar,) = top.findChildren(QMenuBar)
    for action in bar.actions():
        place = bar.actionGeometry(action)
        assert place.isValid() and bar.rect().contains(place), action.text()
    assert clipped(parts.window) == []
    parts.window.resize(1920, 1080)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_menu_is_higher_than_a_small_screen(parts: Parts, language: str) -> None:
    """1280 × 720, below the menu bar: what is longer Qt puts into columns over the pictures."""
    dress(parts, language, "dark")
    top = parts.window.menuWidget()
    assert top is not None
    heights = {menu.title(): menu.sizeHint().height() for menu in top.findChildren(QMenu)}
    assert {title: high for title, high in heights.items() if high > 720 - 38} == {}


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


def cut_at_the_side(root: QWidget) -> list[str]:
    """Parts of the right panel's columns that reach beyond what is shown of them."""
    found = []
    for column in root.findChildren(ScrollColumn):
        body = column.widget()
        if body is None or not column.isVisible():
            continue
        for part in body.findChildren(QWidget):
            right = part.mapTo(body, part.rect().topRight()).x()
            if part.isVisible() and right > column.viewport().width():
                found.append(f"{type(part).__name__} in {type(column).__name__}")
    return found


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_long_file_name_does_not_push_the_pictures_aside(parts: Parts) -> None:
    hang(parts, phantom())
    name = "mr_generic_anatomical_002_non_isotropic__ground_truth.nii.gz"
    before = parts.window.right.minimumSizeHint().width()
    parts.session.dispatch(JobMoved(Job("j", "scan", name, "failed", message=f"no {name}")))
    QApplication.processEvents()
    assert parts.window.right.minimumSizeHint().width() == before
    assert clipped(parts.window.right) == []
