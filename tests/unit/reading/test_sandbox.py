"""The sandbox: whatever kills a reader is a sentence here, and the next call works."""

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import nibabel
import numpy as np
import psutil
import pytest
from numpy.typing import NDArray
from pydicom import dcmread
from pydicom.uid import UID, ExplicitVRLittleEndian, RLELossless

from inference.imaging.errors import InputError, OperationCancelled
from inference.reading import shared_room
from inference.reading.image_files import scan_image_file
from inference.reading.sandbox import SandboxPool
from inference.reading.sandbox_messages import Job, SandboxLimits
from inference.reading.sandbox_process import ReaderError
from inference.reading.sandbox_worker import JobContext
from inference.reading.scan import scan_paths
from tests.data_folder import ROOT, require_data
from tests.factories import series_slices, write_series


def crash(context: JobContext) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(context: JobContext) -> None:
    threading.Event().wait()


def hang_on(path: Path, context: JobContext) -> None:
    context.touch(path)
    threading.Event().wait()


def crash_after(path: Path, context: JobContext) -> None:
    context.touch(path)
    context.touch(None)
    os.kill(os.getpid(), signal.SIGSEGV)


def take_gigabytes(context: JobContext) -> int:
    return len(np.ones(1 << 30, np.uint8))


def fail(context: JobContext) -> float:
    return 1 / 0


def refuse(context: JobContext) -> None:
    raise InputError("x.dcm is no picture.")


def wait_for_cancel(context: JobContext) -> None:
    while not context.cancelled():
        pass
    raise OperationCancelled


def tell(context: JobContext) -> None:
    context.slice_done(0)


def loaded_modules(context: JobContext) -> list[str]:
    return sorted(sys.modules)


def own_threads(context: JobContext) -> int:
    return int(psutil.Process().num_threads())


@pytest.fixture(scope="module")
def pool() -> Iterator[SandboxPool]:
    pool = SandboxPool(1, SandboxLimits(memory_bytes=512 << 20))
    yield pool
    pool.close()


def _job(function: object, *arguments: object, stall: float = 60.0) -> Job:
    assert callable(function)
    return Job(function, arguments, "x.dcm", stall)


@pytest.fixture
def nifti(tmp_path: Path) -> Path:
    path = tmp_path / "x.nii.gz"
    nibabel.save(nibabel.Nifti1Image(_pixels().T, np.eye(4)), path)
    return path


def _pixels() -> NDArray[np.int16]:
    return np.arange(4 * 5 * 6, dtype=np.int16).reshape(4, 5, 6)


@pytest.mark.parametrize(
    ("function", "stall", "cause"),
    [
        (crash, 60.0, "died of it (SIGSEGV)"),
        (hang, 0.3, "longer than 0 s"),
        (take_gigabytes, 60.0, "more than 0.5 GB"),
        (fail, 60.0, "not understood (ZeroDivisionError)"),
    ],
)
def test_what_kills_a_reader_is_a_sentence_and_the_next_call_works(
    pool: SandboxPool, nifti: Path, function: object, stall: float, cause: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        pool.run(_job(function, stall=stall))
    assert str(caught.value).startswith("x.dcm cannot be read: ")
    assert cause in str(caught.value)
    assert len(pool.scan_paths([nifti]).series) == 1


def test_a_hanging_file_is_named(pool: SandboxPool) -> None:
    with pytest.raises(ReaderError, match=r"bad\.dcm cannot be read"):
        pool.run(_job(hang_on, Path("/somewhere/bad.dcm"), stall=3.0))


def test_no_file_is_blamed_for_what_happens_after_them_all(pool: SandboxPool) -> None:
    with pytest.raises(ReaderError, match=r"^x\.dcm cannot be read"):
        pool.run(_job(crash_after, Path("/somewhere/good.dcm")))


def test_a_bug_names_the_place_but_no_value(pool: SandboxPool) -> None:
    with pytest.raises(ReaderError) as caught:
        pool.run(_job(fail))
    assert "test_sandbox.py" in caught.value.details
    assert "division" not in caught.value.details


def test_an_input_error_passes_unchanged(pool: SandboxPool) -> None:
    with pytest.raises(InputError, match=r"^x\.dcm is no picture\.$") as caught:
        pool.run(_job(refuse))
    assert not isinstance(caught.value, ReaderError)


@pytest.mark.parametrize("function", [wait_for_cancel, hang])
def test_cancel_works_on_the_willing_and_the_deaf(pool: SandboxPool, function: object) -> None:
    with pytest.raises(OperationCancelled):
        pool.run(_job(function), cancelled=lambda: True)
    with pytest.raises(InputError, match="no picture"):
        pool.run(_job(refuse))


def test_whoever_asks_first_is_served_first(pool: SandboxPool) -> None:
    enough = threading.Event()
    blocker = threading.Thread(target=_run_until, args=(pool, enough))
    blocker.start()
    order: list[int] = []
    asked = [threading.Thread(target=_ask, args=(pool, n, order)) for n in range(5)]
    with pool._changed:
        while pool._free:
            pool._changed.wait(0.01)
        for number, thread in enumerate(asked, start=1):
            thread.start()
            while len(pool._waiting) < number:
                pool._changed.wait(0.01)
    enough.set()
    for thread in (blocker, *asked):
        thread.join(60)
    assert order == [0, 1, 2, 3, 4]


def _run_until(pool: SandboxPool, enough: threading.Event) -> None:
    with suppress(OperationCancelled):
        pool.run(_job(wait_for_cancel), cancelled=enough.is_set)


def _ask(pool: SandboxPool, number: int, order: list[int]) -> None:
    pool.run(_job(tell), on_slice=lambda k: order.append(number))


def test_the_child_imports_no_torch_and_no_qt(pool: SandboxPool) -> None:
    modules = pool.run(_job(loaded_modules))
    assert isinstance(modules, list)
    roots = {name.split(".")[0] for name in modules}
    assert not roots & {"torch", "PySide6", "monai", "SimpleITK", "pytest_qt"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems add threads of their own")
def test_the_child_starts_no_thread_that_spins(
    pool: SandboxPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pool.run(_job(own_threads)) == 1
    for given in ("3", None):
        if given is None:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
        else:
            monkeypatch.setenv("OPENBLAS_NUM_THREADS", given)
        with closing(SandboxPool(1)) as fresh:
            fresh.warm()
            assert os.environ.get("OPENBLAS_NUM_THREADS") == given


def test_a_file_loads_as_it_does_in_process(pool: SandboxPool, nifti: Path) -> None:
    scan = pool.scan_paths([nifti])
    arrays: list[NDArray[np.generic]] = []
    slices: list[int] = []
    stages: list[tuple[str, float]] = []
    volume = pool.load_volume(
        scan.series[0],
        on_array=arrays.append,
        on_slice=slices.append,
        report=lambda stage, fraction: stages.append((stage, fraction)),
    )
    np.testing.assert_array_equal(volume.array, _pixels())
    assert np.shares_memory(arrays[0], volume.array)
    assert not arrays[0].flags.writeable
    assert sorted(slices) == [0, 1, 2, 3]
    assert stages[-1][1] == 1.0
    assert volume.info.series_uid == scan.series[0].id


def test_plain_numbers_are_read_here_and_packed_ones_in_a_child(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(_pixels().T, np.eye(4))
    fresh = SandboxPool(1)
    try:
        for name, children in (("plain.nii", 0), ("packed.nii.gz", 1)):
            nibabel.save(image, tmp_path / name)
            arrays: list[NDArray[np.generic]] = []
            slices: list[int] = []
            volume = fresh.load_volume(
                scan_image_file(tmp_path / name)[0], on_array=arrays.append, on_slice=slices.append
            )
            np.testing.assert_array_equal(volume.array, _pixels())
            assert np.shares_memory(arrays[0], volume.array)
            assert sorted(slices) == [0, 1, 2, 3]
            assert len(fresh.process_ids) == children
    finally:
        fresh.close()


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless])
def test_values_wider_than_promised_get_a_wider_array(
    pool: SandboxPool, tmp_path: Path, syntax: UID
) -> None:
    stored = np.full((3, 8, 8), 5, np.int16)
    stored[1, 2, 3] = -32768
    write_series(series_slices(stored), tmp_path)
    if syntax == RLELossless:
        for path in sorted(tmp_path.iterdir()):
            data = dcmread(path)
            data.compress(syntax, generate_instance_uid=False)
            data.save_as(path)
    entry = pool.scan_paths([tmp_path]).series[0]
    assert entry.dtype == "int16"
    arrays: list[NDArray[np.generic]] = []
    volume = pool.load_volume(entry, on_array=arrays.append)
    assert [array.dtype.name for array in arrays] == ["int16", "int32"]
    np.testing.assert_array_equal(volume.array, stored.astype(np.int32) - 1024)


def test_a_damaged_file_is_refused_from_the_child(pool: SandboxPool, nifti: Path) -> None:
    entry, state = scan_image_file(nifti)[0], nifti.stat()
    data = bytearray(nifti.read_bytes())
    data[-6] ^= 1
    nifti.write_bytes(data)
    os.utime(nifti, ns=(state.st_atime_ns, state.st_mtime_ns))  # else it is refused as changed
    with pytest.raises(InputError, match=r"x\.nii\.gz is damaged"):
        pool.load_volume(entry)


def test_a_missing_path_is_an_input_error(pool: SandboxPool, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        pool.scan_paths([tmp_path / "nothing"])


def test_more_memory_than_is_free_is_refused_before_it_is_taken(
    pool: SandboxPool, nifti: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = scan_image_file(nifti)[0]
    monkeypatch.setattr(shared_room, "FREE_SHARE", 0.0)
    with pytest.raises(InputError, match=r"x\.nii\.gz needs .* GB of memory"):
        pool.load_volume(entry)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_memory_is_freed_with_the_volume(pool: SandboxPool, nifti: Path) -> None:
    gc.collect()
    others = _mapped_volumes(os.getpid())  # volumes that other tests still hold
    volume = pool.load_volume(pool.scan_paths([nifti]).series[0])
    assert _mapped_volumes(os.getpid()) == others + 1
    part = volume.array[3]
    del volume
    assert part.sum() == _pixels()[3].sum()
    assert _mapped_volumes(os.getpid()) == others + 1
    del part
    gc.collect()
    assert _mapped_volumes(os.getpid()) == others
    pool.scan_paths([nifti])
    assert [_mapped_volumes(pid) for pid in pool.process_ids] == [0]


def _mapped_volumes(pid: int) -> int:
    return sum("radlens-volume" in line.path for line in psutil.Process(pid).memory_maps(False))


def test_a_script_without_a_guard_reads_and_leaves_nothing_to_complain_about(
    nifti: Path, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from inference.reading.sandbox import default_pool\n"
        "scan = default_pool().scan_paths([Path(sys.argv[1])])\n"
        "volume = default_pool().load_volume(scan.series[0])\n"
        "print(int(volume.array.sum()))\n"
    )
    command = [sys.executable, "-W", "error", str(script), str(nifti)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment, timeout=120
    )
    assert done.stdout.strip() == str(int(_pixels().sum()))
    assert done.stderr == ""


def test_a_real_series_is_the_same_from_both_sides(pool: SandboxPool) -> None:
    folder = require_data("ct_head")
    mine, theirs = scan_paths([folder]).series, pool.scan_paths([folder]).series
    assert [entry.id for entry in mine] == [entry.id for entry in theirs]
    assert mine[0].geometry.same_grid(theirs[0].geometry)
    slices: list[int] = []
    volume = pool.load_volume(theirs[0], first_k=7, on_slice=slices.append, threads=1)
    assert slices[0] == 7  # one thread: two may finish the first two in either order
    assert sorted(slices) == list(range(volume.geometry.shape_kji[0]))
