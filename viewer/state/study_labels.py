"""Labels of a study: what a person says it shows, kept like measurements and undone like them."""

import re

from viewer.state.measurements import Measurement, MeasurementKind
from viewer.state.view_state import ViewState

KIND: MeasurementKind = "study-label"
MOST_LETTERS = 64  # as the words of a measurement
_COLON = re.compile("[:：]")  # as keyboards for Latin and for Chinese letters have it


def question_of(text: str) -> str:
    """What is asked in ``pneumonia: yes``; "" for a label without a colon."""
    return _parts(text)[0]


def answer_of(text: str) -> str:
    """What is answered in ``pneumonia: yes``; the whole of a label without a colon."""
    return _parts(text)[1]


def label_of(question: str, answer: str) -> str:
    """The words of a label."""
    return f"{question}: {answer}" if question else answer


def study_labels(state: ViewState, series_id: str) -> tuple[Measurement, ...]:
    """The labels of the study that a series belongs to."""
    study = state.shelf.study_of(series_id)
    mine = {series_id} if study is None else {entry.id for entry in study.series}
    items = state.drawings.items
    return tuple(item for item in items if item.kind == KIND and item.series_uid in mine)


def _parts(text: str) -> tuple[str, str]:
    question, *answer = _COLON.split(text, maxsplit=1)
    return (question.strip(), answer[0].strip()) if answer else ("", question.strip())
