"""`Text`: the one flowable for French, Arabic, Tifinagh and mixtures; user text is plain, never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from ogp_desktop.documents.text.lines import Line, Piece, break_lines, pieces
from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.text.numbers import held_together
from ogp_desktop.domain.text.scripts import is_right_to_left

_EMBEDDINGS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class TextStyle:
    """How a text looks: size and leading in points, colour as #RRGGBB.

    `direction` "auto" follows the share of Arabic letters; `align` "start" is the side it begins on,
    "side" the side its document begins on.
    """

    size: float = 10
    leading: float = 14.5
    bold: bool = False
    color: str = "#1E2430"
    align: Literal["start", "end", "center", "side"] = "start"
    direction: Literal["auto", "ltr", "rtl"] = "auto"
    base_rtl: bool = False
    space_before: float = 0
    space_after: float = 0


class _Placed(NamedTuple):
    paragraph: int
    line: Line


class Text(Flowable):  # type: ignore[misc]
    """A plain text that wraps, splits over pages and stands in table cells."""

    def __init__(self, text: str, style: TextStyle, paragraphs: list[str] | None = None) -> None:
        super().__init__()
        self.style = style
        plain = _EMBEDDINGS.sub("", intake(text))
        self._rtl = _reads_rtl(plain, style)
        self._paragraphs = paragraphs or [held_together(part) if self._rtl else part for part in plain.split("\n")]
        self._lines: list[_Placed] = []
        self._only: list[_Placed] | None = None

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space above."""
        return self.style.space_before

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space below."""
        return self.style.space_after

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        """Break the text into lines for `available` points; returns what it takes."""
        self.width = available
        if self._only is not None:
            self._lines = self._only
        else:
            self._lines = [
                _Placed(number, line)
                for number, paragraph in enumerate(self._paragraphs)
                for line in break_lines(paragraph, self.style.bold, self.style.size, available)
            ]
        self.height = len(self._lines) * self.style.leading
        return available, self.height

    def minWidth(self) -> float:  # noqa: N802 - reportlab's name
        """Return the least width that makes sense: words are cut when they must be."""
        return self.style.size * 3

    def split(self, available: float, height: float) -> list[Flowable]:
        """Return the part that fits into `height` points and the rest."""
        self.wrap(available, height)
        fits = int(height // self.style.leading)
        if fits < 1 or (fits == 1 and len(self._lines) == 2):
            return []
        if fits >= len(self._lines):
            return [self]
        return [self._part(self._lines[:fits]), self._part(self._lines[fits:])]

    def _part(self, lines: list[_Placed]) -> Text:
        part = Text("", self.style, self._paragraphs)
        part._rtl = self._rtl
        part._only = lines
        return part

    def drawn_text(self) -> str:
        """Return the logical text of the lines, for tests."""
        return "".join(self._paragraphs[number][line.start : line.end] for number, line in self._lines)

    def draw(self) -> None:
        """Draw the lines, each from the side its text begins on."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(HexColor(self.style.color))
        ascent = self.style.leading * 0.5 + self.style.size * 0.35
        for number, (paragraph, line) in enumerate(self._lines):
            text = self._paragraphs[paragraph]
            y = self.height - number * self.style.leading - ascent
            found = pieces(text, line, self.style.bold, 1 if self._rtl else 0)
            draw_pieces(canvas, found, self._left(line.width), y, self.style.size)
        canvas.restoreState()

    def _left(self, used: float) -> float:
        spare = self.width - used
        if self.style.align == "center":
            return spare / 2
        if self.style.align == "side":
            return spare if self.style.base_rtl else 0.0
        on_right = self._rtl == (self.style.align == "start")
        return spare if on_right else 0.0


def _reads_rtl(text: str, style: TextStyle) -> bool:
    if style.direction == "auto":
        return is_right_to_left(text, style.base_rtl)
    return style.direction == "rtl"


def text_width(text: str, style: TextStyle) -> float:
    """Return the width in points of a text on one line."""
    return max(line.width for line in break_lines(text, style.bold, style.size, 1e6))


def draw_pieces(canvas: Any, found: list[Piece], x: float, y: float, size: float) -> None:  # noqa: ANN401
    """Draw pieces from left to right; consecutive ones in one font make one operator."""
    code: list[str] = []
    current = ""
    elements: list[str] = []
    rise = 0.0

    def flush() -> None:
        if elements:
            code.append(f"[{''.join(elements)}] TJ")
            elements.clear()

    for font, shaped in found:
        for glyphs, subset, encoded in _encoded(canvas, font, shaped):
            name = f"{font.getSubsetInternalName(subset, canvas._doc)} {size:g} Tf"  # noqa: SLF001
            if name != current:
                flush()
                code.append(name)
                current = name
            if glyphs.dy != rise:
                flush()
                rise = glyphs.dy
                code.append(f"{rise * size / 1000:.3f} Ts")
            elements.append(encoded)
    flush()
    if code:
        canvas._code.append(f"BT {x:.3f} {y:.3f} Td " + " ".join(code) + " 0 Ts ET")  # noqa: SLF001


class _Placement(NamedTuple):
    dy: float


_LEVEL = _Placement(0.0)
_Encoded = tuple[_Placement, int, str]


def _encoded(canvas: Any, font: Any, shaped: Any) -> tuple[_Encoded, ...]:  # noqa: ANN401
    """Return a shaped piece as PDF strings by font subset; remembered for the document."""
    known = canvas.__dict__.setdefault("_ogp_encoded", {})
    key = (font.fontName, id(shaped))
    found = known.get(key)
    if found is None:
        found = known[key] = (shaped, tuple(_encode(canvas, font, shaped)))
    return found[1]  # type: ignore[no-any-return]


def _encode(canvas: Any, font: Any, shaped: Any) -> list[_Encoded]:  # noqa: ANN401
    escape, doc = canvas._escape, canvas._doc  # noqa: SLF001
    if shaped.plain is not None:
        return [(_LEVEL, subset, f"({escape(raw)})") for subset, raw in font.splitString(shaped.plain, doc)]
    parts: list[_Encoded] = []
    for glyph in shaped.glyphs:
        for subset, raw in font.splitString(glyph.code, doc):
            before = f"{-glyph.dx:.1f} " if glyph.dx else ""
            after = glyph.width + glyph.dx - glyph.advance
            moved = f" {after:.1f} " if abs(after) > 0.05 else ""
            parts.append((_Placement(glyph.dy), subset, f"{before}({escape(raw)}){moved}"))
    return parts
