"""The table of ideas that documents share: every number, its three texts word for word, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ogp_desktop.documents.page import PART_COLORS, WIDTH, Styles, table
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportlab.platypus import Flowable

IdeaPart = Literal["problem", "solution", "result"]
IDEA_PARTS: tuple[IdeaPart, ...] = ("problem", "solution", "result")
_WIDTHS = (WIDTH * 0.13, WIDTH * 0.31, WIDTH * 0.31, WIDTH * 0.25)


@dataclass(frozen=True)
class Withdrawn:
    """When and why an idea was withdrawn."""

    time: str
    reason: str


@dataclass(frozen=True)
class IdeaLine:
    """One idea; `versions` is above 1 when two versions of it wait for a decision.

    `empty` says why there is nothing under a number: "undone" or "unknown"; `origin`, where it was not said
    aloud, what it was taken from; `theme`, for which other one it was said.
    """

    number: str
    problem: str
    solution: str
    result: str
    withdrawn: Withdrawn | None = None
    versions: int = 1
    empty: str = ""
    origin: str = ""
    theme: str = ""


def idea_table(ideas: Sequence[IdeaLine], told: dict[str, str], rtl: bool) -> Flowable:
    """Return the table of `ideas`, its words from the catalogue `told`."""
    styles = Styles(rtl)
    head: list[object] = [Text(told[name], column_head(name, rtl)) for name in ("number", *IDEA_PARTS)]
    return table([head, *(_row(idea, told, styles) for idea in ideas)], _WIDTHS, rtl)


def counted(counts: Mapping[str, int], told: dict[str, str]) -> str:
    """Return how many numbers there are and what became of them, by state; states that nothing is in are left out."""
    named = [("numbers", sum(counts.values())), *((name, count) for name, count in counts.items() if count)]
    return figures([(f"count_{name}", count) for name, count in named], told)


def figures(counts: Iterable[tuple[str, int]], told: dict[str, str]) -> str:
    """Return each count after its name, written as the language writes it."""
    return " · ".join(told["figure"].format(label=told[name], count=count) for name, count in counts)


def column_head(name: str, rtl: bool) -> TextStyle:
    """Return the style of a column's title: a part has its colour."""
    return TextStyle(9, 13, True, PART_COLORS.get(name, "#24365C"), "start", "rtl" if rtl else "ltr")


def _row(idea: IdeaLine, told: dict[str, str], styles: Styles) -> list[object]:
    number = TextStyle(9, 13, True, "#24365C", "end" if styles.rtl else "start", "ltr")
    if idea.empty:
        return [Text(idea.number, number), Text(told[idea.empty], styles.cell_note), "", ""]
    numbered = [Text(idea.number, number), *([Text(idea.origin, styles.cell_origin)] if idea.origin else [])]
    first: list[Flowable] = [Text(idea.problem or "—", styles.cell)]
    if idea.theme:
        first.append(Text(told["for_theme"].format(theme=idea.theme), styles.cell_origin))
    if idea.versions > 1:
        first.append(Text(told["versions"], styles.cell_note))
    if idea.withdrawn is not None:
        note = told["withdrawn"].format(time=idea.withdrawn.time)
        first += [Text(note, styles.cell_note), Text(idea.withdrawn.reason or "—", styles.cell_reason)]
    return [
        numbered,
        first,
        Text(idea.solution or "—", styles.cell),
        Text(idea.result or "—", styles.cell),
    ]
