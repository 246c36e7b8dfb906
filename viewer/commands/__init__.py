"""The table of commands: menus, shortcuts, the tool bar and the palette derive from it."""

from viewer.commands.command import Command, Menu
from viewer.commands.file import FILE
from viewer.commands.help import HELP
from viewer.commands.results import RESULTS
from viewer.commands.tools import TOOLS
from viewer.commands.view import VIEW
from viewer.commands.volume import VOLUME
from viewer.commands.window import WINDOW
from viewer.state.intents import Intent
from viewer.state.view_state import ViewState

MENUS: tuple[Menu, ...] = ("File", "View", "Window", "3D", "Tools", "Results", "Help")

COMMANDS: dict[str, Command] = {
    command.id: command for command in (*FILE, *VIEW, *WINDOW, *VOLUME, *TOOLS, *RESULTS, *HELP)
}


def wish_of(command_id: str, state: ViewState) -> Intent | None:
    """The intent of a command now; None when it is disabled or there is nothing to do."""
    command = COMMANDS[command_id]
    if command.wish is None or not command.enabled(state):
        return None
    return command.wish(state)
