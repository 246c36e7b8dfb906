"""Reading in this process, for tests that kill or starve it many times."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from inference.imaging.errors import OperationCancelled
from inference.imaging.progress import CancelCheck, never_cancelled
from viewer.library.reader_pool import ReaderPool, Work


class InlinePool(ReaderPool):
    """The same answers without children."""

    def run(
        self, work: Work, batches: Iterable[Sequence[Any]], cancelled: CancelCheck = never_cancelled
    ) -> Iterator[list[Any]]:
        for batch in batches:
            if cancelled():
                raise OperationCancelled
            yield [work(item) for item in batch]
