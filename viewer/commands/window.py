"""The commands of the menu Window."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state.conditions import just
from viewer.state.histogram_intents import ShowHistogram
from viewer.state.look_intents import (
    ApplyPreset,
    AutomaticWindow,
    Invert,
    SetColourMap,
    SetInterpolation,
)
from viewer.state.scene import SlabMode

COLOUR_MAPS = ("grey", "inferno", "magma", "plasma", "viridis", "cividis", "turbo", "hot")
CT_PRESETS = ("brain", "soft tissue", "mediastinum", "bone", "lung", "liver")
SLABS: tuple[tuple[SlabMode, str], ...] = (
    ("none", "One slice"),
    ("mip", "Slab: brightest (MIP)"),
    ("minip", "Slab: darkest (MinIP)"),
    ("mean", "Slab: mean"),
)

# fmt: off
WINDOW = (
    Command("window-automatic", "Automatic window", "Window", just(AutomaticWindow()),
            keys=("0",), enabled=can.has_series),
    Command("window-file-1", "The file's first window", "Window", can.file_window(0), keys=("1",),
            enabled=can.has_file_window(0)),
    Command("window-file-2", "The file's second window", "Window", can.file_window(1), keys=("2",),
            enabled=can.has_file_window(1)),
    *(
        Command(f"window-{name.replace(' ', '-')}", f"CT {name}", "Window",
                just(ApplyPreset(name)), keys=(str(number),), enabled=can.is_ct_in_hu, group=1)
        for number, name in enumerate(CT_PRESETS, start=3)
    ),
    Command("invert", "Invert", "Window", just(Invert()), keys=("I",), icon="invert",
            enabled=can.has_series, checked=lambda s: s.active_pane.look.inverted, on_tool_bar=True,
            group=2),
    Command("interpolate", "Smooth pixels", "Window",
            lambda s: SetInterpolation(
                "nearest" if s.active_pane.look.interpolation == "linear" else "linear"),
            keys=("Shift+I",), enabled=can.has_series,
            checked=lambda s: s.active_pane.look.interpolation == "linear", group=2),
    Command("histogram", "Histogram", "Window", just(ShowHistogram()), keys=("Ctrl+J",),
            enabled=can.has_series, checked=lambda s: s.panels.histogram, group=2),
    *(
        Command(f"colour-{name}", f"Colours: {name}", "Window",
                just(SetColourMap(name)), enabled=can.has_series,
                checked=can.colours_are(name), group=3, submenu="Colours")
        for name in COLOUR_MAPS
    ),
    *(
        Command(f"slab-{mode}", title, "Window", can.slab(mode), enabled=can.has_series,
                checked=can.slab_is(mode), group=4, submenu="Slab")
        for mode, title in SLABS
    ),
    Command("slab-thicker", "Thicker slab", "Window", can.thicker(5.0), keys=("+", "="),
            enabled=can.has_slab, group=4, submenu="Slab"),
    Command("slab-thinner", "Thinner slab", "Window", can.thicker(-5.0), keys=("-",),
            enabled=can.has_slab, group=4, submenu="Slab"),
)
# fmt: on
