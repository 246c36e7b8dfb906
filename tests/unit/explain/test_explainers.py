"""Heatmaps lie where the network looked, on their layer's own grid, half-voxels included."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from inference.explain import EXPLAINERS, find_explainer
from inference.explain.empty_picture import emptied
from inference.explain.explain_task import ExplainTask
from inference.explain.explained_answer import explained_answer
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.geometry import Geometry
from inference.imaging.progress import never_cancelled
from inference.networks import build
from inference.networks.detector import Attention
from tests.model_factory import BrightUNet, BrightVolume


def oblique(shape: tuple[int, int, int]) -> Geometry:
    turn, _ = np.linalg.qr(np.array([[0.1, 0.2, 1.0], [0.3, 1.0, -0.2], [1.0, -0.3, 0.1]]))
    affine = np.eye(4)
    affine[:3, :3] = turn * np.array([5.0, 1.0, 1.0])
    affine[:3, 3] = (-20, 30, 40)
    return Geometry(shape, affine, "1.2")


def bright_task(layer: str = "coarse") -> ExplainTask:
    """Ten slices; on 3 and 4 a bright square is drawn by the network."""
    volume = np.zeros((10, 16, 24), np.float32)
    volume[3:5, 4:8, 14:20] = 1.0
    slices = np.array([3, 4])
    inputs = np.stack([volume[k - 1 : k + 2] for k in slices])
    module = BrightUNet().requires_grad_(False).eval()
    return ExplainTask(
        module, inputs, volume[slices] > 0.5, slices, oblique((10, 16, 24)), layer, 0, "lesion"
    )


def nothing(_part: float) -> None:
    """Progress is not looked at here."""


@pytest.mark.parametrize("name", ["seg-grad-cam", "grad-cam", "grad-cam++", "occlusion"])
def test_coarse_maps_point_at_the_square_in_the_patient(name: str) -> None:
    task = bright_task()
    heatmap = find_explainer(name)(task, nothing, never_cancelled)
    assert heatmap.method == name and heatmap.target == "lesion"
    assert heatmap.geometry.shape_kji == (10, 8, 12)
    assert heatmap.geometry.spacing_mm_kji == pytest.approx((5.0, 2.0, 2.0))
    assert heatmap.array.max() == 1 and heatmap.array.min() == 0
    hot = heatmap.geometry.lps_from_index(np.argwhere(heatmap.array > 0.99)).mean(axis=0)
    assert np.allclose(hot, task.geometry.lps_from_index((3.5, 5.5, 16.5)), atol=1e-6)
    assert not heatmap.array[[0, 1, 2, 5, 6, 7, 8, 9]].any()


def test_integrated_gradients_have_a_value_a_pixel() -> None:
    task = bright_task()
    heatmap = find_explainer("integrated-gradients")(task, nothing, never_cancelled)
    assert heatmap.geometry.same_grid(task.geometry) and heatmap.layer == "input"
    square = np.zeros((16, 24), bool)
    square[4:8, 14:20] = True
    for picture in heatmap.array[3:5]:
        assert picture[square].min() > picture[~square].max()
    assert not heatmap.array[[0, 1, 2, 5, 6, 7, 8, 9]].any()


def test_a_softmax_answer_is_explained_by_its_odds_against_the_other_classes() -> None:
    task = picture_task(build("image_cnn", filters=[8, 8, 8]), "stages.1")
    logits = torch.tensor([[2.0, 5.0, 1.0]])
    answer = explained_answer(task, logits, torch.ones(1))
    others = float(torch.tensor([2.0, 1.0]).logsumexp(0))
    assert float(answer) == pytest.approx(5.0 - others)
    over_places = replace(task, regions=np.ones((1, 2, 2), bool))
    spread = logits[..., None, None].expand(1, 3, 2, 2)
    assert float(explained_answer(over_places, spread, torch.ones(1, 2, 2))) == 20.0


def test_an_empty_picture_has_no_trace_of_the_region() -> None:
    task = bright_task()
    empty = emptied(task).numpy()
    assert empty.shape == task.inputs.shape
    assert np.ptp(empty[:, 1]) < 0.05 * np.ptp(task.inputs[:, 1])


def test_the_outer_corners_of_a_coarse_layer_are_those_of_the_picture() -> None:
    task = bright_task()
    grid = find_explainer("seg-grad-cam")(task, nothing, never_cancelled).geometry
    for corner in ((-0.5, -0.5, -0.5), (9.5, 15.5, 23.5)):
        inside = (np.array(corner) + 0.5) / (1, 2, 2) - 0.5
        assert np.allclose(grid.lps_from_index(inside), task.geometry.lps_from_index(corner))


def test_a_map_of_a_volume_is_three_dimensional() -> None:
    volume = np.zeros((8, 8, 12), np.float32)
    volume[2:4, 4:6, 8:10] = 1
    task = ExplainTask(
        BrightVolume(), volume[None, None], volume[None] > 0.5, None, oblique((8, 8, 12)), "fine",
        0, "lesion",
    )  # fmt: skip
    heatmap = find_explainer("seg-grad-cam")(task, nothing, never_cancelled)
    assert np.array_equal(heatmap.array > 0.5, volume > 0.5)


def test_where_nothing_was_predicted_the_map_is_empty() -> None:
    task = bright_task()
    empty = ExplainTask(
        task.module, task.inputs[:0], task.regions[:0], task.slices[:0] if task.slices is not None
        else None, task.geometry, task.layer, 0, "lesion",
    )  # fmt: skip
    heatmap = find_explainer("seg-grad-cam")(empty, nothing, never_cancelled)
    assert not heatmap.array.any() and heatmap.geometry.same_grid(task.geometry)


def picture_task(module: nn.Module, layer: str) -> ExplainTask:
    picture = np.random.default_rng(0).normal(size=(1, 1, 28, 28)).astype(np.float32)
    return ExplainTask(
        module.requires_grad_(False).eval(), picture, np.ones(1, bool), np.zeros(1, np.intp),
        oblique((1, 28, 28)), layer, 1, "pneumonia", activation="softmax",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["grad-cam", "grad-cam++", "integrated-gradients", "occlusion"])
def test_classifiers_are_explained_alike(name: str) -> None:
    torch.manual_seed(1)
    task = picture_task(build("image_cnn", filters=[8, 8, 8]), "stages.1")
    heatmap = find_explainer(name)(task, nothing, never_cancelled)
    assert heatmap.geometry.shape_kji[0] == 1 and heatmap.array.max() == 1


def test_attention_is_rolled_out_over_the_patches() -> None:
    torch.manual_seed(0)
    module = build("image_transformer", width=16, depth=3, heads=2)
    heatmap = find_explainer("attention-rollout")(
        picture_task(module, "blocks"), nothing, never_cancelled
    )
    assert heatmap.geometry.shape_kji == (1, 7, 7)
    assert heatmap.array.min() > 0  # every patch is attended to a little
    blocks = module.get_submodule("blocks")
    assert isinstance(blocks, nn.ModuleList)
    assert all(block.attention_weights is None for block in blocks)


def test_rollout_of_a_network_without_attention_is_refused() -> None:
    with pytest.raises(InputError, match="no attention"):
        find_explainer("attention-rollout")(bright_task("fine"), nothing, never_cancelled)


class EvenLook(nn.Module):
    """(N, 5, 2): both queries look at all cells alike; the first hears of light, the other not."""

    def __init__(self) -> None:
        super().__init__()
        layer = nn.Module()
        layer.look = look = Attention(4)
        self.layers = nn.ModuleList([layer])
        for part in (look.query, look.key, look.value, look.merge):
            nn.init.zeros_(part.bias)
            nn.init.zeros_(part.weight)
        for part in (look.value, look.merge):
            nn.init.eye_(part.weight)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        cells = nn.functional.avg_pool2d(slices[:, :1], 4).flatten(2).transpose(1, 2)
        tokens = cells.expand(-1, -1, 4)
        look = self.get_submodule("layers.0.look")
        heard = look(torch.zeros(len(slices), 2, 4), tokens, tokens).sum(-1)
        answer = torch.zeros(len(slices), 5, 2)
        answer[:, 0, 0] = heard[:, 0]
        answer[:, 0, 1] = -heard[:, 1]
        return answer


def query_task(query: int = 0) -> ExplainTask:
    """Ten slices; on 3 and 4 one query of a detector is meant, a square of light is shown."""
    inputs = np.zeros((2, 3, 16, 24), np.float32)
    inputs[:, :, 4:8, 16:20] = 1.0
    module = EvenLook().requires_grad_(False).eval()
    queries = np.arange(2)[None].repeat(2, axis=0) == query
    return ExplainTask(
        module, inputs, queries, np.array([3, 4]), oblique((10, 16, 24)), "layers", 0, "lesion 1"
    )


def test_cross_attention_shows_what_spoke_for_the_query_that_is_meant() -> None:
    """Both look everywhere; only light moves the logit, and it speaks against the second."""
    heatmap = find_explainer("cross-attention")(query_task(), nothing, never_cancelled)
    assert heatmap.geometry.shape_kji == (10, 4, 6)
    assert heatmap.geometry.spacing_mm_kji == pytest.approx((5.0, 4.0, 4.0))
    assert np.argwhere(heatmap.array > 0).tolist() == [[3, 1, 4], [4, 1, 4]]
    assert not find_explainer("cross-attention")(
        query_task(1), nothing, never_cancelled
    ).array.any()
    look = query_task().module.get_submodule("layers.0.look")
    assert not look.keep_attention and look.attention_weights is None


def test_cross_attention_of_the_detector_has_the_grid_of_its_cells() -> None:
    torch.manual_seed(0)
    module = build("slice_detector", in_channels=3, filters=[4, 8, 8], width=16, queries=2)
    task = replace(query_task(), module=module.requires_grad_(False).eval(), layer="head.layers")
    heatmap = find_explainer("cross-attention")(task, nothing, never_cancelled)
    assert heatmap.geometry.shape_kji == (10, 4, 6)
    assert heatmap.array.max() == 1 and not heatmap.array[[0, 1, 2, 5, 6, 7, 8, 9]].any()


def test_cross_attention_of_a_network_without_queries_is_refused() -> None:
    with pytest.raises(InputError, match="no cross-attention"):
        find_explainer("cross-attention")(bright_task(), nothing, never_cancelled)


def test_a_layer_that_does_not_exist_is_named() -> None:
    with pytest.raises(InputError, match=r"no layer 'up\.9'"):
        find_explainer("seg-grad-cam")(bright_task("up.9"), nothing, never_cancelled)


def test_an_unknown_method_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="seg-grad-cam"):
        find_explainer("tea-leaves")


@pytest.mark.parametrize("name", sorted(EXPLAINERS))
def test_every_method_can_be_cancelled(name: str) -> None:
    task = bright_task()
    if name == "attention-rollout":
        task = picture_task(build("image_transformer", width=16, depth=1, heads=2), "blocks")
    if name == "cross-attention":
        task = query_task()
    with pytest.raises(OperationCancelled):
        find_explainer(name)(task, nothing, lambda: True)


def test_hooks_do_not_stay_on_the_network() -> None:
    task = bright_task()
    find_explainer("seg-grad-cam")(task, nothing, never_cancelled)
    assert not any(module._forward_hooks for module in task.module.modules())
