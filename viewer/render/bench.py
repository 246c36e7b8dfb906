"""``radlens bench view``: what a frame costs, beside the blit of a ready one in the same run."""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.serving.peer import run_peer
from viewer.render.brush import Stroke, paint_stroke
from viewer.render.compose import compose, compose_all
from viewer.render.corner_words import corner_text
from viewer.state.layers import HeatmapLayer, MaskLayer
from viewer.state.planes import PLANES, Plane, fitted_frame, go_to_slice
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame

Pixels = NDArray[np.uint8]
Scroll = Callable[[Volume], tuple[float, float]]  # ms of a whole window, p50 and p99
SHAPE_KJI = (400, 512, 512)
SIDE = 1024
_INFO = SeriesInfo(
    patient_name="BENCH^VIEW", patient_id="0", birth_date="20000101", study_date="20260101",
    study_description="Speed", series_description="Noise", modality="CT", slice_thickness_mm=1.0,
)  # fmt: skip
_WINDOWS = [DisplayWindow(20.0 + n, 300.0 + 2 * n) for n in range(40)]


class Screen(Protocol):
    """Where frames are seen."""

    def blit(self, frames: Sequence[Pixels]) -> None:
        """Show ready (h, w, 4) frames at once."""

    def draw(self, views: Sequence[tuple[Scene, Pixels]]) -> None:
        """Compose scenes, into the given pixels where need be, and show them at once."""


class Row(NamedTuple):
    """One line of the table: times in ms, their multiples of the reference, and the limit.

    ``limited`` names the figure that the limit is for; ``at_least`` says which side is good.
    """

    what: str
    p50_ms: float
    p99_ms: float
    p50_ratio: float | None = None
    p99_ratio: float | None = None
    limit: float | None = None
    limited: str = "p99_ratio"
    at_least: bool = False

    def facts(self) -> dict[str, Any]:
        """The row as ``radlens bench view`` prints it."""
        return self._asdict() | {"holds": self.holds}

    @property
    def holds(self) -> bool | None:
        """Whether the limited figure keeps its limit; None where there is none."""
        if self.limit is None:
            return None
        value = float(getattr(self, self.limited))
        return value >= self.limit if self.at_least else value <= self.limit


def bench_view(
    screen: Screen | None = None,
    frames: int = 150,
    peer: str | None = None,
    scroll: Scroll | None = None,
) -> dict[str, Any]:
    """Rows of ``radlens bench view`` on a 512×512×400 int16 volume at 1024×1024 pixels.

    The reference is the blit of a ready frame on ``screen`` (without one, a copy in memory); the
    other rows draw a new slice with a new window each time as a window's views do. ``peer`` draws
    the same slices and windows of the same volume in the same run. ``scroll`` measures a whole
    window from a turn of the wheel to its painted picture.
    """
    shown: Screen = screen or MemoryScreen()
    study = BenchStudy()
    limit = measured(lambda: shown.blit([study.ready]) for _ in range(frames))
    rows, grey = [Row("blit of a ready frame", *limit)], limit
    for what, scenes, most in study.cases(frames):
        times = measured(partial(shown.draw, some) for some in scenes)
        rows.append(_beside(what, times, limit, most))
        if what == "grey":
            grey = times
        if len(scenes[0]) > 1:
            rows.append(Row(f"{what}: ms", *times, limit=8.0, limited="p99_ms"))
    times = measured(_painting(study, shown, frames))
    rows.append(_beside("painting with a 20-pixel brush, per move", times, limit, 6.0))
    rows += [oblique_row(study), first_frame_row()]
    if scroll:
        rows.append(Row("from a turn of the wheel to the painted window", *scroll(study.volume)))
    if peer:
        rows += peer_rows(peer, study.volume.array, grey, frames)
    return {
        "reference": "a window's blit" if screen else "a copy in memory",
        "rows": [row.facts() for row in rows],
    }


def _beside(
    what: str, times: tuple[float, float], limit: tuple[float, float], most: float | None
) -> Row:
    """Each percentile as a multiple of the same percentile of the blit."""
    return Row(what, *times, times[0] / limit[0], times[1] / limit[1], most)


def peer_rows(
    peer: str, volume: NDArray[np.generic], ours: tuple[float, float], frames: int
) -> list[Row]:
    """Another viewer's frames, and how many times faster a grey frame of ours is.

    InputError where the peers' environment is missing or the peer cannot draw here.
    """
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as folder:
        path = Path(folder) / "volume.npy"
        np.save(path, volume)
        facts = run_peer(peer, "frames", [path, str(frames), str(SIDE)])
    p50, p99 = (float(v) for v in np.percentile(facts["times_ms"][3:], [50, 99]))
    name, ratios = f"{peer} {facts['version']}", (p50 / ours[0], p99 / ours[1])
    return [
        Row(f"grey, {name} ÷ ours, {figure}", p50, p99, *ratios, 15.0, f"{figure}_ratio", True)
        for figure in ("p50", "p99")
    ]


def first_frame_row() -> Row:
    """The first frame of a fresh process against a later one, both without a window."""
    done = subprocess.run(
        [sys.executable, "-m", "viewer.render.bench_first"],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    first, later = json.loads(done.stdout)
    what = "a fresh process: a later frame (p50), its first (p99)"
    return Row(what, later, first, None, first / later, 3.0)


def measured(tasks: Iterable[Callable[[], object]]) -> tuple[float, float]:
    """(median, 99th percentile) in ms of tasks in a row, the first three left out."""
    times = []
    gc.collect()
    for task in tasks:
        started = time.perf_counter()
        task()
        times.append((time.perf_counter() - started) * 1e3)
    p50, p99 = np.percentile(times[3:], [50, 99])
    return float(p50), float(p99)


class MemoryScreen:
    """Composes frames and copies them to another place in memory."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, ...], Pixels] = {}

    def blit(self, frames: Sequence[Pixels]) -> None:
        for pixels in frames:
            np.copyto(self._places.setdefault(pixels.shape, np.empty_like(pixels)), pixels)

    def draw(self, views: Sequence[tuple[Scene, Pixels]]) -> None:
        self.blit(compose_all(views))


def _painting(study: "BenchStudy", screen: Screen, frames: int) -> Iterable[Callable[[], None]]:
    """Moves of a brush through one slice, each painted, composed and shown."""
    start = fitted_frame(study.geometry, "axial", (SIDE, SIDE))
    frame = go_to_slice(study.geometry, start, 200)
    buffer = np.zeros((SIDE, SIDE, 4), np.uint8)
    scene = Scene(study.volume, frame, _WINDOWS[0], masks=(study.mask,))
    places = frame.lps_at([(200 + 4 * n, 300 + 3 * n) for n in range(frames + 1)])

    def move(n: int) -> None:
        stroke = Stroke(frame, places[n], places[n + 1], 20 * frame.mm_per_pixel)
        paint_stroke(study.labels, study.geometry, stroke, 1 + n % 20)
        screen.draw([(scene, buffer)])

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
            scene = Scene(self.volume, frame, window, corner_text=words, settled=True, **look)
            scenes.append([(scene, buffer)])
        return scenes


def oblique_row(study: BenchStudy, frames: int = 15) -> Row:
    """An oblique plane of 512×512 against SimpleITK's resampling of the same plane."""
    scene = Scene(study.volume, oblique_frame(), _WINDOWS[0], show_letters=False)
    scene = replace(scene, show_scale_bar=False)
    buffer = np.zeros((512, 512, 4), np.uint8)
    times = measured(partial(compose, scene, buffer) for _ in range(3 * frames))
    peer = measured(sitk_oblique(study.volume, scene.frame) for _ in range(frames))
    ratios = peer[0] / times[0], peer[1] / times[1]
    return Row(
        "oblique 512×512, SimpleITK ÷ ours", *times, *ratios, 2.5, "p50_ratio", at_least=True
    )


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
