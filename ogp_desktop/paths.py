"""Where the application's own files are, from a source tree, a wheel or a frozen folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of shipped resources (fonts, words, sample data)."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def home() -> Path:
    """Return the application's data folder: `OGP_HOME`, else the operating system's place for it."""
    named = os.environ.get("OGP_HOME")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "ogp_desktop"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ogp_desktop"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "ogp_desktop"


def is_file(path: Path) -> bool:
    """Say whether a file stands at `path`: not a folder, a pipe or a device, which could be waited for without end."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
