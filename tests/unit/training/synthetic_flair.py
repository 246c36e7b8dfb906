"""A tiny folder in the layout of the FLAIR data: bright discs in grey heads."""

from pathlib import Path

import numpy as np
import pydicom
import SimpleITK as sitk
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid

RECIPE = """
model = "tiny-lesion"
task = "slice_segmentation"
seed = 3
[network]
name = "slice_unet"
in_channels = 3
filters = [4, 8, 8]
[data]
neighbours = 1
neighbour_step_mm = 0.0
clip = [-3.0, 6.0]
crop_ji = [32, 32]
batch = 2
samples_per_epoch = 4
lesion_fraction = 0.6
patient_weight_power = 0.5
[split]
folds = 3
fold = 0
seed = 1
[augmentation]
rotation_degrees = 10.0
scale = 0.2
stretch = 0.1
shear = 0.1
mirror = 0.5
elastic_pixels = 1.0
elastic_probability = 0.5
shift_pixels = 4.0
other_spacing = 0.2
missing_slice = 0.2
air = -2.0
span = 6.0
gamma = 0.2
contrast = 0.2
brightness = 0.1
bias = 0.1
noise = 0.2
noise_probability = 0.5
blur_probability = 0.5
[optimisation]
epochs = {epochs}
rate = 1e-3
warmup_steps = 2
weight_decay = 0.01
average = 0.9
clip_norm = 5.0
bf16 = false
threads = 1
[validation]
every = 1
thresholds = [0.4, 0.5]
least_ml = [0.0]
[card]
name = "Tiny"
version = "0.0.1"
task = "segmentation"
licence = "none"
[card.inputs]
modalities = ["MR"]
[card.prediction]
neighbours = 1
[[card.segments]]
id = 1
name = "lesion"
colour = [1, 2, 3]
[card.data]
name = "synthetic"
licence = "none"
"""


def write_recipe(folder: Path, epochs: int = 2) -> Path:
    """The tiny recipe as a file."""
    path = folder / "tiny.toml"
    path.write_text(RECIPE.format(epochs=epochs), encoding="utf-8")
    return path


def write_patients(folder: Path, patients: int = 6) -> Path:
    """``patients`` case folders of two institutions below ``folder``."""
    generator = np.random.default_rng(0)
    for number in range(patients):
        name = f"TCGA_{'AB'[number % 2]}X_{1000 + number}_20000101"
        _write_case(folder / name, generator, lesion_radius=3 + number)
    return folder


def _write_case(folder: Path, generator: np.random.Generator, lesion_radius: int) -> None:
    j, i = np.mgrid[:48, :48]
    head = ((j - 24) / 20) ** 2 + ((i - 24) / 16) ** 2 < 1
    lesion = np.stack([(j - 20) ** 2 + (i - 18) ** 2 < lesion_radius**2] * 4)
    lesion[0] = False
    noise = generator.normal(0, 5, lesion.shape)
    stack = np.clip(head * 90 + (lesion & head) * 80 + noise, 0, 255).astype(np.uint8)
    (folder / "flair").mkdir(parents=True)
    series = generate_uid()
    for k, pixels in enumerate(stack):
        _slice(pixels, k, series).save_as(folder / "flair" / f"{9 - k}.dcm")
    mask = sitk.GetImageFromArray((lesion & head).astype(np.uint8))
    mask.SetSpacing((1.0, 1.0, 5.0))
    sitk.WriteImage(mask, str(folder / "lesion.nii.gz"))


def _slice(pixels: np.ndarray, k: int, series: str) -> pydicom.Dataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = MRImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    item = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    item.SOPClassUID, item.SOPInstanceUID = MRImageStorage, meta.MediaStorageSOPInstanceUID
    item.SeriesInstanceUID, item.Modality = series, "MR"
    item.ImagePositionPatient, item.ImageOrientationPatient = [0, 0, 5.0 * k], [1, 0, 0, 0, 1, 0]
    item.PixelSpacing, item.SliceThickness = [1.0, 1.0], 5.0
    item.Rows, item.Columns = pixels.shape
    item.SamplesPerPixel, item.PhotometricInterpretation = 1, "MONOCHROME2"
    item.BitsAllocated, item.BitsStored, item.HighBit, item.PixelRepresentation = 8, 8, 7, 0
    item.PixelData = pixels.tobytes()
    return item
