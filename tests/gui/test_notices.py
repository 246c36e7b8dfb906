"""Messages in place: each is seen, also where one stands there already."""

from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.widgets.notices import Notices


def test_a_second_message_is_seen_under_the_first(parts: Parts) -> None:
    hang(parts, phantom())
    notices = parts.window.findChild(Notices)
    assert notices is not None
    for count, words in enumerate(("First.", "Second.", "Third."), start=1):
        parts.session.tell("warning", words, "Do this.")
        QApplication.processEvents()
        shown = [label for label in notices.findChildren(QLabel) if label.text() == words]
        assert [label.height() >= label.sizeHint().height() for label in shown] == [True]
        assert notices.height() >= 40 * count
