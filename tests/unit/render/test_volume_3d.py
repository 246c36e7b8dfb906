"""The 3D view shows each side where it lies, also tilted, and masks in their places."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.solid_volume import solid_labels, solid_volume
from viewer.state.turntable import Turntable
from viewer.state.volume_presets import VolumePreset, chosen_preset, presets_for, volume_presets

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


def lying(mirrored: bool) -> tuple[Geometry, np.ndarray]:
    """(a grid, right- or left-handed; how far each of its voxels is from the origin)."""
    row, first = ((0, -2, 0), 31) if mirrored else ((0, 2, 0), -31)
    affine = affine_from_steps((-31, first, -30), (0, 0, 3), row, (2, 0, 0))
    geometry = Geometry((20, 32, 32), affine)
    places = geometry.lps_from_index(np.moveaxis(np.indices((20, 32, 32)), 0, -1))
    return geometry, np.linalg.norm(places, axis=-1)


def brightest_xy(picture: np.ndarray, channel: int = 1) -> np.ndarray:
    y, x = np.nonzero(picture[..., channel] > picture[..., channel].max() / 2)
    return np.array([x.mean(), y.mean()])


def mip() -> VolumePreset:
    return next(preset for preset in volume_presets() if preset.name == "CT MIP")


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
    assert picture is not None
    centre = grid(tilt_mm).lps_from_index(np.argwhere(volume.array).mean(axis=0))
    assert np.abs(brightest_xy(picture) - frame.pixel_at(centre)).max() < 1.5


def test_from_the_front_the_left_is_on_the_right_and_the_head_up() -> None:
    frame = Turntable().frame(np.zeros(3), 1.0, SIZE)
    assert frame.pixel_at((20, 0, 0))[0] > frame.pixel_at((-20, 0, 0))[0]
    assert frame.pixel_at((0, 0, 20))[1] < frame.pixel_at((0, 0, -20))[1]
    assert frame.towards_lps == pytest.approx((0, 1, 0))


def test_a_mask_is_a_surface_in_its_colour_at_its_place() -> None:
    from viewer.render.surfaces import SurfaceStyle
    from viewer.render.volume_3d import Volume3D

    volume = phantom((18.0, -12.0, 15.0))
    labels = np.zeros((20, 32, 32), np.uint8)
    labels[4:8, 4:10, 4:10] = 3
    label_map = solid_labels(LabelMap(labels, grid(), (Segment(3, "x", (255, 0, 0)),)))
    assert label_map is not None
    view = Volume3D(volume, mip())
    view.set_surfaces((SurfaceStyle("m", 3, (255, 0, 0), 1.0),), {"m": label_map})
    frame = Turntable().frame(np.zeros(3), 1.0, SIZE)
    picture = view.render(frame)
    view.close()
    assert picture is not None
    red = picture.astype(int)
    only_red = np.clip(red[..., 2] - red[..., 1], 0, None)[..., None]
    centre = grid().lps_from_index(np.argwhere(labels).mean(axis=0))
    assert np.abs(brightest_xy(only_red, 0) - frame.pixel_at(centre)).max() < 1.5


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_surface_is_lit_from_the_viewer_on_left_handed_grids_too(mirrored: bool) -> None:
    from viewer.render.surfaces import SurfaceStyle
    from viewer.render.volume_3d import Volume3D

    row = (0, -2, 0) if mirrored else (0, 2, 0)
    geometry = Geometry(
        (20, 32, 32),
        affine_from_steps((-32, 31 if mirrored else -31, -30), (0, 0, 3), row, (2, 0, 0)),
    )
    places = geometry.lps_from_index(np.moveaxis(np.indices((20, 32, 32)), 0, -1))
    ball = (np.linalg.norm(places, axis=-1) < 20).astype(np.uint8)
    part = solid_labels(LabelMap(ball, geometry, (Segment(1, "x", (255, 255, 255)),)))
    assert part is not None
    view = Volume3D(phantom((18.0, -12.0, 15.0)), mip(), 0.0)
    view.set_surfaces((SurfaceStyle("m", 1, (255, 255, 255), 1.0),), {"m": part})
    picture = view.render(Turntable().frame(np.zeros(3), 1.0, SIZE))
    view.close()
    assert picture is not None
    assert picture[SIZE[1] // 2, SIZE[0] // 2, 1] > 200
    assert picture[..., 1].max() - picture[60, 60, 1] < 40


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_volume_is_lit_the_same_on_left_handed_grids(mirrored: bool) -> None:
    from viewer.render.volume_3d import Volume3D

    geometry, far = lying(mirrored)
    ball = np.where(far < 20, 1500, -1000).astype(np.int16)
    bone = next(preset for preset in volume_presets() if preset.name == "CT bone")
    view = Volume3D(Volume(ball, geometry, SeriesInfo(modality="CT")), bone)
    picture = view.render(Turntable().frame(np.zeros(3), 1.0, SIZE))
    view.close()
    assert picture is not None
    assert picture[60, 60, 1] > 100 > picture[60, 60 + 18, 1]


def test_an_interrupted_picture_is_none_and_the_next_one_whole() -> None:
    from viewer.render.volume_3d import Volume3D

    view = Volume3D(phantom((18.0, -12.0, 15.0)), mip())
    frame = Turntable().frame(np.zeros(3), 1.0, SIZE)
    assert view.render(frame, 1, lambda: True) is None
    assert view.render(frame, 1, lambda: False) is not None
    view.close()


@pytest.mark.parametrize("tilt_mm", [0.0, 0.8])
def test_a_thinned_volume_keeps_its_places_and_its_mean(tilt_mm: float) -> None:
    volume = phantom((18.0, -12.0, 15.0), tilt_mm)
    thin = solid_volume(volume, 6000)
    assert thin.array.size <= 6000
    assert thin.array.mean() == pytest.approx(volume.array.mean(), rel=0.01)
    for one in (thin, volume):
        values = one.array.astype(float)
        weight = values[values > 0]
        places = one.geometry.lps_from_index(np.argwhere(values > 0))
        middle = (places * weight[:, None]).sum(axis=0) / weight.sum()
        assert middle == pytest.approx((18, -12, 15), abs=1.6)


def test_uneven_slices_become_even_ones_and_are_never_merged() -> None:
    positions = np.r_[0.0, 1.0, np.arange(3.0, 21.0)]
    uneven = replace(grid(), k_positions=positions)
    array = np.zeros((20, 32, 32), np.int16)
    array[10, 16, 16] = 700
    thin = solid_volume(Volume(array, uneven, SeriesInfo(modality="CT")), 9000)
    assert thin.geometry.k_positions is None
    found = thin.geometry.lps_from_index(np.argwhere(thin.array == thin.array.max()).mean(axis=0))
    assert found == pytest.approx(uneven.lps_from_index((10, 16, 16)), abs=2.0)


def test_presets_in_hu_are_offered_for_series_in_hu_alone() -> None:
    raw = phantom((18.0, -12.0, 15.0))
    assert [preset.name for preset in presets_for(raw)] == ["Surface", "MIP"]
    hu = replace(raw, unit="HU")
    assert [preset.name for preset in presets_for(hu)][:3] == ["CT bone", "CT skin", "CT MIP"]
    assert chosen_preset("CT skin", raw).name == "Surface"
    assert chosen_preset("CT skin", hu).name == "CT skin"


def test_an_empty_mask_has_no_surface_and_a_small_one_is_cut_out_in_its_place() -> None:
    labels = np.zeros((20, 32, 32), np.uint8)
    segments = (Segment(1, "x", (255, 0, 0)),)
    assert solid_labels(LabelMap(labels, grid(), segments)) is None
    labels[4:8, 4:10, 5:7] = 1
    part = solid_labels(LabelMap(labels, grid(), segments))
    assert part is not None and part.array.shape == (4, 6, 2)
    assert part.geometry.lps_from_index((0, 0, 0)) == pytest.approx(
        grid().lps_from_index((4, 4, 5))
    )


def test_a_series_without_depth_colour_or_millimetres_says_why_it_has_no_3d_view() -> None:
    flat = Geometry((1, 32, 32), grid().index_to_lps)
    with pytest.raises(InputError, match="several slices"):
        solid_volume(Volume(np.zeros((1, 32, 32), np.int16), flat))
    unknown = replace(grid(), in_plane_mm=False)
    with pytest.raises(InputError, match="millimetres"):
        solid_volume(Volume(np.zeros((20, 32, 32), np.int16), unknown))


def test_elevation_stops_at_the_poles() -> None:
    assert Turntable(350, 80).turned(20, 30) == Turntable(10, 90)
