"""Rigid registration of a moving volume to a fixed one by mutual information (SimpleITK)."""

from dataclasses import dataclass

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
)
from inference.imaging.volume import Volume
from inference.registration.images import as_image, transform_matrix

SHRINK_FACTORS = (4, 2, 1)
SMOOTHING_MM = (4.0, 2.0, 0.0)
ITERATIONS = 100
SAMPLING_FRACTION = 0.2
SEED = 7
FINEST_MM = 1.0  # finer voxels are averaged: they cost time and move nothing
WIDEST_SHEAR_DEGREES = 0.05


@dataclass(frozen=True, eq=False)
class RigidRegistration:
    """``moving_to_fixed`` is 4×4, LPS mm to LPS mm; ``mutual_information`` before and after."""

    moving_to_fixed: NDArray[np.float64]
    mutual_information_before: float
    mutual_information_after: float
    iterations: int

    @property
    def rotation_degrees(self) -> float:
        """Angle of the rotation about its axis."""
        cosine = (np.trace(self.moving_to_fixed[:3, :3]) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def register_rigid(
    fixed: Volume,
    moving: Volume,
    *,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> RigidRegistration:
    """Six degrees of freedom, Mattes mutual information, three resolutions, fixed seed.

    Starts from the headers' own positions when both share a frame of reference, from the
    intensity centres otherwise. Raises InputError for what has no millimetres, is 2D, colour
    or sheared; OperationCancelled when asked to stop.
    """
    fixed_image, moving_image = _as_image(fixed), _as_image(moving)
    start = _starting_transform(fixed, moving, fixed_image, moving_image)
    method = _method()
    method.SetInitialTransform(start, inPlace=True)
    _observe(method, report, cancelled)
    before = -float(method.MetricEvaluate(fixed_image, moving_image))
    method.Execute(fixed_image, moving_image)
    if cancelled():
        raise OperationCancelled
    after = -float(method.GetMetricValue())
    matrix = np.asarray(np.linalg.inv(transform_matrix(start)), dtype=np.float64)
    return RigidRegistration(matrix, before, after, int(method.GetOptimizerIteration()))


def _as_image(volume: Volume) -> sitk.Image:
    check_registrable(volume)
    return as_image(volume.array, volume.geometry)


def check_registrable(volume: Volume) -> None:
    """InputError for what cannot be registered, with the reason."""
    name = volume.info.series_description or volume.series_uid
    geometry = volume.geometry
    if volume.is_colour or min(volume.array.shape[:3]) < 2:
        raise InputError(f"{name}: only grey volumes of several slices can be registered.")
    if not geometry.calibrated or not geometry.oriented:
        raise InputError(f"{name}: its millimetres are unknown, so it cannot be registered.")
    if geometry.k_positions is not None or geometry.tilt_degrees > WIDEST_SHEAR_DEGREES:
        raise InputError(f"{name}: slices are tilted or uneven; resample it before registering.")


def _starting_transform(
    fixed: Volume, moving: Volume, fixed_image: sitk.Image, moving_image: sitk.Image
) -> sitk.Euler3DTransform:
    shared = fixed.geometry.frame_of_reference_uid
    start = sitk.Euler3DTransform()
    start.SetCenter(tuple(fixed.geometry.centre_lps))
    if shared and shared == moving.geometry.frame_of_reference_uid:
        return start
    centred = sitk.CenteredTransformInitializer(
        fixed_image, moving_image, start, sitk.CenteredTransformInitializerFilter.MOMENTS
    )
    return sitk.Euler3DTransform(centred)


def _method() -> sitk.ImageRegistrationMethod:
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(numberOfHistogramBins=32)
    method.SetMetricSamplingStrategy(method.REGULAR)
    method.SetMetricSamplingPercentage(SAMPLING_FRACTION, SEED)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsRegularStepGradientDescent(
        learningRate=2.0, minStep=1e-3, numberOfIterations=ITERATIONS, relaxationFactor=0.6
    )
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel(SHRINK_FACTORS)
    method.SetSmoothingSigmasPerLevel(SMOOTHING_MM)
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    return method


def _observe(
    method: sitk.ImageRegistrationMethod, report: ProgressReport, cancelled: CancelCheck
) -> None:
    def step() -> None:
        level = int(method.GetCurrentLevel())
        done = (level + (int(method.GetOptimizerIteration()) + 1) / ITERATIONS) / 3
        report("registration", min(done, 1.0))
        if cancelled():
            method.StopRegistration()

    method.AddCommand(sitk.sitkIterationEvent, step)
