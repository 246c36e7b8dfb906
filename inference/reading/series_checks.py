"""What a series' own counting says is missing from it."""

from collections import defaultdict
from collections.abc import Sequence

from inference.imaging.flag import Flag
from inference.reading import tags
from inference.reading.attributes import code, codes, integer
from inference.reading.attributes import numbers as attribute_numbers
from inference.reading.series_facts import modality
from inference.reading.slices import Slice
from inference.reading.spacing import FLAT


def count_flags(slices: Sequence[Slice]) -> list[Flag]:
    """At most one ``slice-count`` flag for all slices of one SeriesInstanceUID."""
    reason = _declared_count(slices) or _numbering(slices)
    return [Flag("slice-count", reason)] if reason else []


def _declared_count(slices: Sequence[Slice]) -> str:
    """Fewer images than ImagesInAcquisition or NumberOfSeriesRelatedInstances says."""
    acquisitions: defaultdict[bytes, list[Slice]] = defaultdict(list)
    for one in slices:
        acquisitions[one.values.get(tags.ACQUISITION_NUMBER, b"")].append(one)
    for members in acquisitions.values():
        declared = integer(members[0].values, tags.IMAGES_IN_ACQUISITION) or 0
        derived = codes(members[0].values, tags.IMAGE_TYPE)[:1] == ("DERIVED",)
        if len(members) < declared and not derived:  # derived series keep their source's count
            return f"Only {len(members)} of the acquisition's {declared} images are here."
    files = {id(one.header) for one in slices}
    declared = integer(slices[0].values, tags.SERIES_RELATED_INSTANCES) or 0
    if len(files) < declared:
        return f"Only {len(files)} of the series' {declared} images are here."
    return _pet_count(slices)


def _pet_count(slices: Sequence[Slice]) -> str:
    """NumberOfSlices (0054,0081) counts the slices of one time slot of a PET series."""
    declared = integer(slices[0].values, tags.NUMBER_OF_SLICES) or 0
    if code(slices[0].values, tags.MODALITY) != "PT" or len(slices) % max(declared, 1) == 0:
        return ""
    return f"{len(slices)} slices are here, where each pass over the patient has {declared}."


def _numbering(slices: Sequence[Slice]) -> str:
    """Instance numbers that begin late or leave gaps, in a series that counts by one."""
    if modality(slices[0].values) in FLAT:
        return ""
    found = [_place_number(one) for one in slices]
    numbers = sorted({number for number in found if number is not None})
    if None in found:
        return ""
    if len(numbers) < 2:
        return ""
    missing = numbers[-1] - numbers[0] + 1 - len(numbers)
    if missing and missing * 4 <= len(numbers) + 4:
        return (
            f"The images are numbered {numbers[0]} to {numbers[-1]}, but {missing} of these "
            "numbers are missing: the series may be incomplete."
        )
    if not missing and 1 < numbers[0] <= 4:
        return (
            f"The images' numbers begin at {numbers[0]}: the first {numbers[0] - 1} may be missing."
        )
    return ""


def _place_number(one: Slice) -> int | None:
    """InstanceNumber, or the in-stack position of an enhanced frame."""
    if not one.header.frames:
        return one.number
    places = attribute_numbers(one.values, tags.IN_STACK_POSITION)
    return int(places[0]) if places else None


def refused_flag(count: int) -> list[Flag]:
    """The flag of a series some of whose files were refused."""
    if not count:
        return []
    files = "1 file" if count == 1 else f"{count} files"
    return [Flag("file-refused", f"{files} of this series could not be read and are missing here.")]
