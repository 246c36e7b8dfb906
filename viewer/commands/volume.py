"""The commands of the menu 3D."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state.conditions import just
from viewer.state.solid_intents import FaceSolid, SetPaneView, SetSolidPreset, SpinSolid
from viewer.state.tilt_intents import AlignPlanes, StraightenPlanes, TurnPlanes
from viewer.state.turntable import Side
from viewer.state.volume_presets import volume_presets

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

# fmt: off
VOLUME = (
    *(
        Command(f"turn-planes-{name}", title, "3D", just(TurnPlanes(degrees)), keys=(key,),
                scope="views", enabled=can.has_planes, submenu="Turn the planes")
        for name, title, degrees, key in PLANE_TURNS
    ),
    Command("straighten-planes", "Straighten the planes", "3D", just(StraightenPlanes()),
            keys=("Alt+O",), enabled=can.is_tilted),
    Command("planes-patient", "Planes along the patient's axes", "3D",
            lambda s: AlignPlanes(not can.is_exact(s)), enabled=can.has_planes,
            checked=can.is_exact),
    Command("curved-plane", "Curved plane of the line", "3D", can.curved_plane, keys=("Alt+U",),
            enabled=can.has_line, checked=lambda s: s.curved is not None),
    Command("stretched-plane", "Curved plane stretched flat", "3D", can.other_form,
            keys=("Alt+Shift+U",), enabled=lambda s: s.curved is not None,
            checked=can.is_stretched),
    Command("view-3d", "Volume in 3D", "3D",
            lambda s: SetPaneView("slice" if can.is_solid(s) else "3d"), keys=("Alt+D",),
            enabled=can.has_series, checked=can.is_solid, group=1),
    Command("spin", "Turntable", "3D", just(SpinSolid()), keys=("T",), icon="turntable",
            enabled=can.is_solid, checked=can.is_spinning, group=1),
    *(
        Command(f"turn-{key.lower()}", title, "3D", can.turn(azimuth, elevation),
                keys=(f"Shift+{key}",), scope="views", enabled=can.turns, group=1,
                submenu="Turn the volume")
        for key, title, azimuth, elevation in TURNS
    ),
    *(
        Command(f"face-{side}", title, "3D", just(FaceSolid(side)), keys=(key,),
                enabled=can.is_solid, group=2, submenu="Look from")
        for side, title, key in SIDE_TITLES
    ),
    *(
        Command(f"3d-{preset.name.lower().replace(' ', '-')}", f"3D: {preset.name}", "3D",
                just(SetSolidPreset(preset.name)), enabled=can.preset_fits(preset),
                checked=can.preset_is(preset.name), group=3, submenu="Appearance")
        for preset in volume_presets()
    ),
)
# fmt: on
