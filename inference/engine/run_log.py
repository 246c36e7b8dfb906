"""What a run says while it runs: stages with their share of the whole, and the time each took."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from inference.engine.events import Progress, Report
from inference.engine.request import InferenceRequest
from inference.imaging.progress import CancelCheck, raise_if

Advance = Callable[[float], None]


class RunLog:
    """Turns stages into Progress events and seconds; asks for cancellation between them.

    ``shares`` are the relative lengths of the stages in order; a stage outside it has no length.
    """

    def __init__(
        self,
        request: InferenceRequest,
        report: Report,
        cancelled: CancelCheck,
        shares: Mapping[str, float],
    ) -> None:
        self._request, self._report, self.cancelled = request, report, cancelled
        self._shares, self._done = dict(shares), 0.0
        self._total = sum(shares.values())
        self._began = time.monotonic()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Time what is within; the function given reports the part of this stage done (0…1)."""
        raise_if(self.cancelled)
        share, began = self._shares.get(name, 0.0), time.monotonic()

        def advance(part: float) -> None:
            self._say(name, (self._done + share * part) / self._total)

        advance(0.0)
        yield advance
        self._done += share
        self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - began
        advance(0.0)

    def _say(self, name: str, fraction: float) -> None:
        fraction = min(max(fraction, 0.0), 1.0)
        spent = time.monotonic() - self._began
        left = spent * (1 - fraction) / fraction if fraction > 0.1 else None
        request = self._request
        self._report(Progress(request.id, request.study_token, name, fraction, left))
