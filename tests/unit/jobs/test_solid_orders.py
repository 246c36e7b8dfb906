"""Orders for the 3D process never wait for a picture that nobody takes, nor the other way round."""

import multiprocessing
import threading

import pytest

from viewer.jobs.solid_child import ForgetOrder, Inbox

MANY = 20_000  # orders, far more than a pipe holds


def test_any_number_of_orders_can_be_sent_before_one_is_taken() -> None:
    window_end_out, window_end_in = multiprocessing.Pipe(duplex=False)
    inbox = Inbox(window_end_out)

    def send() -> None:
        for pane in range(MANY):
            window_end_in.send(ForgetOrder(pane))
        window_end_in.close()

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    sender.join(60)
    assert not sender.is_alive()
    assert [inbox.recv() for _ in range(MANY)] == [ForgetOrder(pane) for pane in range(MANY)]
    with pytest.raises(EOFError):
        inbox.recv()
