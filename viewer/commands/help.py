"""The commands of the menu Help."""

from viewer.commands.command import Command

# fmt: off
HELP = (
    Command("palette", "Find a command…", "Help", ask="palette", keys=("Ctrl+K",), icon="search"),
    Command("keys", "Mouse and keys", "Help", ask="keys", keys=("F1",)),
    Command("log", "Messages so far", "Help", ask="log", keys=("Ctrl+L",)),
    Command("test-pattern", "Test pattern (TG18-QC)", "Help", ask="test-pattern",
            keys=("Ctrl+Shift+G",)),
    Command("save-test-pattern", "Save test pattern as DICOM…", "Help", ask="save-test-pattern"),
    Command("about", "About RadLens", "Help", ask="about", group=1),
)
# fmt: on
