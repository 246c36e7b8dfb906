"""Arrays travel through shared memory and leave nothing behind."""

import numpy as np
import pytest

from viewer.jobs.parcel import SharedBlock, pack, unpack, unpack_copy


def test_large_arrays_go_through_shared_memory_and_come_back_equal() -> None:
    content = {"large": np.arange(200_000), "second": np.ones((300, 300)), "small": np.arange(3)}
    parcel, block = pack(content)
    assert block is not None and len(parcel.pickled) < 5_000
    back = unpack_copy(parcel)
    assert all(np.array_equal(back[key], content[key]) for key in content)
    assert not back["large"].flags.writeable
    with pytest.raises(FileNotFoundError):
        SharedBlock.attach(parcel.memory_name)


def test_views_read_the_block_itself() -> None:
    parcel, block = pack(np.arange(100_000))
    assert block is not None
    other = SharedBlock.attach(parcel.memory_name)
    view = unpack(parcel, other)
    assert view[-1] == 99_999 and not view.flags.writeable
    del view
    other.close()
    block.remove()


def test_small_things_need_no_shared_memory() -> None:
    parcel, block = pack(("word", np.arange(10)))
    assert block is None and parcel.memory_name == ""
    assert unpack_copy(parcel)[0] == "word"


def test_without_room_in_shared_memory_arrays_travel_in_the_pickle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_room(size: int, name: str | None = None) -> SharedBlock:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SharedBlock, "create", no_room)
    parcel, block = pack(np.arange(100_000))
    assert block is None
    assert np.array_equal(unpack_copy(parcel), np.arange(100_000))
