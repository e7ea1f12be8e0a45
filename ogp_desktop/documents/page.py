"""The page: A4, margins, header, footer and tables that mirror in Arabic, and the file at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Table, TableStyle

from ogp_desktop import output, words
from ogp_desktop.documents.text.faces import stack
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Direction = Literal["auto", "ltr", "rtl"]

MARGIN = 18 * mm
TOP = 24 * mm
BOTTOM = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
_HALF_TOP = 14 * mm

INK, TEXT, SECONDARY, LINE, SAND, SAFFRON = "#24365C", "#1E2430", "#575E6A", "#DDD7CB", "#F6F3EC", "#FFF3D6"
PART_COLORS = {"point": "#24365C", "problem": "#B1430F", "solution": "#1B5E9B", "result": "#00694C"}


@dataclass(frozen=True)
class Styles:
    """The type scale of documents in one direction; user texts follow their own."""

    rtl: bool

    def __getattr__(self, name: str) -> TextStyle:
        """Return the style of that name."""
        size, leading, bold, color, before, after, own = _SCALE[name]
        fixed: Direction = "rtl" if self.rtl else "ltr"
        direction: Direction = "auto" if own else fixed
        align: Literal["start", "side"] = "side" if name in ("title", "body") else "start"
        return TextStyle(size, leading, bold, color, align, direction, self.rtl, before, after)


_SCALE: dict[str, tuple[float, float, bool, str, float, float, bool]] = {
    "kicker": (10, 14, False, SECONDARY, 0, 2, False),
    "title": (20, 27, True, INK, 0, 8, True),
    "heading": (13.5, 19, True, INK, 16, 6, False),
    "subheading": (10.5, 15, True, INK, 6, 2, False),
    "subheading_tight": (10.5, 14, True, INK, 0, 0, True),
    "body": (10, 14.5, False, TEXT, 0, 3, True),
    "told": (10, 14.5, False, TEXT, 0, 3, False),
    "secondary": (9, 13, False, SECONDARY, 0, 3, False),
    "cell": (9, 13, False, TEXT, 0, 0, True),
    "cell_label": (9, 13, True, SECONDARY, 0, 0, False),
    "cell_note": (8.5, 12, False, "#855600", 0, 0, False),
    "cell_origin": (8, 11, False, SECONDARY, 0, 0, True),
    "cell_reason": (8.5, 12, False, "#855600", 0, 0, True),
    "letter": (12, 15, True, INK, 0, 0, False),
    "header_cell": (9, 13, True, INK, 0, 0, False),
    "foot": (8, 11, False, SECONDARY, 0, 0, False),
    "stripe": (8.5, 12, True, "#855600", 0, 0, False),
}


def table(
    rows: Sequence[Sequence[object]], widths: Sequence[float], rtl: bool, header: bool = True, whole: bool = False
) -> Table:
    """Return a table whose columns run from right to left in Arabic, its header on each page.

    A row higher than a page goes on over the next, unless rows are to stay `whole`.
    """
    turned = [list(reversed(row)) if rtl else list(row) for row in rows]
    wide = list(reversed(widths)) if rtl else list(widths)
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    if header:
        style.append(("BACKGROUND", (0, 0), (-1, 0), HexColor(SAND)))
        style.append(("LINEBELOW", (0, 0), (-1, 0), 1, HexColor(INK)))
    return Table(
        turned,
        colWidths=wide,
        style=TableStyle(style),
        repeatRows=1 if header else 0,
        hAlign="RIGHT" if rtl else "LEFT",
        splitInRow=0 if whole else 1,
    )


def facts_head(kicker: str, title: str, facts: Sequence[tuple[str, str]], rtl: bool) -> list[Flowable]:
    """Return how a document begins: what it is, its title, and those of its facts (label, value) that are known."""
    styles = Styles(rtl)
    rows = [[Text(label, styles.cell_label), Text(value, styles.cell)] for label, value in facts if value]
    told = [table(rows, (WIDTH * 0.18, WIDTH * 0.82), rtl, header=False)] if rows else []
    return [Text(kicker, styles.kicker), Text(title, styles.title), *told]


@dataclass(frozen=True)
class Frames:
    """What stands around the text of every page."""

    lang: str
    title: str
    note: str
    demonstration: bool
    folded: bool = False
    """Whether the page is two halves, one above the other."""

    @property
    def areas(self) -> list[tuple[float, float, float, float]]:
        """Return where text stands on a page: left, bottom, width, height of each area in turn."""
        if not self.folded:
            return [(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM)]
        middle, beside = A4[1] / 2, 10 * mm
        return [
            (MARGIN, middle + beside, WIDTH, middle - beside - _HALF_TOP),
            (MARGIN, BOTTOM, WIDTH, middle - beside - BOTTOM),
        ]


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas that knows the number of pages before it writes the footers."""

    frames: Frames

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        count = len(self._kept)
        for number, kept in enumerate(self._kept, 1):
            self.__dict__.update(kept)
            _draw_frame(self, self.frames, number, count)
            super().showPage()
        super().save()


def _draw_frame(canvas: Canvas, frames: Frames, page: int, pages: int) -> None:
    told = words.catalogue("documents", frames.lang)
    rtl = frames.lang == "ar"
    styles = Styles(rtl)
    wide, narrow = WIDTH * 0.75, WIDTH * 0.25
    number = told["page"].format(page=page, pages=pages)
    start, end = (MARGIN + narrow, MARGIN) if rtl else (MARGIN, MARGIN + wide)
    _line(canvas, frames.note, styles.foot, (start, 9 * mm, wide))
    ending = TextStyle(8, 11, False, SECONDARY, "end", "rtl" if rtl else "ltr")
    _line(canvas, number, ending, (end, 9 * mm, narrow))
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, 15 * mm, A4[0] - MARGIN, 15 * mm)
    if frames.folded:
        canvas.saveState()
        canvas.setDash(4, 3)
        canvas.line(0, A4[1] / 2, A4[0], A4[1] / 2)
        canvas.restoreState()
    elif page > 1:
        _line(canvas, frames.title, styles.foot, (MARGIN, A4[1] - 14 * mm, WIDTH))
    if frames.demonstration:
        canvas.setFillColor(HexColor(SAFFRON))
        canvas.rect(0, A4[1] - 8 * mm, A4[0], 8 * mm, stroke=0, fill=1)
        centred = TextStyle(8.5, 12, True, "#855600", "center", "rtl" if rtl else "ltr")
        _line(canvas, told["demonstration"], centred, (MARGIN, A4[1] - 6.3 * mm, WIDTH))


def _line(canvas: Canvas, text: str, style: TextStyle, at: tuple[float, float, float]) -> None:
    x, y, width = at
    flowable = Text(text, style)
    flowable.wrap(width, 100)
    flowable.drawOn(canvas, x, y)


def write_document(path: Path, flowables: list[Flowable], frames: Frames) -> int:
    """Write a PDF to `path` and return its pages; what stood there is replaced at once or kept whole."""
    stack(False)
    canvas_class = type("_Framed", (_Numbered,), {"frames": frames})
    with output.writing(path) as part:
        document = BaseDocTemplate(
            str(part),
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=TOP,
            bottomMargin=BOTTOM,
            title=frames.title,
            lang=f"{frames.lang}-MA",
            initialFontName="ogp-IBMPlexSansArabic-Regular",
        )
        areas = [Frame(*area, 0, 0, 0, 0) for area in frames.areas]
        document.addPageTemplates([PageTemplate(frames=areas)])
        document.build(flowables, canvasmaker=canvas_class)
        return int(document.page)
