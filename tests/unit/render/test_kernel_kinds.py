"""A kernel that counts no references must not return an array: nobody would own it."""

import importlib
import pkgutil
from typing import Any, get_type_hints

import pytest
from numba.core.registry import CPUDispatcher

import viewer.render.kernels as package


def kernels() -> dict[str, Any]:
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, CPUDispatcher) and value.py_func.__module__ == loaded.__name__:
                found[f"{module.name}.{name}"] = value
    return found


def returns_array(kernel: Any) -> bool:
    said = get_type_hints(kernel.py_func)["return"]
    parts = get_type_hints(said).values() if hasattr(said, "_fields") else (said,)
    return any("ndarray" in str(part) for part in parts)


@pytest.mark.parametrize("name", kernels())
def test_only_a_kernel_that_counts_references_returns_arrays(name: str) -> None:
    kernel = kernels()[name]
    counts = kernel.targetoptions.get("_nrt", True)
    is_inlined = kernel.targetoptions.get("inline") == "always"
    assert counts or is_inlined or not returns_array(kernel)


def test_the_table_of_kernels_holds_both_kinds() -> None:
    found = kernels()
    assert returns_array(found["rows.new_stage"]) and returns_array(found["frame.line_of"])
    assert not returns_array(found["rows.stage_line"]) and len(found) > 50
