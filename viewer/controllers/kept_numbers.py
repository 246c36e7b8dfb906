"""The patient's numbers of the open study: fetched from the library, kept there again."""

from collections.abc import Callable
from getpass import getuser

from PySide6.QtCore import QObject, Signal, Slot

from viewer.controllers.session import Session
from viewer.library.library import Library
from viewer.state.facts import NumbersFound
from viewer.state.patient import Numbers
from viewer.state.view_state import ViewState

Ask = Callable[[Callable[[Library], None]], None]


class KeptNumbers(QObject):
    """``ask`` runs a question on the library's thread; ``key_of`` is the open study's key there.

    What is not in the library (the demo, a file without a study) is not kept. Nothing is kept
    before what was there was fetched.
    """

    found = Signal(str, object)  # study token, numbers

    def __init__(self, session: Session, ask: Ask, key_of: Callable[[ViewState], str]) -> None:
        super().__init__()
        self._session = session
        self._ask = ask
        self._key_of = key_of
        self._token = ""
        self._kept: Numbers | None = None
        self.found.connect(self._take)
        session.state_changed.connect(self.follow)

    @Slot(object)
    def follow(self, state: ViewState) -> None:
        """Fetch for a study just opened; keep what was entered since."""
        key = self._key_of(state)
        if not key or not state.study_token:
            return
        entered = state.patient.entered
        if state.study_token != self._token:
            token = self._token = state.study_token
            self._kept = None
            self._ask(lambda library: self._fetch(library, token, key))
        elif self._kept is not None and entered != self._kept:
            self._kept = entered
            self._ask(lambda library: _keep(library, key, entered))

    def _fetch(self, library: Library, token: str, key: str) -> None:
        if library.study(key) is not None:
            self.found.emit(token, library.patient_numbers.of_study(key))

    @Slot(str, object)
    def _take(self, token: str, numbers: Numbers) -> None:
        if token != self._session.state.study_token:
            return
        self._kept = numbers
        self._session.dispatch(NumbersFound(token, numbers))
        self.follow(self._session.state)


def _keep(library: Library, key: str, entered: Numbers) -> None:
    library.patient_numbers.put(key, entered, getuser())
