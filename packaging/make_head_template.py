"""Write the average head that models find their region by: ``make_head_template.py [FILE]``.

Needs the same maps as ``make_demo_study.py``; the result is the same on every run.
"""

import sys
from pathlib import Path

import nibabel
import numpy as np
from demo_study.template import t1_map, template_version

BLOCK = 2  # mm, as the map is on a 1 mm grid
MARGIN = 3  # voxels around the brain
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "resources/templates/mni_t1_2mm.nii.gz"


def main(file: Path = DEFAULT_FILE) -> None:
    """Average over blocks, cut to the brain and write ``file`` in RAS mm of MNI space."""
    array, origin_ras = t1_map()
    array = np.pad(array, [(0, -n % BLOCK) for n in array.shape])
    x, y, z = (n // BLOCK for n in array.shape)
    coarse = array.reshape(x, BLOCK, y, BLOCK, z, BLOCK).mean(axis=(1, 3, 5))
    inside = np.argwhere(coarse > 1)
    first = np.maximum(inside.min(axis=0) - MARGIN, 0)
    last = inside.max(axis=0) + 1 + MARGIN
    affine = np.diag([BLOCK, BLOCK, BLOCK, 1.0])
    affine[:3, 3] = origin_ras + (BLOCK - 1) / 2 + first * BLOCK
    cut = coarse[tuple(slice(a, b) for a, b in zip(first, last, strict=True))]
    image = nibabel.Nifti1Image(np.rint(cut).astype("u1"), affine)
    image.set_sform(affine, 4)
    image.set_qform(affine, 4)
    nibabel.save(image, file)
    print(f"{file}: {image.shape}, {file.stat().st_size / 1e6:.2f} MB, from {template_version()}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
