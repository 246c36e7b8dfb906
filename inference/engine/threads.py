"""How many cores the networks may use."""

import os


def leave_one_core() -> int:
    """Let torch compute on all cores but one in this process; gives their number.

    Threads that wait for a core that something else holds cost more than they bring: with one
    busy core too many a slice takes five times as long as on a single free one.
    """
    import torch

    count = max(1, usable_cores() - 1)
    torch.set_num_threads(count)
    return count


def leave_one_core_to_others() -> None:
    """The same through the environment, for a process that has not imported torch yet."""
    count = str(max(1, usable_cores() - 1))
    os.environ |= {"OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count}


def usable_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
