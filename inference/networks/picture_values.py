"""Values of a picture freed of its exposure."""

import torch


def standardised(pictures: torch.Tensor) -> torch.Tensor:
    """(B, C, J, I) as deviations from each picture's own mean; a flat picture becomes zeros."""
    axes = tuple(range(1, pictures.ndim))
    mean = pictures.mean(axes, keepdim=True)
    deviation = pictures.std(axes, correction=0, keepdim=True)
    result: torch.Tensor = (pictures - mean) / deviation.clamp_min(1e-3)
    return result
