"""How what surrounds the pictures changes: models, jobs, messages, panels, tools."""

from dataclasses import replace

from viewer.state.facts import (
    CalibrationKnown,
    DatasetExported,
    DrawingReady,
    JobMoved,
    ModelsListed,
    SettingsKnown,
    Told,
    TrainingsSeen,
)
from viewer.state.histogram_intents import ShowHistogram
from viewer.state.intents import (
    AcknowledgeFlags,
    ChooseExplain,
    ChooseModel,
    ChooseTool,
    ClearJobs,
    DismissMessage,
    HideIdentity,
    OverrideSuitability,
    ShowCrosshair,
    ShowOverlays,
    ShowReferenceLines,
    ShowTab,
    ToggleCine,
    ToggleLeftPanel,
    ToggleRightPanel,
)
from viewer.state.view_state import ViewState

MESSAGES_KEPT = 500


def list_models(state: ViewState, fact: ModelsListed) -> ViewState:
    ids = [row.id for row in fact.rows]
    chosen = state.models.chosen if state.models.chosen in ids else (ids[0] if ids else "")
    listed = replace(state, models=replace(state.models, rows=fact.rows, listed=True, chosen=""))
    return choose_model(listed, ChooseModel(chosen))


def choose_model(state: ViewState, intent: ChooseModel) -> ViewState:
    """Another model starts with its first explainer, the default, and without an override."""
    if intent.model_id == state.models.chosen:
        return state
    desk = replace(state.models, chosen=intent.model_id, override_suitability=False)
    row = desk.row
    return replace(state, models=replace(desk, explain=row.explain[:1] if row else ()))


def choose_explain(state: ViewState, intent: ChooseExplain) -> ViewState:
    return replace(state, models=replace(state.models, explain=intent.methods))


def acknowledge_flags(state: ViewState, intent: AcknowledgeFlags) -> ViewState:
    pairs = {(intent.series_id, code) for code in intent.codes}
    known = state.models.acknowledged | pairs
    return replace(state, models=replace(state.models, acknowledged=known))


def override_suitability(state: ViewState, intent: OverrideSuitability) -> ViewState:
    return replace(state, models=replace(state.models, override_suitability=intent.override))


def move_job(state: ViewState, fact: JobMoved) -> ViewState:
    """Jobs stay in the order in which they began; one that has ended moves no more."""
    known = {job.id: job for job in state.jobs}
    old = known.get(fact.job.id)
    if old is not None and not old.alive:
        return state
    known[fact.job.id] = fact.job
    return replace(state, jobs=tuple(known.values()))


def clear_jobs(state: ViewState, _: ClearJobs) -> ViewState:
    return replace(state, jobs=tuple(job for job in state.jobs if job.alive))


def tell(state: ViewState, fact: Told) -> ViewState:
    """Keep the message; an earlier one with its key stays in the log but is shown no more."""
    key = fact.message.key
    outdated = {old.id for old in state.messages if key and old.key == key}
    return replace(
        state,
        messages=(*state.messages, fact.message)[-MESSAGES_KEPT:],
        dismissed=state.dismissed | outdated,
    )


def dismiss_message(state: ViewState, intent: DismissMessage) -> ViewState:
    return replace(state, dismissed=state.dismissed | {intent.message_id})


def toggle_left(state: ViewState, intent: ToggleLeftPanel) -> ViewState:
    left = state.panels.left
    if intent.narrow:
        return replace(
            state, panels=replace(state.panels, left="wide" if left == "strip" else "strip")
        )
    return replace(
        state, panels=replace(state.panels, left="wide" if left == "folded" else "folded")
    )


def toggle_right(state: ViewState, _: ToggleRightPanel) -> ViewState:
    return replace(state, panels=replace(state.panels, right=not state.panels.right))


def show_tab(state: ViewState, intent: ShowTab) -> ViewState:
    return replace(state, panels=replace(state.panels, right=True, tab=intent.tab))


def show_overlays(state: ViewState, intent: ShowOverlays) -> ViewState:
    shown = not state.overlays_shown if intent.shown is None else intent.shown
    return replace(state, overlays_shown=shown)


def show_crosshair(state: ViewState, intent: ShowCrosshair) -> ViewState:
    shown = not state.crosshair_shown if intent.shown is None else intent.shown
    return replace(state, crosshair_shown=shown)


def show_reference_lines(state: ViewState, intent: ShowReferenceLines) -> ViewState:
    shown = not state.reference_lines_shown if intent.shown is None else intent.shown
    return replace(state, reference_lines_shown=shown)


def show_histogram(state: ViewState, intent: ShowHistogram) -> ViewState:
    """Asked for again while it stands behind another tab, it comes to the front."""
    panels = state.panels
    in_view = panels.histogram and panels.right and panels.tab == "layers"
    shown = not in_view if intent.shown is None else intent.shown
    if not shown:
        return replace(state, panels=replace(panels, histogram=False))
    return replace(state, panels=replace(panels, histogram=True, right=True, tab="layers"))


def hide_identity(state: ViewState, intent: HideIdentity) -> ViewState:
    hidden = not state.identity_hidden if intent.hidden is None else intent.hidden
    return replace(state, identity_hidden=hidden)


def choose_tool(state: ViewState, intent: ChooseTool) -> ViewState:
    return replace(state, tool=intent.tool)


def toggle_cine(state: ViewState, _: ToggleCine) -> ViewState:
    return replace(state, cine=not state.cine and state.active_series is not None)


def know_settings(state: ViewState, fact: SettingsKnown) -> ViewState:
    return replace(state, settings=fact.values)


def know_calibration(state: ViewState, fact: CalibrationKnown) -> ViewState:
    return replace(state, calibration=fact.calibration)


def be_ready(state: ViewState, fact: DrawingReady) -> ViewState:
    return replace(state, drawing_ready=fact.ready)


def offer_dataset(state: ViewState, fact: DatasetExported) -> ViewState:
    return replace(state, training_data=fact.folder)


def see_trainings(state: ViewState, fact: TrainingsSeen) -> ViewState:
    return state if fact.runs == state.trainings else replace(state, trainings=fact.runs)
