"""The calibration curve of the settings: read when it changes, told as one fact."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from inference.imaging.errors import InputError
from viewer.controllers.session import Session
from viewer.render.gsdf import presentation_table, read_curve, response, within
from viewer.state.calibration import Calibration
from viewer.state.facts import CalibrationKnown
from viewer.state.view_state import ViewState


class CalibrationController(QObject):
    """Follows two settings; a curve that cannot be used leaves the screen uncalibrated."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wish: tuple[str, float] = ("", 0.0)
        session.state_changed.connect(self._follow)
        self._follow(session.state)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        settings = state.settings
        wish = (str(settings.get("calibration", "")), float(settings.get("ambient", 0.0)))
        if wish == self._wish:
            return
        self._wish = wish
        found = None
        try:
            found = calibration_of(*wish) if wish[0] else None
        except InputError as error:
            words = "The screen counts as uncalibrated."
            self._session.tell("warning", str(error), words, key="calibration")
        self._session.dispatch(CalibrationKnown(found))


def calibration_of(path: str, ambient: float) -> Calibration:
    """The table of a curve's file; InputError as ``read_curve``."""
    curve = read_curve(Path(path))
    table = presentation_table(curve, ambient).tobytes()
    departure = response(curve, ambient).departure
    return Calibration(curve.name, ambient, table, departure, within(departure))
