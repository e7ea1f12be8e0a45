"""Fonts that draw shaped glyphs: each glyph carries the text it stands for, so that PDF readers find it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import uharfbuzz
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from ogp_desktop import paths

_PRIVATE = 0xF0000
"""Where glyphs get codes of their own: the private planes of Unicode."""

_LAM_ALEFS = {"لا": "\ufefb", "لأ": "\ufef7", "لإ": "\ufef9", "لآ": "\ufef5"}
"""A ligature is told as one character, which readers turn into two in the right order (NFKC)."""

_GAP = 95.0
"""Kerning opens a word by no more than this: from a tenth of the size on, readers find two words."""

_NOTHING = "\u200b"
"""What the second glyph of one letter stands for; readers that find no text guess from the code."""

REGULAR = ("IBMPlexSansArabic-Regular", "NotoSans-Regular", "NotoSansTifinagh-Regular")
BOLD = ("IBMPlexSansArabic-Bold", "NotoSans-Bold", "NotoSansTifinagh-Regular")


class Glyph(NamedTuple):
    """A glyph to draw: its code in the font, its own width, its advance and offsets, in thousandths."""

    code: str
    width: float
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A piece of text in one font and direction: its glyphs from left to right and their total advance."""

    glyphs: tuple[Glyph, ...]
    advance: float
    plain: str | None
    """The codes as one string where no glyph is moved, else None."""


class GlyphFont(TTFont):  # type: ignore[misc]
    """A reportlab font whose codes are glyphs, each with the text it stands for."""

    def __init__(self, name: str) -> None:
        file = paths.resources() / "fonts" / f"{name}.ttf"
        super().__init__(f"ogp-{name}", str(file), asciiReadable=False, shapable=False)
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
        self._scale = 1000 / self._shaper.face.upem
        self._codes: dict[tuple[int, str], str] = {}
        self._texts: dict[int, str] = {}
        self._shaped: dict[tuple[str, bool], Shaped] = {}
        self.coverage = frozenset(map(chr, self.face.charToGlyph))

    def shape(self, text: str, rtl: bool) -> Shaped:
        """Return `text` shaped in one direction; remembered, as words come back often."""
        key = (text, rtl)
        found = self._shaped.get(key)
        if found is None:
            found = self._shaped[key] = self._shape(text, rtl)
        return found

    def _shape(self, text: str, rtl: bool) -> Shaped:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.CHARACTERS
        uharfbuzz.shape(self._shaper, buffer, {"rlig": _ligatures(text)})
        ends = _cluster_ends([info.cluster for info in buffer.glyph_infos], len(text))
        glyphs, told = [], set()
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            cluster = text[info.cluster : ends[info.cluster]]
            meaning = _NOTHING if info.cluster in told else _LAM_ALEFS.get(cluster, cluster)
            told.add(info.cluster)
            code = self._code(info.codepoint, meaning)
            dx, advance = position.x_offset * self._scale, position.x_advance * self._scale
            excess = max(0.0, dx - _GAP) if advance else 0.0
            dy = position.y_offset * self._scale
            glyphs.append(Glyph(code, self.face.charWidths[ord(code)], advance - excess, dx - excess, dy))
        moved = any(abs(glyph.width - glyph.advance) > 0.5 or glyph.dx or glyph.dy for glyph in glyphs)
        plain = None if moved else "".join(glyph.code for glyph in glyphs)
        return Shaped(tuple(glyphs), sum(glyph.advance for glyph in glyphs), plain)

    def _code(self, glyph: int, meaning: str) -> str:
        if meaning == " ":
            return " "
        key = (glyph, meaning)
        if key not in self._codes:
            code = _PRIVATE + len(self._codes)
            self._codes[key] = chr(code)
            self._texts[code] = meaning
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * self._scale
        return self._codes[key]

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab's name
        """Write the font's subsets with the texts their glyphs stand for (PDF 32000-1, 9.10.3)."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = name, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([self.face.getCharWidth(code) for code in subset])
            texts = pdfdoc.PDFStream()
            texts.content = _to_unicode([self._texts.get(code, chr(code)) for code in subset])
            if doc.compression:
                texts.filters = [pdfdoc.PDFZCompress]
            font.ToUnicode = doc.Reference(texts, f"toUnicodeCMap:{base}")
            font.FontDescriptor = self.face.addSubsetObjects(doc, base, subset)
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font
        del self.state[doc]


def _ligatures(text: str) -> list[tuple[int, int, bool]]:
    """Return where required ligatures are on: lam-alef only, so that each letter keeps a glyph of its own."""
    ranges = [(0, len(text), False)]
    ranges += [(at, at + 2, True) for at in range(len(text) - 1) if text[at : at + 2] in _LAM_ALEFS]
    return ranges


def _cluster_ends(clusters: list[int], length: int) -> dict[int, int]:
    starts = sorted(set(clusters))
    return dict(zip(starts, [*starts[1:], length], strict=True))


def _to_unicode(texts: list[str]) -> str:
    def told(text: str) -> str:
        return text.encode("utf-16-be", "replace").hex().upper()

    entries = [f"<{code:02X}> <{told(text)}>" for code, text in enumerate(texts) if text and text != "\x00"]
    blocks = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def _face(name: str, /) -> GlyphFont:
    """Return a font, one however many stacks it stands in: two of a name are one object of a PDF."""
    return GlyphFont(name)


@cache
def stack(bold: bool, /) -> tuple[GlyphFont, ...]:
    """Return the fonts that are tried in turn, registered with reportlab."""
    fonts = tuple(map(_face, BOLD if bold else REGULAR))
    for font in fonts:
        if font.fontName not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(font)
    return fonts


@cache
def fonts_of(word: str, bold: bool, /) -> tuple[tuple[int, int, GlyphFont], ...]:
    """Return the runs of a word by font: one font when some font has all its characters.

    A character that no font has is drawn as the first font's empty box and still found as itself.
    """
    fonts = stack(bold)
    visible = [char for char in word if not is_invisible(char)]
    for font in fonts:
        if font.coverage.issuperset(visible):
            return ((0, len(word), font),)
    runs: list[tuple[int, int, GlyphFont]] = []
    for place, char in enumerate(word):
        previous = runs[-1][2] if runs else fonts[0]
        able = previous if char in previous.coverage or is_invisible(char) or unicodedata.combining(char) else None
        font = able or next((f for f in fonts if char in f.coverage), fonts[0])
        if runs and runs[-1][2] is font:
            runs[-1] = (runs[-1][0], place + 1, font)
        else:
            runs.append((place, place + 1, font))
    return tuple(runs)


def is_invisible(char: str) -> bool:
    """Say whether a character has no picture of its own: joiners, marks of direction, selectors."""
    return unicodedata.category(char) in ("Cf", "Cc", "Cn", "Cs") or "\ufe00" <= char <= "\ufe0f"
