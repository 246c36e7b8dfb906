"""The session: holds the view state, reduces every wish and fact, tells all of it by one signal."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from viewer.state.facts import Fact, Told
from viewer.state.intents import Intent
from viewer.state.messages import Message, MessageLevel
from viewer.state.reducer import reduce
from viewer.state.view_state import ViewState

LOG = logging.getLogger(__name__)
Handler = Callable[[Any], None]


class Session(QObject):
    """The one owner of the state.

    ``dispatch`` reduces first, tells the new state, then lets the controller that registered for
    the intent's type act on it. All of it runs in the window's thread.
    """

    state_changed = Signal(object)

    def __init__(self, state: ViewState, now: Callable[[], str]) -> None:
        super().__init__()
        self._state = state
        self._handlers: dict[type, Handler] = {}
        self._now = now
        self._messages = 0

    @property
    def state(self) -> ViewState:
        return self._state

    def reset(self, state: ViewState) -> None:
        """Begin again with another state; the numbers of messages go on."""
        self._state = state
        self.state_changed.emit(state)

    def handle(self, kind: type[Intent], handler: Handler) -> None:
        """Let one controller act on a type of intent."""
        if kind in self._handlers:
            raise ValueError(f"two controllers want {kind.__name__}")
        self._handlers[kind] = handler

    @Slot(object)
    def dispatch(self, change: Intent | Fact) -> None:
        before = self._state
        self._state = reduce(before, change)
        if self._state is not before:
            self.state_changed.emit(self._state)
        handler = self._handlers.get(type(change))
        if handler is not None:
            handler(change)

    def tell(
        self, level: MessageLevel, text: str, cure: str = "", details: str = "", key: str = ""
    ) -> None:
        """Show a message in place and keep it in the log.

        ``key`` replaces an earlier message of the same key that is still shown.
        """
        self._messages += 1
        LOG.log(_LEVELS[level], "message %s: %s", self._messages, type_of(text))
        message = Message(self._messages, level, text, cure, self._now(), details, key)
        self.dispatch(Told(message))


_LEVELS = {"note": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def type_of(text: str) -> str:
    """What may be logged of a message: never its words, which can name a patient's file."""
    return f"{len(text)} characters"
