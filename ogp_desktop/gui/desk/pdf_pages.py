"""Pages of our own PDFs: as a picture to look at, and on a printer of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

_POINTS_AN_INCH = 72
_PRINTED_DOTS_AN_INCH = 300


def first_page(path: Path, width: int, height: int) -> QImage:
    """Return the first page of a PDF as a picture that fits into so many pixels."""
    with _Opened(path) as document:
        wide, high = document[0].get_size()
        return _picture(document[0], min(width / wide, height / high))


def print_pdf(path: Path, printer: QPrinter) -> int:
    """Print every page of a PDF as it stands, on A4 without further margins; returns the pages."""
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    printer.setFullPage(True)
    printer.setPageLayout(layout)
    painter = QPainter(printer)
    pages = 0
    try:
        for picture in _pictures(path):
            if pages:
                printer.newPage()
            painter.drawImage(QRectF(printer.paperRect(printer.Unit.DevicePixel)), picture)
            pages += 1
    finally:
        painter.end()
    return pages


def _pictures(path: Path) -> Iterator[QImage]:
    with _Opened(path) as document:
        for page in document:
            yield _picture(page, _PRINTED_DOTS_AN_INCH / _POINTS_AN_INCH)


def _picture(page: Any, scale: float) -> QImage:  # noqa: ANN401 - pypdfium2's page
    drawn = page.render(scale=scale, prefer_bgrx=True)
    return QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()


class _Opened:
    """A PDF that is closed again: on Windows its file could not be replaced otherwise."""

    def __init__(self, path: Path) -> None:
        from pypdfium2 import PdfDocument

        self._document = PdfDocument(str(path))

    def __enter__(self) -> Any:  # noqa: ANN401 - pypdfium2's document
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()
