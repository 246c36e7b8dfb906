"""Settings: checked, kept in the user's data folder, told as one fact."""

from collections.abc import Mapping
from pathlib import Path

from inference.imaging.errors import InputError
from viewer.controllers.session import Session
from viewer.settings import Value, checked, save_settings
from viewer.state.facts import SettingsKnown
from viewer.state.intents import ChangeSetting


class SettingsKeeper:
    """Writes the file on every change; a failed write is told and the change still holds."""

    def __init__(self, session: Session, path: Path, values: Mapping[str, Value]) -> None:
        self._session = session
        self._path = path
        session.dispatch(SettingsKnown(dict(values)))
        session.handle(ChangeSetting, self._change)

    def keep(self, **values: Value) -> None:
        """Several settings with one write."""
        known = dict(self._session.state.settings)
        changed = {name: checked(name, value) for name, value in values.items()}
        if all(known.get(name) == value for name, value in changed.items()):
            return
        self._session.dispatch(SettingsKnown({**known, **changed}))
        try:
            save_settings(self._path, {**known, **changed})
        except InputError as error:
            self._session.tell("warning", str(error), "Free some space or change the rights.")

    def _change(self, intent: ChangeSetting) -> None:
        try:
            self.keep(**{intent.name: intent.value})
        except InputError as error:
            self._session.tell("warning", str(error))
