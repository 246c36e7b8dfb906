"""A number of the patient that a prognosis asks for, and what a series' headers say of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from inference.imaging.errors import InputError
from inference.imaging.series_info import SeriesInfo

AGE = "age"
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}


@dataclass(frozen=True, slots=True)
class PatientInput:
    """``name`` is the model's own, ``title`` what a person reads, ``unit`` "" where there is none.

    With ``choices`` (number, words) only these numbers are possible, else whatever lies from
    ``low`` to ``high``. ``header`` names what DICOM may say of it: ``AGE`` or "".
    """

    name: str
    title: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[tuple[float, str], ...] = ()
    header: str = ""

    def checked(self, value: object) -> float:
        """The number; NaN for one that is unknown. Raises InputError where it cannot be."""
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise InputError(f"{self.title} is a number, not {value!r}.") from error
        if math.isnan(number):
            return number
        if self.choices and number not in [choice for choice, _ in self.choices]:
            known = ", ".join(f"{choice:g} ({words})" for choice, words in self.choices)
            raise InputError(f"{self.title} is one of {known}, not {number:g}.")
        if not self.low <= number <= self.high:
            raise InputError(
                f"{self.title} lies between {self.low:g} and {self.high:g}, not at {number:g}."
            )
        return number

    def words(self, value: float | None) -> str:
        """The number as a person reads it; "unknown" without one."""
        if value is None or math.isnan(value):
            return "unknown"
        named = dict(self.choices).get(value)
        return named if named is not None else f"{value:g} {self.unit}".strip()


def stated_numbers(inputs: tuple[PatientInput, ...], info: SeriesInfo) -> dict[str, float]:
    """What the headers say of the inputs, those that can be believed alone."""
    found = {}
    for one in inputs:
        value = age_years(info) if one.header == AGE else None
        if value is not None and one.low <= value <= one.high:
            found[one.name] = value
    return found


def known_numbers(
    inputs: tuple[PatientInput, ...], info: SeriesInfo, entered: Mapping[str, object]
) -> dict[str, float]:
    """What a person entered, else what the headers say; NaN entered takes a header's number out.

    Raises InputError for a name that is not asked for, or a number that cannot be.
    """
    asked = {one.name: one for one in inputs}
    if unknown := sorted(set(entered) - set(asked)):
        known = ", ".join(asked) or "none"
        raise InputError(f"Unknown input {unknown[0]!r}; known: {known}.")
    numbers = stated_numbers(inputs, info)
    numbers |= {name: asked[name].checked(value) for name, value in entered.items()}
    return {name: value for name, value in numbers.items() if not math.isnan(value)}


def age_years(info: SeriesInfo) -> float | None:
    """Whole years at the study, from the date of birth, else as stated (DICOM AS); or None."""
    born, then = info.birth_date, info.study_date
    if len(born) == len(then) == 8 and (born + then).isdecimal() and born <= then:
        early = then[4:] < born[4:]
        return float(int(then[:4]) - int(born[:4]) - early)
    count, unit = info.age[:-1], info.age[-1:].upper()
    if not count.isdecimal() or unit not in _DAYS:
        return None
    return float(math.floor(int(count) * _DAYS[unit] / _DAYS["Y"] + 1e-9))
