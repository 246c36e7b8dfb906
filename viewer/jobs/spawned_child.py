"""A spawned child process with a pipe of orders to it and a pipe of notes from it."""

import multiprocessing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Pipe: TypeAlias = "Connection[Any, Any]"
KILL_SECONDS = 2.0  # how long a killed child may take to be gone


class SpawnedChild:
    """One child at a time; ``start`` makes a new one when the last has ended.

    ``target`` gets (orders to read, notes to write, more arguments). All calls come from one
    thread. ``orders`` and ``notes`` are this side's ends, None while there is no child.
    """

    def __init__(self, name: str, target: Callable[..., None]) -> None:
        self._name = name
        self._target = target
        self._process: Any = None
        self.orders: Pipe | None = None
        self.notes: Pipe | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and bool(self._process.is_alive())

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    @property
    def exit_code(self) -> int | None:
        return None if self._process is None else self._process.exitcode

    @property
    def sentinel(self) -> int | None:
        """What ``multiprocessing.connection.wait`` takes to wait for the child's end."""
        return None if self._process is None else self._process.sentinel

    def start(self, *more: object) -> None:
        """Spawn the child; one that lives is killed first.

        Raises OSError where the system has no room for another process; there is no child then.
        """
        self.kill()
        context = multiprocessing.get_context("spawn")
        order_end, self.orders = context.Pipe(duplex=False)
        self.notes, note_end = context.Pipe(duplex=False)
        process = context.Process(
            target=self._target, args=(order_end, note_end, *more), name=self._name, daemon=True
        )
        try:
            process.start()
            self._process = process
        finally:
            order_end.close()
            note_end.close()
            if self._process is None:
                self.kill()

    def kill(self) -> None:
        """End the child at once and close the pipes; nothing where there is none."""
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join(KILL_SECONDS)
            self._process = None
        for pipe in (self.orders, self.notes):
            if pipe is not None:
                pipe.close()
        self.orders = self.notes = None
