"""Where an average head lies in a patient's: affine registration that starts from nowhere."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray
from scipy import ndimage

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
    raise_if,
)
from inference.imaging.resampling import resample
from inference.imaging.tissue import tissue_threshold
from inference.imaging.volume import Volume
from inference.registration.head_template import HeadTemplate
from inference.registration.images import as_image, transform_matrix

Float = NDArray[np.float64]

WORKING_MM = 2.0
BORDER_MM = 30.0  # continued beyond the field of view, so that nothing is gained by leaving it
BRIGHTEST = 1.5  # of the tissue's median: fat would else take most of the histogram
COARSE, COARSE_MM = 2, 3.0  # shrink factor and smoothing of the search
SHARE = 0.25  # of the voxels that are compared
BINS = 24
VERTEX_TO_BRAIN_MM = (50.0, 65.0, 80.0, 95.0)  # from the top of the head to the brain's middle
HEAD_MM = 170.0  # below the top of the head all may be neck
PITCHES_DEGREES = (-20.0, 0.0, 20.0)
SIZES = (0.85, 1.0)
ITERATIONS = (60, 80, 80)  # of the search, the coarse and the fine affine stage
RATES = (4.0, 0.5, 0.25)  # twelve degrees of freedom run away at the pace of seven


@dataclass(frozen=True, eq=False)
class TemplateFit:
    """``template_to_head`` is 4×4, LPS mm to LPS mm.

    ``correlation`` is that of both pictures' values within the template's brain, ``overlap`` the
    share of that brain that lies within the series.
    """

    template_to_head: Float
    correlation: float
    overlap: float

    @property
    def scales(self) -> tuple[float, float, float]:
        """How much the template was stretched along its principal axes, largest first."""
        a, b, c = np.linalg.svd(self.template_to_head[:3, :3], compute_uv=False)
        return float(a), float(b), float(c)

    @property
    def turn(self) -> Float:
        """3×3, the rotation next to the affine (polar decomposition)."""
        u, _, v = np.linalg.svd(self.template_to_head[:3, :3])
        return np.asarray(u @ v, dtype=np.float64)

    @property
    def rotation_degrees(self) -> float:
        cosine = (np.trace(self.turn) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))

    def place(self, template_lps: tuple[float, float, float]) -> Float:
        """(3,) where a point of the template lies in the head, LPS mm."""
        matrix = self.template_to_head
        return np.asarray(matrix[:3, :3] @ np.array(template_lps) + matrix[:3, 3])


def fit_template(
    template: HeadTemplate,
    head: Volume,
    *,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> TemplateFit:
    """Twelve degrees of freedom by Mattes mutual information where the template is ``compared``.

    The start is searched: several places below the top of the head, pitches and sizes. The best
    of each pitch is refined coarsely with seven degrees of freedom, the best of those finely. Any
    grid will do, as the head is first resampled along the patient's axes. Raises InputError for
    what has no millimetres or no sides; OperationCancelled when asked to stop.
    """
    _check(head)
    report("registration", 0.0)
    picture = _head_picture(head)
    task = _Fitting(template, picture, report, cancelled)
    return _judged(template, picture, transform_matrix(task.run()))


@dataclass(frozen=True, eq=False)
class _HeadPicture:
    """A head along the patient's axes: ``values`` cut at the bright end, where they were seen."""

    values: NDArray[np.float32]
    seen: NDArray[np.bool_]
    geometry: Geometry
    tissue_above: float


def _check(head: Volume) -> None:
    name = head.info.series_description or head.info.source or "The series"
    if head.is_colour or min(head.array.shape[:3]) < 2:
        raise InputError(f"{name}: only grey volumes of several slices can be registered.")
    if not head.geometry.calibrated or not head.geometry.oriented:
        raise InputError(f"{name}: its millimetres are unknown, so it cannot be registered.")


def _head_picture(head: Volume) -> _HeadPicture:
    grid = _patient_grid(head.geometry)
    low = float(head.array.min())
    values = resample(head.array, head.geometry, grid, order=1, fill=low, antialias=True)
    inside = np.ones(head.array.shape, np.float32)
    seen = np.asarray(resample(inside, head.geometry, grid, order=1, fill=0), np.float32) > 0.5
    nearest = ndimage.distance_transform_edt(~seen, return_distances=False, return_indices=True)
    values = np.asarray(values, np.float32)[tuple(nearest)]
    threshold = tissue_threshold(values[seen])
    floor = float(np.percentile(values[seen], 1))
    tissue = values[seen & (values > threshold)]
    typical = float(np.median(tissue)) if tissue.size else floor
    top = floor + BRIGHTEST * (typical - floor)
    return _HeadPicture(np.clip(values, floor, max(top, floor + 1e-6)), seen, grid, threshold)


def _patient_grid(geometry: Geometry) -> Geometry:
    """Axes along the patient's, ``WORKING_MM`` apart, over the whole field and a border."""
    ends = [(-0.5, n - 0.5) for n in geometry.shape_kji]
    corners = geometry.lps_from_index(np.array(list(product(*ends))))
    low, high = corners.min(axis=0) - BORDER_MM, corners.max(axis=0) + BORDER_MM
    i, j, k = (int(n) for n in np.ceil((high - low) / WORKING_MM))
    step = WORKING_MM
    affine = affine_from_steps(low + step / 2, (0, 0, step), (0, step, 0), (step, 0, 0))
    return geometry.with_shape_and_affine((k, j, i), affine)


class _Fitting:
    """The images of one registration, and its three stages."""

    def __init__(
        self,
        template: HeadTemplate,
        head: _HeadPicture,
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> None:
        self._report, self._cancelled = report, cancelled
        self._head = head
        middle = template.geometry.lps_from_index(np.argwhere(template.brain)).mean(axis=0)
        self._middle = np.asarray(middle, dtype=np.float64)
        self._fine = (
            as_image(template.values, template.geometry),
            as_image(head.values, head.geometry),
        )
        self._coarse = tuple(
            sitk.Shrink(sitk.SmoothingRecursiveGaussian(image, COARSE_MM), [COARSE] * 3)
            for image in self._fine
        )
        mask = as_image(template.compared, template.geometry)
        self._mask = sitk.Cast(mask, sitk.sitkUInt8)

    def run(self) -> sitk.AffineTransform:
        best: dict[float, tuple[float, sitk.Similarity3DTransform]] = {}
        starts = list(product(PITCHES_DEGREES, self._middles(), SIZES))
        for number, (pitch, middle, size) in enumerate(starts):
            raise_if(self._cancelled)
            self._report("registration", 0.3 * number / len(starts))
            start = self._start(pitch, middle, size)
            value = self._metric(start)
            if pitch not in best or value < best[pitch][0]:
                best[pitch] = (value, start)
        refined = []
        for number, (_, start) in enumerate(best.values()):
            part = (0.3 + 0.1 * number, 0.1)
            value = self._optimise(start, self._coarse, RATES[0], ITERATIONS[0], part)
            refined.append((value, number, start))
        return self._finish(min(refined)[2])

    def _middles(self) -> list[Float]:
        """Where the brain's middle may lie: below the top of the head, or amid all tissue."""
        head = self._head
        tissue = ndimage.binary_opening((head.values > head.tissue_above) & head.seen, iterations=2)
        if not tissue.any():
            return [head.geometry.centre_lps]
        points = head.geometry.lps_from_index(np.argwhere(tissue))
        top = float(np.percentile(points[:, 2], 99.9))
        middle = points[points[:, 2] > top - HEAD_MM].mean(axis=0)
        x, y = middle[:2]
        return [np.array([x, y, top - depth]) for depth in VERTEX_TO_BRAIN_MM] + [middle]

    def _start(self, pitch: float, middle: Float, size: float) -> sitk.Similarity3DTransform:
        start = sitk.Similarity3DTransform()
        start.SetCenter(self._middle.tolist())
        start.SetTranslation((middle - self._middle).tolist())
        start.SetRotation((1.0, 0.0, 0.0), float(np.radians(pitch)))
        start.SetScale(size)
        return start

    def _metric(self, start: sitk.Transform) -> float:
        method = self._method()
        method.MetricUseMovingImageGradientFilterOff()  # no gradient is asked for
        method.MetricUseFixedImageGradientFilterOff()
        method.SetInitialTransform(start)
        try:
            return float(method.MetricEvaluate(*self._coarse))
        except RuntimeError:  # no point of the template lies in the head from here
            return 0.0

    def _optimise(
        self,
        start: sitk.Transform,
        images: tuple[sitk.Image, ...],
        rate: float,
        iterations: int,
        part: tuple[float, float],
    ) -> float:
        """Move ``start`` in place; gives the metric, less is better."""
        method = self._method()
        method.SetOptimizerAsRegularStepGradientDescent(rate, 1e-3, iterations, 0.6)
        method.SetOptimizerScalesFromPhysicalShift()
        method.SetInitialTransform(start, inPlace=True)

        def step() -> None:
            done = int(method.GetOptimizerIteration()) / iterations
            self._report("registration", part[0] + part[1] * min(done, 1.0))
            if self._cancelled():
                method.StopRegistration()

        method.AddCommand(sitk.sitkIterationEvent, step)
        try:
            method.Execute(*images)
        except RuntimeError:  # it ran out of the picture
            return 0.0
        raise_if(self._cancelled)
        return float(method.GetMetricValue())

    def _method(self) -> sitk.ImageRegistrationMethod:
        """One thread, so that the sums and hence the result are the same everywhere."""
        method = sitk.ImageRegistrationMethod()
        method.SetMetricAsMattesMutualInformation(numberOfHistogramBins=BINS)
        method.SetMetricFixedMask(self._mask)
        method.SetMetricSamplingStrategy(method.REGULAR)
        method.SetMetricSamplingPercentage(SHARE, 7)
        method.SetInterpolator(sitk.sitkLinear)
        method.SetNumberOfThreads(1)
        return method

    def _finish(self, start: sitk.Similarity3DTransform) -> sitk.AffineTransform:
        affine = sitk.AffineTransform(3)
        affine.SetCenter(start.GetCenter())
        affine.SetMatrix(start.GetMatrix())
        affine.SetTranslation(start.GetTranslation())
        self._optimise(affine, self._coarse, RATES[1], ITERATIONS[1], (0.6, 0.2))
        self._optimise(affine, self._fine, RATES[2], ITERATIONS[2], (0.8, 0.2))
        return affine


def _judged(template: HeadTemplate, head: _HeadPicture, matrix: Float) -> TemplateFit:
    points = template.geometry.lps_from_index(np.argwhere(template.brain))
    index = head.geometry.index_from_lps(points @ matrix[:3, :3].T + matrix[:3, 3]).T
    seen = ndimage.map_coordinates(head.seen.astype(np.float32), index, order=0) > 0
    if np.count_nonzero(seen) < 100:
        return TemplateFit(matrix, 0.0, float(seen.mean()))
    found = ndimage.map_coordinates(head.values, index[:, seen], order=1)
    wanted = template.values[template.brain][seen]
    constant = np.ptp(found) == 0
    correlation = 0.0 if constant else float(np.corrcoef(found, wanted)[0, 1])
    return TemplateFit(matrix, correlation, float(seen.mean()))
