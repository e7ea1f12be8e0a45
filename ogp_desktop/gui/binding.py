"""Qt's Python binding, loaded sooner: what only explains mistakes in its calls waits until one is made.

Shiboken carries its Python part inside itself as source, compiled anew at every start: a third of what a bare
window takes. Where a folder `files.dir` stands beside it, it reads that instead. `build/prepare.py` lays such a
folder out in our resources, for exactly the Shiboken that is installed; without it everything loads as usual.
"""

from __future__ import annotations

import builtins
import importlib.util
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.gui import enumerations

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIBOKEN, SUPPORT = "shiboken6", "shibokensupport"
LATE = ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator")
"""Parts of `shibokensupport.signature` that tell what a call takes, or write it down for editors."""


class _LateModule(ModuleType):
    """A module that is read when something in it is asked for."""

    def __getattr__(self, name: str) -> object:
        """Read it; what an import asks of every module is not worth it."""
        if name.startswith("__"):
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        SourceFileLoader(self.__name__, str(self.__file__)).exec_module(self)
        return getattr(self, name)


class _Finder:
    """Tells Shiboken where its Python part lies, and gives the late modules of it."""

    def __init__(self, folder: Path) -> None:
        parts = folder / "files.dir" / SUPPORT / "signature"
        names = {name: parts / Path(*name.split(".")).with_suffix(".py") for name in LATE}
        self._late = {f"{SUPPORT}.signature.{name}": str(path) for name, path in names.items()}
        self._origin = str(folder / "__init__.py")

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where Shiboken, or a late module, is loaded from; None for everything else."""
        if name in self._late:
            return ModuleSpec(name, self)  # type: ignore[arg-type]
        if name == SHIBOKEN and (spec := _other(self, name, path, target)) is not None:
            spec.origin = self._origin  # Shiboken looks for `files.dir` beside its `__file__`
            return spec
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a late module."""
        return _LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Let it wait."""
        module.__file__ = self._late[module.__name__]


def _other(own: _Finder, name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
    found = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not own)
    return next(filter(None, found), None)


def load() -> None:
    """Load the binding, the quick way where it was prepared; does nothing once it is loaded.

    Its look at every further import is ended: it reads the source of each module, for names of another style
    that this program does not use.
    """
    if SHIBOKEN in sys.modules:
        return
    enumerations.quicken()
    folder = paths.resources() / "binding"
    finder = _Finder(folder)
    if _is_for_installed(folder):
        sys.meta_path.insert(0, finder)
    try:
        import PySide6.QtCore  # noqa: F401 - only to load it
    finally:
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _is_for_installed(folder: Path) -> bool:
    """Say whether a folder was laid out for the Shiboken that is installed; one that was frozen came with it."""
    own = folder / "__init__.py"
    if getattr(sys, "frozen", False) or not own.exists():
        return own.exists()
    spec = importlib.util.find_spec(SHIBOKEN)
    return spec is not None and spec.origin is not None and Path(spec.origin).read_bytes() == own.read_bytes()
