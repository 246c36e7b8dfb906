"""All that a task needs for one run."""

from dataclasses import dataclass

from inference.backends.predictor import Predictor
from inference.catalog.card import Card
from inference.engine.events import Partial, Report
from inference.engine.request import InferenceRequest
from inference.engine.run_log import RunLog
from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult


@dataclass(frozen=True, eq=False)
class TaskRun:
    """The request with its card, loaded network, log, and what a person waved through."""

    request: InferenceRequest
    card: Card
    predictor: Predictor
    log: RunLog
    report: Report
    overrides: tuple[str, ...]

    def say_partial(self, result: InferenceResult) -> None:
        self.report(Partial(self.request.id, self.request.study_token, result))

    def number(self, option: str, default: float) -> float:
        """An option of the request as a number; raises InputError when it is none."""
        value = self.request.options.get(option, default)
        if isinstance(value, (bool, str)):
            raise InputError(f"The option {option!r} is a number, not {value!r}.")
        return float(value)
