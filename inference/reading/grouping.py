"""Slices grouped so that nothing that differs in kind is ever stacked together."""

from collections import defaultdict
from collections.abc import Iterable

from inference.reading import tags
from inference.reading.attributes import number, numbers
from inference.reading.slices import Six, Slice

# Differences in any of these always split (raw values compare: the same writer writes them alike).
_IDENTITY = (
    tags.PATIENT_ID,
    tags.PATIENT_ID_ISSUER,
    tags.PATIENT_NAME,
    tags.BIRTH_DATE,
    tags.STUDY_UID,
    tags.SERIES_UID,
    tags.FRAME_OF_REFERENCE_UID,
    tags.SOP_CLASS_UID,
    tags.MODALITY,
)
_KIND = (
    tags.ROWS,
    tags.COLUMNS,
    tags.SAMPLES_PER_PIXEL,
    tags.PHOTOMETRIC,
    tags.IMAGE_TYPE,
    tags.ECHO_NUMBERS,
    tags.DIFFUSION_B_VALUE,
    tags.TEMPORAL_POSITION,
    tags.TEMPORAL_INDEX,
    tags.STACK_ID,
    tags.RESCALE_TYPE,
    tags.PET_UNITS,
)
_COUNTED = (tags.ECHO_NUMBERS, tags.DIFFUSION_B_VALUE, tags.TEMPORAL_POSITION, tags.TEMPORAL_INDEX)
_SAME_COSINES = 1e-3
_SAME_SPACING = 2e-5


def by_series(slices: Iterable[Slice]) -> list[list[Slice]]:
    """Slices of one patient, study, series, frame of reference and SOP class each.

    In the order of patient, study, series number and first instance number, not of files.
    """
    return sorted(_by(slices, _IDENTITY), key=_series_order)


def _series_order(group: list[Slice]) -> tuple[bytes, bytes, float, bytes, int]:
    get = group[0].values.get
    return (
        get(tags.PATIENT_ID, b""),
        get(tags.STUDY_UID, b""),
        number(group[0].values, tags.SERIES_NUMBER) or 0.0,
        get(tags.SERIES_UID, b""),
        _first_number(group),
    )


def _kind_order(group: list[Slice]) -> tuple[tuple[tuple[float, ...], ...], bytes, int]:
    values = group[0].values
    told = tuple(numbers(values, tag) for tag in _COUNTED)
    return told, values.get(tags.STACK_ID, b""), _first_number(group)


def _first_number(group: list[Slice]) -> int:
    return min((one.number for one in group if one.number is not None), default=0)


def by_kind(slices: list[Slice]) -> list[list[Slice]]:
    """Parts of a series of one matrix, type, echo, b-value, time, orientation and spacing."""
    parts = _by(slices, _KIND)
    parts = [part for group in parts for part in _by_orientation(group)]
    return sorted((part for group in parts for part in _by_spacing(group)), key=_kind_order)


def sibling_key(one: Slice) -> tuple[object, ...]:
    """Equal for slices that differ in no more than echo, b-value or time."""
    own = tuple(one.values.get(tag) for tag in _KIND if tag not in _COUNTED)
    rounded = tuple(round(v, 2) + 0.0 for v in one.orientation or ())
    return (*own, rounded, one.values.get(tags.PIXEL_SPACING))


def _by(slices: Iterable[Slice], keys: tuple[int, ...]) -> list[list[Slice]]:
    groups: defaultdict[tuple[bytes | None, ...], list[Slice]] = defaultdict(list)
    for one in slices:
        groups[tuple(map(one.values.get, keys))].append(one)
    return list(groups.values())


def _by_orientation(slices: list[Slice]) -> list[list[Slice]]:
    """Groups whose direction cosines agree to 0.001; those without orientation apart."""
    groups: list[tuple[Six | None, list[Slice]]] = []
    for one in slices:
        for known, members in groups:
            if _agree(known, one.orientation, _SAME_COSINES):
                members.append(one)
                break
        else:
            groups.append((one.orientation, [one]))
    return [members for _, members in groups]


def _by_spacing(slices: list[Slice]) -> list[list[Slice]]:
    groups: list[tuple[tuple[float, ...], list[Slice]]] = []
    parsed: dict[bytes, tuple[float, ...]] = {}
    for one in slices:
        raw = one.values.get(tags.PIXEL_SPACING, b"")
        if raw not in parsed:
            parsed[raw] = numbers(one.values, tags.PIXEL_SPACING)
        spacing = parsed[raw]
        for known, members in groups:
            if _agree(known, spacing, _SAME_SPACING):
                members.append(one)
                break
        else:
            groups.append((spacing, [one]))
    return [members for _, members in groups]


def _agree(a: tuple[float, ...] | None, b: tuple[float, ...] | None, tolerance: float) -> bool:
    if a is b:
        return True
    if a is None or b is None or len(a) != len(b):
        return False
    return all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True))
