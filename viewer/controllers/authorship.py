"""Who draws, and when: what every drawing is signed with."""

from datetime import UTC, datetime
from getpass import getuser
from uuid import uuid4

from viewer.state.measurements import Measurement, MeasurementKind, Point
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import OpenSeries


def begun_drawing(
    kind: MeasurementKind, series: OpenSeries, frame: ViewFrame, points_lps: tuple[Point, ...] = ()
) -> Measurement:
    """A new drawing in the plane of a view, with a name of its own, its author and its time."""
    x, y, z = frame.towards_lps
    return Measurement(
        id=uuid4().hex,
        kind=kind,
        points_lps=points_lps,
        normal_lps=(float(x), float(y), float(z)),
        frame_of_reference_uid=series.volume.geometry.frame_of_reference_uid,
        series_uid=series.entry.id,
        author=getuser(),
        utc_time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
