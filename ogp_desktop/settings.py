"""What this computer remembers between two days: language, theme, name, files, screen."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from ogp_desktop import paths

RECENT = 12


@dataclass
class Settings:
    """Remembered choices; a damaged or missing file means the defaults, never trouble."""

    language: str = "fr"
    theme: str = ""
    operator: str = ""
    projector: str = ""
    post: str = "desk"
    scanner: str = ""
    """The keyboard a badge scanner was recognised under (`domain.badge.LAYOUTS`), empty before it was tested."""
    scanner_end: str = ""
    """The key it types behind a code: `enter`, `tab` or nothing."""
    recent: list[str] = field(default_factory=list)

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
            part.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
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
    for name, usual in asdict(found).items():
        value = told.get(name, usual)
        if type(value) is type(usual):
            setattr(found, name, value)
    found.recent = [each for each in found.recent if isinstance(each, str)]
    return found
