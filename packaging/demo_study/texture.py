"""Smooth random fields, seeded: the irregularity that makes a drawn head look grown."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Float = NDArray[np.float32]


class Texture:
    """A source of unit-variance random fields; the same seed gives the same fields."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def smooth(self, shape: tuple[int, ...], width_mm: float, spacing_mm: float = 1.0) -> Float:
        """A field of mean 0 and SD 1 whose features are about ``width_mm`` wide."""
        step = max(1, int(width_mm / spacing_mm / 3))
        coarse = tuple(-(-n // step) + 3 for n in shape)
        noise = self._random.standard_normal(coarse, dtype="f4")
        field = ndimage.gaussian_filter(noise, width_mm / spacing_mm / step / 2)
        if step > 1:
            field = ndimage.zoom(field, step, order=1)
        field = field[tuple(slice(n) for n in shape)]
        return np.asarray((field - field.mean()) / field.std(), dtype="f4")

    def fractal(self, shape: tuple[int, ...], width_mm: float, octaves: int = 3) -> Float:
        """A sum of smooth fields, each half as wide and half as strong as the one before."""
        field = np.zeros(shape, dtype="f4")
        for octave in range(octaves):
            field += self.smooth(shape, width_mm / 2**octave) / 2**octave
        return np.asarray(field / field.std(), dtype="f4")

    def complex_noise(self, shape: tuple[int, ...]) -> NDArray[np.complex64]:
        """White complex noise with SD 1 in the real and in the imaginary part."""
        real, imaginary = self._random.standard_normal((2, *shape), dtype="f4")
        return np.asarray(real + 1j * imaginary, dtype="c8")
