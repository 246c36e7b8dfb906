"""A flag: something about a series that the reader of it must know before trusting it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """One doubt about a series, shown as a badge and acknowledged before a model runs.

    ``code`` is a stable kebab-case word (``slice-missing``, ``gantry-tilt``,
    ``spacing-unknown`` …), ``message`` one sentence for a clinician.
    ``blocks_models`` is false only for notes that change neither geometry nor values.
    """

    code: str
    message: str
    blocks_models: bool = True
