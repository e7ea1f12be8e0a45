"""The slides of a restitution: title, one for each point, the ideas that are not told, thanks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.workshop import PARTS

if TYPE_CHECKING:
    from ogp_desktop.services.room.restitution import Point


@dataclass(frozen=True)
class Block:
    """A labelled text on a slide, in the colour of its part."""

    part: str
    label: str
    text: str
    mark: str = ""
    """A letter that stands for the label where there is no room for it."""


@dataclass(frozen=True)
class Card:
    """An idea on a slide with others: its number, what was said, and its votes once they may be told."""

    number: str
    blocks: tuple[Block, ...]
    votes: str = ""


@dataclass(frozen=True)
class Slide:
    """What one slide says; `point` is the conclusion it tells, nothing on the first and last ones."""

    above: str
    headline: str
    blocks: tuple[Block, ...] = ()
    below: str = ""
    point: str = ""
    cards: tuple[Card, ...] = ()
    clock: str = ""
    """The time that is left, at the top."""

    @property
    def said(self) -> str:
        """Return the slide in words."""
        blocks = [*self.blocks, *(block for card in self.cards for block in card.blocks)]
        return ". ".join([self.headline, *(f"{block.label} : {block.text}" for block in blocks)])


def slides_of(session: str, event: str, points: list[Point], ideas: int, people: int) -> list[Slide]:
    """Return the slides of a session; `ideas` and `people` are its counts."""
    counts = " · ".join([say("slides.people", n=people), say("slides.ideas", n=ideas)])
    total = len(points) + 2 + (ideas > len(points))
    told = [Slide(event, session, below=counts)]
    for place, point in enumerate(points, 2):
        told.append(told_point(point, f"{session}  ·  {ratio(place, total)}", counts))
    silent = ideas - len({number for point in points for number in point.numbers})
    if silent > 0:
        told.append(Slide(session, say("slides.more", n=silent), below=say("slides.in_report")))
    told.append(Slide(session, say("slides.thanks"), below=counts))
    return told


def told_point(point: Point, above: str, counts: str) -> Slide:
    """Return the slide of a conclusion: with problem, solution and result where it tells one idea whole."""
    numbers = say("slides.sources", n=len(point.numbers), numbers=point.numbers) if point.numbers else ""
    if point.idea is None or point.part != "point":
        label = say(f"room.{point.part}") if point.part in PARTS else ""
        above = f"{label}  ·  {above}" if label else above
        return Slide(above, point.text, (), _below(point, numbers or counts), point.id)
    idea = point.idea
    blocks = tuple(Block(part, say(f"room.{part}"), idea[part]) for part in PARTS if idea[part])
    if len(blocks) == 1 and blocks[0].text == point.text:
        blocks = ()
    return Slide(above, point.text, blocks, _below(point, numbers or counts), point.id)


def _below(point: Point, told: str) -> str:
    """Return what stands under a conclusion: what it is drawn from, and what the room said of it."""
    heard = say("slides.disputed") if point.is_disputed else say("slides.accepted") if point.read_at else ""
    return "  ·  ".join(filter(None, [told, heard]))
