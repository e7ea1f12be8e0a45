"""A QR code as a flowable: squares drawn as vectors, with its quiet margin."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

_MARGIN = 4
"""Modules of white around a code, by ISO/IEC 18004."""


class Code(Flowable):  # type: ignore[misc]
    """The QR code of a text, a square of `side` points."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._rows = rows_of(text)
        self.width = self.height = side

    def draw(self) -> None:
        """Draw the dark squares."""
        module = self.width / (len(self._rows) + 2 * _MARGIN)
        self.canv.setFillColor(HexColor("#000000"))
        for line, row in enumerate(self._rows):
            for place, dark in enumerate(row):
                if dark:
                    x, y = (place + _MARGIN) * module, self.height - (line + 1 + _MARGIN) * module
                    self.canv.rect(x, y, module, module, stroke=0, fill=1)


@lru_cache(16)  # the slips of a room have one code
def rows_of(text: str) -> list[bytes]:
    """Return the modules of a QR code line by line, 1 where dark, without its margin."""
    import segno

    return [bytes(row) for row in segno.make_qr(text).matrix]
