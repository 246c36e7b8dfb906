"""Key object selections as findings: each marked picture of a series, to jump to."""

from inference.imaging.finding import Finding
from inference.reading.entry import SeriesEntry
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.source_slices import slice_of
from viewer.state.finding_words import KEY_IMAGE


def key_image_findings(content: ObjectContent, source: SeriesEntry) -> tuple[Finding, ...]:
    """One finding in the middle of each slice of ``source`` that the selection points at."""
    slices = [slice_of(source, i.sop_instance_uid, i.frame) for i in content.key_images]
    marked = list(dict.fromkeys(k for k in slices if k is not None))
    return tuple(
        Finding(
            f"key{n}",
            KEY_IMAGE,
            f"{content.title or KEY_IMAGE} · {n} / {len(marked)}",
            point_lps=_middle(source, k),
        )
        for n, k in enumerate(marked, 1)
    )


def _middle(source: SeriesEntry, k: int) -> tuple[float, float, float]:
    _, rows, columns = source.geometry.shape_kji
    x, y, z = source.geometry.lps_from_index([k, (rows - 1) / 2, (columns - 1) / 2]).tolist()
    return x, y, z
