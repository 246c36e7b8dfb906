"""Result objects about a phantom series, written by another library (highdicom) or by hand."""

from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np
from highdicom.sr.coding import CodedConcept
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian, RTStructureSetStorage, generate_uid

from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    grid_affine,
    series_slices,
    write_dataset,
    write_series,
)

Float = NDArray[np.float64]
SHAPE_KJI = (6, 20, 24)
LIVER = CodedConcept("10200004", "SCT", "Liver")
ORGAN = CodedConcept("123037004", "SCT", "Anatomical structure")

_WRITER: dict[str, Any] = {
    "series_number": 9,
    "instance_number": 1,
    "manufacturer": "RadLens tests",
    "manufacturer_model_name": "phantom",
    "software_versions": "1",
    "device_serial_number": "1",
}


def phantom_series(folder: Path, affine: Float | None = None) -> list[Dataset]:
    """A written series; its data sets for writing objects about it."""
    slices = series_slices(asymmetric_phantom(SHAPE_KJI), affine)
    write_series(slices, folder)
    return slices


def ball(centre_kji: tuple[float, float, float], radius: float) -> NDArray[np.bool_]:
    """A filled ellipsoid off the middle, empty in the outer slices."""
    k, j, i = np.indices(SHAPE_KJI)
    offset = ((k - centre_kji[0]) * 3, j - centre_kji[1], i - centre_kji[2])
    return np.asarray(sum(part**2 for part in offset) <= radius**2)


def tilted_affine() -> Float:
    """Oblique in all three axes, right-handed, with unequal steps."""
    turn, _ = np.linalg.qr(np.array([[1.0, 0.2, -0.1], [-0.15, 1, 0.3], [0.2, -0.25, 1]]))
    axial = np.array([[0, 0, 1.0], [0, 1, 0], [1, 0, 0]])
    return grid_affine(directions=turn @ axial)


def uids() -> dict[str, Any]:
    return {"series_instance_uid": generate_uid(), "sop_instance_uid": generate_uid()}


def description(number: int, label: str, colour: tuple[int, int, int]) -> hd.seg.SegmentDescription:
    return hd.seg.SegmentDescription(
        number,
        label,
        ORGAN,
        LIVER,
        "AUTOMATIC",
        hd.AlgorithmIdentificationSequence("finder", codes.DCM.ArtificialIntelligence, "1.0"),
        display_color=hd.color.CIELabColor.from_rgb(*colour),
    )


def write_segmentation(
    sources: list[Dataset],
    pixels: NDArray[Any],
    kind: str,
    path: Path,
    segments: int = 1,
    syntax: str = ExplicitVRLittleEndian,
) -> Path:
    """``pixels`` in the order of ``sources``; (k, j, i) or (k, j, i, segments)."""
    colours = [(221, 130, 101), (10, 20, 200), (144, 238, 144)]
    described = [description(n + 1, f"part {n + 1}", colours[n]) for n in range(segments)]
    seg = hd.seg.Segmentation(
        sources, pixels, kind, described, transfer_syntax_uid=syntax, **uids(), **_WRITER
    )
    seg.save_as(path)
    return path


def write_map(sources: list[Dataset], pixels: NDArray[Any], path: Path, slope: float = 1.0) -> Path:
    unit = CodedConcept("mm2/s", "UCUM", "mm2/s")
    limits = (0.0, 1e6) if pixels.dtype.kind == "f" else (0, 4095)
    mapping = hd.pm.RealWorldValueMapping(
        "ADC", "diffusion", unit, limits, slope=slope, intercept=0.0,
        quantity_definition=CodedConcept("113041", "DCM", "Apparent Diffusion Coefficient"),
    )  # fmt: skip
    made = hd.pm.ParametricMap(
        sources, pixels, contains_recognizable_visual_features=False,
        real_world_value_mappings=[mapping],
        voi_lut_transformations=[hd.VOILUTTransformation(window_center=1.0, window_width=2.0)],
        **uids(), **_WRITER,
    )  # fmt: skip
    made.save_as(path)
    return path


def write_presentation(sources: list[Dataset], path: Path) -> Path:
    pr = hd.pr
    note = pr.TextObject("look here", units="PIXEL", anchor_point=(4.5, 6.5))
    line = pr.GraphicObject("POLYLINE", np.array([[2.5, 3.5], [10.5, 3.5]]), units="PIXEL")
    layer = pr.GraphicLayer("NOTES", 1)
    annotation = pr.GraphicAnnotation(
        [sources[2]], layer, graphic_objects=[line], text_objects=[note]
    )
    made = pr.GrayscaleSoftcopyPresentationState(
        sources, content_label="NOTES", content_description="two marks",
        graphic_annotations=[annotation], graphic_layers=[layer],
        voi_lut_transformations=[
            pr.SoftcopyVOILUTTransformation(window_center=40.0, window_width=400.0)
        ],
        **uids(), **_WRITER,
    )  # fmt: skip
    made.save_as(path)
    return path


def write_key_objects(sources: list[Dataset], path: Path) -> Path:
    content = hd.ko.KeyObjectSelection(
        codes.DCM.ForTeaching, [sources[1], sources[4]], description="two slices"
    )
    made = hd.ko.KeyObjectSelectionDocument(
        sources, content, series_number=9, instance_number=1, manufacturer="x", **uids()
    )
    made.save_as(path)
    return path


def write_report(sources: list[Dataset], points_lps: Float, path: Path) -> Path:
    sr = hd.sr
    observer = sr.ObserverContext(
        codes.DCM.Person, sr.PersonObserverIdentifyingAttributes("Doe^Jane")
    )
    region = sr.ImageRegion3D(
        "POLYGON", points_lps, frame_of_reference_uid=sources[0].FrameOfReferenceUID
    )
    flat = sr.ImageRegion(
        "POLYLINE",
        np.array([[4.5, 6.5], [8.5, 6.5]]),
        sr.SourceImageForRegion.from_source_image(sources[2]),
    )
    groups = [
        sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            sr.TrackingIdentifier(uid=generate_uid(), identifier=name),
            region_of_interest,
            finding_type=codes.SCT.Nodule,
            measurements=[
                sr.Measurement(codes.SCT.Diameter, 1.25, codes.UCUM.Centimeter),
                sr.Measurement(codes.SCT.Volume, 900.0, codes.UCUM.CubicMillimeter),
            ],
        )
        for name, region_of_interest in (("first", region), ("second", flat))
    ]
    report = sr.MeasurementReport(
        sr.ObservationContext(observer_person_context=observer),
        codes.LN.CTUnspecifiedBodyRegion,
        groups,
    )
    made = sr.Comprehensive3DSR(
        sources, report[0], series_number=9, instance_number=1, manufacturer="x", **uids()
    )
    made.save_as(path)
    return path


def write_structure_set(
    sources: list[Dataset], polygon_lps: Float, path: Path, frame_uid: str = ""
) -> Path:
    """One closed contour and one point, as a planning system writes them."""
    data = Dataset()
    data.SOPClassUID, data.SOPInstanceUID = RTStructureSetStorage, generate_uid()
    data.Modality, data.StructureSetLabel = "RTSTRUCT", "PLAN"
    for keyword in ("StudyInstanceUID", "PatientName", "PatientID"):
        setattr(data, keyword, sources[0][keyword].value)
    data.SeriesInstanceUID = generate_uid()
    region, drawn, observed = Dataset(), Dataset(), Dataset()
    region.ROINumber, region.ROIName, region.ROIGenerationAlgorithm = 3, "Bladder", "MANUAL"
    region.ReferencedFrameOfReferenceUID = frame_uid or sources[0].FrameOfReferenceUID
    drawn.ReferencedROINumber, drawn.ROIDisplayColor = 3, [255, 10, 20]
    drawn.ContourSequence = [
        _contour("CLOSED_PLANAR", polygon_lps), _contour("POINT", polygon_lps[:1])
    ]  # fmt: skip
    observed.ReferencedROINumber, observed.RTROIInterpretedType = 3, "ORGAN"
    data.StructureSetROISequence, data.ROIContourSequence = [region], [drawn]
    data.RTROIObservationsSequence = [observed]
    series = Dataset()
    series.SeriesInstanceUID = sources[0].SeriesInstanceUID
    study, frame = Dataset(), Dataset()
    study.RTReferencedSeriesSequence, frame.RTReferencedStudySequence = [series], [study]
    data.ReferencedFrameOfReferenceSequence = [frame]
    return write_dataset(data, path)


def _contour(kind: str, points: Float) -> Dataset:
    item = Dataset()
    item.ContourGeometricType, item.NumberOfContourPoints = kind, len(points)
    item.ContourData = [f"{value:.6f}"[:16] for value in points.ravel()]
    return item


def scanned(folder: Path) -> tuple[list[ObjectEntry], SeriesEntry]:
    """The objects and the one series in a folder."""
    scan = scan_paths([folder])
    assert scan.refused == ()
    assert len(scan.series) == 1
    return list(scan.objects), scan.series[0]
