"""Name the system libraries that RadLens needs and this machine lacks; install them on wish.

``python3 packaging/check_system.py [--install]``: exit code 1 when something is missing without
which the window does not start. It runs with the system's own Python, before anything of ours
is installed.
"""

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian's package -> the library it brings. Qt loads most of them late, hence the check.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
# A display in memory, for tests and machines without a screen; without it Qt draws off-screen.
PROGRAMS = {"xvfb": "Xvfb", "xauth": "xauth"}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.local/share"))


def needed_packages() -> list[str]:
    """Debian names of what the window cannot do without and this Linux lacks."""
    absent = [package for package, name in LIBRARIES.items() if not _loads(name)]
    if importlib.util.find_spec("ensurepip") is None:
        absent.append("python3-venv")
    return absent


def useful_packages() -> list[str]:
    """Debian names of what only tests, off-screen work or Chinese text miss."""
    absent = [package for package, name in PROGRAMS.items() if shutil.which(name) is None]
    if not _has_chinese_font():
        absent.append("fonts-noto-cjk")
    return absent


def can_install() -> bool:
    """Whether this is a Debian-like system and we are its root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages with apt; needs root."""
    print(f"Installing {' '.join(packages)}", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def report(needed: list[str], useful: list[str]) -> str:
    """What is missing and the command that brings it, in words."""
    if not needed and not useful:
        return "System libraries: all there."
    lines = []
    if needed:
        lines.append(f"Missing, and needed: {' '.join(needed)}")
    if useful:
        lines.append(f"Missing, for tests, off-screen work or Chinese: {' '.join(useful)}")
    lines.append(f"To install them:  sudo apt-get install -y {' '.join([*needed, *useful])}")
    lines.append("(Debian's names; other systems have the same libraries under similar names.)")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install with apt where possible")
    wish = parser.parse_args()
    if not sys.platform.startswith("linux"):
        print("System libraries: none needed beside Qt's own on this system.")
        return 0
    if wish.install and can_install() and (absent := needed_packages() + useful_packages()):
        install(absent)
    needed = needed_packages()
    print(report(needed, useful_packages()))
    return 1 if needed else 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    folders = [folder.expanduser() for folder in FONT_FOLDERS]
    return any(True for folder in folders for _ in folder.rglob("*CJK*")) or _fontconfig_has_one()


def _fontconfig_has_one() -> bool:
    if shutil.which("fc-list") is None:
        return False
    command = ["fc-list", ":lang=zh-cn"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
