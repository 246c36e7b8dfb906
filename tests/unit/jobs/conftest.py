"""No screen is needed to hear a signal."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
