"""``radlens bench view``: what a frame costs, beside the blit of a ready one in the same run."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.brush import Stroke, paint_stroke
from viewer.render.compose import compose
from viewer.render.corner_words import corner_text
from viewer.state.layers import HeatmapLayer, MaskLayer
from viewer.state.planes import PLANES, Plane, fitted_frame, go_to_slice
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

Pixels = NDArray[np.uint8]
Blit = Callable[[Pixels], None]  # puts a ready frame where the eye sees it
SHAPE_KJI = (400, 512, 512)
SIDE = 1024
_INFO = SeriesInfo(
    patient_name="BENCH^VIEW", patient_id="0", birth_date="20000101", study_date="20260101",
    study_description="Speed", series_description="Noise", modality="CT", slice_thickness_mm=1.0,
)  # fmt: skip
_WINDOWS = [DisplayWindow(20.0 + n, 300.0 + 2 * n) for n in range(40)]


class Row(NamedTuple):
    """One line of the table: times in ms, the ratio that is limited, and its limit."""

    what: str
    p50_ms: float
    p99_ms: float
    ratio: float | None
    limit: float | None

    @property
    def holds(self) -> bool | None:
        """Whether the ratio keeps its limit; None where there is none."""
        return None if self.ratio is None or self.limit is None else self.ratio <= self.limit


def bench_view(blit: Blit | None = None, frames: int = 150) -> dict[str, Any]:
    """Rows of ``radlens bench view`` on a 512×512×400 int16 volume at 1024×1024 pixels.

    ``blit`` shows a finished frame (a window's own; without it, a copy in memory); every row
    but the first composes a new slice with a new window each time and then blits it.
    """
    show = blit or copy_blit()
    study = BenchStudy()
    limit = measured(lambda: show(study.ready) for _ in range(frames))
    rows = [Row("blit of a ready frame", *limit, None, None)]
    for what, scenes, most in study.cases(frames):
        times = measured(_drawing(some, show) for some in scenes)
        rows.append(Row(what, *times, times[1] / limit[1], most))
    times = measured(_painting(study, show, frames))
    rows.append(Row("painting with a 20-pixel brush, per move", *times, times[1] / limit[1], 6.0))
    rows += [oblique_row(study)]
    return {
        "reference": "a window's blit" if blit else "a copy in memory",
        "rows": [row._asdict() | {"holds": row.holds} for row in rows],
    }


def measured(tasks: Iterable[Callable[[], None]]) -> tuple[float, float]:
    """(median, 99th percentile) in ms of tasks in a row, the first three left out."""
    times = []
    gc.collect()
    for task in tasks:
        started = time.perf_counter()
        task()
        times.append((time.perf_counter() - started) * 1e3)
    p50, p99 = np.percentile(times[3:], [50, 99])
    return float(p50), float(p99)


def copy_blit() -> Blit:
    """Copy a frame to another place in memory."""
    places: dict[tuple[int, ...], Pixels] = {}

    def show(pixels: Pixels) -> None:
        target = places.setdefault(pixels.shape, np.empty_like(pixels))
        np.copyto(target, pixels)

    return show


def _drawing(parts: list[tuple[Scene, Pixels]], show: Blit) -> Callable[[], None]:
    """Compose and show the views of one instant."""

    def draw() -> None:
        for scene, buffer in parts:
            show(compose(scene, buffer))

    return draw


def _painting(study: "BenchStudy", show: Blit, frames: int) -> Iterable[Callable[[], None]]:
    """Moves of a brush through one slice, each painted, composed and shown."""
    start = fitted_frame(study.geometry, "axial", (SIDE, SIDE))
    frame = go_to_slice(study.geometry, start, 200)
    buffer = np.zeros((SIDE, SIDE, 4), np.uint8)
    scene = Scene(study.volume, frame, _WINDOWS[0], masks=(study.mask,))
    places = frame.lps_at([(200 + 4 * n, 300 + 3 * n) for n in range(frames + 1)])

    def move(n: int) -> None:
        stroke = Stroke(frame, places[n], places[n + 1], 20 * frame.mm_per_pixel)
        paint_stroke(study.labels, study.geometry, stroke, 1 + n % 20)
        show(compose(scene, buffer))

    return (partial(move, n) for n in range(frames))


class BenchStudy:
    """A CT-like volume of noise and ellipses, 20 labels, a coarse heatmap, and their views."""

    def __init__(self) -> None:
        affine = affine_from_steps((-180, -180, -200), (0, 0, 1), (0, 0.7, 0), (0.7, 0, 0))
        self.geometry = Geometry(SHAPE_KJI, affine)
        self.volume = Volume(_tissue(), self.geometry, _INFO, unit="HU")
        segments = tuple(Segment(n, f"{n}", (12 * n, 255 - 12 * n, 128)) for n in range(1, 21))
        self.labels = _labels()  # what the brush paints in; the layer sees it at once
        self.mask = MaskLayer("mask", LabelMap(self.labels, self.geometry, segments))
        coarse = affine_from_steps((-172, -172, -190), (0, 0, 20), (0, 16, 0), (16, 0, 0))
        k, j, i = np.indices((20, 22, 22))
        values = np.exp(-((k - 9) ** 2 + (j - 9) ** 2 + (i - 13) ** 2) / 30).astype(np.float32)
        heat = Heatmap(values, Geometry((20, 22, 22), coarse), "Seg-Grad-CAM", "lesion")
        self.heat = HeatmapLayer("heat", heat)
        self.ready = np.zeros((SIDE, SIDE, 4), np.uint8)

    def cases(
        self, frames: int
    ) -> Iterable[tuple[str, list[list[tuple[Scene, Pixels]]], float | None]]:
        """(name, the views of each instant, limit as a multiple of the blit)."""
        layers: list[dict[str, Any]] = [
            {},
            {"masks": (self.mask,)},
            {"masks": (self.mask,), "heatmaps": (self.heat,)},
        ]
        names = ("grey", "+ 20 labels with contours", "+ heatmap")
        for name, look, most in zip(names, layers, (2.5, 3.5, 5.5), strict=True):
            yield name, self._one_view(frames, "axial", (SIDE, SIDE), look), most
        half = SIDE // 2
        three = [self._one_view(frames, plane, (half, half), layers[2]) for plane in PLANES]
        linked = [a + b + c for a, b, c in zip(*three, strict=True)]
        yield "three linked planes, all of it", linked, 8.0

    def _one_view(
        self, frames: int, plane: Plane, size_wh: tuple[int, int], look: dict[str, Any]
    ) -> list[list[tuple[Scene, Pixels]]]:
        buffer = np.zeros((size_wh[1], size_wh[0], 4), np.uint8)
        start = fitted_frame(self.geometry, plane, size_wh)
        scenes = []
        for n in range(frames):
            frame = go_to_slice(self.geometry, start, 100 + n)
            window = _WINDOWS[n % len(_WINDOWS)]
            words = corner_text(self.volume, frame, window)
            scene = Scene(self.volume, frame, window, corner_text=words, **look)
            scenes.append([(scene, buffer)])
        return scenes


def oblique_row(study: BenchStudy, frames: int = 15) -> Row:
    """An oblique plane of 512×512 against SimpleITK's resampling of the same plane."""
    scene = Scene(study.volume, oblique_frame(), _WINDOWS[0], show_letters=False)
    scene = replace(scene, show_scale_bar=False)
    buffer = np.zeros((512, 512, 4), np.uint8)
    times = measured(_drawing([(scene, buffer)], lambda pixels: None) for _ in range(3 * frames))
    peer = measured(sitk_oblique(study.volume, scene.frame) for _ in range(frames))
    return Row("oblique 512×512 (SimpleITK ÷ ours)", *times, -peer[0] / times[0], -2.5)


def oblique_frame() -> ViewFrame:
    """A plane tilted about two axes through the middle."""
    right = np.array([0.9, 0.3, 0.3]) / np.linalg.norm([0.9, 0.3, 0.3])
    down = np.array([-0.2, 0.9, -0.4])
    down -= (down @ right) * right
    return ViewFrame(np.zeros(3), right, down / np.linalg.norm(down), 0.6, (512, 512))


def sitk_oblique(volume: Volume, frame: ViewFrame) -> Callable[[], None]:
    """SimpleITK's linear resampling of the same plane."""
    import SimpleITK as Sitk

    image = Sitk.GetImageFromArray(volume.array)
    image.SetSpacing(volume.geometry.spacing_mm_kji[::-1])
    image.SetOrigin(volume.geometry.index_to_lps[:3, 3].tolist())
    grid = Sitk.Image([*frame.size_wh, 1], Sitk.sitkInt16)
    grid.SetSpacing([frame.mm_per_pixel] * 3)
    grid.SetOrigin(frame.lps_at([0, 0]).tolist())
    axes = np.stack([frame.right_lps, frame.down_lps, frame.towards_lps], axis=1)
    grid.SetDirection(axes.reshape(-1).tolist())

    def resample() -> None:
        Sitk.Resample(image, grid, Sitk.Transform(), Sitk.sitkLinear, -1024)

    return resample


def _tissue() -> NDArray[np.int16]:
    """Ellipses of soft tissue, fat and bone with noise; no slice is like another."""
    noise = np.random.default_rng(0).normal(0, 25, (512, 512)).astype(np.int16)
    j, i = np.mgrid[-1:1:512j, -1:1:512j]
    body = np.where((i / 0.9) ** 2 + (j / 0.7) ** 2 < 1, 50, -1000)
    body = np.where((i / 0.5) ** 2 + (j / 0.45) ** 2 < 1, 90, body)
    body = np.where((i**2 + (j - 0.45) ** 2) < 0.02, 500, body).astype(np.int16)
    volume = np.empty(SHAPE_KJI, np.int16)
    for k in range(SHAPE_KJI[0]):
        volume[k] = body + np.roll(noise, (7 * k, 3 * k), (0, 1))
    return volume


def _labels() -> NDArray[np.uint8]:
    """20 discs over about a third of each slice, moving from slice to slice."""
    j, i = np.mgrid[:512, :512]
    plane = np.zeros((512, 512), np.uint8)
    for n in range(20):
        y, x = 90 + 80 * (n // 5), 90 + 80 * (n % 5)
        plane[(j - y) ** 2 + (i - x) ** 2 < (24 + n) ** 2] = n + 1
    labels = np.empty(SHAPE_KJI, np.uint8)
    for k in range(SHAPE_KJI[0]):
        labels[k] = np.roll(plane, k % 31, axis=1)
    return labels
