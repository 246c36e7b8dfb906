"""Labels of a study by hand: each is a drawing of the series in view, one for a question."""

from dataclasses import replace

import numpy as np

from viewer.controllers.authorship import begun_drawing
from viewer.controllers.session import Session
from viewer.state.drawing_intents import DrawMeasurement
from viewer.state.intents import ShowTab
from viewer.state.pane_frame import frame_of
from viewer.state.study_label_intents import LabelStudy
from viewer.state.study_labels import KIND, answer_of, label_of, question_of, study_labels


class StudyLabels:
    """Turns the wish to label a study into a drawing, and shows the list that it is in."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.handle(LabelStudy, self._label)

    def _label(self, intent: LabelStudy) -> None:
        state = self._session.state
        series, cursor = state.active_series, state.cursor_of(state.active)
        question, answer = question_of(intent.text), answer_of(intent.text)
        if series is None or cursor is None or not answer:
            return
        text = label_of(question, answer)
        known = study_labels(state, series.entry.id)
        earlier = next((item for item in known if question_of(item.text) == question), None)
        if earlier is not None and earlier.text == text:
            return
        frame = frame_of(series.volume.geometry, state.active_pane, np.array(cursor), (64, 64))
        label = replace(begun_drawing(KIND, series, frame, (cursor,)), text=text)
        if earlier is not None:
            label = replace(label, id=earlier.id)
        self._session.dispatch(DrawMeasurement(label))
        self._session.dispatch(ShowTab("findings"))
