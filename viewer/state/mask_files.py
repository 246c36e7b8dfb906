"""A mask from a file over a series: its labels as segments on the series' own grid."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import PARALLEL, Geometry
from inference.imaging.label_map import CodedConcept, LabelMap, Segment
from inference.imaging.resampling import resample
from inference.imaging.volume import Volume

MOST_LABELS = 60
SAME_MM = 0.01
COLOURS = (
    (255, 204, 92),
    (111, 184, 210),
    (216, 101, 79),
    (128, 174, 128),
    (197, 165, 145),
    (183, 156, 220),
    (244, 170, 147),
    (140, 224, 228),
)
MASS = CodedConcept("4147007", "SCT", "Mass")
ALTERED = CodedConcept("49755003", "SCT", "Morphologically Altered Structure")


def mask_from_file(file: Volume, path: Path, scan: Volume) -> tuple[LabelMap, str]:
    """(the file's labels on the scan's grid, a sentence on what was done to them or "").

    A file without a frame of reference (NIfTI, NRRD, MetaImage) is taken to lie in the scan's
    space, as a person says by choosing it. On another grid each voxel takes the label nearest to
    it, and the sentence has the volumes. Who made the mask is not known: it is neither MANUAL nor
    AUTOMATIC. Raises InputError for values that are no labels, for a mask outside the scan, and
    where one of the two does not say how it lies in the patient and the other does.
    """
    labels: NDArray[np.generic] = _labels(file, path)
    words, target = "", scan.geometry
    if _slice_for_slice(file.geometry, target):
        words = (
            f"{path.name} cannot state the series' uneven slice distances; each of its slices was "
            "taken for the series' own."
        )
    elif not file.geometry.same_grid(target):
        _check_placed(file.geometry, target, path.name)
        source = file.geometry
        frame = source.frame_of_reference_uid
        if frame and frame != target.frame_of_reference_uid:
            raise InputError(f"{path.name} lies in another frame of reference than the series.")
        before = _millilitres(labels, source)
        labels = resample(labels, _in_space_of(source, target), target, order=0, fill=0)
        if not labels.any():
            raise InputError(f"{path.name} marks nothing within the series.")
        words = (
            f"{path.name} lies on another grid; each voxel took the label nearest to it "
            f"({before:.2f} mL in the file, {_millilitres(labels, target):.2f} mL on the series)."
        )
    numbers = [int(number) for number in np.unique(labels) if number]
    stem = path.name.split(".")[0]
    segments = tuple(
        Segment(
            number,
            stem if len(numbers) == 1 else f"{stem} {number}",
            COLOURS[place % len(COLOURS)],
            MASS,
            ALTERED,
            algorithm_type="SEMIAUTOMATIC",
        )
        for place, number in enumerate(numbers)
    )
    return LabelMap(labels, target, segments, path.name), words


def _slice_for_slice(source: Geometry, target: Geometry) -> bool:
    """Whether a regular grid stands for an uneven one: equal but for the distances of its slices.

    NIfTI has one distance alone: the first, or the mean, as its writer chose. By millimetres the
    slices of such a mask would land between those that they were drawn on.
    """
    if target.k_positions is None or source.k_positions is not None:
        return False
    if source.shape_kji != target.shape_kji or source.oriented != target.oriented:
        return False
    _, rows, columns = target.shape_kji
    corners = np.array([[0, j, i] for j in (0, rows - 1) for i in (0, columns - 1)])
    apart = np.abs(source.lps_from_index(corners) - target.lps_from_index(corners)).max()
    alike = float(source.direction[:, 0] @ target.direction[:, 0])
    return bool(apart <= SAME_MM and alike > PARALLEL)


def _check_placed(source: Geometry, target: Geometry, name: str) -> None:
    """Numbers that mean no place in the patient must not be taken for one: it could be mirrored."""
    for grid, whose in ((source, name), (target, "The series")):
        if not (grid.oriented and grid.calibrated):
            raise InputError(
                f"{whose} does not say how it lies in the patient: a mask on another grid cannot "
                "be placed."
            )


def _labels(file: Volume, path: Path) -> NDArray[np.uint8]:
    values = file.array
    if values.ndim != 3:
        raise InputError(f"{path.name} is a colour picture, not a mask.")
    whole = np.isfinite(values).all() and (values == np.rint(values)).all()
    if not whole or values.min() < 0 or values.max() > 255:
        raise InputError(f"{path.name} is no mask: its values are not whole numbers from 0 to 255.")
    labels = values.astype(np.uint8)
    count = np.count_nonzero(np.bincount(labels.ravel(), minlength=256)[1:])
    if not count:
        raise InputError(f"{path.name} marks nothing: all of its values are zero.")
    if count > MOST_LABELS:
        raise InputError(
            f"{path.name} holds {count} different values; a mask has {MOST_LABELS} labels at most."
        )
    return labels


def _millilitres(labels: NDArray[np.generic], geometry: Geometry) -> float:
    return float(np.count_nonzero(labels, axis=(1, 2)) @ geometry.slice_volumes_ml)


def _in_space_of(source: Geometry, target: Geometry) -> Geometry:
    """The source's grid in the target's frame of reference."""
    k, j, i = source.shape_kji
    return target.with_shape_and_affine((k, j, i), source.index_to_lps)
