"""What of the open study's drawings the library holds already."""

from collections.abc import Iterable

from viewer.state.measurements import Measurement


class KeptDrawings:
    """Compares what is drawn with what is kept; nothing is kept before it was fetched."""

    def __init__(self) -> None:
        self._token = ""
        self._fetched = False
        self._kept: dict[str, Measurement] = {}

    def is_new(self, study_token: str) -> bool:
        """True when another study is open than the one begun with."""
        return bool(study_token) and study_token != self._token

    def begin(self, study_token: str) -> None:
        """Another study: nothing is known of it yet."""
        self._token, self._fetched, self._kept = study_token, False, {}

    def found(self, items: Iterable[Measurement]) -> None:
        """What the library holds of the study."""
        self._kept, self._fetched = {item.id: item for item in items}, True

    def not_kept(self, names: Iterable[str]) -> None:
        """These could not be written; the next change tries again."""
        for name in names:
            self._kept.pop(name, None)

    def changes(
        self, study_token: str, items: Iterable[Measurement]
    ) -> tuple[tuple[Measurement, ...], tuple[str, ...]]:
        """Measurements to write and ids to delete; from now on they count as kept."""
        if study_token != self._token or not self._fetched:
            return (), ()
        now = {item.id: item for item in items}
        changed = tuple(item for item in now.values() if self._kept.get(item.id) != item)
        gone = tuple(name for name in self._kept if name not in now)
        self._kept = now
        return changed, gone
