"""The two lowest floors import numpy alone; siblings of a table do not know each other."""

import ast
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


def test_vtk_is_met_by_the_process_that_renders_3d_alone(graph: grimp.ImportGraph) -> None:
    """Its imports lie inside functions: they run in the spawned child, never in the window."""
    users = graph.find_modules_that_directly_import("vtkmodules")
    assert users == {f"viewer.render.{name}" for name in ("volume_3d", "surfaces", "vtk_grids")}
    outside = {
        importer
        for user in users
        for importer in graph.find_modules_that_directly_import(user)
        if importer not in users
    }
    assert outside == {"viewer.jobs.solid_child"}
    text = (ROOT / "viewer" / "jobs" / "solid_child.py").read_text("utf-8")
    tree = ast.parse(text)
    top = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not {node.module for node in top} & users


def test_every_source_folder_is_a_package() -> None:
    for top in FIRST_PARTY:
        folders = {path.parent for path in (ROOT / top).rglob("*.py")}
        assert all((folder / "__init__.py").exists() for folder in folders)


def test_packaging_is_no_package_for_it_would_hide_the_one_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
