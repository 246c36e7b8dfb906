"""Imports Qt such that it does not read the source of every module that is imported after it.

PySide6 looks through each module's text for its own name, to know where `from __feature__ import`
may change the names of its methods; Python then keeps all these texts. Nothing here or in what we
use asks for that: unread, 27 MB and a fifth of the time to import the window are saved.
"""

import importlib
from types import ModuleType
from typing import Any

import PySide6.QtCore  # noqa: F401 - what is mended comes with it


def _uses_features(module: ModuleType) -> bool:
    return False


feature: Any = importlib.import_module("shibokensupport.feature")
if hasattr(feature, "_mod_uses_pyside"):
    feature._mod_uses_pyside = _uses_features
