"""Key object selections: which pictures somebody marked, and why (TID 2010)."""

from pydicom import Dataset

from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.attributes import image_references
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.content_tree import descendants, is_named, name_of, value_type, words

_DESCRIPTION = ("113012", "DCM")


def read_key_objects(
    dataset: Dataset, entry: ObjectEntry, source: SeriesEntry | None
) -> ObjectContent:
    """The pictures that the selection names, with its title and description."""
    images = tuple(
        reference
        for item in descendants(dataset)
        if value_type(item) == "IMAGE"
        for reference in image_references(item, "ReferencedSOPSequence")
    )
    notes = [words(item) for item in descendants(dataset) if is_named(item, _DESCRIPTION)]
    name = name_of(dataset)
    title = ": ".join(part for part in (name.meaning if name else "", *notes) if part)
    return ObjectContent(entry, key_images=images, title=title)
