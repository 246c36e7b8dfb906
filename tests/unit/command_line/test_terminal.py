"""Facts in words and JSON, and the wish to stop."""

import io
import json
import os
import signal

import pytest

from inference.serving.terminal import (
    fact_tree,
    print_facts,
    report_in_place,
    report_lines,
    watch_interrupt,
)


def test_json_is_exact_and_words_name_every_value(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"name": "Müller", "volume_ml": 12.5, "parts": [{"id": 1}, {"id": 2}], "none": None}
    print_facts(facts, True, fact_tree)
    assert json.loads(capsys.readouterr().out) == facts
    print_facts(facts, False, fact_tree)
    words = capsys.readouterr().out
    assert "Müller" in words and "12.5" in words and "none" not in words


def test_markup_in_a_patients_name_is_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    print_facts({"name": "[red]X[/red]"}, False, fact_tree)
    assert "[red]X[/red]" in capsys.readouterr().out


def test_a_stage_is_one_line_however_often_it_is_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = report_lines()
    for fraction in (0.1, 0.2):
        report("reading", fraction)
    report("epoch 1", 0.3)
    assert capsys.readouterr().err.splitlines() == ["[ 10%] reading", "[ 30%] epoch 1"]


def test_progress_says_nothing_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    report_in_place(stream)("reading", 0.5)
    assert stream.getvalue() == ""


def test_the_first_interrupt_is_a_wish_and_the_second_a_command() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        asked = watch_interrupt()
        assert not asked()
        os.kill(os.getpid(), signal.SIGINT)
        assert asked()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
