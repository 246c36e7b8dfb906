"""Fusion and registration: reads what is laid over, registers it, says what was found."""

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.session import Session
from viewer.jobs.registration_worker import RegistrationWorker
from viewer.state.facts import JobMoved
from viewer.state.fused import fused_series, missing_series
from viewer.state.fusion import ASIDE, SeriesLink
from viewer.state.fusion_intents import RegisterFused, SeriesLinked
from viewer.state.intents import OpenSeriesById
from viewer.state.jobs import Job
from viewer.state.view_state import OpenSeries, ViewState

if TYPE_CHECKING:
    from inference.registration.rigid import RigidRegistration

LOOK = "Check it with the checkerboard or the swipe (F); Ctrl+Alt+Z takes it back."


@dataclass(frozen=True, eq=False)
class _Wish:
    job: Job
    study_token: str
    moving: OpenSeries
    fixed: OpenSeries


class FusionController(QObject):
    """A registration of another study than the open one is dropped when it ends."""

    def __init__(self, session: Session, worker: RegistrationWorker) -> None:
        super().__init__()
        self._session = session
        self._worker = worker
        self._numbers = count(1)
        self._wishes: dict[str, _Wish] = {}
        self._asked = ("", "")  # over which series which one is to be read
        worker.progress.connect(self._progress)
        worker.found.connect(self._found)
        worker.failed.connect(self._failed)
        worker.cancelled.connect(self._cancelled)
        session.handle(RegisterFused, self._register)
        session.state_changed.connect(self._follow)

    def cancel(self, job_id: str) -> None:
        """Stop a registration, if that is what the job is."""
        self._worker.cancel(job_id)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        """Read what is to lie over a series that is shown, one after the other; also again, where
        it was let go while another series was shown."""
        missing = missing_series(state)
        if self._asked in missing:
            return  # it is on its way, or was refused
        self._asked = missing[0] if missing else ("", "")
        if missing:
            wish = OpenSeriesById(self._asked[1], ASIDE)
            QTimer.singleShot(0, self, lambda: self._session.dispatch(wish))

    def _register(self, _: RegisterFused) -> None:
        state = self._session.state
        fixed = state.active_series
        moving = None if fixed is None else fused_series(state, fixed.entry.id)
        if fixed is None or moving is None or not (fixed.complete and moving.complete):
            self._session.tell(
                "warning",
                "There is nothing to register yet.",
                "Lay another series over this one and wait until both are read.",
            )
            return
        title = moving.volume.info.series_description or moving.volume.modality
        token = f"registration-{next(self._numbers)}"
        job = Job(token, "registration", title, "running", "registration", 0.0)
        self._wishes[token] = _Wish(job, state.study_token, moving, fixed)
        self._session.dispatch(JobMoved(job))
        self._worker.register(token, fixed.volume, moving.volume)

    @Slot(str, float)
    def _progress(self, token: str, fraction: float) -> None:
        job = self._wishes[token].job
        moved = Job(job.id, job.kind, job.title, "running", "registration", fraction)
        self._session.dispatch(JobMoved(moved))

    @Slot(str, object)
    def _found(self, token: str, found: "RigidRegistration") -> None:
        wish = self._end(token, "done")
        gain = (found.mutual_information_before, found.mutual_information_after)
        link = SeriesLink(
            wish.moving.entry.id,
            wish.fixed.entry.id,
            wish.moving.space,
            wish.fixed.space,
            found.moving_to_fixed,
            "registered",
            gain,
        )
        if wish.study_token != self._session.state.study_token:
            return
        self._session.dispatch(SeriesLinked(wish.study_token, link))
        shift = link.shift_mm(wish.moving.volume.geometry.centre_lps)
        moved = f"Registered: its middle moved {shift:.1f} mm, turned {link.turn_degrees:.1f}°."
        if gain[1] > gain[0]:
            grew = f"Mutual information grew from {gain[0]:.3f} to {gain[1]:.3f}."
            self._session.tell("note", f"{moved} {grew}", LOOK)
        else:
            fell = f"Mutual information is no better than before: {gain[0]:.3f} → {gain[1]:.3f}."
            self._session.tell("warning", f"{moved} {fell}", LOOK)

    @Slot(str, str)
    def _failed(self, token: str, sentence: str) -> None:
        self._end(token, "failed", sentence)
        self._session.tell("error", sentence)

    @Slot(str)
    def _cancelled(self, token: str) -> None:
        self._end(token, "cancelled")

    def _end(self, token: str, status: str, message: str = "") -> _Wish:
        wish = self._wishes.pop(token)
        job = wish.job
        ended = Job(job.id, job.kind, job.title, status, message=message)  # type: ignore[arg-type]
        self._session.dispatch(JobMoved(ended))
        return wish
