"""A result as a folder: result.json, mask.nii.gz, heatmap.nii.gz, written whole or not at all."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from inference.imaging.result import InferenceResult
from inference.imaging.series_info import SeriesInfo
from inference.writing.nifti_file import array_from_nifti, nifti_bytes
from inference.writing.result_json import (
    FORMAT,
    FORMAT_VERSION,
    LABEL,
    finding_from,
    geometry_facts,
    geometry_from,
    provenance_from,
    result_facts,
    segment_from,
    strip_from,
)
from inference.writing.whole_file import told, write_all_whole

Facts = dict[str, Any]
RESULT_FILE = "result.json"


class Source(Protocol):
    """What a result was made from: a Volume, or the SeriesEntry of one that is not loaded."""

    @property
    def info(self) -> SeriesInfo: ...

    @property
    def geometry(self) -> Geometry: ...

    @property
    def flags(self) -> tuple[Flag, ...]: ...

    @property
    def stack_name(self) -> str: ...


def write_result(result: InferenceResult, source: Source, out_dir: Path) -> Facts:
    """Write the folder and give what went into ``result.json``.

    ``mask.nii.gz`` lies on the grid of the input, ``heatmap.nii.gz`` on the heatmap's native grid
    (stated under ``heatmaps``); further ones are numbered. ``result.json`` comes last and holds
    the SHA-256 of the others, so that a mixture of two results is found when read. Nothing is
    touched before all is on the disk. Raises InputError (disk full, no permission, a result of
    another series).
    """
    if result.provenance.series_uid != source.info.series_uid:
        raise InputError("The result belongs to another series than the one given.")
    facts = result_facts(result)
    facts["input"] = {
        "modality": source.info.modality,
        "stack": source.stack_name,
        "geometry": geometry_facts(source.geometry),
        "flags": [{"code": flag.code, "message": flag.message} for flag in source.flags],
    }
    contents: dict[Path, bytes] = {}
    model = f"{result.provenance.model_id} {result.provenance.model_version}"
    written: tuple[tuple[str, Sequence[LabelMap | Heatmap]], ...] = (
        ("mask", result.label_maps),
        ("heatmap", result.heatmaps),
    )
    for stem, items in written:
        for number, item in enumerate(items, start=1):
            name = f"{stem}.nii.gz" if number == 1 else f"{stem}-{number}.nii.gz"
            content = nifti_bytes(item.array, item.geometry, f"{_marks(item)} {model}")
            contents[out_dir / name] = content
            row = facts["label_maps" if stem == "mask" else "heatmaps"][number - 1]
            row |= {"file": name, "sha256": hashlib.sha256(content).hexdigest()}
    text = json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False)
    contents[out_dir / RESULT_FILE] = f"{text}\n".encode()
    write_all_whole(contents)
    _remove_stale(out_dir, {path.name for path in contents})
    written_facts: Facts = json.loads(text)
    return written_facts


def _marks(item: LabelMap | Heatmap) -> str:
    """What no reader of the file alone may miss: it stands first, so that it is never cut off."""
    doubtful = isinstance(item, Heatmap) and item.faithful is False
    return f"{LABEL}{', NOT FAITHFUL' if doubtful else ''}:"


def read_result(folder: Path) -> InferenceResult:
    """The result of a folder that ``write_result`` wrote.

    Raises InputError when a file is missing, is not of this format or does not belong.
    """
    path = folder / RESULT_FILE
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise InputError(f"{path} is not a result of RadLens.")
    if facts.get("format_version") != FORMAT_VERSION:
        raise InputError(f"{path} is of another version of RadLens; run the model again.")
    try:
        return _result(facts, folder)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is incomplete or damaged ({error!r}).") from error


def _result(facts: Mapping[str, Any], folder: Path) -> InferenceResult:
    return InferenceResult(
        facts["request_id"],
        facts["study_token"],
        provenance_from(facts["provenance"]),
        label_maps=tuple(_label_map(row, folder) for row in facts["label_maps"]),
        heatmaps=tuple(_heatmap(row, folder) for row in facts["heatmaps"]),
        findings=tuple(finding_from(row) for row in facts["findings"]),
        strips=tuple(strip_from(row) for row in facts["strips"]),
        seconds=facts["seconds"],
    )


def _label_map(facts: Mapping[str, Any], folder: Path) -> LabelMap:
    segments = tuple(segment_from(row) for row in facts["segments"])
    array = _array(facts, folder)
    return LabelMap(array, geometry_from(facts["geometry"]), segments, facts["name"])


def _heatmap(facts: Mapping[str, Any], folder: Path) -> Heatmap:
    low, high = facts["value_range"]
    return Heatmap(
        _array(facts, folder).astype(np.float32, copy=False),
        geometry_from(facts["geometry"]),
        facts["method"],
        facts["target"],
        facts["layer"],
        (low, high),
        facts["unit"],
        facts["faithful"],
        facts.get("faithfulness", {}),
    )


def _array(facts: Mapping[str, Any], folder: Path) -> NDArray[np.generic]:
    path = folder / Path(facts["file"]).name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    if hashlib.sha256(content).hexdigest() != facts["sha256"]:
        raise InputError(f"{path} was changed or belongs to another result; run the model again.")
    return array_from_nifti(content)


def _remove_stale(folder: Path, kept: set[str]) -> None:
    """Masks and heatmaps of an earlier result in the same folder."""
    for pattern in ("mask*.nii.gz", "heatmap*.nii.gz"):
        for path in folder.glob(pattern):
            if path.name not in kept:
                with told(path):
                    path.unlink()
