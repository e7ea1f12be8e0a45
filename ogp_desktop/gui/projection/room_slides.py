"""What a room sees while it works: its question, its ideas as cards with their votes, its conclusions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.projection.slides import Block, Card, Slide, told_point
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.workshop import PARTS, Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ogp_desktop.services.room.restitution import Point

CARDS = 4
"""Ideas on one slide: more would be smaller than 24 px."""

QUESTIONS = frozenset({"problems", "solutions", "results", "votes", "agreement", "questions"})
"""Steps that ask the room something."""


def question_slide(session: str, step: str, own: str = "") -> Slide:
    """Return what stands on the screen while a step runs: its question, in the room's `own` words if it has some."""
    if own:
        return Slide(session, own)
    return Slide(session, say(f"room_slides.question.{step}") if step in QUESTIONS else session)


def card_slides(session: str, ideas: Sequence[Record], votes: Mapping[str, int] | None = None) -> list[Slide]:
    """Return ideas as cards, in the order they are given; `votes` are told once the poll is closed."""
    standing = [idea for idea in ideas if not idea["withdrawn_at"]]
    pages = [standing[place : place + CARDS] for place in range(0, len(standing), CARDS)]
    counted = say("slides.ideas", n=len(standing))
    return [
        Slide(
            f"{session}  ·  {ratio(number, len(pages))}", "", below=counted, cards=tuple(_card(i, votes) for i in page)
        )
        for number, page in enumerate(pages, 1)
    ]


def conclusion_slides(session: str, points: Sequence[Point]) -> list[Slide]:
    """Return the conclusions the room is asked to agree with."""
    return [
        told_point(point, f"{session}  ·  {ratio(place, len(points))}", "") for place, point in enumerate(points, 1)
    ]


def _card(idea: Record, votes: Mapping[str, int] | None) -> Card:
    blocks = tuple(
        Block(part, say(f"room.{part}"), idea[part], say(f"slides.mark.{part}")) for part in PARTS if idea[part]
    )
    told = say("slides.votes", n=votes.get(idea["id"], 0)) if votes is not None else ""
    return Card(f"{idea['letter'] or ''}{idea['number']}", blocks, told)
