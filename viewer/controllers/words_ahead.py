"""Words drawn ahead in the language and the size of the window's own, while others work."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QGuiApplication

from inference.reading.entry import SeriesEntry
from viewer.render.first_words import draw_first_words, draw_method_words

Settings = Mapping[str, bool | int | float | str]


def draw_series_words(entry: SeriesEntry, settings: Settings) -> None:
    """While another process reads it: the first picture is not to wait for its words."""
    draw_first_words(entry.info, entry.stack_name, *_language_and_scale(settings))


def draw_heatmap_words(methods: Iterable[str], settings: Settings) -> None:
    """While another process makes the heatmaps."""
    draw_method_words(methods, *_language_and_scale(settings))


def _language_and_scale(settings: Settings) -> tuple[str, float]:
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return str(settings.get("language", "en")), float(settings.get("font_scale", 1.0)) * ratio
