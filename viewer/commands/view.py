"""The commands of the menu View."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state import fusion_intents as fusion
from viewer.state import intents
from viewer.state.conditions import just
from viewer.state.hanging_intents import StepStage
from viewer.state.layouts import LAYOUTS
from viewer.state.pane_intents import (
    Flip,
    GoToSlice,
    ResetView,
    Rotate,
    ScrollSlices,
    SetLayout,
    SetPlane,
)
from viewer.state.planes import Plane

PLANE_TITLES: tuple[tuple[Plane, str, str], ...] = (
    ("axial", "Axial plane", "Alt+A"),
    ("coronal", "Coronal plane", "Alt+C"),
    ("sagittal", "Sagittal plane", "Alt+S"),
    ("acquisition", "Plane of the slices", "Alt+P"),
)

# fmt: off
VIEW = (
    Command("slice-up", "Slice up", "View", just(ScrollSlices(1)), keys=("Up",),
            scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("slice-down", "Slice down", "View", just(ScrollSlices(-1)), keys=("Down",),
            scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("first-slice", "First slice", "View", just(GoToSlice(0)), keys=("Home",),
            scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("last-slice", "Last slice", "View", just(GoToSlice(-1)), keys=("End",),
            scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("previous-series", "Previous series", "View", just(intents.StepSeries(-1)),
            keys=("PgUp",), scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("next-series", "Next series", "View", just(intents.StepSeries(1)), keys=("PgDown",),
            scope="views", enabled=can.has_series, submenu="Scroll"),
    Command("previous-stack", "Previous stack", "View", just(intents.StepStack(-1)),
            keys=("Ctrl+PgUp",), scope="views", enabled=can.has_stacks, submenu="Scroll"),
    Command("next-stack", "Next stack", "View", just(intents.StepStack(1)),
            keys=("Ctrl+PgDown",), scope="views", enabled=can.has_stacks, submenu="Scroll"),
    Command("cine", "Cine", "View", just(intents.ToggleCine()), keys=("C",), icon="cine",
            enabled=can.has_series, checked=lambda s: s.cine, on_tool_bar=True, submenu="Cine"),
    Command("cine-faster", "Cine faster", "View", can.cine_speed(1), keys=("Ctrl+Up",),
            enabled=can.has_series, submenu="Cine"),
    Command("cine-slower", "Cine slower", "View", can.cine_speed(-1), keys=("Ctrl+Down",),
            enabled=can.has_series, submenu="Cine"),
    Command("reset-view", "Reset view", "View", just(ResetView()), keys=("Space",),
            icon="reset", scope="views", enabled=can.has_series, on_tool_bar=True, group=1),
    Command("enlarge", "One view large / all views", "View", can.enlarge,
            keys=("Return",), icon="enlarge", scope="views", enabled=can.has_series,
            checked=lambda s: s.enlarged is not None, group=1),
    Command("rotate-right", "Rotate right", "View", just(Rotate(1)), keys=("R",),
            icon="rotate-right", enabled=can.has_series, on_tool_bar=True, group=2),
    Command("rotate-left", "Rotate left", "View", just(Rotate(3)), keys=("L",),
            icon="rotate-left", enabled=can.has_series, group=2),
    Command("flip-horizontal", "Flip left–right", "View", just(Flip(horizontal=True)),
            keys=("H",), icon="flip-horizontal", enabled=can.has_series, on_tool_bar=True, group=2),
    Command("flip-vertical", "Flip top–bottom", "View", just(Flip(horizontal=False)),
            keys=("V",), icon="flip-vertical", enabled=can.has_series, group=2),
    *(
        Command(f"plane-{plane}", title, "View", just(SetPlane(plane)), keys=(key,),
                enabled=can.has_series, checked=can.plane_is(plane), group=3, submenu="Plane")
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
                just(SetLayout(layout.name)), keys=(f"Ctrl+{number}",),
                icon=f"layout-{layout.name}", checked=can.layout_is(layout.name), group=4,
                submenu="Layout")
        for number, layout in enumerate(LAYOUTS.values(), start=1)
    ),
    Command("next-stage", "Next stage of the hanging protocol", "View", just(StepStage(1)),
            keys=("N",), enabled=can.has_hung, group=4, submenu="Hanging protocol"),
    Command("previous-stage", "Previous stage of the hanging protocol", "View",
            just(StepStage(-1)), keys=("Shift+N",), enabled=can.has_hung, group=4,
            submenu="Hanging protocol"),
    Command("hanging", "Hanging protocols…", "View", ask="hanging", keys=("Ctrl+H",),
            enabled=can.has_study, group=4, submenu="Hanging protocol"),
    Command("fuse-next", "Lay the next series over this one", "View", can.fuse_next,
            keys=("Shift+F",), enabled=lambda s: can.fuse_next(s) is not None, group=5,
            submenu="Second series"),
    Command("fuse-mode", "Fusion: blend, checkerboard, swipe", "View",
            just(fusion.StepFusionMode()), keys=("F",), enabled=can.has_fusion, group=5,
            submenu="Second series"),
    Command("swipe-left", "Swipe further left", "View", just(fusion.MoveSwipe(-0.05)),
            keys=("Alt+Left",), scope="views", enabled=can.has_fusion, group=5,
            submenu="Second series"),
    Command("swipe-right", "Swipe further right", "View", just(fusion.MoveSwipe(0.05)),
            keys=("Alt+Right",), scope="views", enabled=can.has_fusion, group=5,
            submenu="Second series"),
    Command("fuse-off", "Take the second series off", "View", just(fusion.FuseSeries()),
            keys=("Ctrl+Shift+F",), enabled=can.has_fusion, group=5, submenu="Second series"),
    Command("register", "Register the second series", "View", just(fusion.RegisterFused()),
            keys=("Ctrl+Alt+R",), enabled=can.has_fusion, group=5, submenu="Second series"),
    Command("link-here", "Link the views at these places", "View", just(fusion.LinkHere()),
            keys=("Ctrl+Alt+L",), enabled=can.has_two_spaces, group=5, submenu="Second series"),
    Command("drop-link", "Take the registration back", "View", just(fusion.DropLink()),
            keys=("Ctrl+Alt+Z",), enabled=lambda s: bool(s.links), group=5,
            submenu="Second series"),
    Command("link-views", "Zoom, pan and CT window together", "View", just(fusion.LinkViews()),
            keys=("Shift+L",), checked=lambda s: s.views_linked, group=5),
    Command("left-panel", "Studies", "View", just(intents.ToggleLeftPanel()), keys=("F9",),
            icon="panel-left", checked=lambda s: s.panels.left != "folded", group=6,
            submenu="Panels and areas"),
    Command("left-narrow", "Thumbnails only", "View", just(intents.ToggleLeftPanel(narrow=True)),
            keys=("Shift+F9",), checked=lambda s: s.panels.left == "strip", group=6,
            submenu="Panels and areas"),
    Command("right-panel", "Panels", "View", just(intents.ToggleRightPanel()), keys=("F10",),
            icon="panel-right", checked=lambda s: s.panels.right, group=6,
            submenu="Panels and areas"),
    Command("next-area", "Keyboard to the next area", "View", ask="next-area", keys=("F6",),
            group=6, submenu="Panels and areas"),
    Command("previous-area", "Keyboard to the previous area", "View", ask="previous-area",
            keys=("Shift+F6",), group=6, submenu="Panels and areas"),
    Command("full-screen", "Full screen", "View", ask="full-screen", keys=("F11",), group=6),
    Command("language", "Switch language", "View", ask="language", keys=("Ctrl+Shift+L",), group=7),
    Command("theme", "Dark / light theme", "View", ask="theme", keys=("Ctrl+Shift+T",), group=7),
)
# fmt: on
