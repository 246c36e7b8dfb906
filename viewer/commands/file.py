"""The commands of the menu File."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state import intents
from viewer.state.conditions import just
from viewer.state.library_intents import RescanLibrary

# fmt: off
FILE = (
    Command("open-folder", "Open folder…", "File", ask="open-folder", keys=("Ctrl+O",),
            icon="folder", on_tool_bar=True),
    Command("open-files", "Open files…", "File", ask="open-files", keys=("Ctrl+Shift+O",)),
    Command("copy-into-library", "Copy folder into the library…", "File",
            ask="copy-into-library"),
    Command("rescan-library", "Look at the library's folders again", "File",
            just(RescanLibrary())),
    Command("open-demo", "Open the demo study", "File", just(intents.OpenDemo()), icon="demo"),
    Command("search", "Search studies", "File", ask="search", keys=("Ctrl+F",), group=1),
    Command("close-study", "Close study", "File", just(intents.CloseStudy()), keys=("Ctrl+W",),
            enabled=can.has_series, group=1),
    Command("screenshot", "Save screenshot…", "File", ask="screenshot", keys=("Ctrl+S",),
            icon="camera", enabled=can.has_series, on_tool_bar=True, group=2),
    Command("screenshot-all", "Save screenshot of all views…", "File", ask="screenshot-all",
            keys=("Ctrl+Alt+S",), enabled=can.has_series, group=2),
    Command("save-results", "Save results…", "File", ask="save-results", keys=("Ctrl+Shift+S",),
            enabled=can.has_results, group=2),
    Command("save-key-images", "Save key images…", "File", ask="save-key-images",
            enabled=can.has_key_images, group=2),
    Command("preferences", "Preferences…", "File", ask="preferences", keys=("Ctrl+,",),
            icon="settings", group=3),
    Command("quit", "Quit", "File", ask="quit", keys=("Ctrl+Q",), group=4),
)
# fmt: on
