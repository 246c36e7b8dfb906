"""What of the drawings on the open studies the library holds already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from viewer.state.measurements import Measurement


@dataclass(frozen=True, slots=True)
class DrawingChanges:
    """What to write for one study of the library, and the ids to delete from it."""

    study_key: str
    changed: tuple[Measurement, ...]
    gone: tuple[str, ...]


class KeptDrawings:
    """Compares what is drawn with what is kept, study by study.

    Nothing of a study is kept before what it holds was fetched. What was fetched from a study
    stays with it; what is new goes to the study of its series.
    """

    def __init__(self) -> None:
        self._token = ""
        self._asked: set[str] = set()
        self._kept: dict[str, dict[str, Measurement]] = {}  # of each study that was fetched
        self._fetched_from: dict[str, str] = {}
        self._compared: tuple[Measurement, ...] | None = None

    def to_fetch(self, study_token: str, study_keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the studies that were not asked for yet since the open one was opened."""
        if study_token != self._token:
            self._token, self._asked, self._kept = study_token, set(), {}
            self._fetched_from, self._compared = {}, None
        wanted = tuple(key for key in dict.fromkeys(study_keys) if key and key not in self._asked)
        self._asked.update(wanted)
        return wanted

    def found(self, study_key: str, items: Iterable[Measurement]) -> None:
        """What the library holds of a study."""
        self._kept[study_key] = {item.id: item for item in items}
        self._fetched_from |= dict.fromkeys(self._kept[study_key], study_key)
        self._compared = None

    def not_kept(self, names: Iterable[str]) -> None:
        """These could not be written; the next change tries again."""
        wanted = set(names)
        for held in self._kept.values():
            for name in wanted & held.keys():
                del held[name]
        self._compared = None

    def changes(
        self,
        study_token: str,
        items: tuple[Measurement, ...],
        study_of: Callable[[Measurement], str],
    ) -> tuple[DrawingChanges, ...]:
        """What each fetched study lacks or holds too much; from now on it counts as kept.

        ``study_of`` names the study of a measurement's series, "" where the library has none.
        """
        if study_token != self._token or items is self._compared:
            return ()
        self._compared = items
        now: dict[str, dict[str, Measurement]] = {key: {} for key in self._kept}
        for item in items:
            key = self._fetched_from.get(item.id) or study_of(item)
            if key in now:
                now[key][item.id] = item
        found = [_changes(key, self._kept[key], held) for key, held in now.items()]
        self._kept = now
        return tuple(one for one in found if one.changed or one.gone)


def _changes(key: str, kept: dict[str, Measurement], now: dict[str, Measurement]) -> DrawingChanges:
    changed = tuple(item for item in now.values() if kept.get(item.id) != item)
    return DrawingChanges(key, changed, tuple(name for name in kept if name not in now))
