"""A slide, painted to fill whatever room there is; light always, for weak lamps."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui import theme
from ogp_desktop.gui.projection.slides import Card, Slide
from ogp_desktop.gui.translation import is_mirrored

WIDTH, HEIGHT = 1366, 768
MARGIN, INDENT = 80, 32
SIZES = (52, 44, 38, 34, 30, 26, 24)
"""Sizes of a headline, the first that fits; nothing on a slide is smaller than the last."""
BLOCK_SIZES = (34, 30, 26, 24)
CLOCK_WIDTH = 180
GUTTER = 24
MARK_WIDTH = 36
CARD_LINE = 38
"""The height of a line of 24 px in the taller of the two scripts."""


class SlideView(QWidget):
    """Shows one slide, mirrored in Arabic; each text reads in its own direction."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slide = Slide("", "")

    def show_slide(self, slide: Slide) -> None:
        """Show a slide."""
        self._slide = slide
        self.setAccessibleDescription(slide.said)
        self.update()

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self._slide

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Keep the proportions of a screen."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that fits a width."""
        return width * HEIGHT // WIDTH

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a third of the slide."""
        return QSize(WIDTH // 3, HEIGHT // 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the slide."""
        del event
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        painter.fillRect(self.rect(), QColor(theme.LIGHT.ground))
        painter.translate((self.width() - WIDTH * scale) / 2, (self.height() - HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        _Painted(painter, self._slide).paint()


class _Style(NamedTuple):
    size: int
    color: str
    weight: QFont.Weight = QFont.Weight.Normal
    lines: int = 99


class _Painted:
    def __init__(self, painter: QPainter, slide: Slide) -> None:
        self._painter, self._slide = painter, slide
        self._mirrored = is_mirrored()

    def paint(self) -> None:
        slide = self._slide
        width = WIDTH - 2 * MARGIN
        small = _Style(26, theme.LIGHT.text2, lines=1)
        beside = CLOCK_WIDTH if slide.clock else 0
        self._in_box(QRectF(MARGIN + (beside if self._mirrored else 0), 54, width - beside, 0), slide.above, small)
        if slide.clock:
            self._clock(slide.clock)
        if slide.cards:
            self._cards(120, HEIGHT - 210)
        room = 250 if slide.blocks else 440
        size = _fitting(slide.headline, width, room, SIZES, QFont.Weight.Bold)
        style = _Style(size, theme.LIGHT.text, QFont.Weight.Bold)
        y = 120 + self._text(slide.headline, style, 120, width, room) + 34
        if slide.blocks:
            self._blocks(y, HEIGHT - 110 - y)
        self._text(slide.below, _Style(24, theme.LIGHT.text2, lines=1), HEIGHT - 84, width)

    def _clock(self, time: str) -> None:
        """Write the time at the far side, in its own direction."""
        layout = _laid_out(time, CLOCK_WIDTH, SIZES[2], QFont.Weight.DemiBold)
        line = layout.lineAt(0)
        left = MARGIN if self._mirrored else WIDTH - MARGIN - line.naturalTextWidth()
        self._painter.setPen(QColor(theme.LIGHT.text))
        line.draw(self._painter, QPointF(left, 44))

    def _cards(self, y: float, room: float) -> None:
        """Draw ideas two by two, each with its number and what was said of it in the colours of its parts."""
        width, height = (WIDTH - 2 * MARGIN - GUTTER) / 2, (room - GUTTER) / 2
        for place, card in enumerate(self._slide.cards):
            column, row = place % 2, place // 2
            if self._mirrored:
                column = 1 - column
            box = QRectF(MARGIN + column * (width + GUTTER), y + row * (height + GUTTER), width, height)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(theme.LIGHT.surface))
            self._painter.drawRoundedRect(box, 8, 8)
            self._card(card, box)

    def _card(self, card: Card, box: QRectF) -> None:
        inner = box.adjusted(GUTTER, GUTTER * 0.7, -GUTTER, -GUTTER * 0.7)
        number = "  ·  ".join(filter(None, [f"\u2066{card.number}\u2069", card.votes]))
        inner.setTop(inner.top() + self._in_box(inner, number, _Style(24, theme.LIGHT.text2, QFont.Weight.DemiBold, 1)))
        width = inner.width() - MARK_WIDTH
        wanted = [_laid_out(block.text, width, 24, QFont.Weight.Normal).lineCount() for block in card.blocks]
        for block, lines in zip(card.blocks, shared_lines(wanted, int(inner.height() // CARD_LINE)), strict=True):
            color = getattr(theme.LIGHT, block.part)
            self._in_box(inner, block.mark, _Style(24, color, QFont.Weight.Bold, 1))
            beside = inner.adjusted(0 if self._mirrored else MARK_WIDTH, 0, -MARK_WIDTH if self._mirrored else 0, 0)
            height = self._in_box(beside, block.text, _Style(24, theme.LIGHT.text, lines=lines))
            inner.setTop(inner.top() + height)

    def _in_box(self, box: QRectF, text: str, style: _Style) -> float:
        """Draw a text from the top of a box and return its height; what has no room ends in an ellipsis."""
        layout = _laid_out(text, box.width(), style.size, style.weight)
        shown = " ".join(text[:4_000].split())
        while layout.lineCount() > style.lines:
            ends = layout.lineAt(style.lines - 1)
            shown = shown[: ends.textStart() + ends.textLength()].rstrip("… ")[:-1].rstrip() + "…"
            layout = _laid_out(shown, box.width(), style.size, style.weight)
        self._painter.setPen(QColor(style.color))
        drawn = 0.0
        for place in range(min(layout.lineCount(), style.lines)):
            line = layout.lineAt(place)
            left = box.right() - line.naturalTextWidth() if self._mirrored else box.left()
            line.draw(self._painter, QPointF(left, box.top() + drawn))
            drawn += line.height()
        return drawn

    def _blocks(self, y: float, room: float) -> None:
        width = WIDTH - 2 * MARGIN - INDENT
        each = room / len(self._slide.blocks)
        for block in self._slide.blocks:
            color = getattr(theme.LIGHT, block.part)
            size = _fitting(block.text, width, each - 52, BLOCK_SIZES, QFont.Weight.Normal)
            self._text(block.label, _Style(24, color, QFont.Weight.DemiBold, 1), y, width)
            height = 38 + self._text(block.text, _Style(size, theme.LIGHT.text), y + 36, width, each - 52)
            bar = WIDTH - MARGIN - 8 if self._mirrored else MARGIN
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(color))
            self._painter.drawRoundedRect(QRectF(bar, y, 8, height), 2, 2)
            y += min(each, height + 22)

    def _text(self, text: str, style: _Style, y: float, width: float, room: float = 10_000) -> float:
        """Draw a text from `y` and return its height; it begins at the window's side, in its own direction."""
        lines = _laid_out(text, width, style.size, style.weight)
        left = MARGIN if self._mirrored else WIDTH - MARGIN - width
        drawn = 0.0
        self._painter.setPen(QColor(style.color))
        for number in range(min(style.lines, lines.lineCount())):
            line = lines.lineAt(number)
            if drawn + line.height() > room:
                break
            indent = width - line.naturalTextWidth() if self._mirrored else 0
            line.draw(self._painter, QPointF(left + indent, y + drawn))
            drawn += line.height()
        return drawn


def _laid_out(text: str, width: float, size: int, weight: QFont.Weight) -> QTextLayout:
    """Return the lines of a text in its own direction, each at the origin."""
    rtl = is_right_to_left(text, otherwise=is_mirrored())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(" ".join(text[:4_000].split()), theme.font(size, weight))
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _fitting(text: str, width: float, room: float, sizes: tuple[int, ...], weight: QFont.Weight) -> int:
    for size in sizes:
        lines = _laid_out(text, width, size, weight)
        if sum(lines.lineAt(number).height() for number in range(lines.lineCount())) <= room:
            return size
    return sizes[-1]


def shared_lines(wanted: list[int], room: int) -> list[int]:
    """Return how many lines each text gets of `room`: at least one each, what one does not need goes to the others."""
    given = [1] * len(wanted)
    while sum(given) < room:
        short = [place for place, lines in enumerate(wanted) if given[place] < lines]
        if not short:
            break
        given[min(short, key=lambda place: given[place])] += 1
    return given
