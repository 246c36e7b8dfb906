"""Starting from other weights: what is taken, what rests, what goes slowly, what it gained."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.networks import build
from inference.training import device
from inference.training.comparison import compare_with_scratch
from inference.training.train import train
from inference.training.transfer import freeze, match_tensors, parameter_groups, start_from
from tests.unit.training.synthetic_recipes import IMAGES
from tests.unit.training.synthetic_volumes import write_images


def network() -> torch.nn.Module:
    torch.manual_seed(1)
    return build("image_cnn", filters=[4, 8], dense=8)


def run(recipe: Path, data: Path, out: Path) -> dict[str, Any]:
    return train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a trained tiny classifier, and its data."""
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    write_images(tmp_path / "images")
    (tmp_path / "tiny.toml").write_text(IMAGES, encoding="utf-8")
    run(tmp_path / "tiny.toml", tmp_path / "images", tmp_path / "run")
    shutil.copytree(tmp_path / "run" / "model", tmp_path / "models" / "tiny-image")
    return tmp_path


def transferred(home: Path, extra: str = "") -> Path:
    path, text = home / "next.toml", IMAGES.replace('"tiny-image"', '"tiny-next"')
    path.write_text(f'{text}\n[transfer]\nfrom = "tiny-image"\n{extra}', encoding="utf-8")
    return path


def test_all_of_a_catalogued_model_is_taken_where_the_network_is_the_same(home: Path) -> None:
    ours = network()
    found = start_from(ours, {"from": "tiny-image"})
    theirs = load_file(home / "models" / "tiny-image" / "weights.safetensors")
    assert (found.left, found.unused) == ((), ())
    assert all(torch.equal(ours.state_dict()[name], theirs[name].float()) for name in theirs)
    assert "tiny-image 0.0.1" in found.sentence


def test_third_party_names_are_matched_by_runs_of_equal_shapes(tmp_path: Path) -> None:
    theirs = {f"backbone.{n}": value.clone() + 1 for n, value in enumerate(network().parameters())}
    theirs["backbone.extra"] = torch.zeros(3, 3)
    save_file(theirs, tmp_path / "other.safetensors")
    ours = network()
    found = start_from(ours, {"from": str(tmp_path / "other.safetensors")})
    pairs = dict(found.taken)
    assert pairs["stages.0.0.weight"] == "backbone.0"
    assert "backbone.extra" in found.unused
    weights = ours.get_submodule("stages.0.0").weight
    assert isinstance(weights, torch.Tensor)
    assert torch.equal(weights, theirs["backbone.0"])
    assert all("running" in name or "num_batches" in name or "calibration" in name
               for name in found.left)  # fmt: skip


def test_equal_names_of_another_shape_are_not_taken() -> None:
    ours = {"a": torch.zeros(2, 3), "b": torch.zeros(4)}
    assert match_tensors(ours, {"a": torch.zeros(3, 2), "b": torch.zeros(4)}) == {"b": "b"}


def test_only_some_prefixes_are_filled(home: Path) -> None:
    found = start_from(network(), {"from": "tiny-image", "only": ["stages."]})
    assert {name.split(".")[0] for name, _ in found.taken} == {"stages"}
    assert any(name.startswith("dense.") for name in found.left)


def test_what_cannot_be_started_from_is_an_input_error(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no model 'nobody'"):
        start_from(network(), {"from": "nobody"})
    with pytest.raises(InputError, match="no weights at"):
        start_from(network(), {"from": str(tmp_path / "absent.safetensors")})
    save_file({"x": torch.zeros(7, 7, 7)}, tmp_path / "strange.safetensors")
    with pytest.raises(InputError, match="No tensor of strange"):
        start_from(network(), {"from": str(tmp_path / "strange.safetensors")})
    with pytest.raises(InputError, match="no entry 'form'"):
        start_from(network(), {"form": "tiny-image"})


def test_a_frozen_module_rests_until_its_epoch_and_no_other_is_touched() -> None:
    ours = network()
    ours.get_submodule("dense").requires_grad_(False)
    for epoch, rests in ((0, True), (1, True), (2, False)):
        ours.train()
        freeze(ours, {"freeze": {"stages.0": 2}}, epoch)
        stage = ours.get_submodule("stages.0")
        assert all(weight.requires_grad is not rests for weight in stage.parameters())
        assert stage.training is not rests
        assert ours.get_submodule("stages.1").training
    assert not any(weight.requires_grad for weight in ours.get_submodule("dense").parameters())
    with pytest.raises(InputError, match=r"names 'head'.*stages, dense"):
        freeze(ours, {"freeze": {"head": 2}}, 0)


def test_the_longest_prefix_gives_a_weight_its_rate() -> None:
    ours = network()
    rates = {"stages": 0.1, "stages.1": 0.5}
    groups, factors = parameter_groups(ours, {"rates": rates})
    found = {
        id(weight): factor
        for group, factor in zip(groups, factors, strict=True)
        for weight in group
    }
    named = dict(ours.named_parameters())
    assert sum(map(len, groups)) == len(named)
    assert found[id(named["stages.0.0.weight"])] == 0.1
    assert found[id(named["stages.1.0.weight"])] == 0.5
    assert found[id(named["dense.0.weight"])] == 1.0


def test_a_training_with_frozen_stages_leaves_them_as_they_were(home: Path) -> None:
    recipe = transferred(home, "[transfer.freeze]\nstages = -1\n[transfer.rates]\ndense = 0.5\n")
    facts = run(recipe, home / "images", home / "next")
    assert "tiny-image 0.0.1" in facts["transfer"]
    before = load_file(home / "models" / "tiny-image" / "weights.safetensors")
    after = load_file(home / "next" / "model" / "weights.safetensors")
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert {name for name in before if name.startswith("stages.")} <= same
    assert "dense.0.weight" not in same
    report = json.loads((home / "next" / "transfer.json").read_text())
    assert report["left"] == [] and len(report["taken"]) == len(before)


def test_what_a_transfer_gained_is_the_difference_of_two_runs(home: Path) -> None:
    facts = compare_with_scratch(
        transferred(home),
        home / "images",
        home / "both",
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    assert facts["gain"] == pytest.approx(facts["with_transfer"] - facts["from_scratch"])
    assert facts["by_epoch"][0].keys() == {"epoch", "transfer", "scratch"}
    plain = json.loads((home / "both" / "scratch" / "result.json").read_text())
    assert "transfer" not in plain and plain["auc"] == facts["from_scratch"]
    with pytest.raises(InputError, match="no \\[transfer\\]"):
        compare_with_scratch(
            home / "tiny.toml",
            home / "images",
            home / "none",
            report=ignore_progress,
            cancelled=never_cancelled,
        )


def test_patience_ends_a_training_that_no_longer_gains(home: Path) -> None:
    text = IMAGES.replace("epochs = 1", "epochs = 30\npatience = 2").replace(
        "rate = 1e-3", "rate = 0.0"
    )
    (home / "still.toml").write_text(text, encoding="utf-8")
    run(home / "still.toml", home / "images", home / "still")
    rows = (home / "still" / "metrics.csv").read_text().splitlines()
    assert 3 <= len(rows) - 1 < 30


def test_a_network_elsewhere_gives_the_same_answers_and_gradients() -> None:
    ours = network().eval()
    elsewhere = device.OnDevice(ours, torch.device("cpu"), half=True)
    pictures = torch.rand(2, 1, 28, 28)
    assert torch.equal(elsewhere(pictures), ours(pictures))
    elsewhere(pictures).sum().backward()
    assert all(weight.grad is not None for weight in ours.parameters())


def test_a_step_that_would_fill_the_memory_is_stopped_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = network()
    weights = sum(weight.numel() * 4 for weight in ours.parameters())
    monkeypatch.setattr(device, "allowed_bytes", lambda: device.COPIES * weights + 30_000)
    with device.memory_guarded(ours):
        ours(torch.zeros(1, 1, 4, 4))
    with pytest.raises(InputError, match="smaller batch"), device.memory_guarded(ours):
        ours(torch.zeros(4, 1, 28, 28))
    assert not any(module._forward_hooks for module in ours.modules())


@pytest.mark.parametrize("fast", [True, False])
def test_bfloat16_is_for_processors_that_have_it(
    monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    monkeypatch.setattr(device, "has_fast_bfloat16", lambda: fast)
    layer, row = torch.nn.Linear(2, 2), torch.ones(1, 2)
    with device.in_bfloat16():
        assert layer(row).dtype == (torch.bfloat16 if fast else torch.float32)
    with device.in_bfloat16(False):
        assert layer(row).dtype == torch.float32


def test_a_device_that_is_not_there_is_an_input_error() -> None:
    assert device.choose_device("auto").type in device.DEVICES
    with pytest.raises(InputError, match="no device 'tpu'"):
        device.choose_device("tpu")
    if not torch.cuda.is_available():
        with pytest.raises(InputError, match="no cuda device"):
            device.choose_device("cuda")
