"""Write the embedded demo study: ``python packaging/make_demo_study.py [FOLDER]``.

Needs the template maps: ``pip install --no-deps nilearn==0.14.1`` (BSD-3; the maps carry the
notice in ``resources/demo/NOTICE.txt``). The result is the same on every run.
"""

import sys
from pathlib import Path

from demo_study.picture import make_study
from demo_study.series import write_series, write_truth
from demo_study.template import template_version

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "demo"


def main(folder: Path = DEFAULT_FOLDER) -> None:
    """Make the study and write ``flair/*.dcm`` and ``lesion.nii.gz`` below ``folder``."""
    study = make_study()
    write_series(study, folder / "flair")
    write_truth(study, folder / "lesion.nii.gz")
    spacing, gap = study.acquisition.spacing_mm, study.acquisition.gap_mm
    lesion_ml = float(study.truth.sum()) * spacing**2 * gap / 1000
    size_mb = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(f"{folder}: lesion {lesion_ml:.1f} mL, {size_mb:.2f} MB, from {template_version()}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
