"""A child process that cannot be started leaves nothing half begun behind."""

from multiprocessing.context import SpawnProcess

import pytest

from viewer.jobs.spawned_child import SpawnedChild


def _nothing(*_: object) -> None:
    """What the child would do."""


def test_a_child_that_the_system_has_no_room_for_is_no_child_and_may_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_room(_: SpawnProcess) -> None:
        raise OSError(12, "Cannot allocate memory")

    child = SpawnedChild("test", _nothing)
    with monkeypatch.context() as patched:
        patched.setattr(SpawnProcess, "start", no_room)
        with pytest.raises(OSError, match="Cannot allocate"):
            child.start()
    assert not child.alive
    assert (child.pid, child.sentinel, child.orders, child.notes) == (None, None, None, None)
    child.start()
    assert child.pid is not None
    child.kill()
