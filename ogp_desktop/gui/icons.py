"""Icons: one-colour drawings, painted in the colour of the text they stand beside."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from ogp_desktop import paths
from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import is_mirrored

MIRRORED = frozenset({"hand_over", "next", "previous", "home"})
"""Those that point somewhere: in Arabic they point the other way."""
SIDE = 20


def icon(name: str, color: str = "text") -> QIcon:
    """Return an icon in the colour of a token, sharp at twice the size too."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = QSvgRenderer(QByteArray(source.replace("currentColor", theme.color(color).name()).encode()))
    made = QIcon()
    for scale in (1, 2, 3):
        picture = QPixmap(QSize(SIDE, SIDE) * scale)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            drawing.render(painter)
        if name in MIRRORED and is_mirrored():
            picture = picture.transformed(QTransform().scale(-1, 1))
        picture.setDevicePixelRatio(scale)
        made.addPixmap(picture)
    return made
