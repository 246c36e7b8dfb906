"""The MNI ICBM152 2009a maps of an installed nilearn, as tissue fractions in RAS mm."""

from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import nibabel
import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]

# Room around the brain for a skull, a face and a scalp: (x, y, z) mm below and above.
MARGIN_BELOW_MM, MARGIN_ABOVE_MM = (14, 16, 34), (14, 44, 6)
# Averaging 152 heads washes sulci out: fluid is read from T1 sooner than it would be in one head.
T1_OF_FLUID, T1_OF_GREY = 84.0, 150.0


@dataclass(frozen=True)
class Template:
    """Fractions 0…1 on a 1 mm grid (x, y, z); voxel (0, 0, 0) lies at ``origin_ras`` mm."""

    grey: Float
    white: Float
    fluid: Float
    brain: NDArray[np.bool_]
    origin_ras: NDArray[np.float64]

    @property
    def axes_ras(self) -> tuple[Float, Float, Float]:
        """The x, y and z coordinates in mm, shaped to broadcast over the grid."""
        x, y, z = (
            np.arange(n) + start for n, start in zip(self.shape, self.origin_ras, strict=True)
        )
        x, y, z = np.ix_(x, y, z)
        return x.astype("f4"), y.astype("f4"), z.astype("f4")

    @property
    def shape(self) -> tuple[int, ...]:
        return self.brain.shape


def load_template() -> Template:
    """The template from the installed nilearn; SystemExit with a sentence where it is absent."""
    folder = _data_folder()
    t1, origin = _padded(folder, "t1")
    grey, _ = _padded(folder, "gm")
    white, _ = _padded(folder, "wm")
    brain = t1 > 0
    fluid = np.clip((T1_OF_GREY - t1) / (T1_OF_GREY - T1_OF_FLUID), 0, 1) * brain
    solid = (1 - fluid) * brain / np.maximum(grey + white, 1)
    return Template(grey * solid, white * solid, fluid.astype("f4"), brain, origin)


def t1_map() -> tuple[Float, NDArray[np.float64]]:
    """The T1 map (x, y, z) on its 1 mm grid, and where its first voxel lies in RAS mm."""
    return _map(_data_folder(), "t1")


def template_version() -> str:
    """The nilearn release the maps come from."""
    return f"nilearn {version('nilearn')}"


def _data_folder() -> Path:
    # find_spec on purpose: the maps are wanted, not nilearn's own dependencies.
    spec = find_spec("nilearn")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("nilearn is not installed: pip install --no-deps nilearn==0.14.1")
    return Path(spec.submodule_search_locations[0]) / "datasets" / "data"


def _padded(folder: Path, name: str) -> tuple[Float, NDArray[np.float64]]:
    array, origin = _map(folder, name)
    padding = list(zip(MARGIN_BELOW_MM, MARGIN_ABOVE_MM, strict=True))
    return np.pad(array, padding), origin - np.array(MARGIN_BELOW_MM)


def _map(folder: Path, name: str) -> tuple[Float, NDArray[np.float64]]:
    path = folder / f"mni_icbm152_{name}_tal_nlin_sym_09a_converted.nii.gz"
    image = nibabel.Nifti1Image.from_filename(path)
    if not np.array_equal(image.affine[:3, :3], np.eye(3)):
        raise SystemExit(f"The {name} map is not on the 1 mm RAS grid this script expects.")
    return np.asarray(image.dataobj, dtype="f4"), image.affine[:3, 3]
