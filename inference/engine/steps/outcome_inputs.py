"""Inputs of a prognosis by name: columns of the patient's table, groups of them, the lesion."""

from collections.abc import Mapping

from inference.catalog.card import Card
from inference.imaging.errors import InputError
from inference.imaging.patient_input import AGE, PatientInput

_IMAGE = "image."
NAN = float("nan")


def _cluster(name: str, title: str, count: int) -> PatientInput:
    clusters = tuple((float(number), f"cluster {number}") for number in range(1, count + 1))
    return PatientInput(name, title, choices=clusters)


# The columns of the table that came with the training patients (Buda et al. 2019), in its codes.
COLUMNS = {
    one.name: one
    for one in (
        PatientInput("age_at_initial_pathologic", "Age at diagnosis", "years", 0, 120, header=AGE),
        PatientInput(
            "neoplasm_histologic_grade", "Grade (WHO)", choices=((1.0, "II"), (2.0, "III"))
        ),
        _cluster("COCCluster", "Cluster of clusters", 3),
        _cluster("RNASeqCluster", "RNA expression", 4),
        _cluster("MethylationCluster", "DNA methylation", 5),
        _cluster("CNCluster", "Copy number", 3),
    )
}

_LESION = {
    "log_ml": "lesion volume",
    "longest_mm": "longest side of the lesion",
    "raggedness": "raggedness of the outline",
    "brightness": "brightness of the lesion",
    "texture": "texture of the lesion",
    "across_midline": "crossing of the midline",
}


def model_inputs(card: Card) -> list[str]:
    """The names of all inputs of a prognosis, in its network's order; InputError without any."""
    inputs = card.network.parameters.get("inputs")
    if not isinstance(inputs, list):
        raise InputError(f"The card of model {card.name!r} names no inputs.")
    return [str(name) for name in inputs]


def asked_of_patient(card: Card) -> tuple[PatientInput, ...]:
    """The numbers of the patient that a card's model looks at, once each; none for other tasks."""
    if card.task != "outcome":
        return ()
    names = dict.fromkeys(column for name in model_inputs(card) for column in columns_of(name))
    return tuple(COLUMNS.get(name, PatientInput(name, name)) for name in names)


def label_of(name: str) -> str:
    """How an input is called: what stands before its colon, or the whole name."""
    return name.partition(":")[0]


def title_of(name: str) -> str:
    """The same in a person's words, where there are any."""
    label = label_of(name)
    if label.startswith(_IMAGE):
        return _LESION.get(label.removeprefix(_IMAGE), label)
    return COLUMNS[label].title if label in COLUMNS else label


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
