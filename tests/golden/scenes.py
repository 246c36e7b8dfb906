"""The scenes of the golden pictures, by name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from inference.imaging.contour_set import Contour, ContourSet, Structure
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.golden.phantoms import (
    WINDOW,
    attention,
    body,
    gapped,
    oblique,
    organs,
    stored_upside_down,
    tilted,
    upright,
)
from viewer.render.badge_words import badges_for
from viewer.render.corner_words import CornerOptions, corner_text
from viewer.render.curved import curved_picture
from viewer.render.curved_layers import (
    straightened_contours,
    straightened_heatmap,
    straightened_mask,
)
from viewer.state.curves import CurvedCut, cut_along, spline_through, stretched_along
from viewer.state.layers import ContourLayer, HeatmapLayer, Mark, MarkLayer, MaskLayer, SegmentStyle
from viewer.state.measurements import Measurement
from viewer.state.pane_frame import curved_frame
from viewer.state.panes import Pane
from viewer.state.planes import Plane, Turn, fitted_frame
from viewer.state.scene import CornerText, Scene, ShownMeasurement
from viewer.state.solid import SolidPicture
from viewer.state.turntable import Turntable
from viewer.state.view_frame import ViewFrame

SIZE = (320, 280)
STYLES = {1: SegmentStyle(opacity=0.8, colour=(0, 90, 255)), 2: SegmentStyle(visible=False)}
LIVER = (-40.0, -4.0, -2.0)


def view(
    geometry: Geometry, plane: Plane, turn: Turn | None = None, size: tuple[int, int] = SIZE,
    **look: Any,
) -> Scene:  # fmt: skip
    frame = fitted_frame(geometry, plane, size, turn)
    return Scene(body(geometry), through_liver(frame), WINDOW, **look)


def through_liver(frame: ViewFrame) -> ViewFrame:
    """The frame moved along its normal to the lesion in the liver."""
    gap = float(frame.distance_mm(np.array(LIVER)))
    return frame.moved_to(frame.centre_lps + gap * frame.towards_lps)


def slanted() -> Scene:
    """A plane at an angle to everything."""
    right = np.array([0.8, 0.5, 0.33]) / np.linalg.norm([0.8, 0.5, 0.33])
    down = np.array([-0.3, 0.9, -0.4])
    down -= (down @ right) * right
    frame = ViewFrame(np.array(LIVER), right, down / np.linalg.norm(down), 0.7, SIZE)
    mask, heat = MaskLayer("m", organs(upright())), HeatmapLayer("h", attention())
    return Scene(body(upright()), frame, WINDOW, masks=(mask,), heatmaps=(heat,))


def with_words(scene: Scene, identity: bool = True) -> Scene:
    options = CornerOptions(identity, ("flair-lesion 1.0 · unreviewed",))
    words = corner_text(scene.volume, scene.frame, scene.window, options)
    badges = badges_for(scene.volume, identity=identity, made_by_model=True)
    return replace(scene, corner_text=words, badges=badges)


def flagged() -> Scene:
    scene = view(gapped(), "axial")
    flags = (Flag("slice-missing", "Four slices are missing."),)
    return with_words(replace(scene, volume=replace(scene.volume, flags=flags)), identity=False)


def uncalibrated() -> Scene:
    unknown = replace(upright(), in_plane_mm=False, through_plane_mm=False, oriented=False)
    return with_words(view(unknown, "axial"))


def pointed() -> Scene:
    """Findings of each kind, the strip, crosshair and a reference line."""
    box = ((-55.0, -18.0, -14.0), (-33.0, 2.0, 6.0))
    findings = (
        Finding("1", "lesion", "mass", 0.93, box_lps=box),
        Finding("2", "lesion", "cyst", 0.71, True, point_lps=(30.0, 20.0, -2.0), review="accepted"),
        Finding("3", "box", "rib", 0.2, box_lps=((40, -40, -5), (60, -20, 5)), review="rejected"),
    )
    strip = SliceStrip("attention", tuple(np.exp(-(((np.arange(21) - 9) / 4) ** 2)).tolist()))
    line = (np.array([-84.0, 20.0, -2.0]), np.array([84.0, 34.0, -2.0]))
    return view(
        upright(), "axial", findings=findings, selected_finding="1", strips=(strip,),
        crosshair_lps=np.array([-8.0, 24.0, 0.0]), reference_lines=(line,), active=True,
    )  # fmt: skip


def neighbours(size: tuple[int, int] = SIZE) -> Scene:
    """Boxes side by side and one in the other, a point, a length, a heatmap and all words."""
    places = {
        "left hippocampus": ((4, -14, -12), (34, 6, 8)),
        "right hippocampus": ((-30, -14, -12), (2, 6, 8)),
        "lesion": ((-20, -10, -8), (-6, 2, 4)),
    }
    boxes = tuple(Finding(name, "box", name, 0.9, box_lps=box) for name, box in places.items())
    point = Finding("p", "lesion", "cyst", 0.71, True, point_lps=(38.0, -8.0, LIVER[2]))
    ends = ((-44.0, 12.0, LIVER[2]), (40.0, 12.0, LIVER[2]))
    length = Measurement("m", "length", ends, (0.0, 0.0, 1.0), "", "")
    scene = view(
        upright(), "axial", size=size, findings=(*boxes, point), selected_finding="lesion",
        measurements=(ShownMeasurement(length, ("84.0 mm",)),),
        heatmaps=(HeatmapLayer("h", attention()),),
    )  # fmt: skip
    return with_words(scene)


def outlined() -> Scene:
    """A structure's contour in its own plane, and the lines and the note of a state."""
    flat = np.array([(-62, -20), (-20, -34), (-14, 6), (-50, 14)], dtype=np.float64)
    ring = Contour(np.column_stack([flat, np.full(4, LIVER[2])]))
    structures = ContourSet((Structure(1, "liver", (255, 60, 60), (ring,)),), "", "PLAN")
    line = np.array([(20.0, -40.0, LIVER[2]), (44.0, -10.0, LIVER[2])])
    marks = (Mark(line), Mark(line[1:] + np.array([0.0, 6.0, 0.0]), "look here"))
    return view(
        upright(), "axial", contours=(ContourLayer("c", structures),),
        marks=(MarkLayer("p", "state", "s", marks),),
    )  # fmt: skip


def key_image() -> Scene:
    """A marked slice, and another one of the same stack that the strip shows."""
    scene = view(upright(), "axial")
    x, y, z = scene.frame.towards_lps.tolist()
    places = (LIVER, (-40.0, -4.0, 30.0))
    marks = tuple(
        ShownMeasurement(Measurement(f"key{n}", "key-image", (place,), (x, y, z), "", ""))
        for n, place in enumerate(places)
    )
    return with_words(replace(scene, measurements=marks))


def turned_planes() -> Scene:
    """A crosshair whose other planes are turned by 30°, with its grips."""
    turn = np.radians(30)
    lines = np.array([[np.cos(turn), np.sin(turn), 0], [-np.sin(turn), np.cos(turn), 0]])
    return view(
        upright(), "axial", crosshair_lps=np.array([-20.0, 10.0, -2.0]),
        crosshair_lines=tuple(lines),
    )  # fmt: skip


def solid(problem: str = "") -> Scene:
    """What is drawn over a picture of the 3D view, or instead of one."""
    frame = Turntable(40, 25).frame(np.zeros(3), 0.8, SIZE)
    ramp = np.linspace(20, 160, SIZE[0]).astype(np.uint8)
    pixels = np.repeat(np.broadcast_to(ramp, (SIZE[1], SIZE[0]))[..., None], 4, axis=-1)
    picture = SolidPicture("s", frame, pixels.copy(), problem=problem)
    return Scene(
        body(upright()), frame, WINDOW, crosshair_lps=np.array(LIVER), solid=picture,
        sentence=problem, badges=() if problem else ("RENDERING",), show_overlays=not problem,
        show_letters=not problem, show_scale_bar=not problem,
        corner_text=CornerText(bottom_left=("3D: CT bone", "turned 40° / 25°")),
    )  # fmt: skip


def drawn_line() -> Scene:
    """A smooth line through drawn points, in the plane it was drawn in."""
    points = ((-50.0, 20.0, -2.0), (-20.0, -30.0, -2.0), (20.0, 10.0, -2.0), (50.0, -20.0, -2.0))
    item = Measurement("c", "curve", points, (0.0, 0.0, 1.0), "", "")
    return view(upright(), "axial", measurements=(ShownMeasurement(item, ("187.5 mm",)),))


def straightened() -> Scene:
    """A volume straightened along a line through the lesion, with the marker on it."""
    path = spline_through([(-70.0, -30.0, -2.0), LIVER, (0.0, 10.0, -2.0), (60.0, 10.0, -2.0)])
    return along(cut_along(path, (0, 0, 1), 30.0, 1.0))


def stretched_over() -> Scene:
    """Along a line that rises, stretched flat, with layers and its own line measured."""
    path = spline_through([(-70.0, -30.0, -12.0), LIVER, (0.0, 10.0, 4.0), (60.0, 10.0, 14.0)])
    cut = stretched_along(path, (0, 0, 1), 30.0, 1.0)
    shown = tuple((cut.on_line(s)[0], float(s), 0.0) for s in np.linspace(20.0, 120.0, 9))
    way = cut.on_line(120.0)[1] - cut.on_line(20.0)[1]
    item = Measurement("along", "curve", shown, (0.0, 0.0, 1.0), "", "")
    scene = over(along(cut))
    return replace(scene, measurements=(ShownMeasurement(item, (f"{way:.1f} mm",)),))


def along(cut: CurvedCut) -> Scene:
    """The volume along a cut, with the marker at the lesion."""
    volume = curved_picture(body(upright()), cut)
    frame = curved_frame(volume.geometry, Pane(), SIZE)
    return Scene(
        volume, frame, WINDOW, crosshair_lps=cut.place_of(LIVER), badges=("CURVED REFORMAT",),
        curved=cut,
    )  # fmt: skip


def straightened_over() -> Scene:
    """The same with a mask, a heatmap and a structure's contours in places of the cut."""
    return over(straightened())


def over(scene: Scene) -> Scene:
    cut = scene.curved
    assert cut is not None
    flat = np.array([(-62, -20), (-20, -34), (-14, 6), (-50, 14)], dtype=np.float64)
    rings = tuple(Contour(np.column_stack([flat, np.full(4, z)])) for z in np.arange(-20.0, 16, 4))
    drawing = ContourSet((Structure(1, "liver", (255, 60, 60), rings),), "", "PLAN")
    return replace(
        scene,
        masks=(straightened_mask(mask(upright())[0], cut),),
        heatmaps=(straightened_heatmap(HeatmapLayer("h", attention()), cut),),
        contours=(straightened_contours(ContourLayer("c", drawing), cut),),
    )


def colour() -> Scene:
    grey = body(upright())
    levels = np.clip((grey.array.astype(float) + 100) / 1.6, 0, 255).astype(np.uint8)
    rgb = np.stack([levels, levels // 2, 255 - levels], axis=-1)
    scene = view(upright(), "coronal")
    return replace(scene, volume=Volume(rgb, grey.geometry, grey.info))


def mask(geometry: Geometry, **look: Any) -> tuple[MaskLayer]:
    return (MaskLayer("m", organs(geometry), **look),)


SCENES: dict[str, Callable[[], Scene]] = {
    "axial": lambda: view(upright(), "axial"),
    "coronal": lambda: view(upright(), "coronal"),
    "sagittal": lambda: view(upright(), "sagittal"),
    "axial-stored-upside-down": lambda: view(stored_upside_down(), "axial"),
    "coronal-turned-and-flipped": lambda: view(upright(), "coronal", Turn(1, flip_h=True)),
    "tilted-axial": lambda: view(tilted(), "axial"),
    "tilted-sagittal": lambda: view(tilted(), "sagittal", masks=mask(upright())),
    "gaps-coronal": lambda: view(gapped(), "coronal"),
    "oblique-acquisition": lambda: view(oblique(), "axial", masks=mask(upright())),
    "slanted-plane": slanted,
    "mask": lambda: view(upright(), "axial", masks=mask(upright())),
    "mask-on-another-grid": lambda: view(upright(), "coronal", masks=mask(oblique())),
    "mask-styles": lambda: view(
        upright(), "axial", masks=mask(upright(), contour=False, styles=STYLES)
    ),
    "heatmap": lambda: view(upright(), "axial", heatmaps=(HeatmapLayer("h", attention()),)),
    "heatmap-viridis-sagittal": lambda: view(
        upright(), "sagittal", heatmaps=(HeatmapLayer("h", attention(), colour_map="viridis"),)
    ),
    "corner-words": lambda: with_words(view(upright(), "axial", size=(480, 420))),
    "flag-and-hidden-identity": flagged,
    "no-millimetres-no-sides": uncalibrated,
    "findings-strip-crosshair": pointed,
    "neighbours": neighbours,
    "neighbours-small": lambda: neighbours((210, 190)),
    "contours-and-marks": outlined,
    "key-image": key_image,
    "turned-planes": turned_planes,
    "solid": solid,
    "solid-not-possible": lambda: solid("The 3D view needs a grey volume of several slices."),
    "drawn-line": drawn_line,
    "straightened": straightened,
    "straightened-over": straightened_over,
    "stretched-over": stretched_over,
    "inverted-nearest": lambda: view(upright(), "axial", inverted=True, interpolation="nearest"),
    "slab-mip": lambda: view(upright(), "coronal", slab_mode="mip", slab_mm=40.0),
    "colour-map": lambda: view(upright(), "axial", colour_map="viridis"),
    "colour": colour,
    "twice-the-scale": lambda: with_words(
        view(upright(), "axial", size=(640, 560), text_scale=2.0, masks=mask(upright()))
    ),
    "small": lambda: with_words(view(upright(), "axial", size=(200, 180), masks=mask(upright()))),
}  # fmt: skip
