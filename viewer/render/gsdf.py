"""The Grayscale Standard Display Function (PS3.14): measured luminance to a table of levels."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.errors import InputError

Float = NDArray[np.float64]
LEVELS = 256
LIMITS = (10, 20)  # percent: diagnostic and other displays, after AAPM TG18 and TG270
_STEP = 15  # driving levels or P-values between two of the 18
LUMINANCE_LIMITS = (0.05, 4000.0)  # cd/m² between which the function is defined (PS3.14 7.1)


@dataclass(frozen=True, eq=False)
class DisplayCurve:
    """Measured luminance (cd/m², rising) at driving levels 0…255, between them linear."""

    name: str
    luminance: Float


@dataclass(frozen=True, eq=False)
class Response:
    """Contrast of 17 steps between 18 evenly spaced P-values (the levels of AAPM TG18).

    ``jnds`` (17,): just noticeable differences of each step. On a display that follows the
    function all are equal (PS3.14 annex C), so ``mean`` is what each should be.
    """

    jnds: Float

    @property
    def mean(self) -> float:
        return float(self.jnds.mean())

    @property
    def worst(self) -> int:
        """Number of the step that departs most, from 0."""
        return int(np.abs(self.jnds - self.mean).argmax())

    @property
    def departure(self) -> float:
        """The largest departure of a step, in percent of what it should be."""
        return float(100 * np.abs(self.jnds / self.mean - 1).max())


def within(departure: float) -> int:
    """The limit in percent that a departure keeps, 10 or 20 (``LIMITS``); 0 = neither."""
    return next((limit for limit in LIMITS if departure <= limit), 0)


def luminance_of(jnd: ArrayLike) -> Float:
    """cd/m² at JND indices 1…1023 (PS3.14 equation 7-1)."""
    x = np.log(np.asarray(jnd, dtype=np.float64))
    over = -1.3011877 + 8.0242636e-2 * x + 1.3646699e-1 * x**2 - 2.5468404e-2 * x**3
    over = over + 1.3635334e-3 * x**4
    under = 1 - 2.5840191e-2 * x - 1.0320229e-1 * x**2 + 2.8745620e-2 * x**3
    under = under - 3.1978977e-3 * x**4 + 1.2992634e-4 * x**5
    result: Float = 10 ** (over / under)
    return result


def jnd_of(luminance: ArrayLike) -> Float:
    """JND index at luminances in cd/m² (PS3.14 equation 7-2)."""
    x = np.log10(np.clip(np.asarray(luminance, dtype=np.float64), *LUMINANCE_LIMITS))
    factors = [71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407]
    factors += [-1.1878455, -0.18014349, 0.14710899, -0.017046845]
    return np.asarray(sum(factor * x**power for power, factor in enumerate(factors)))


def read_curve(path: Path) -> DisplayCurve:
    """A CSV of two columns, driving level (0…255) and cd/m²; a first line of words is a heading.

    InputError names the file and what is wrong: unreadable, fewer than 9 levels, not from 0 to
    255, luminance that does not rise.
    """
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        pairs = [(float(row[0]), float(row[1])) for row in rows[_heading(rows) :] if row]
    except (OSError, ValueError, IndexError) as error:
        raise InputError(f"{path}: the calibration curve cannot be read: {error}.") from error
    level, measured = np.array(pairs).reshape(-1, 2).T
    if len(level) < 9 or level[0] != 0 or level[-1] != LEVELS - 1 or np.any(np.diff(level) <= 0):
        raise InputError(f"{path}: a curve needs at least 9 rising levels from 0 to {LEVELS - 1}.")
    if not np.all(np.isfinite(measured)) or measured[0] < 0 or np.any(np.diff(measured) <= 0):
        raise InputError(f"{path}: the luminance must rise from level to level.")
    return DisplayCurve(path.name, np.interp(np.arange(LEVELS), level, measured))


def presentation_table(curve: DisplayCurve, ambient: float = 0.0) -> NDArray[np.uint8]:
    """(256,) driving level for each P-value: equal steps of P-value look equally large.

    ``ambient`` is the light that the screen reflects, cd/m², added to all that was measured.
    """
    reached = jnd_of(curve.luminance + ambient)
    wanted = np.linspace(reached[0], reached[-1], LEVELS)
    upper = np.clip(np.searchsorted(reached, wanted), 1, LEVELS - 1)
    nearer = wanted - reached[upper - 1] < reached[upper] - wanted
    table = np.where(nearer, upper - 1, upper).astype(np.uint8)
    table[0], table[-1] = 0, LEVELS - 1
    table.setflags(write=False)
    return table


def response(curve: DisplayCurve, ambient: float = 0.0, *, by_table: bool = True) -> Response:
    """How even the contrast is, through the table that the window uses, or without any."""
    reached = jnd_of(curve.luminance + ambient)
    if by_table:
        reached = reached[presentation_table(curve, ambient)]
    return Response(np.diff(reached[::_STEP]))


def conformance_facts(curve: DisplayCurve, ambient: float = 0.0) -> dict[str, Any]:
    """What ``radlens gsdf`` prints: the screen's range, and its steps without and with a table."""
    black, white = float(curve.luminance[0] + ambient), float(curve.luminance[-1] + ambient)
    return {
        "curve": curve.name,
        "ambient_cd_m2": ambient,
        "black_cd_m2": round(black, 4),
        "white_cd_m2": round(white, 4),
        "luminance_ratio": round(white / black, 1) if black > 0 else None,
        "black_below_function": black < LUMINANCE_LIMITS[0],
        "jnds_black_to_white": round(float(np.ptp(jnd_of([black, white]))), 1),
        "without_table": _facts(response(curve, ambient, by_table=False)),
        "with_table": _facts(response(curve, ambient)),
    }


def _facts(steps: Response) -> dict[str, Any]:
    kept, off = within(steps.departure), steps.jnds - steps.mean
    return {
        "jnds_per_step": [round(float(jnd), 2) for jnd in steps.jnds],
        "jnds_per_step_wanted": round(steps.mean, 2),
        "largest_departure_jnds": round(float(np.abs(off).max()), 2),
        "largest_departure_percent": round(steps.departure, 1),
        "between_levels": [steps.worst * _STEP, (steps.worst + 1) * _STEP],
        "rms_departure_jnds": round(float(np.sqrt((off**2).mean())), 2),
        "within_10_percent": kept == LIMITS[0],
        "within_20_percent": kept > 0,
    }


def _heading(rows: list[list[str]]) -> int:
    """1 where the first line holds words."""
    try:
        float(rows[0][0])
    except (ValueError, IndexError):
        return 1
    return 0
