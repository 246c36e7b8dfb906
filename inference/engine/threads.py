"""How many cores the networks may use."""


def limit_threads(count: int) -> None:
    """Let torch compute on ``count`` threads in this process; call before the first run."""
    import torch

    torch.set_num_threads(count)
