"""Small facts out of nested data sets: sequences, codes, numbers, references."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.label_map import CodedConcept
from inference.imaging.presentation import ImageReference
from inference.reading.entry import ObjectEntry, SeriesEntry


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence, none when it is absent or empty."""
    sequence = dataset.get(keyword)
    return list(sequence) if sequence else []


def first_item(dataset: Dataset, *keywords: str) -> Dataset | None:
    """The first item of a sequence in the first item of a sequence …; None when absent."""
    current: Dataset | None = dataset
    for keyword in keywords:
        found = items(current, keyword) if current is not None else []
        current = found[0] if found else None
    return current


def text_of(dataset: Dataset, keyword: str) -> str:
    """A text value, "" when absent; several values joined."""
    value = dataset.get(keyword)
    if value is None:
        return ""
    if isinstance(value, (str, bytes)):
        return str(value).strip()
    try:
        return ", ".join(str(part).strip() for part in value)
    except TypeError:
        return str(value).strip()


def numbers_of(dataset: Dataset, keyword: str) -> NDArray[np.float64]:
    """All values of a numeric attribute, an empty array when absent."""
    value: Any = dataset.get(keyword)
    if value is None:
        return np.empty(0)
    return np.atleast_1d(np.array(value, dtype=np.float64))


def number_of(dataset: Dataset, keyword: str) -> float | None:
    """The first value of a numeric attribute if it is finite."""
    values = numbers_of(dataset, keyword)
    return float(values[0]) if values.size and np.isfinite(values[0]) else None


def concept_of(item: Dataset | None) -> CodedConcept | None:
    """A code sequence item as a concept (PS3.3 Section 8); None when it has no value."""
    if item is None:
        return None
    keywords = ("CodeValue", "LongCodeValue", "URNCodeValue")
    value = next((text_of(item, keyword) for keyword in keywords if item.get(keyword)), "")
    if not value:
        return None
    return CodedConcept(
        value, text_of(item, "CodingSchemeDesignator"), text_of(item, "CodeMeaning")
    )


def concept_in(dataset: Dataset, *keywords: str) -> CodedConcept | None:
    """The concept in the first item below ``keywords``."""
    return concept_of(first_item(dataset, *keywords))


def image_references(
    item: Dataset, keyword: str = "ReferencedImageSequence"
) -> tuple[ImageReference, ...]:
    """Every picture (and frame) that a sequence names."""
    return tuple(
        ImageReference(text_of(reference, "ReferencedSOPInstanceUID"), frame)
        for reference in items(item, keyword)
        for frame in _frames(reference)
    )


def _frames(reference: Dataset) -> Iterator[int]:
    frames = numbers_of(reference, "ReferencedFrameNumber")
    yield from (int(frame) for frame in frames) if frames.size else (0,)


def check_frame_of_reference(entry: ObjectEntry, uid: str, source: SeriesEntry | None) -> None:
    """InputError when the object and the series lie in different frames of reference."""
    theirs = source.geometry.frame_of_reference_uid if source is not None else ""
    if uid and theirs and uid != theirs:
        raise InputError(
            f"{entry.path.name} was made in another frame of reference than the series "
            f"{source.info.series_description or source.id!r}; it cannot be placed over it."  # type: ignore[union-attr]
        )
