"""Icons: one-colour drawings, painted in the colour of the text they stand beside."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from ogp_desktop import paths
from ogp_desktop.gui import theme

SIDE = 20


def icon(name: str, color: str = "text") -> QSvgRenderer:
    """Return a drawing in the colour of a token, sharp at any size."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", theme.color(color).name()).encode()))
