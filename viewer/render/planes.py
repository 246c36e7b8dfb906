"""The planes of a series: they live in the state, whose reducer steps through slices too."""

from viewer.state.planes import (
    PLANES,
    Plane,
    Turn,
    acquisition_plane,
    fit,
    fitted_frame,
    go_to_slice,
    plane_directions,
    plane_frame,
    slice_axis,
    slice_count,
    slice_of,
    slice_order_is_up,
    slice_step_mm,
    step_slice,
    turned,
)

__all__ = [
    "PLANES",
    "Plane",
    "Turn",
    "acquisition_plane",
    "fit",
    "fitted_frame",
    "go_to_slice",
    "plane_directions",
    "plane_frame",
    "slice_axis",
    "slice_count",
    "slice_of",
    "slice_order_is_up",
    "slice_step_mm",
    "step_slice",
    "turned",
]
