"""Recipes of a few steps for the tiny folders."""

_OPTIMISATION = """
[optimisation]
epochs = 1
rate = 1e-3
warmup_steps = 2
weight_decay = 0.01
average = 0.9
clip_norm = 5.0
bf16 = false
label_smoothing = 0.1
volume_weight = 0.3
threads = 1
"""
_INTENSITY_CHANGES = """
air = -3.0
span = 6.0
gamma = 0.2
contrast = 0.2
brightness = 0.1
bias = 0.1
noise = 0.2
noise_probability = 0.5
blur_probability = 0.2
mirror = 0.5
"""

VOLUMES = f"""
model = "tiny-volume"
task = "volume_segmentation"
[network]
name = "volume_unet"
segments = 3
filters = [4, 8, 8]
[data]
size_kji = [16, 16, 16]
batch = 2
[split]
folds = 3
fold = 0
seed = 1
[augmentation]
rotation_degrees = 5.0
scale = 0.1
shift_voxels = 1.0
elastic_voxels = 0.5
{_INTENSITY_CHANGES}
{_OPTIMISATION}
[validation]
every = 1
[card]
name = "Tiny volume"
version = "0.0.1"
task = "segmentation"
licence = "none"
[card.inputs]
modalities = ["MR", "OT", ""]
[card.preparation]
intensity = {{ method = "zscore" }}
crop = false
divisible_by = 8
[card.prediction]
dimensions = 3
activation = "softmax"
[[card.segments]]
id = 1
name = "front"
colour = [1, 2, 3]
[[card.segments]]
id = 2
name = "back"
colour = [3, 2, 1]
[card.data]
name = "synthetic"
licence = "none"
"""

IMAGES = f"""
model = "tiny-image"
task = "image_classification"
[network]
name = "image_cnn"
filters = [4, 8]
dense = 8
[data]
offset = 100.0
factor = 0.02
batch = 8
[augmentation]
rotation_degrees = 5.0
scale = 0.1
stretch = 0.05
shear = 0.05
elastic_pixels = 0.2
elastic_probability = 0.2
shift_pixels = 1.0
erase_probability = 0.3
mix = 0.3
{_INTENSITY_CHANGES}
{_OPTIMISATION}
[validation]
every = 1
calibration_rounds = 2
[card]
name = "Tiny image"
version = "0.0.1"
task = "classification"
licence = "none"
classes = ["dark", "bright"]
[card.inputs]
modalities = ["DX"]
orientation = "any"
calibrated = false
oriented = false
[card.preparation]
intensity = {{ method = "scale", offset = 100.0, factor = 0.02 }}
size_ji = [28, 28]
[card.prediction]
neighbours = 0
activation = "softmax"
calibrated = true
[card.data]
name = "synthetic"
licence = "none"
"""

SEQUENCES = f"""
model = "tiny-slices"
task = "slice_sequences"
[network]
name = "slice_sequence"
head = "lstm"
in_channels = 3
filters = [4, 8, 8]
width = 8
[data]
encoder = "tiny-lesion"
neighbours = 1
neighbour_step_mm = 0.0
clip = [-3.0, 6.0]
variants = 1
shortest = 2
longest = 4
batch = 2
[split]
folds = 3
fold = 0
seed = 1
[augmentation]
{_INTENSITY_CHANGES}
slice_probability = 0.5
slice_noise = 0.5
grain = 0.1
{_OPTIMISATION}
[validation]
every = 1
[card]
name = "Tiny slices"
version = "0.0.1"
task = "sequence"
licence = "none"
classes = ["lesion"]
[card.inputs]
modalities = ["MR"]
[card.preparation]
in_plane_spacing_mm = 1.0
intensity = {{ method = "head_zscore", clip = [-3.0, 6.0] }}
[card.prediction]
neighbours = 1
[card.data]
name = "synthetic"
licence = "none"
"""

BOXES = f"""
model = "tiny-boxes"
task = "lesion_boxes"
[network]
name = "slice_detector"
head = "queries"
in_channels = 3
filters = [4, 8, 8]
width = 8
depth = 2
queries = 3
[data]
encoder = "tiny-lesion"
neighbours = 1
neighbour_step_mm = 0.0
clip = [-3.0, 6.0]
frame_ji = [48, 48]
variants = 1
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
elastic_pixels = 1.0
elastic_probability = 0.5
shift_pixels = 4.0
{_INTENSITY_CHANGES}
{_OPTIMISATION}
[validation]
every = 1
shares = [0.4, 0.2]
tops = [3, 1]
false_positives = 1.0
[card]
name = "Tiny boxes"
version = "0.0.1"
task = "detection"
licence = "none"
classes = ["lesion"]
[card.inputs]
modalities = ["MR"]
[card.preparation]
in_plane_spacing_mm = 1.0
intensity = {{ method = "head_zscore", clip = [-3.0, 6.0] }}
[card.prediction]
neighbours = 1
linking = {{ least = 0.0001 }}
[card.explanation]
methods = ["cross-attention"]
layer = "head.layers"
[card.data]
name = "synthetic"
licence = "none"
"""
BOXES_DENSE = BOXES.replace("tiny-boxes", "tiny-boxes-dense").replace('"queries"', '"dense"')

OUTCOME = """
model = "tiny-outcome"
task = "outcome"
[network]
name = "outcome_regression"
lesion_model = "tiny-lesion"
inputs = ["age", "group: cluster=2, other=1", "image.log_ml", "image.texture"]
[data]
event = "death01"
adjust = ["study_year"]
reference = ["age"]
reference_penalty = 1.0
penalties = [1.0, 100.0]
[data.prior]
age = [0.03, 0.02]
group = [0.5, 0.5]
study_year = [0.0, 0.2]
[split]
folds = 2
repetitions = 2
[optimisation]
epochs = 0
rate = 1e-3
weight_decay = 0.0
threads = 1
[card]
name = "Tiny outcome"
version = "0.0.1"
task = "outcome"
licence = "none"
classes = ["death"]
[card.inputs]
modalities = ["MR"]
[card.data]
name = "synthetic"
licence = "none"
"""
