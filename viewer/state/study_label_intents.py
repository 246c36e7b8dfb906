"""Wishes that concern the labels of a study."""

from dataclasses import dataclass

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class LabelStudy(Intent):
    """Say what the study of the active series shows: ``pneumonia: yes``, ``grade: III``.

    It takes the place of an earlier answer to the same question.
    """

    text: str
