"""One slice from its file to its place in the volume."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.reading.checks import UNCOMPRESSED
from inference.reading.integer_rule import IntegerRule, integer_rule
from inference.reading.pixel_bytes import read_frame_into
from inference.reading.plan import SlicePlan, StackPlan
from inference.reading.stored_frames import decoded_frame, stored_frame
from inference.reading.true_values import rescale_in_place, true_values

Array = NDArray[Any]


class SliceLoader:
    """Fills a volume of ``dtype`` with the slices of ``plan``, from any number of threads.

    What a slice needs of the interpreter, the other threads wait for: what slices have in common
    is settled once.
    """

    def __init__(self, plan: StackPlan, dtype: np.dtype[Any]) -> None:
        self._slices, self._padding_value = plan.slices, plan.padding_value
        self._dtype = dtype
        self._rules: dict[tuple[int, int], IntegerRule | None] = {}

    def load(self, k: int, target: Array) -> None:
        """Fill ``target`` ((j, i) or (j, i, 3) of the volume) with slice k's true values.

        Raises InputError for damaged or changed files, ValuesDoNotFit before anything wraps.
        """
        plan = self._slices[k]
        file = plan.file
        kind = id(file.layout), id(plan.rescale)  # the plan keeps both
        if kind not in self._rules:
            self._rules[kind] = self._rule(plan)
        rule = self._rules[kind]
        if rule is None or plan.lookup is not None:
            _load_apart(plan, target, self._padding_value)
            return
        if file.transfer_syntax in UNCOMPRESSED:
            read_frame_into(file, plan.frame, target)
        else:
            np.copyto(target.view(rule.stored), decoded_frame(file, plan.frame))
        rescale_in_place(plan, rule, target, self._padding_value)

    def _rule(self, plan: SlicePlan) -> IntegerRule | None:
        """How the stored integers become true values in their place; None where they cannot."""
        if self._dtype.kind not in "iu":
            return None
        rule = integer_rule(plan.file.layout, plan.rescale, self._dtype)
        return rule if rule.in_place else None


def _load_apart(plan: SlicePlan, target: Array, padding_value: float | None) -> None:
    """By way of an array of the stored values."""
    stored = stored_frame(plan.file, plan.frame)
    if plan.file.layout.colour:
        from inference.reading.colour import to_rgb

        target[...] = to_rgb(stored, plan.file)
    else:
        true_values(plan, stored, target, padding_value)
