"""One request at a time through the model process, whatever becomes of that process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from inference.engine.events import Cancelled, Event, Failed, Finished, Progress
from inference.engine.request import InferenceRequest
from viewer.jobs.model_child import DoneNote, EventNote
from viewer.jobs.model_process import ModelProcess
from viewer.jobs.parcel import unpack_copy

_POLL_SECONDS = 0.05
_SERIALS = count(1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, before doing something about it.

    ``cancel``: for the child to obey before it is killed. ``silent``: without a heartbeat before
    the user is told. ``frozen``: without a heartbeat before it is killed, ``starting`` instead
    until the run has begun (torch is being imported and the model loaded). ``stalled``: without
    any event of the run before it is killed.
    """

    cancel: float = 0.35
    silent: float = 0.8
    frozen: float = 30.0
    starting: float = 180.0
    stalled: float = 600.0


class ModelRunner:
    """Blocks while a request runs; every run ends in exactly one last event."""

    def __init__(self, process: ModelProcess, patience: Patience | None = None) -> None:
        self._process = process
        self._patience = patience or Patience()

    def warm(self, model_id: str) -> None:
        """Start the process and let it load a model meanwhile."""
        self._process.start()
        self._process.warm(model_id)

    def run(
        self,
        request: InferenceRequest,
        emit: Callable[[Event], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Emit the events of one run; a dead or frozen child becomes Failed, and is replaced."""
        watch = _Watch(self._process, request, emit, self._patience)
        try:
            self._process.start()
            emit(Progress(request.id, request.study_token, "starting", 0.0))
            self._process.warm(request.model_id)  # no heart beats while libraries are mapped
            self._process.order(watch.serial, request)
        except OSError as error:
            self._process.kill()
            emit(watch.failed(f"The model process could not be started: {error}."))
            return
        while not watch.ended:
            note = self._process.note(_POLL_SECONDS)
            if note is not None:
                watch.take(note)
            elif not self._process.alive:
                watch.bury()
            if not watch.ended:  # also between notes: some runs tell more than one could hear
                watch.check(cancelled())
        self._process.release_request()


class _Watch:
    """What is known of one run while it lasts."""

    def __init__(
        self,
        process: ModelProcess,
        request: InferenceRequest,
        emit: Callable[[Event], None],
        patience: Patience,
    ) -> None:
        self.serial = next(_SERIALS)
        self.ended = False
        self._process, self._request, self._emit = process, request, emit
        self._patience = patience
        self._told_end = self._told_silence = self._started = False
        self._stage, self._fraction = "starting", 0.0
        self._cancel_since: float | None = None
        self._beats = -1
        self._last_beat = self._last_event = time.monotonic()

    def failed(self, message: str) -> Failed:
        return Failed(self._request.id, self._request.study_token, message)

    def take(self, note: object) -> None:
        """A note of the child; those of an earlier run are dropped."""
        if isinstance(note, EventNote):
            event = unpack_copy(note.parcel)
            if note.serial == self.serial:
                self._tell(event)
        elif isinstance(note, DoneNote) and note.serial == self.serial:
            if not self._told_end:
                self._tell(self.failed("The model process ended the run without a result."))
            self.ended = True

    def bury(self) -> None:
        """The child is dead."""
        ending = self._process.ending()
        self._process.kill()
        if not self._told_end:
            self._end(self.failed(f"The model process {ending}; the next run starts a new one."))
        self.ended = True

    def check(self, cancel_asked: bool) -> None:
        """Obey a cancellation, look for signs of life."""
        now = time.monotonic()
        if cancel_asked and self._cancel_since is None:
            self._cancel_since = now
            self._process.cancel(self.serial)
        if self._process.beats != self._beats:
            self._beats, self._last_beat, self._told_silence = self._process.beats, now, False
        if self._cancel_since is not None and now - self._cancel_since > self._patience.cancel:
            self._kill(Cancelled(self._request.id, self._request.study_token))
        elif now - self._last_beat > self._frozen_limit:
            seconds = f"{self._frozen_limit:.0f}"
            words = (
                f"The model process gave no sign of life for {seconds} s and was ended; "
                "the next run starts a new one."
            )
            self._kill(self.failed(words))
        elif now - self._last_event > self._patience.stalled:
            seconds = f"{self._patience.stalled:.0f}"
            self._kill(self.failed(f"The run made no progress for {seconds} s and was ended."))
        elif self._silent_for(now) > self._patience.silent and not self._told_silence:
            self._told_silence = True
            self._say(f"{self._stage} (the model process does not answer)")

    @property
    def _frozen_limit(self) -> float:
        return self._patience.frozen if self._started else self._patience.starting

    def _silent_for(self, now: float) -> float:
        """Seconds without a heartbeat; a process that is still starting cannot answer yet."""
        return now - self._last_beat if self._started else 0.0

    def _tell(self, event: Event) -> None:
        self._started = True
        self._last_event = time.monotonic()
        if isinstance(event, Progress):
            self._stage, self._fraction = event.stage, event.fraction
        self._told_end = self._told_end or isinstance(event, Finished | Failed | Cancelled)
        self._emit(event)

    def _say(self, stage: str) -> None:
        self._emit(Progress(self._request.id, self._request.study_token, stage, self._fraction))

    def _kill(self, event: Event) -> None:
        """Tell first: a large process takes a while to die."""
        if not self._told_end:
            self._end(event)
        self.ended = True
        self._process.kill()

    def _end(self, event: Event) -> None:
        self._told_end = self.ended = True
        self._emit(event)
