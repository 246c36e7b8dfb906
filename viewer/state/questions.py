"""What the state says about a run: what blocks it, what runs already."""

from inference.imaging.flag import Flag
from viewer.state.jobs import Job
from viewer.state.view_state import ViewState


def unaccepted_flags(state: ViewState) -> tuple[Flag, ...]:
    """Flags of the active series that block a model until a person accepts them."""
    series = state.active_series
    if series is None:
        return ()
    accepted = state.models.acknowledged
    return tuple(
        flag
        for flag in series.volume.flags
        if flag.blocks_models and (series.entry.id, flag.code) not in accepted
    )


def running_model_job(state: ViewState) -> Job | None:
    """The model that runs or waits, the newest first."""
    return next((job for job in reversed(state.jobs) if job.kind == "model" and job.alive), None)


def run_blocked_by(state: ViewState) -> str:
    """Why a model cannot run now, in one sentence; "" when it can."""
    series = state.active_series
    if series is None:
        return "Open a series to run a model on."
    if state.models.row is None:
        return ""
    if not series.complete:
        return "The series is still being read."
    if unaccepted_flags(state):
        return "Read and accept the series' warnings first."
    return "" if fits_modality(state) else "The model is not made for this kind of picture."


def fits_modality(state: ViewState) -> bool:
    """Whether the chosen model takes the active series' modality, or a person set that aside."""
    row, series = state.models.row, state.active_series
    if row is None or series is None or state.models.override_suitability:
        return True
    return not row.modalities or series.volume.info.modality in row.modalities
