"""The commands of the menu Tools."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state import intents
from viewer.state.conditions import just
from viewer.state.drawing_intents import DeleteMeasurement
from viewer.state.key_image_intents import MarkKeyImage, StepKeyImage
from viewer.state.mask_edit_intents import ResizeBrush
from viewer.state.measurements import AREAS
from viewer.state.view_state import Tool

MEASURING: tuple[tuple[Tool, str, str], ...] = (
    ("length", "Measure a length", "M"),
    ("bidirectional", "Measure two diameters", "Shift+M"),
    ("angle", "Measure an angle", "Ctrl+M"),
    ("cobb", "Measure a Cobb angle", ""),
    ("ellipse", "Ellipse region", "Ctrl+E"),
    ("polygon", "Polygon region", ""),
    ("freehand", "Freehand region", ""),
    ("curve", "Curved plane along a line", "Shift+V"),
    ("arrow", "Arrow with text", ""),
    ("probe", "Probe a value", "Ctrl+P"),
)

# fmt: off
TOOLS = (
    Command("tool-window", "Window and level", "Tools", just(intents.ChooseTool("window")),
            keys=("W",), icon="window-level", checked=can.tool_is("window"), on_tool_bar=True),
    Command("tool-zoom", "Zoom", "Tools", just(intents.ChooseTool("zoom")), keys=("Z",),
            icon="zoom", checked=can.tool_is("zoom"), on_tool_bar=True),
    Command("tool-pan", "Pan", "Tools", just(intents.ChooseTool("pan")), keys=("Shift+Z",),
            icon="pan", checked=can.tool_is("pan"), on_tool_bar=True),
    Command("tool-magnifier", "Magnifier (hold to peek)", "Tools",
            just(intents.ChooseTool("magnifier")), keys=("Y",), icon="magnifier",
            enabled=can.has_series, checked=can.tool_is("magnifier"), on_tool_bar=True),
    *(
        Command(f"tool-{tool}", title, "Tools", just(intents.ChooseTool(tool)),
                keys=(key,) if key else (), icon=f"measure-{tool}", enabled=can.has_series,
                checked=can.tool_is(tool), on_tool_bar=tool in ("length", "angle", "ellipse"),
                group=1, submenu="Region" if tool in AREAS else "")
        for tool, title, key in MEASURING
    ),
    Command("tool-brush", "Brush: paint on a mask", "Tools", just(intents.ChooseTool("brush")),
            keys=("B",), icon="brush", enabled=can.has_series, checked=can.tool_is("brush"),
            on_tool_bar=True, group=2),
    Command("tool-eraser", "Eraser: take off a mask", "Tools", just(intents.ChooseTool("eraser")),
            keys=("E",), icon="eraser", enabled=can.has_series, checked=can.tool_is("eraser"),
            group=2),
    Command("brush-smaller", "Smaller brush", "Tools", just(ResizeBrush(0.8)), keys=("[",),
            enabled=can.paints, group=2, submenu="Size of the brush"),
    Command("brush-larger", "Larger brush", "Tools", just(ResizeBrush(1.25)), keys=("]",),
            enabled=can.paints, group=2, submenu="Size of the brush"),
    Command("undo", "Undo", "Tools", can.undo, keys=("Ctrl+Z",), icon="undo",
            enabled=lambda s: can.undo(s) is not None, group=3),
    Command("redo", "Redo", "Tools", can.redo, keys=("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo",
            enabled=lambda s: can.redo(s) is not None, group=3),
    Command("delete", "Delete the measurement", "Tools", just(DeleteMeasurement()),
            keys=("Delete",), scope="views", enabled=lambda s: bool(s.drawings.selected), group=2),
    Command("key-image", "Mark as key image", "Tools", just(MarkKeyImage()), keys=("K",),
            icon="key-image", enabled=can.has_slice, checked=can.key_image_is_marked,
            on_tool_bar=True, group=3),
    Command("next-key-image", "Next key image", "Tools", just(StepKeyImage(1)),
            keys=("Shift+K",), enabled=can.has_key_images, group=3, submenu="Key images"),
    Command("previous-key-image", "Previous key image", "Tools", just(StepKeyImage(-1)),
            keys=("Alt+K",), enabled=can.has_key_images, group=3, submenu="Key images"),
    Command("cancel", "Cancel", "Tools", can.escape, keys=("Esc",), group=4),
)
# fmt: on
