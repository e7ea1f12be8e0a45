"""Lines: a paragraph is broken on its logical text, then each line is ordered for the eye."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ogp_desktop.documents.text.bidi import levels, visual_order
from ogp_desktop.documents.text.faces import GlyphFont, Shaped, fonts_of, is_invisible

_JOINERS = frozenset("\u200c\u200d")
_WORDS = re.compile(r" +|[^ ]+")


class Line(NamedTuple):
    """A line of a paragraph: the places its text begins and ends, and its width in points."""

    start: int
    end: int
    width: float


class Piece(NamedTuple):
    """What is drawn at once: one shaped run of a line, in one font."""

    font: GlyphFont
    shaped: Shaped


@lru_cache(50_000)
def word_width(word: str, bold: bool) -> float:
    """Return a word's width in thousandths of the font size, whatever stands beside it."""
    rtl = any("\u0590" <= char <= "\u08ff" for char in word)
    return sum(font.shape(word[start:end], rtl).advance for start, end, font in fonts_of(word, bold))


def break_lines(text: str, bold: bool, size: float, available: float) -> list[Line]:
    """Break one paragraph into lines at most `available` points wide; words too long for a line are cut."""
    scale = size / 1000
    room = available / scale
    lines: list[Line] = []
    start = at = 0
    width = visible = 0.0
    for found in _WORDS.finditer(text):
        word = found.group()
        wide = word_width(word, bold)
        if word[0] == " ":
            width += wide
            at = found.end()
            continue
        if width + wide > room and found.start() > start:
            lines.append(Line(start, found.start(), visible * scale))
            start, width = found.start(), 0.0
        if wide > room:
            *whole, (start, wide) = _cut(word, found.start(), bold, room)
            lines.extend(Line(begin, next_begin, used * scale) for begin, next_begin, used in _spans(whole, start))
        width += wide
        visible = width
        at = found.end()
    lines.append(Line(start, max(at, start), visible * scale if at > start else 0.0))
    return lines


def _cut(word: str, offset: int, bold: bool, room: float) -> list[tuple[int, float]]:
    """Cut a word into parts that fit; returns where each begins and how wide it is."""
    parts: list[tuple[int, float]] = []
    start = 0
    while start < len(word):
        end = _fitting(word, start, bold, room)
        parts.append((offset + start, word_width(word[start:end], bold)))
        start = end
    return parts


def _fitting(word: str, start: int, bold: bool, room: float) -> int:
    """Return how far a word fits from `start`, at least one character, by halving."""
    low, high = start + 1, min(len(word), start + 400)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if word_width(word[start:middle], bold) <= room else (low, middle - 1)
    return low


def _spans(parts: list[tuple[int, float]], after: int) -> list[tuple[int, int, float]]:
    ends = [begin for begin, _ in parts[1:]] + [after]
    return [(begin, end, used) for (begin, used), end in zip(parts, ends, strict=True)]


@lru_cache(256)
def _levels(text: str, base: int) -> list[int]:
    return levels(text, base)


def pieces(text: str, line: Line, bold: bool, base: int) -> list[Piece]:
    """Return a line's pieces from left to right."""
    end = line.start + len(text[line.start : line.end].rstrip(" "))
    all_levels = _levels(text, base)
    runs: list[tuple[int, list[Piece]]] = []
    for level, start, stop in _level_runs(all_levels, line.start, end):
        found = [
            piece
            for word in _WORDS.finditer(text, start, stop)
            for piece in _word_pieces(text[word.start() : word.end()], bold, level % 2 == 1)
        ]
        runs.append((level, found[::-1] if level % 2 else found))
    order = visual_order([level for level, _ in runs])
    return [piece for place in order for piece in runs[place][1]]


def _level_runs(all_levels: list[int], start: int, end: int) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    at = start
    while at < end:
        stop = at + 1
        while stop < end and all_levels[stop] == all_levels[at]:
            stop += 1
        runs.append((all_levels[at], at, stop))
        at = stop
    return runs


@lru_cache(50_000)
def _word_pieces(word: str, bold: bool, rtl: bool) -> tuple[Piece, ...]:
    drawn = "".join(char for char in word if char in _JOINERS or not is_invisible(char))
    return tuple(Piece(font, font.shape(drawn[start:end], rtl)) for start, end, font in fonts_of(drawn, bold) if end)
