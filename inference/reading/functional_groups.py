"""Enhanced multi-frame functional groups (PS3.3 C.7.6.16) flattened to plain values per frame."""

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from inference.reading import tags
from inference.reading.raw_values import raw_values

# What a functional group calls by a name of its own, under the classic name.
_RENAMED = {
    tags.FRAME_TYPE: tags.IMAGE_TYPE,
    tags.FRAME_ACQUISITION_DATETIME: tags.ACQUISITION_DATETIME,
}
_DEEPEST = 3


def frame_values(dataset: Dataset) -> tuple[dict[int, bytes], ...]:
    """Each frame's values: shared groups first, its own over them; () without any group."""
    common = shared_values(dataset)
    per_frame = _items(dataset, tags.PER_FRAME_GROUPS)
    return tuple({**common, **flattened(item)} for item in per_frame)


def shared_values(dataset: Dataset) -> dict[int, bytes]:
    """The shared groups' values alone."""
    shared = _items(dataset, tags.SHARED_GROUPS)
    return flattened(shared[0]) if shared else {}


def flattened(item: Dataset, depth: int = 0) -> dict[int, bytes]:
    """The kept values of an item and of the first items of the sequences in it."""
    present = tuple(item.keys())
    values = raw_values(item, [int(tag) for tag in present if int(tag) in tags.KEPT])
    for tag in present:
        nested = _items(item, tag) if depth < _DEEPEST and _describes_frame(int(tag)) else []
        if nested:
            values = {**flattened(nested[0], depth + 1), **values}
    for name, classic in _RENAMED.items():
        if name in values:
            values[classic] = values[name]
    return values


def _describes_frame(tag: int) -> bool:
    """False for references to other images (group 0008), and for private copies of attributes."""
    group = tag >> 16
    return group % 2 == 0 and group != 0x0008


def _items(dataset: Dataset, tag: int) -> list[Dataset]:
    if Tag(tag) not in dataset:
        return []
    element = dataset.get_item(tag)
    if isinstance(element, RawDataElement):
        if element.VR not in ("SQ", None, "UN"):
            return []
        element = dataset[tag]
    return list(element.value) if element.VR == "SQ" and element.value else []
