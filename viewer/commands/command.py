"""One row of the table of commands."""

from dataclasses import dataclass
from typing import Literal

from viewer.state import conditions as can
from viewer.state.conditions import Test, Wish

Menu = Literal["File", "View", "Window", "3D", "Tools", "Results", "Help"]


@dataclass(frozen=True, eq=False)
class Command:
    """One thing the user can do.

    ``wish`` makes the intent (None = nothing to do now); a command that needs a dialog first
    has ``ask`` instead, a row of the dialogs' table. In its menu a line parts the groups, and
    ``submenu`` names the menu within the menu. ``scope`` "views" keys work while the
    pictures have the focus, so that lists and buttons keep their own arrows, Space and Tab.
    """

    id: str
    title: str
    menu: Menu
    wish: Wish | None = None
    ask: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    scope: Literal["window", "views"] = "window"
    enabled: Test = can.always
    checked: Test | None = None
    on_tool_bar: bool = False
    group: int = 0
    submenu: str = ""
