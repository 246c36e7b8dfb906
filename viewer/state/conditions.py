"""What can be done now: the tests of commands, and the wishes that depend on the state."""

from collections.abc import Callable

from viewer.state import drawing_intents, intents, look_intents, pane_intents
from viewer.state.curved import lines_of
from viewer.state.curved_intents import CloseCurved, OpenCurved, SetCutForm, TurnCut
from viewer.state.draft import OPEN_ENDED
from viewer.state.drawing_intents import DropDrawing, EndDrawing, SelectMeasurement
from viewer.state.fusion_intents import FuseSeries
from viewer.state.intents import Intent
from viewer.state.key_images import key_image_here, key_images
from viewer.state.mask_edit_intents import RedoStroke, UndoStroke
from viewer.state.mask_edits import DRAWN, PAINTING, is_open
from viewer.state.pane_frame import frame_of
from viewer.state.patient_intents import RedoNumber, UndoNumber
from viewer.state.planes import Plane
from viewer.state.result_intents import RestoreLayer
from viewer.state.scene import SlabMode
from viewer.state.shelf import companions
from viewer.state.solid_intents import TurnSolid
from viewer.state.stacks import stacks_of
from viewer.state.tilts import STRAIGHT
from viewer.state.view_state import Tab, Tool, ViewState
from viewer.state.volume_presets import VolumePreset, chosen_preset

Wish = Callable[[ViewState], Intent | None]
Test = Callable[[ViewState], bool]


def always(_: ViewState) -> bool:
    return True


def has_series(state: ViewState) -> bool:
    return state.active_series is not None


def has_study(state: ViewState) -> bool:
    return bool(state.study_key)


def has_hung(state: ViewState) -> bool:
    return state.hung is not None


def has_stacks(state: ViewState) -> bool:
    return bool(stacks_of(state, state.active))


def has_results(state: ViewState) -> bool:
    """Whether a model or a person made something that can be saved."""
    drawn = any(layer.id.startswith(DRAWN) for layer in state.results.masks)
    return drawn or bool(state.results.results)


def has_findings(state: ViewState) -> bool:
    return bool(state.results.findings)


def has_open_findings(state: ViewState) -> bool:
    """Whether a mask's finding waits for its verdict."""
    return any(map(is_open, state.results.findings))


def has_selected_finding(state: ViewState) -> bool:
    return bool(state.results.selected_finding)


def has_work(state: ViewState) -> bool:
    return any(job.alive for job in state.jobs)


def has_slice(state: ViewState) -> bool:
    """The active pane shows one of the slices of its series' standard planes."""
    straight = state.tilt_of(state.active) == STRAIGHT
    return has_series(state) and state.active_pane.view == "slice" and straight


def has_key_images(state: ViewState) -> bool:
    return bool(key_images(state))


def key_image_is_marked(state: ViewState) -> bool:
    """Whether the slice in the active pane is a key image."""
    series, cursor = state.active_series, state.cursor_of(state.active)
    if series is None or cursor is None or not state.drawings.items or not has_slice(state):
        return False
    frame = frame_of(series.volume.geometry, state.active_pane, cursor, (64, 64))
    return key_image_here(state, state.active, frame) is not None


def can_run(state: ViewState) -> bool:
    """A model is chosen and the active series is wholly here."""
    series = state.active_series
    return series is not None and series.complete and state.models.row is not None


def just(intent: Intent) -> Wish:
    return lambda _state: intent


def file_window(number: int) -> Wish:
    def wish(state: ViewState) -> Intent | None:
        series = state.active_series
        windows = series.volume.windows if series else ()
        return look_intents.SetWindow(windows[number]) if number < len(windows) else None

    return wish


def has_file_window(number: int) -> Test:
    def test(state: ViewState) -> bool:
        return state.active_series is not None and number < len(state.active_series.volume.windows)

    return test


def is_ct_in_hu(state: ViewState) -> bool:
    """CT windows are in HU: on stored values they would show nothing true."""
    series = state.active_series
    return series is not None and series.volume.modality == "CT" and series.volume.unit == "HU"


def escape(state: ViewState) -> Intent | None:
    """Esc: drop what is drawn; else leave the tool, the cine, what is selected, the work."""
    ways: tuple[tuple[bool, Intent], ...] = (
        (state.drawings.draft is not None, DropDrawing()),
        (state.tool != "window", intents.ChooseTool("window")),
        (state.cine, intents.ToggleCine()),
        (is_curved(state), CloseCurved()),
        (bool(state.drawings.selected), SelectMeasurement("", go=False)),
        (state.curved is not None, CloseCurved()),
        (has_work(state), intents.CancelJob()),
        (state.enlarged is not None, pane_intents.Enlarge()),
    )
    return next((intent for holds, intent in ways if holds), None)


def paints(state: ViewState) -> bool:
    """Whether the brush or the eraser is in the hand."""
    return state.tool in PAINTING


def shows_numbers(state: ViewState) -> bool:
    """Whether the patient's numbers can be seen, as the chosen model asks for some."""
    row = state.models.row
    seen = state.panels.right and state.panels.tab == "model"
    return seen and row is not None and bool(row.asks)


def undo(state: ViewState) -> Intent | None:
    """The last stroke while the brush is in the hand, the last number of the patient while they
    are shown, else the last layer removed or measurement."""
    if paints(state):
        return UndoStroke() if state.edits.undo else None
    if shows_numbers(state) and state.patient.undo:
        return UndoNumber()
    removed = state.results.removed
    if removed and removed[-1].drawings >= len(state.drawings.undo):
        return RestoreLayer()
    return drawing_intents.Undo() if state.drawings.undo else None


def redo(state: ViewState) -> Intent | None:
    if paints(state):
        return RedoStroke() if state.edits.redo else None
    if shows_numbers(state) and state.patient.redo:
        return RedoNumber()
    return drawing_intents.Redo() if state.drawings.redo else None


def cine_speed(steps: int) -> Wish:
    """Two slices a second more or less, within the setting's limits."""

    def wish(state: ViewState) -> Intent:
        speed = int(state.settings.get("cine_fps", 12)) + 2 * steps
        return intents.ChangeSetting("cine_fps", min(60, max(1, speed)))

    return wish


def has_fusion(state: ViewState) -> bool:
    return state.active_pane.series_id in state.fusions


def has_two_spaces(state: ViewState) -> bool:
    """Whether panes show series that do not share a frame of reference."""
    shown = [state.series_of(pane) for pane in range(len(state.panes))]
    return len({series.space for series in shown if series is not None}) > 1


def fuse_next(state: ViewState) -> Intent | None:
    """The next series of the same patient, round and round."""
    base = state.active_series
    others = [] if base is None else [one.id for one, _ in companions(state.shelf, base.entry)]
    if not others:
        return None
    fusion = state.fusions.get(state.active_pane.series_id)
    last = others.index(fusion.series_id) if fusion and fusion.series_id in others else -1
    return FuseSeries(others[(last + 1) % len(others)])


def tool_is(tool: Tool) -> Test:
    return lambda state: state.tool == tool


def tab_is(tab: Tab) -> Test:
    return lambda state: state.panels.right and state.panels.tab == tab


def layout_is(name: str) -> Test:
    return lambda state: state.layout == name


def acknowledge(state: ViewState) -> Intent | None:
    series = state.active_series
    if series is None or not series.volume.flags:
        return None
    codes = tuple(flag.code for flag in series.volume.flags)
    return intents.AcknowledgeFlags(series.entry.id, codes)


def colours_are(name: str) -> Test:
    return lambda state: state.active_pane.look.colour_map == name


def plane_is(plane: Plane) -> Test:
    return lambda state: (
        has_series(state) and state.active_pane.view == "slice" and state.active_pane.plane == plane
    )


def has_planes(state: ViewState) -> bool:
    """The active pane shows a plane through a volume of several slices."""
    series = state.active_series
    deep = series is not None and min(series.volume.geometry.shape_kji) > 1
    return deep and state.active_pane.view == "slice"


def is_tilted(state: ViewState) -> bool:
    return has_series(state) and not state.tilts_of(state.active).straight


def is_exact(state: ViewState) -> bool:
    return has_series(state) and state.tilts_of(state.active).exact


def is_curved(state: ViewState) -> bool:
    """The active pane shows a curved plane."""
    return has_series(state) and state.active_pane.view == "curved"


def turns(state: ViewState) -> bool:
    """There is something to turn in the active pane: a volume, or a cut about its line."""
    return is_solid(state) or is_curved(state)


def turn(azimuth_degrees: float, elevation_degrees: float) -> Wish:
    def wish(state: ViewState) -> Intent:
        if is_curved(state):
            return TurnCut(azimuth_degrees or elevation_degrees)
        return TurnSolid(azimuth_degrees, elevation_degrees)

    return wish


def enlarge(state: ViewState) -> Intent:
    """Return ends a line or outline that is being drawn; else one view large, and back."""
    draft = state.drawings.draft
    if draft is not None and draft.begun.kind in OPEN_ENDED:
        return EndDrawing(right=(1.0, 0.0, 0.0), down=(0.0, 1.0, 0.0))
    return pane_intents.Enlarge()


def has_line(state: ViewState) -> bool:
    """A curved plane is open, or a line is drawn along which one can be opened."""
    return state.curved is not None or bool(lines_of(state, state.active))


def curved_plane(state: ViewState) -> Intent | None:
    """Close the curved plane; else open the one of the selected line, or of the last."""
    if state.curved is not None:
        return CloseCurved()
    lines = lines_of(state, state.active)
    chosen = [line for line in lines if line.id == state.drawings.selected] or list(lines[-1:])
    return OpenCurved(chosen[0].id) if chosen else None


def is_stretched(state: ViewState) -> bool:
    return state.curved is not None and state.curved.form == "stretched"


def other_form(state: ViewState) -> Intent:
    return SetCutForm("straightened" if is_stretched(state) else "stretched")


def is_solid(state: ViewState) -> bool:
    """The active pane shows a series in 3D."""
    return has_series(state) and state.active_pane.view == "3d"


def is_spinning(state: ViewState) -> bool:
    return is_solid(state) and state.active_pane.solid.spinning


def preset_fits(preset: VolumePreset) -> Test:
    def test(state: ViewState) -> bool:
        series = state.active_series
        return is_solid(state) and series is not None and preset.fits(series.volume)

    return test


def preset_is(name: str) -> Test:
    def test(state: ViewState) -> bool:
        series = state.active_series
        if not is_solid(state) or series is None:
            return False
        return chosen_preset(state.active_pane.solid.preset, series.volume).name == name

    return test


def has_slab(state: ViewState) -> bool:
    return has_series(state) and state.active_pane.look.slab_mode != "none"


def slab_is(mode: SlabMode) -> Test:
    return lambda state: has_series(state) and state.active_pane.look.slab_mode == mode


def slab(mode: SlabMode) -> Wish:
    """Another way to look through the slab, 10 mm thick unless it has a thickness already."""
    return lambda state: look_intents.SetSlab(mode, state.active_pane.look.slab_mm or 10.0)


def thicker(by_mm: float) -> Wish:
    def wish(state: ViewState) -> Intent:
        look = state.active_pane.look
        return look_intents.SetSlab(look.slab_mode, max(5.0, look.slab_mm + by_mm))

    return wish
