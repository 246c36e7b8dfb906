"""The tab of jobs: stage, progress, time left, cancel; never a modal box."""

from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from viewer.state.intents import CancelJob, ClearJobs
from viewer.state.jobs import Job
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, ScrollColumn, breakable, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, said, tr

_TONE = {"failed": "error", "done": "good", "cancelled": "warning"}


class JobsTab(ScrollColumn):
    """The newest job on top; cards are kept and updated, as progress comes often."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._cards: dict[str, JobCard] = {}
        self._empty = words(tr("Nothing is running."), quiet=True)
        self._clear = QPushButton(tr("Clear finished"))
        self._clear.clicked.connect(lambda: dispatch(ClearJobs()))
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self.column.addWidget(self._clear)

    def render_state(self, state: ViewState) -> None:
        shown = (state.jobs, state.identity_hidden)
        if shown == self._shown:
            return
        self._shown = shown
        known = {job.id for job in state.jobs}
        for gone in [job_id for job_id in self._cards if job_id not in known]:
            self._cards.pop(gone).deleteLater()
        for job in state.jobs:
            if job.id not in self._cards:
                self._cards[job.id] = JobCard(job, self._dispatch, self._theme)
                self.column.insertWidget(0, self._cards[job.id])
            self._cards[job.id].show_job(job, state.identity_hidden)
        self._empty.setVisible(not state.jobs)
        self._clear.setVisible(any(not job.alive for job in state.jobs))


class JobCard(Card):
    """One job."""

    def __init__(self, job: Job, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[Job, bool] | None = None
        self._title = words()
        stop = CancelJob(job.id)
        self._cancel = tool(theme, "close", tr("Cancel"), lambda: dispatch(stop), "cancel-work")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._stage = words(small=True)
        self.column.addLayout(row(self._title, self._cancel, stretch=0))
        self.column.addWidget(self._bar)
        self.column.addWidget(self._stage)

    def show_job(self, job: Job, hidden: bool) -> None:
        if (job, hidden) == self._shown:
            return
        self._shown = (job, hidden)
        self._title.setText(breakable(job_title(job, hidden)))
        self._cancel.setVisible(job.alive)
        self._bar.setVisible(job.alive)
        self._bar.setRange(0, 0 if job.fraction is None else 1000)
        self._bar.setValue(round(1000 * (job.fraction or 0.0)))
        self._stage.setText(breakable(job_words(job)))
        set_tone(self._stage, _TONE.get(job.status, ""))


def job_title(job: Job, hidden: bool) -> str:
    """What it works on; a folder's name is often the patient's, and hidden with it."""
    return tr("A folder") if hidden and job.kind == "scan" else job.title


def job_words(job: Job) -> str:
    """Stage, percent and time left while it runs; how it ended after that."""
    if not job.alive:
        return said(job.message) or tr(job.status)
    parts = [said(job.stage) or tr(job.status)]
    if job.fraction is not None:
        parts.append(f"{job.fraction:.0%}")
    if job.seconds_left is not None:
        parts.append(tr("about {time} left").format(time=duration_words(job.seconds_left)))
    return " · ".join(parts)


def duration_words(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 90 else f"{round(whole / 60)} min"


def set_tone(label: QLabel, tone: str) -> None:
    """Colour a label's words; nothing is done where they have that colour already."""
    if (label.property("tone") or "") == tone:
        return
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)
