"""The table of commands says what the conventions say, once."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.unit.state.states import opened, volume
from viewer.commands import COMMANDS, MENUS, wish_of
from viewer.state import intents, look_intents
from viewer.state.view_state import ViewState
from viewer.widgets.dialogs import ASKS
from viewer.widgets.resources import icon_path

CONVENTIONS = {
    "Up": "slice-up",
    "Down": "slice-down",
    "Home": "first-slice",
    "End": "last-slice",
    "PgUp": "previous-series",
    "PgDown": "next-series",
    "0": "window-automatic",
    "1": "window-file-1",
    "2": "window-file-2",
    "3": "window-brain",
    "4": "window-soft-tissue",
    "5": "window-mediastinum",
    "6": "window-bone",
    "7": "window-lung",
    "8": "window-liver",
    "I": "invert",
    "R": "rotate-right",
    "L": "rotate-left",
    "H": "flip-horizontal",
    "V": "flip-vertical",
    "Z": "tool-zoom",
    "Space": "reset-view",
    "Esc": "cancel",
    "C": "cine",
    "M": "tool-length",
    "K": "key-image",
    "B": "tool-brush",
    "E": "tool-eraser",
    "[": "brush-smaller",
    "]": "brush-larger",
    "D": "edit-finding",
    "Ctrl+Z": "undo",
    "Ctrl+Y": "redo",
    "G": "overlays",
    "Tab": "next-finding",
    "Shift+Tab": "previous-finding",
    "A": "accept-finding",
    "X": "reject-finding",
    "Ctrl+K": "palette",
}


@pytest.mark.parametrize(("key", "command"), CONVENTIONS.items())
def test_the_key_of_the_conventions_does_what_they_say(key: str, command: str) -> None:
    assert key in COMMANDS[command].keys


def test_no_key_is_given_twice() -> None:
    keys = Counter(key for command in COMMANDS.values() for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_does_something_and_has_its_icon() -> None:
    for command in COMMANDS.values():
        assert (command.wish is None) != (command.ask == "")
        assert command.menu in MENUS
        assert not command.ask or command.ask in ASKS
        assert not command.icon or icon_path(command.icon).exists()


def test_ct_windows_are_never_offered_for_mr() -> None:
    assert wish_of("window-lung", opened(volume(modality="MR"))) is None
    wish = wish_of("window-lung", opened(volume(modality="CT")))
    assert wish == look_intents.ApplyPreset("lung")


def test_commands_on_a_picture_are_disabled_in_an_empty_window() -> None:
    empty = ViewState()
    for command_id in ("invert", "slice-up", "screenshot", "run-model", "window-automatic"):
        assert not COMMANDS[command_id].enabled(empty)


def test_escape_leaves_the_tool_first() -> None:
    state = opened()
    assert wish_of("cancel", state) is None
    assert wish_of("cancel", replace(state, tool="length")) == intents.ChooseTool("window")
