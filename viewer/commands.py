"""The table of commands: menus, shortcuts, the tool bar and the palette derive from it."""

from dataclasses import dataclass
from typing import Literal

from viewer.state import conditions as can
from viewer.state import fusion_intents as fusion
from viewer.state import intents
from viewer.state.conditions import Test, Wish, just
from viewer.state.hanging_intents import StepStage
from viewer.state.histogram_intents import ShowHistogram
from viewer.state.intents import Intent
from viewer.state.key_image_intents import MarkKeyImage, StepKeyImage
from viewer.state.layouts import LAYOUTS
from viewer.state.library_intents import RescanLibrary
from viewer.state.mask_edit_intents import EditFinding, ResizeBrush
from viewer.state.mask_edits import can_edit_finding
from viewer.state.planes import Plane
from viewer.state.scene import SlabMode
from viewer.state.solid_intents import FaceSolid, SetPaneView, SetSolidPreset, SpinSolid
from viewer.state.tilt_intents import AlignPlanes, StraightenPlanes, TurnPlanes
from viewer.state.turntable import Side
from viewer.state.view_state import Tab, Tool, ViewState
from viewer.state.volume_presets import volume_presets

Menu = Literal["File", "View", "Window", "3D", "Tools", "Results", "Help"]
MENUS: tuple[Menu, ...] = ("File", "View", "Window", "3D", "Tools", "Results", "Help")
TABS: tuple[tuple[Tab, str], ...] = (
    ("layers", "Layers"),
    ("findings", "Findings"),
    ("model", "Model"),
    ("jobs", "Jobs"),
    ("info", "Info"),
)
COLOUR_MAPS = ("grey", "inferno", "magma", "plasma", "viridis", "cividis", "turbo", "hot")
CT_PRESETS = ("brain", "soft tissue", "mediastinum", "bone", "lung", "liver")
SLABS: tuple[tuple[SlabMode, str], ...] = (
    ("none", "One slice"),
    ("mip", "Slab: brightest (MIP)"),
    ("minip", "Slab: darkest (MinIP)"),
    ("mean", "Slab: mean"),
)
PLANE_TITLES: tuple[tuple[Plane, str, str], ...] = (
    ("axial", "Axial plane", "Alt+A"),
    ("coronal", "Coronal plane", "Alt+C"),
    ("sagittal", "Sagittal plane", "Alt+S"),
    ("acquisition", "Plane of the slices", "Alt+P"),
)
SIDE_TITLES: tuple[tuple[Side, str, str], ...] = (
    ("front", "From the front", "Alt+Shift+A"),
    ("back", "From behind", "Alt+Shift+P"),
    ("left", "From the patient's left", "Alt+Shift+L"),
    ("right", "From the patient's right", "Alt+Shift+R"),
    ("head", "From the head", "Alt+Shift+H"),
    ("feet", "From the feet", "Alt+Shift+F"),
)
PLANE_TURNS: tuple[tuple[str, str, float, str], ...] = (
    ("left", "Turn the planes to the left", -5.0, "Ctrl+Left"),
    ("right", "Turn the planes to the right", 5.0, "Ctrl+Right"),
    ("left-finely", "Turn the planes a little to the left", -1.0, "Ctrl+Shift+Left"),
    ("right-finely", "Turn the planes a little to the right", 1.0, "Ctrl+Shift+Right"),
)
TURN_DEGREES = 15.0
TURNS: tuple[tuple[str, str, float, float], ...] = (
    ("Left", "Turn to the left", TURN_DEGREES, 0.0),
    ("Right", "Turn to the right", -TURN_DEGREES, 0.0),
    ("Up", "Tip upwards", 0.0, -TURN_DEGREES),
    ("Down", "Tip downwards", 0.0, TURN_DEGREES),
)
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


@dataclass(frozen=True, eq=False)
class Command:
    """One thing the user can do.

    ``wish`` makes the intent (None = nothing to do now); a command that needs a dialog first
    has ``ask`` instead, a row of the dialogs' table. ``scope`` "views" keys work while the
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


# fmt: off
_FILE = (
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

_VIEW = (
    Command("slice-up", "Slice up", "View", just(intents.ScrollSlices(1)), keys=("Up",),
            scope="views", enabled=can.has_series),
    Command("slice-down", "Slice down", "View", just(intents.ScrollSlices(-1)), keys=("Down",),
            scope="views", enabled=can.has_series),
    Command("first-slice", "First slice", "View", just(intents.GoToSlice(0)), keys=("Home",),
            scope="views", enabled=can.has_series),
    Command("last-slice", "Last slice", "View", just(intents.GoToSlice(-1)), keys=("End",),
            scope="views", enabled=can.has_series),
    Command("previous-series", "Previous series", "View", just(intents.StepSeries(-1)),
            keys=("PgUp",), scope="views", enabled=can.has_series),
    Command("next-series", "Next series", "View", just(intents.StepSeries(1)), keys=("PgDown",),
            scope="views", enabled=can.has_series),
    Command("previous-stack", "Previous stack", "View", just(intents.StepStack(-1)),
            keys=("Ctrl+PgUp",), scope="views", enabled=can.has_stacks),
    Command("next-stack", "Next stack", "View", just(intents.StepStack(1)),
            keys=("Ctrl+PgDown",), scope="views", enabled=can.has_stacks),
    Command("cine", "Cine", "View", just(intents.ToggleCine()), keys=("C",), icon="cine",
            enabled=can.has_series, checked=lambda s: s.cine, on_tool_bar=True),
    Command("cine-faster", "Cine faster", "View", can.cine_speed(1), keys=("Ctrl+Up",),
            enabled=can.has_series),
    Command("cine-slower", "Cine slower", "View", can.cine_speed(-1), keys=("Ctrl+Down",),
            enabled=can.has_series),
    Command("reset-view", "Reset view", "View", just(intents.ResetView()), keys=("Space",),
            icon="reset", scope="views", enabled=can.has_series, on_tool_bar=True, group=1),
    Command("enlarge", "One view large / all views", "View", can.enlarge,
            keys=("Return",), icon="enlarge", scope="views", enabled=can.has_series,
            checked=lambda s: s.enlarged is not None, group=1),
    Command("rotate-right", "Rotate right", "View", just(intents.Rotate(1)), keys=("R",),
            icon="rotate-right", enabled=can.has_series, on_tool_bar=True, group=2),
    Command("rotate-left", "Rotate left", "View", just(intents.Rotate(3)), keys=("L",),
            icon="rotate-left", enabled=can.has_series, group=2),
    Command("flip-horizontal", "Flip left–right", "View", just(intents.Flip(horizontal=True)),
            keys=("H",), icon="flip-horizontal", enabled=can.has_series, on_tool_bar=True, group=2),
    Command("flip-vertical", "Flip top–bottom", "View", just(intents.Flip(horizontal=False)),
            keys=("V",), icon="flip-vertical", enabled=can.has_series, group=2),
    *(
        Command(f"plane-{plane}", title, "View", just(intents.SetPlane(plane)), keys=(key,),
                enabled=can.has_series, checked=can.plane_is(plane), group=3)
        for plane, title, key in PLANE_TITLES
    ),
    Command("crosshair", "Crosshair", "View", just(intents.ShowCrosshair()), keys=("Shift+C",),
            icon="crosshair", checked=lambda s: s.crosshair_shown, on_tool_bar=True, group=3),
    Command("reference-lines", "Reference lines", "View", just(intents.ShowReferenceLines()),
            keys=("Shift+R",), checked=lambda s: s.reference_lines_shown, group=3),
    Command("overlays", "Overlays (hold to peek)", "View", just(intents.ShowOverlays()),
            keys=("G",), icon="overlay", checked=lambda s: s.overlays_shown, on_tool_bar=True,
            group=3),
    Command("identity", "Hide the patient's identity", "View", just(intents.HideIdentity()),
            keys=("P",), icon="identity", checked=lambda s: s.identity_hidden, on_tool_bar=True,
            group=3),
    *(
        Command(f"layout-{layout.name}", layout.title, "View",
                just(intents.SetLayout(layout.name)), keys=(f"Ctrl+{number}",),
                icon=f"layout-{layout.name}", checked=can.layout_is(layout.name), group=4)
        for number, layout in enumerate(LAYOUTS.values(), start=1)
    ),
    Command("next-stage", "Next stage of the hanging protocol", "View", just(StepStage(1)),
            keys=("N",), enabled=can.has_hung, group=4),
    Command("previous-stage", "Previous stage of the hanging protocol", "View",
            just(StepStage(-1)), keys=("Shift+N",), enabled=can.has_hung, group=4),
    Command("hanging", "Hanging protocols…", "View", ask="hanging", keys=("Ctrl+H",),
            enabled=can.has_study, group=4),
    Command("fuse-next", "Lay the next series over this one", "View", can.fuse_next,
            keys=("Shift+F",), enabled=lambda s: can.fuse_next(s) is not None, group=5),
    Command("fuse-mode", "Fusion: blend, checkerboard, swipe", "View",
            just(fusion.StepFusionMode()), keys=("F",), enabled=can.has_fusion, group=5),
    Command("swipe-left", "Swipe further left", "View", just(fusion.MoveSwipe(-0.05)),
            keys=("Alt+Left",), scope="views", enabled=can.has_fusion, group=5),
    Command("swipe-right", "Swipe further right", "View", just(fusion.MoveSwipe(0.05)),
            keys=("Alt+Right",), scope="views", enabled=can.has_fusion, group=5),
    Command("fuse-off", "Take the second series off", "View", just(fusion.FuseSeries()),
            keys=("Ctrl+Shift+F",), enabled=can.has_fusion, group=5),
    Command("register", "Register the second series", "View", just(fusion.RegisterFused()),
            keys=("Ctrl+Alt+R",), enabled=can.has_fusion, group=5),
    Command("link-here", "Link the views at these places", "View", just(fusion.LinkHere()),
            keys=("Ctrl+Alt+L",), enabled=can.has_two_spaces, group=5),
    Command("drop-link", "Take the registration back", "View", just(fusion.DropLink()),
            keys=("Ctrl+Alt+Z",), enabled=lambda s: bool(s.links), group=5),
    Command("link-views", "Zoom, pan and CT window together", "View", just(fusion.LinkViews()),
            keys=("Shift+L",), checked=lambda s: s.views_linked, group=5),
    Command("left-panel", "Studies", "View", just(intents.ToggleLeftPanel()), keys=("F9",),
            icon="panel-left", checked=lambda s: s.panels.left != "folded", group=6),
    Command("left-narrow", "Thumbnails only", "View", just(intents.ToggleLeftPanel(narrow=True)),
            keys=("Shift+F9",), checked=lambda s: s.panels.left == "strip", group=6),
    Command("right-panel", "Panels", "View", just(intents.ToggleRightPanel()), keys=("F10",),
            icon="panel-right", checked=lambda s: s.panels.right, group=6),
    Command("full-screen", "Full screen", "View", ask="full-screen", keys=("F11",), group=6),
    Command("language", "Switch language", "View", ask="language", keys=("Ctrl+Shift+L",), group=7),
    Command("theme", "Dark / light theme", "View", ask="theme", keys=("Ctrl+Shift+T",), group=7),
)

_WINDOW = (
    Command("window-automatic", "Automatic window", "Window", just(intents.AutomaticWindow()),
            keys=("0",), enabled=can.has_series),
    Command("window-file-1", "The file's first window", "Window", can.file_window(0), keys=("1",),
            enabled=can.has_file_window(0)),
    Command("window-file-2", "The file's second window", "Window", can.file_window(1), keys=("2",),
            enabled=can.has_file_window(1)),
    *(
        Command(f"window-{name.replace(' ', '-')}", f"CT {name}", "Window",
                just(intents.ApplyPreset(name)), keys=(str(number),), enabled=can.is_ct, group=1)
        for number, name in enumerate(CT_PRESETS, start=3)
    ),
    Command("invert", "Invert", "Window", just(intents.Invert()), keys=("I",), icon="invert",
            enabled=can.has_series, checked=lambda s: s.active_pane.look.inverted, on_tool_bar=True,
            group=2),
    Command("interpolate", "Smooth pixels", "Window",
            lambda s: intents.SetInterpolation(
                "nearest" if s.active_pane.look.interpolation == "linear" else "linear"),
            keys=("Shift+I",), enabled=can.has_series,
            checked=lambda s: s.active_pane.look.interpolation == "linear", group=2),
    Command("histogram", "Histogram", "Window", just(ShowHistogram()), keys=("Ctrl+J",),
            enabled=can.has_series, checked=lambda s: s.panels.histogram, group=2),
    *(
        Command(f"colour-{name}", f"Colours: {name}", "Window",
                just(intents.SetColourMap(name)), enabled=can.has_series,
                checked=can.colours_are(name), group=3)
        for name in COLOUR_MAPS
    ),
    *(
        Command(f"slab-{mode}", title, "Window", can.slab(mode), enabled=can.has_series,
                checked=can.slab_is(mode), group=4)
        for mode, title in SLABS
    ),
    Command("slab-thicker", "Thicker slab", "Window", can.thicker(5.0), keys=("+", "="),
            enabled=can.has_slab, group=4),
    Command("slab-thinner", "Thinner slab", "Window", can.thicker(-5.0), keys=("-",),
            enabled=can.has_slab, group=4),
)

_VOLUME = (
    *(
        Command(f"turn-planes-{name}", title, "3D", just(TurnPlanes(degrees)), keys=(key,),
                scope="views", enabled=can.has_planes)
        for name, title, degrees, key in PLANE_TURNS
    ),
    Command("straighten-planes", "Straighten the planes", "3D", just(StraightenPlanes()),
            keys=("Alt+O",), enabled=can.is_tilted),
    Command("planes-patient", "Planes along the patient's axes", "3D",
            lambda s: AlignPlanes(not can.is_exact(s)), enabled=can.has_planes,
            checked=can.is_exact),
    Command("curved-plane", "Curved plane of the line", "3D", can.curved_plane, keys=("Alt+U",),
            enabled=can.has_line, checked=lambda s: s.curved is not None),
    Command("view-3d", "Volume in 3D", "3D",
            lambda s: SetPaneView("slice" if can.is_solid(s) else "3d"), keys=("Alt+D",),
            enabled=can.has_series, checked=can.is_solid, group=1),
    Command("spin", "Turntable", "3D", just(SpinSolid()), keys=("T",), icon="turntable",
            enabled=can.is_solid, checked=can.is_spinning, group=1),
    *(
        Command(f"turn-{key.lower()}", title, "3D", can.turn(azimuth, elevation),
                keys=(f"Shift+{key}",), scope="views", enabled=can.turns, group=1)
        for key, title, azimuth, elevation in TURNS
    ),
    *(
        Command(f"face-{side}", title, "3D", just(FaceSolid(side)), keys=(key,),
                enabled=can.is_solid, group=2)
        for side, title, key in SIDE_TITLES
    ),
    *(
        Command(f"3d-{preset.name.lower().replace(' ', '-')}", f"3D: {preset.name}", "3D",
                just(SetSolidPreset(preset.name)), enabled=can.preset_fits(preset),
                checked=can.preset_is(preset.name), group=3)
        for preset in volume_presets()
    ),
)

_TOOLS = (
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
                group=1)
        for tool, title, key in MEASURING
    ),
    Command("tool-brush", "Brush: paint on a mask", "Tools", just(intents.ChooseTool("brush")),
            keys=("B",), icon="brush", enabled=can.has_series, checked=can.tool_is("brush"),
            on_tool_bar=True, group=2),
    Command("tool-eraser", "Eraser: take off a mask", "Tools", just(intents.ChooseTool("eraser")),
            keys=("E",), icon="eraser", enabled=can.has_series, checked=can.tool_is("eraser"),
            group=2),
    Command("brush-smaller", "Smaller brush", "Tools", just(ResizeBrush(0.8)), keys=("[",),
            enabled=can.paints, group=2),
    Command("brush-larger", "Larger brush", "Tools", just(ResizeBrush(1.25)), keys=("]",),
            enabled=can.paints, group=2),
    Command("undo", "Undo", "Tools", can.undo, keys=("Ctrl+Z",), icon="undo",
            enabled=lambda s: can.undo(s) is not None, group=3),
    Command("redo", "Redo", "Tools", can.redo, keys=("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo",
            enabled=lambda s: can.redo(s) is not None, group=3),
    Command("delete", "Delete the measurement", "Tools", just(intents.DeleteMeasurement()),
            keys=("Delete",), scope="views", enabled=lambda s: bool(s.drawings.selected), group=2),
    Command("key-image", "Mark as key image", "Tools", just(MarkKeyImage()), keys=("K",),
            icon="key-image", enabled=can.has_slice, checked=can.key_image_is_marked,
            on_tool_bar=True, group=3),
    Command("next-key-image", "Next key image", "Tools", just(StepKeyImage(1)),
            keys=("Shift+K",), enabled=can.has_key_images, group=3),
    Command("previous-key-image", "Previous key image", "Tools", just(StepKeyImage(-1)),
            keys=("Alt+K",), enabled=can.has_key_images, group=3),
    Command("cancel", "Cancel", "Tools", can.escape, keys=("Esc",), group=4),
)

_RESULTS = (
    Command("run-model", "Run the model", "Results", just(intents.RunModel()), keys=("Ctrl+R",),
            icon="run", enabled=can.can_run, on_tool_bar=True),
    Command("acknowledge", "Accept the series' warnings", "Results", can.acknowledge,
            enabled=lambda s: can.has_series(s) and can.acknowledge(s) is not None),
    Command("cancel-work", "Stop all work", "Results", just(intents.CancelJob()),
            keys=("Ctrl+.",), icon="stop", enabled=can.has_work),
    Command("next-finding", "Next finding", "Results", just(intents.StepFinding(1)),
            keys=("Tab",), scope="views", enabled=can.has_findings, group=1),
    Command("previous-finding", "Previous finding", "Results", just(intents.StepFinding(-1)),
            keys=("Shift+Tab",), scope="views", enabled=can.has_findings, group=1),
    Command("accept-finding", "Accept the finding", "Results",
            just(intents.ReviewFinding("accepted")), keys=("A",), enabled=can.has_selected_finding,
            group=1),
    Command("reject-finding", "Reject the finding", "Results",
            just(intents.ReviewFinding("rejected")), keys=("X",), enabled=can.has_selected_finding,
            group=1),
    Command("edit-finding", "Edit the finding's mask", "Results", just(EditFinding()), keys=("D",),
            icon="brush", enabled=can_edit_finding, group=1),
    Command("export-dataset", "Export training data…", "Results", ask="export-dataset",
            keys=("Ctrl+Shift+E",), group=3),
    Command("training", "Training…", "Results", ask="training", keys=("Ctrl+T",), group=3),
    *(
        Command(f"tab-{tab}", title, "Results", just(intents.ShowTab(tab)), keys=(f"Alt+{number}",),
                checked=can.tab_is(tab), group=2)
        for number, (tab, title) in enumerate(TABS, start=1)
    ),
)

_HELP = (
    Command("palette", "Find a command…", "Help", ask="palette", keys=("Ctrl+K",), icon="search"),
    Command("keys", "Mouse and keys", "Help", ask="keys", keys=("F1",)),
    Command("log", "Messages so far", "Help", ask="log", keys=("Ctrl+L",)),
    Command("test-pattern", "Test pattern (TG18-QC)", "Help", ask="test-pattern",
            keys=("Ctrl+Shift+G",)),
    Command("about", "About RadLens", "Help", ask="about", group=1),
)
# fmt: on

COMMANDS: dict[str, Command] = {
    command.id: command
    for command in (*_FILE, *_VIEW, *_WINDOW, *_VOLUME, *_TOOLS, *_RESULTS, *_HELP)
}


def wish_of(command_id: str, state: ViewState) -> Intent | None:
    """The intent of a command now; None when it is disabled or there is nothing to do."""
    command = COMMANDS[command_id]
    if command.wish is None or not command.enabled(state):
        return None
    return command.wish(state)
