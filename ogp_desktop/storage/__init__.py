"""The register, one SQLite file: the only SQL of the project."""

import importlib
import sys


def _import_without(library: str, *heavy: str) -> None:
    """Import `library` while it cannot see `heavy` ones, which it would import for nothing.

    sqlite_utils loads pandas and numpy when they are installed, for a type mapping that saves numpy integers
    as blobs: 370 ms of start-up, and wrong.
    """
    hidden = [name for name in heavy if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        importlib.import_module(library)
    finally:
        for name in hidden:
            del sys.modules[name]


_import_without("sqlite_utils", "pandas", "numpy")
