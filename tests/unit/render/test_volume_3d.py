"""The 3D view shows each side where it lies, also tilted, and masks in their places."""

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.volume_presets import VolumePreset, presets_for
from viewer.state.layers import MaskLayer
from viewer.state.turntable import Turntable

pytest.importorskip("vtkmodules", reason="VTK is not installed: pip install 'radlens[view3d]'")

SIZE = (120, 120)


def grid(tilt_mm: float = 0.0) -> Geometry:
    affine = affine_from_steps((-32, -32, -30), (0, tilt_mm, 3), (0, 2, 0), (2, 0, 0))
    return Geometry((20, 32, 32), affine)


def phantom(spot_lps: tuple[float, float, float], tilt_mm: float = 0.0) -> Volume:
    array = np.zeros((20, 32, 32), np.int16)
    k, j, i = np.rint(grid(tilt_mm).index_from_lps(spot_lps)).astype(int)
    array[k - 1 : k + 2, j - 1 : j + 2, i - 1 : i + 2] = 1000
    return Volume(array, grid(tilt_mm), SeriesInfo(modality="CT"))


def brightest_xy(picture: np.ndarray, channel: int = 1) -> np.ndarray:
    y, x = np.nonzero(picture[..., channel] > picture[..., channel].max() / 2)
    return np.array([x.mean(), y.mean()])


def mip() -> VolumePreset:
    return next(preset for preset in presets_for("CT") if preset.mode == "mip")


@pytest.mark.parametrize("turntable", [Turntable(), Turntable(90), Turntable(35, 25)])
@pytest.mark.parametrize("tilt_mm", [0.0, 0.8])
def test_a_spot_lands_where_the_frame_projects_it(turntable: Turntable, tilt_mm: float) -> None:
    from viewer.render.volume_3d import Volume3D

    spot = (18.0, -12.0, 15.0)
    volume = phantom(spot, tilt_mm)
    frame = turntable.frame(np.zeros(3), 1.0, SIZE)
    view = Volume3D(volume, mip())
    picture = view.render(frame)
    view.close()
    centre = grid(tilt_mm).lps_from_index(np.argwhere(volume.array).mean(axis=0))
    assert np.abs(brightest_xy(picture) - frame.pixel_at(centre)).max() < 1.5


def test_from_the_front_the_left_is_on_the_right_and_the_head_up() -> None:
    frame = Turntable().frame(np.zeros(3), 1.0, SIZE)
    assert frame.pixel_at((20, 0, 0))[0] > frame.pixel_at((-20, 0, 0))[0]
    assert frame.pixel_at((0, 0, 20))[1] < frame.pixel_at((0, 0, -20))[1]
    assert frame.towards_lps == pytest.approx((0, 1, 0))


def test_a_mask_is_a_surface_in_its_colour_at_its_place() -> None:
    from viewer.render.volume_3d import Volume3D

    volume = phantom((18.0, -12.0, 15.0))
    labels = np.zeros((20, 32, 32), np.uint8)
    labels[4:8, 4:10, 4:10] = 3
    layer = MaskLayer("m", LabelMap(labels, grid(), (Segment(3, "x", (255, 0, 0)),)))
    view = Volume3D(volume, mip())
    view.set_masks([layer])
    frame = Turntable().frame(np.zeros(3), 1.0, SIZE)
    red = view.render(frame).astype(int)
    view.close()
    only_red = np.clip(red[..., 2] - red[..., 1], 0, None)[..., None]
    centre = grid().lps_from_index(np.argwhere(labels).mean(axis=0))
    assert np.abs(brightest_xy(only_red, 0) - frame.pixel_at(centre)).max() < 1.5


def test_a_single_slice_has_no_3d_view() -> None:
    from viewer.render.volume_3d import Volume3D

    flat = Geometry((1, 32, 32), grid().index_to_lps)
    with pytest.raises(InputError, match="several slices"):
        Volume3D(Volume(np.zeros((1, 32, 32), np.int16), flat), mip())


def test_elevation_stops_at_the_poles() -> None:
    assert Turntable(350, 80).turned(20, 30) == Turntable(10, 90)
