"""The time that the library writes down."""

from datetime import UTC, datetime


def utc_now() -> str:
    """ISO 8601 in UTC with milliseconds, e.g. ``2026-11-22T07:44:30.120Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
