"""The only door through which a model runs: request in, events and a result out."""

import traceback

from inference.catalog.card import Card
from inference.catalog.models import find_model
from inference.engine.events import Cancelled, Failed, Finished, Report, Started
from inference.engine.loaded_models import loaded_predictor
from inference.engine.request import InferenceRequest
from inference.engine.run_log import RunLog
from inference.engine.steps.locating import needs_locating
from inference.engine.steps.suitability import check_suitability
from inference.engine.tasks import import_task, perform
from inference.engine.tasks.task_run import TaskRun
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, never_cancelled
from inference.imaging.result import InferenceResult

_SHARES = {"checking": 2, "loading the model": 4, "preparing": 6, "predicting": 70, "measuring": 6}
_EXPLAINING, _LOCATING = 40, 60


def run(
    request: InferenceRequest, report: Report, cancelled: CancelCheck = never_cancelled
) -> InferenceResult:
    """Run one model on one volume.

    ``report`` gets Started, then Progress and at times Partial, and last exactly one of Finished,
    Failed or Cancelled. The error behind Failed (InputError, or a bug of our own) and
    OperationCancelled are raised too. ``cancelled`` is asked between stages and before every
    batch or window.
    """
    report(Started(request.id, request.study_token))
    try:
        result = _run(request, report, cancelled)
    except OperationCancelled:
        report(Cancelled(request.id, request.study_token))
        raise
    except (InputError, MemoryError) as error:
        message = str(error) if isinstance(error, InputError) else "Memory ran out during the run."
        report(Failed(request.id, request.study_token, message))
        raise
    except Exception as error:
        message = f"The run failed because of a fault in the program ({type(error).__name__})."
        details = traceback.format_exc()
        report(Failed(request.id, request.study_token, message, ours=True, details=details))
        raise
    report(Finished(request.id, request.study_token, result))
    return result


def warm(model_id: str) -> None:
    """Load a model ahead of its first run; raises InputError as ``run`` would."""
    entry = find_model(model_id)
    import_task(entry.card.task)
    loaded_predictor(entry)


def _run(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> InferenceResult:
    entry = find_model(request.model_id)
    log = RunLog(request, report, cancelled, _shares(request, entry.card))
    with log.stage("checking"):
        overrides = check_suitability(request, entry.card)
    with log.stage("loading the model"):
        predictor = loaded_predictor(entry)
    return perform(TaskRun(request, entry.card, predictor, log, report, overrides))


def _shares(request: InferenceRequest, card: Card) -> dict[str, float]:
    """The stages of this run and their relative lengths."""
    shares: dict[str, float] = dict(_SHARES)
    if needs_locating(request.volume.geometry, card):
        shares["locating"] = _LOCATING
    if request.explain:
        shares["explaining"] = _EXPLAINING
    return shares
