"""Windows by name: a preset is offered only where its table says so."""

from inference.imaging.errors import InputError
from viewer.controllers.session import Session
from viewer.render.windows import named_window
from viewer.state.look_intents import ApplyPreset, SetWindow


class LookController:
    """Turns the name of a preset into a window for the active series."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.handle(ApplyPreset, self._apply)

    def _apply(self, intent: ApplyPreset) -> None:
        series = self._session.state.active_series
        if series is None:
            return
        try:
            window = named_window(series.volume, intent.name)
        except InputError as error:
            self._session.tell("warning", str(error), key="preset")
            return
        self._session.dispatch(SetWindow(window))
