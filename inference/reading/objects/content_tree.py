"""Structured reports as a tree of content items (PS3.3 C.17.3)."""

from collections.abc import Iterator

from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.label_map import CodedConcept
from inference.reading.objects.attributes import concept_in, first_item, items, number_of, text_of

MAX_DEPTH = 64


def children(item: Dataset) -> list[Dataset]:
    """The items directly below."""
    return items(item, "ContentSequence")


def descendants(item: Dataset, depth: int = 0) -> Iterator[Dataset]:
    """All items below, parents first; InputError beyond a depth that no report has."""
    if depth > MAX_DEPTH:
        raise InputError("The report is nested deeper than any report is.")
    for child in children(item):
        yield child
        yield from descendants(child, depth + 1)


def name_of(item: Dataset) -> CodedConcept | None:
    """What the item is about."""
    return concept_in(item, "ConceptNameCodeSequence")


def value_type(item: Dataset) -> str:
    """CONTAINER, TEXT, CODE, NUM, IMAGE, SCOORD …"""
    return text_of(item, "ValueType")


def is_named(item: Dataset, *codes: tuple[str, str]) -> bool:
    """True when the item's name is one of (value, scheme)."""
    name = name_of(item)
    return name is not None and (name.value, name.scheme) in codes


def find(item: Dataset, *codes: tuple[str, str]) -> Dataset | None:
    """The first child with one of these names."""
    return next((child for child in children(item) if is_named(child, *codes)), None)


def words(item: Dataset | None) -> str:
    """A TEXT, CODE, UIDREF or PNAME item's value as text; "" for None."""
    if item is None:
        return ""
    kind = value_type(item)
    if kind == "CODE":
        concept = concept_in(item, "ConceptCodeSequence")
        return concept.meaning or concept.value if concept else ""
    keywords = {"TEXT": "TextValue", "UIDREF": "UID", "PNAME": "PersonName"}
    return text_of(item, keywords[kind]) if kind in keywords else ""


def quantity(item: Dataset) -> tuple[float, str] | None:
    """A NUM item's value and unit (UCUM code); None when the measurement has no value."""
    measured = first_item(item, "MeasuredValueSequence")
    if measured is None:
        return None
    value = number_of(measured, "FloatingPointValue")
    value = number_of(measured, "NumericValue") if value is None else value
    unit = concept_in(measured, "MeasurementUnitsCodeSequence")
    return None if value is None else (value, unit.value if unit else "")
