"""Saving what is on the screen, and what models found."""

from PySide6.QtCore import QObject

from viewer.controllers.session import Session
from viewer.state.intents import SaveResults, SaveScreenshot


class ExportController(QObject):
    """Writes files; tells where they are, or why not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.handle(SaveScreenshot, self._screenshot)
        session.handle(SaveResults, self._results)

    def _screenshot(self, intent: SaveScreenshot) -> None:
        raise NotImplementedError

    def _results(self, intent: SaveResults) -> None:
        raise NotImplementedError
