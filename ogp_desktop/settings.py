"""What this computer remembers between two days: language, theme, name, files, screen."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from ogp_desktop import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

RECENT = 12
POSTS = ("desk", "room", "restitution", "secretariat")


class Settings:
    """Remembered choices; a damaged or missing file means the defaults, never trouble."""

    def __init__(self, language: str = "fr", theme: str = "", recent: Iterable[str] = ()) -> None:
        self.language = language
        self.theme = theme
        self.high_contrast = False
        """What the system asked for when it was last looked at, which a start has no time for."""
        self.operator = ""
        self.projector = ""
        self.post = "desk"
        self.toured: list[str] = []
        """Posts whose first steps were done, or left: they are not shown again by themselves."""
        self.scanner = ""
        """The keyboard a badge scanner was recognised under (`domain.badge.LAYOUTS`), empty before it was tested."""
        self.scanner_end = ""
        """The key it types behind a code: `enter`, `tab` or nothing."""
        self.recent = list(recent)

    @classmethod
    def read(cls) -> Settings:
        """Return what is remembered."""
        with suppress(OSError, ValueError, TypeError):
            told = json.loads((paths.home() / "settings.json").read_text(encoding="utf-8"))
            return _from(told)
        return cls()

    def write(self) -> None:
        """Remember; a folder that cannot be written is no trouble."""
        path = paths.home() / "settings.json"
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(json.dumps(vars(self), ensure_ascii=False), encoding="utf-8")
            part.replace(path)

    def opened(self, path: str) -> None:
        """Remember a file that was opened, the latest first."""
        self.recent = [path, *(other for other in self.recent if other != path)][:RECENT]
        self.write()


def _from(told: object) -> Settings:
    """Return the settings of a file, whatever it holds."""
    found = Settings()
    if not isinstance(told, dict):
        return found
    for name, usual in dict(vars(found)).items():
        value = told.get(name, usual)
        if type(value) is type(usual):
            setattr(found, name, value)
    if "toured" not in told:  # written by an earlier version: whoever worked with it is no newcomer
        found.toured = [*POSTS]
    found.toured = [each for each in found.toured if isinstance(each, str)]
    found.recent = [each for each in found.recent if isinstance(each, str)]
    return found
