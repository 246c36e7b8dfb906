"""The command line: exit codes, one sentence for an error, JSON that a program can read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from typer.testing import CliRunner

import main

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "resources" / "demo"
COMMANDS = ["open", "demo", "info", "run", "shot", "train", "search", "evaluate", "models", "bench"]
COMMANDS += ["library", "gsdf"]
NESTED = [("models", "list"), ("models", "show"), ("models", "verify")]
NESTED += [("library", what) for what in ("index", "search", "rescan", "rebuild", "check")]
NESTED += [("bench", what) for what in ("view", "load", "window", "library")]


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Radlens(Protocol):
    def __call__(self, *arguments: str) -> Done: ...


@pytest.fixture
def radlens(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Radlens:
    """The whole command line in this process: arguments in, exit code and both outputs back."""

    def call(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["radlens", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main.run()
        said = capsys.readouterr()
        return Done(int(exit_.value.code or 0), said.out, said.err)

    return call


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), *NESTED])
def test_every_subcommand_explains_itself(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main.app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_gsdf_says_how_a_measured_screen_follows_the_function(
    radlens: Radlens, tmp_path: Path
) -> None:
    curve = tmp_path / "desk.csv"
    curve.write_text("\n".join(f"{n},{0.3 + 250 * (n / 255) ** 2.2}" for n in range(256)), "utf-8")
    done = radlens("gsdf", str(curve), "--ambient", "1", "--json")
    facts = json.loads(done.out)
    assert (done.code, facts["ambient_cd_m2"]) == (0, 1.0)
    assert not facts["without_table"]["within_20_percent"]
    assert facts["with_table"]["within_10_percent"]
    missing = radlens("gsdf", str(tmp_path / "gone.csv"))
    assert missing.code == 1
    assert "gone.csv" in missing.err


def test_a_fold_is_a_number_or_all_and_is_not_compared(radlens: Radlens, tmp_path: Path) -> None:
    command = ("train", "recipe.toml", "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert radlens(*command, "--fold", "first").code == 2
    assert radlens(*command, "--fold", "1", "--compare-scratch").code == 2
    done = radlens(*command, "--fold", "all")
    assert (done.code, done.out) == (1, "")
    assert "recipe.toml is no readable recipe" in done.err


def test_a_search_of_a_recipe_without_ranges_is_one_sentence(
    radlens: Radlens, tmp_path: Path
) -> None:
    recipe = ROOT / "resources" / "recipes" / "xray_pneumonia_cnn.toml"
    out = str(tmp_path / "out")
    done = radlens("search", str(recipe), "--data", str(tmp_path), "--out", out)
    assert (done.code, done.out) == (1, "")
    assert "has no [search.ranges]" in done.err


def test_what_is_absent_is_one_sentence_and_exit_code_1(radlens: Radlens) -> None:
    done = radlens("info", "no-such-folder")
    assert done.code == 1
    assert done.err == "radlens: no-such-folder does not exist.\n"
    assert done.out == ""


def test_a_folder_without_images_is_the_inputs_fault(radlens: Radlens, tmp_path: Path) -> None:
    done = radlens("info", str(tmp_path))
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_too_little_memory_is_one_sentence_and_no_traceback(
    radlens: Radlens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("inference.serving.local.run", exhausted)
    arguments = ("run", "flair-lesion", str(DEMO / "flair"), "--out", str(tmp_path / "out"))
    done = radlens(*arguments, "--override")
    assert done.code == 1 and done.out == ""
    assert done.err.startswith("radlens: memory ran out") and done.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_wrong_usage_is_exit_code_2(radlens: Radlens) -> None:
    assert radlens("no-such-command").code == 2
    assert radlens("info").code == 2


def test_an_unknown_model_is_the_inputs_fault(radlens: Radlens) -> None:
    done = radlens("models", "show", "no-such-model")
    assert done.code == 1
    assert "no-such-model" in done.err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt finds a screen elsewhere")
def test_without_a_display_the_window_is_a_sentence_and_no_core_dump(
    radlens: Radlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for arguments in ((), ("open", "resources/demo"), ("demo",)):
        done = radlens(*arguments)
        assert done.code == 1
        assert "no display" in done.err


@pytest.mark.parametrize("option", [("--at", "1,2"), ("--size", "big"), ("--plane", "oblique")])
def test_an_option_of_the_wrong_form_is_wrong_usage(
    radlens: Radlens, option: tuple[str, str]
) -> None:
    done = radlens("shot", str(DEMO / "flair"), "--out", "x.png", *option)
    assert done.code == 2
    assert option[0] in done.err


def test_an_object_is_not_named_where_none_is_wished(radlens: Radlens) -> None:
    path = str(DEMO / "flair")
    done = radlens("shot", path, "--out", "x.png", "--no-objects", "--object", "1.2")
    assert done.code == 2
    assert "--object" in done.err


def test_an_object_that_is_not_there_is_told(radlens: Radlens, tmp_path: Path) -> None:
    out = tmp_path / "x.png"
    done = radlens("shot", str(DEMO / "flair"), "--out", str(out), "--object", "1.2")
    assert done.code == 1
    assert "No object 1.2" in done.err
    assert not out.exists()


def test_the_demo_studys_facts_are_json(radlens: Radlens) -> None:
    done = radlens("info", str(DEMO / "flair"), "--json")
    (study,) = json.loads(done.out)["studies"]
    (series,) = study["series"]
    assert study["patient_name"] == "SYNTHETIC^DEMO"
    assert series["shape_kji"] == [30, 256, 256]
    assert series["spacing_mm_kji"] == pytest.approx([4.8, 0.9375, 0.9375], abs=1e-6)
    assert series["flags"] == []


def test_the_models_list_is_json_with_the_promised_keys(radlens: Radlens) -> None:
    rows = json.loads(radlens("models", "list", "--json").out)
    for row in rows:
        assert set(row) == {"id", "task", "format", "version", "weights_sha256"}


def test_every_installed_model_has_the_weights_that_its_card_states(radlens: Radlens) -> None:
    done = radlens("models", "verify", "--json")
    assert done.code == 0, done.err


def test_info_and_help_import_neither_torch_nor_qt() -> None:
    code = (
        "import sys, main\n"
        "try:\n    main.app()\nexcept SystemExit:\n    pass\n"
        "assert not {'torch', 'PySide6', 'monai'} & set(sys.modules), sorted(sys.modules)\n"
    )
    for arguments in (["--help"], ["info", str(DEMO / "flair")], ["models", "list"], ["--version"]):
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_studies_entered_into_the_library_are_found_by_word(
    radlens: Radlens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    entered = json.loads(radlens("library", "index", str(DEMO / "flair"), "--json").out)
    assert entered["images"] == 30
    found = json.loads(radlens("library", "search", "synthetic", "--json").out)
    assert found["count"] == 1
    assert json.loads(radlens("library", "check", "--json").out)["problems"] == []


def test_the_test_pattern_is_written_with_or_without_a_curve(
    radlens: Radlens, tmp_path: Path
) -> None:
    out = tmp_path / "qc.dcm"
    done = radlens("gsdf", "--pattern", str(out), "--size", "300x200")
    assert (done.code, done.out) == (0, f"{out}\n") and out.stat().st_size > 300 * 200
    curve = tmp_path / "desk.csv"
    curve.write_text("\n".join(f"{n},{0.3 + 250 * (n / 255) ** 2.2}" for n in range(256)), "utf-8")
    both = radlens("gsdf", str(curve), "--pattern", str(out), "--json")
    assert json.loads(both.out) and both.err == f"{out}\n"
    assert radlens("gsdf").code == 2
