"""Result objects that other people wrote, in every encoding that they came in."""

import highdicom as hd
import numpy as np
import pydicom
import pytest

from inference.imaging.errors import InputError
from inference.reading.objects import read_object
from inference.reading.objects.content import ObjectContent
from inference.reading.objects.overlays import read_overlays
from inference.reading.scan import scan_paths
from tests.data_folder import require_data


def _real(name: str) -> ObjectContent:
    path = require_data("dicom_objects", *name.split("/"))
    scan = scan_paths([require_data("dicom_objects")])
    entry = next(entry for entry in scan.objects if entry.path == path)
    by_uid = {series.info.series_uid: series for series in scan.series}
    source = next((by_uid[u] for u in entry.referenced_series_uids if u in by_uid), None)
    return read_object(entry, source)


@pytest.mark.parametrize(
    "syntax", ["", "_deflate", "_expb", "_j2k", "_rle", "_nonbyte_aligned",
               "_nonbyte_aligned_deflate", "_nonbyte_aligned_j2k", "_nonbyte_aligned_rle"],
)  # fmt: skip
def test_real_one_bit_masks_read_alike_in_every_encoding(syntax: str) -> None:
    (labels,) = _real(f"pydicom/liver{syntax}.dcm").label_maps
    assert int((labels.array == 1).sum()) == 107098
    assert labels.segments[0].name == "Liver"
    assert labels.segments[0].colour == (221, 130, 101)
    np.testing.assert_allclose(labels.geometry.spacing_mm_kji, (1.0, 0.810547, 0.810547))


def test_real_masks_lie_where_highdicom_puts_them() -> None:
    path = require_data("dicom_objects", "seg_image_ct_binary_overlap.dcm")
    maps = _real("seg_image_ct_binary_overlap.dcm").label_maps
    seg = hd.seg.segread(path)
    volume = seg.get_volume(combine_segments=False)
    for number in (1, 2):
        mine = next(m for m in maps if number in {s.id for s in m.segments})
        theirs = np.argwhere(volume.array[..., number - 1])
        points = theirs @ volume.affine[:3, :3].T + volume.affine[:3, 3]
        ours = mine.geometry.lps_from_index(np.argwhere(mine.array == number))
        np.testing.assert_allclose(
            np.sort(ours.round(3), axis=0), np.sort(points.round(3), axis=0), atol=2e-3
        )


def test_real_fractional_mask_equals_its_stored_fractions() -> None:
    content = _real("seg_image_ct_true_fractional.dcm")
    stored = pydicom.dcmread(require_data("dicom_objects", "seg_image_ct_true_fractional.dcm"))
    expected = stored.pixel_array / stored.MaximumFractionalValue
    np.testing.assert_allclose(np.sort(content.heatmaps[0].array, axis=None),
                               np.sort(expected, axis=None), atol=1e-6)  # fmt: skip


def test_real_microscopy_label_map_is_refused() -> None:
    with pytest.raises(InputError, match="microscopy slide"):
        _real("seg_image_sm_control_labelmap_palette_color.dcm")


def test_real_report_has_its_measurements() -> None:
    content = _real("sr_document_with_multiple_groups.dcm")
    assert [finding.label for finding in content.findings] == [
        "Image0001",
        "Nodule",
        "Aorta",
        "Vertebra",
    ]
    assert content.findings[0].details["Intensity Histogram Mean [[hnsf'U]]"] == pytest.approx(
        -119.0738525390625
    )
    assert content.findings[1].longest_mm == 10.0


def test_real_overlay_is_found() -> None:
    path = require_data("dicom_objects", "pydicom", "MR-SIEMENS-DICOM-WithOverlays.dcm")
    (labels,) = read_overlays(scan_paths([path]).series[0])
    expected = pydicom.dcmread(path).overlay_array(0x6000)
    np.testing.assert_array_equal(labels.array[0], expected)
