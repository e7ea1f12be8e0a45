"""Drafts: what is being typed, kept in a side file so that no keystroke waits for the register."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from ogp_desktop import paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Drafts:
    """The unsaved texts of one register, by field; they survive a crash and are never saved by themselves."""

    def __init__(self, register: Path) -> None:
        self._path = drafts_path(register)
        self._mark = self._path.with_suffix(".open")
        self._texts = self._read()

    def _read(self, otherwise: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            return dict(otherwise)
        return {str(key): str(text) for key, text in read.items()} if isinstance(read, dict) else {}

    def begin(self) -> float | None:
        """Say that typing begins; returns when it stopped if it was not said to end: a crash, a power cut."""
        stopped = None
        with contextlib.suppress(OSError):
            if self._mark.exists():
                stopped = max(each.stat().st_mtime for each in (self._mark, self._path) if each.exists())
            self._mark.parent.mkdir(parents=True, exist_ok=True)
            self._mark.touch()
        return stopped

    def end(self) -> None:
        """Say that typing ends."""
        with contextlib.suppress(OSError):
            self._mark.unlink(missing_ok=True)

    def texts(self) -> dict[str, str]:
        """Return the drafts that are kept, by field."""
        return dict(self._texts)

    def keep(self, field: str, text: str) -> None:
        """Keep what stands in `field` now; an empty text forgets it."""
        self.keep_all({field: text})

    def keep_all(self, texts: Mapping[str, str]) -> None:
        """Keep what stands in several fields now; a disk that is full or gone is no reason to stop typing.

        What another page kept or forgot since stays so.
        """
        standing = self._read(self._texts)
        self._texts = changed = {field: text for field, text in {**standing, **texts}.items() if text}
        if changed != standing:
            with contextlib.suppress(OSError):
                self._write()

    def forget(self) -> None:
        """Forget all drafts: they were saved."""
        self._texts = {}
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(self._texts, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def drafts_path(register: Path) -> Path:
    """Return where the drafts of a register stand in the data folder."""
    mark = hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:16]
    return paths.home() / "drafts" / f"{mark}.json"
