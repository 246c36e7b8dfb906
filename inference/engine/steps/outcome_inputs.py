"""Inputs of a prognosis by name: columns of the patient's table, groups of them, the lesion."""

from collections.abc import Mapping

_IMAGE = "image."
NAN = float("nan")


def label_of(name: str) -> str:
    """How an input is called: what stands before its colon, or the whole name."""
    return name.partition(":")[0]


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of the patient's table that an input looks at; none for a lesion feature."""
    if name.startswith(_IMAGE):
        return ()
    return tuple(term.partition("=")[0] for term in _terms(name))


def input_value(name: str, known: Mapping[str, float], image: Mapping[str, float]) -> float:
    """The number for an input, NaN where nothing of it is known.

    ``image.<feature>`` is a feature of the lesion, ``<column>`` a number of the patient,
    ``<column>=<value>`` 1 where it has that value, else 0. ``<label>: <term>, <term>`` is the mean
    of those terms that are known: the share of tests that agree.
    """
    if name.startswith(_IMAGE):
        return image[name.removeprefix(_IMAGE)]
    found = [_term(term, known) for term in _terms(name)]
    given = [value for value in found if value is not None]
    return sum(given) / len(given) if given else NAN


def _terms(name: str) -> list[str]:
    _, colon, listed = name.partition(":")
    return [term.strip() for term in listed.split(",")] if colon else [name]


def _term(term: str, known: Mapping[str, float]) -> float | None:
    column, _, wanted = term.partition("=")
    if column not in known:
        return None
    return float(known[column] == float(wanted)) if wanted else float(known[column])
