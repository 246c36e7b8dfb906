"""Key images as files: a picture with its facts for each, and one list of all of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult
from inference.writing.key_objects import MarkedImage, key_object_files
from inference.writing.whole_file import write_all_whole
from viewer.export.screenshot import export_screenshot
from viewer.export.series_objects import SeriesObjects
from viewer.state.measurements import Measurement
from viewer.state.scene import Scene

LIST_NAME = "key-images.json"
KEY_OBJECTS = "key-objects"


@dataclass(frozen=True, eq=False)
class KeyShot:
    """A key image and the scene that shows it; ``instance_uid`` "" for a reformatted slice.

    ``frame`` counts from 1 within a multi-frame instance; 0 = the instance is the slice.
    ``results`` and ``objects`` are what models and DICOM objects put into the scene.
    """

    item: Measurement
    scene: Scene
    slice_index: int
    instance_uid: str
    frame: int = 0
    results: tuple[InferenceResult, ...] = ()
    objects: SeriesObjects | None = None


def write_key_images(shots: Sequence[KeyShot], folder: Path, identity: bool = False) -> Path:
    """Write ``key-01.png`` with its JSON and so on, ``key-images.json``, and for each study a DICOM
    Key Object Selection Document of the slices that are stored pictures; returns the folder.

    Who the patient is stays out unless ``identity``. InputError: no key image, nothing there
    can be written, or another run's list lies there already.
    """
    if not shots:
        raise InputError("There is no key image to save: mark a slice first (K).")
    listing = folder / LIST_NAME
    if listing.exists():
        raise InputError(f"{folder} holds key images already; choose another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror}.") from error
    rows = []
    for number, shot in enumerate(shots, start=1):
        picture = folder / f"key-{number:02d}.png"
        export_screenshot(
            shot.scene, picture, results=shot.results, identity=identity, objects=shot.objects
        )
        rows.append(shot_facts(shot, picture.name))
    marked = [MarkedImage(s.scene.volume.info, s.instance_uid, s.frame) for s in shots]
    documents = key_object_files(marked, _description(shots), identity)
    files = {
        folder / f"{KEY_OBJECTS}-{number:02d}.dcm": content
        for number, content in enumerate(documents, start=1)
    }
    text = json.dumps({"key_images": rows}, ensure_ascii=False, indent=1, allow_nan=False)
    write_all_whole({**files, listing: f"{text}\n".encode()})
    return folder


def _description(shots: Sequence[KeyShot]) -> str:
    """Who marked them."""
    authors = dict.fromkeys(shot.item.author for shot in shots if shot.item.author)
    return f"Marked in RadLens by {', '.join(authors)}" if authors else "Marked in RadLens"


def shot_facts(shot: KeyShot, picture: str) -> dict[str, Any]:
    """Which slice was marked, by whom and when."""
    item, info = shot.item, shot.scene.volume.info
    return {
        "picture": picture,
        "study_uid": info.study_uid,
        "series_uid": info.series_uid,
        "sop_instance_uid": shot.instance_uid,
        "frame": shot.frame or None,
        "series_description": info.series_description,
        "slice": shot.slice_index + 1,
        "point_lps": list(item.points_lps[0]),
        "normal_lps": list(item.normal_lps),
        "author": item.author,
        "utc_time": item.utc_time,
    }
