"""A reference line lies in both planes and spans the other view."""

from dataclasses import replace

import numpy as np

from inference.imaging.geometry import Geometry
from tests.unit.render.views import SHAPE, UPRIGHT, oblique_frame
from viewer.render.reference_line import reference_line
from viewer.state.planes import fitted_frame

GEOMETRY = Geometry(SHAPE, UPRIGHT)


def test_a_coronal_view_cuts_an_axial_one_from_side_to_side() -> None:
    axial = fitted_frame(GEOMETRY, "axial", (100, 100))
    coronal = fitted_frame(GEOMETRY, "coronal", (100, 80)).moved_to(np.array([1.0, 6.0, 0.0]))
    line = reference_line(axial, coronal)
    assert line is not None
    z = axial.centre_lps[2]
    half = 50 * coronal.mm_per_pixel
    ends = sorted(line, key=lambda end: end[0])
    np.testing.assert_allclose(ends, [[1 - half, 6, z], [1 + half, 6, z]], atol=1e-9)


def test_an_oblique_cut_lies_in_both_planes() -> None:
    axial = fitted_frame(GEOMETRY, "axial", (100, 100))
    oblique = oblique_frame((200, 200)).moved_to(axial.centre_lps)
    line = reference_line(axial, oblique)
    assert line is not None and np.linalg.norm(line[1] - line[0]) > 50
    for end in line:
        assert abs(axial.distance_mm(end)) < 1e-9 and abs(oblique.distance_mm(end)) < 1e-9


def test_parallel_and_distant_views_have_no_line() -> None:
    axial = fitted_frame(GEOMETRY, "axial", (100, 100))
    assert reference_line(axial, axial.moved_to(axial.centre_lps + 5 * axial.towards_lps)) is None
    coronal = fitted_frame(GEOMETRY, "coronal", (100, 80))
    assert reference_line(axial, replace(coronal, centre_lps=np.array([0.0, 0, 900]))) is None
