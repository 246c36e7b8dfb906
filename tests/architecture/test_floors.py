"""The two lowest floors import numpy alone; siblings of a table do not know each other."""

import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST_PARTY = {"inference", "viewer"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("inference", "viewer", include_external_packages=True, cache_dir=None)


def external_imports(graph: grimp.ImportGraph, package: str) -> set[str]:
    """Top-level third-party modules that any module of ``package`` imports directly."""
    modules = {package} | graph.find_descendants(package)
    imported = {
        name.split(".")[0]
        for module in modules
        for name in graph.find_modules_directly_imported_by(module)
    }
    return imported - FIRST_PARTY - set(sys.stdlib_module_names)


@pytest.mark.parametrize("package", ["inference.imaging", "viewer.state"])
def test_the_lowest_floor_imports_numpy_alone(graph: grimp.ImportGraph, package: str) -> None:
    assert external_imports(graph, package) <= {"numpy"}


def test_every_source_folder_is_a_package() -> None:
    for top in FIRST_PARTY:
        folders = {path.parent for path in (ROOT / top).rglob("*.py")}
        assert all((folder / "__init__.py").exists() for folder in folders)


def test_packaging_is_no_package_for_it_would_hide_the_one_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
