"""Paper from the window: straight to a printer, so that a secret page need not lie on a disk, or as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QUrl, Signal
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QTextDocument

from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import paper_language, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtPrintSupport import QPrinter

    from ogp_desktop.gui.workplace import Workplace

_MARGIN_MILLIMETRES, _BODY_POINTS = 18.0, 11


@dataclass(frozen=True)
class Page:
    """What is printed: our own HTML, people's words escaped in it, and its pictures by name."""

    html: str
    pictures: dict[str, QImage] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """One thing to have on paper, in the language it is given: as a page to print, and as a PDF at a path."""

    name: str
    page: Callable[[str], Page]
    write_pdf: Callable[[str, Path], object]


def printers() -> list[str]:
    """Return the printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def printer_named(name: str) -> QPrinter:
    """Return a printer of this computer."""
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPrinterName(name)
    return made


def print_page(page: Page, printer: QPrinter) -> int:
    """Print a page on A4; returns the sheets."""
    margins = QMarginsF(*[_MARGIN_MILLIMETRES] * 4)
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    document = QTextDocument()
    body = QFont()
    body.setFamilies(list(theme.FAMILIES))
    body.setPointSizeF(_BODY_POINTS)
    document.setDefaultFont(body)
    document.documentLayout().setPaintDevice(printer)
    document.setPageSize(printer.pageLayout().paintRectPixels(printer.resolution()).size().toSizeF())
    for name, picture in page.pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
    document.setHtml(page.html)
    document.print_(printer)
    return document.pageCount()


class Printing(QObject):
    """The line of a form that prints: a printer to choose, `print_now`, `save_pdf`, and what became of it."""

    saved = Signal(object)
    """The path of a PDF that was written."""

    def __init__(self, form: Any, workplace: Workplace, paper: Callable[[], Paper | None]) -> None:  # noqa: ANN401
        super().__init__(form.print_now)
        self._form, self._workplace, self._paper = form, workplace, paper
        form.print_now.clicked.connect(self.print_it)
        form.save_pdf.clicked.connect(self.save)
        self._filled = False

    def show_printers(self) -> None:
        """List the printers, once: asking the system for them takes time."""
        if not self._filled:
            self._filled = True
            self._form.printers.addItems(printers())
        there = self._form.printers.count() > 0
        self._form.printers.setVisible(there)
        self._form.print_now.setEnabled(there and self._paper() is not None)
        self._form.print_now.setToolTip("" if there else say("printing.no_printer"))
        self._form.save_pdf.setEnabled(self._paper() is not None)
        if not there:
            self._tell(say("printing.no_printer"))

    def print_it(self) -> None:
        """Send the paper to the printer that is chosen."""
        paper, name = self._paper(), self._form.printers.currentText()
        if paper is not None and name:
            print_page(paper.page(paper_language()), printer_named(name))
            self._tell(say("printing.sent", printer=name))

    def save(self) -> None:
        """Ask where, and write the PDF there."""
        from PySide6.QtWidgets import QFileDialog

        paper, lang = self._paper(), paper_language()
        if paper is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self._form.save_pdf, say("printing.save"), paper.name, "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".pdf")

        def written(_: object) -> None:
            self._tell(say("printing.saved", file=path.name))
            self.saved.emit(path)

        self._workplace.do(lambda _: paper.write_pdf(lang, path) and None, done=written)

    def _tell(self, sentence: str) -> None:
        self._form.printing_state.setText(sentence)
