"""The check of system libraries names what is missing and the command that brings it."""

import sys

import check_system
import pytest


def test_a_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "LIBRARIES", {"libnothing1": "libnothing-at-all.so.1"})
    assert "libnothing1" in check_system.needed_packages()


def test_a_present_library_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "LIBRARIES", {"libc6": "libc.so.6"})
    assert "libc6" not in check_system.needed_packages()


def test_the_report_holds_one_command_for_all() -> None:
    text = check_system.report(["libgl1"], ["xvfb"])
    assert "apt-get install -y libgl1 xvfb" in text


def test_elsewhere_nothing_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", ["check_system.py"])
    assert check_system.main() == 0
    assert "none needed" in capsys.readouterr().out
