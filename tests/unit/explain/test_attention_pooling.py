"""The shares of slices are judged on what the encoder says of each, as on the pictures."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from inference.explain.attention_pooling import VOLUME, explain, judge_shares
from inference.explain.explain_task import ExplainTask
from inference.explain.faithfulness import judge
from inference.imaging.geometry import Geometry
from inference.imaging.progress import never_cancelled
from inference.networks import build

SLICES = 7


def task_of(head: str = "lstm") -> ExplainTask:
    torch.manual_seed(1)
    module = build("slice_sequence", head=head, in_channels=3, filters=[8, 8, 8]).eval()
    inputs = np.random.default_rng(0).normal(size=(SLICES, 3, 16, 16)).astype(np.float32)
    inputs[2:4, :, 4:10, 4:10] += 4
    grid = Geometry((SLICES, 16, 16), np.eye(4))
    return ExplainTask(
        module.requires_grad_(False), inputs, np.arange(SLICES) == 3, np.arange(SLICES), grid,
        "encoder.up.1", 0, "lesion", sequence=True,
    )  # fmt: skip


@pytest.mark.parametrize("head", ["slices", "lstm", "transformer"])
def test_the_verdict_is_that_of_the_pictures_themselves(head: str) -> None:
    task = task_of(head)
    whole = replace(task, regions=np.ones(SLICES, bool), channel=VOLUME)
    shares = explain(whole, lambda _part: None, never_cancelled)
    slow = judge(explain, whole, shares, never_cancelled)
    fast = judge_shares(task, never_cancelled)
    assert slow is not None and fast is not None
    assert list(fast.numbers().values()) == pytest.approx(list(slow.numbers().values()), abs=2e-4)


def test_there_is_one_share_a_slice_on_the_grid_of_the_slices() -> None:
    shares = explain(task_of(), lambda _part: None, never_cancelled)
    assert shares.geometry.shape_kji == (SLICES, 1, 1)
    assert shares.array.max() == 1


def test_another_kind_of_network_is_not_judged() -> None:
    module = build("slice_unet", in_channels=3, filters=[8, 8, 8]).eval()
    assert judge_shares(replace(task_of(), module=module), never_cancelled) is None
