"""Papers of the exchange: the paper key (clé de secours) and the slip of a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.exchange.slip import words_of
from ogp_desktop.services.keys import on_paper
from ogp_desktop.services.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.handover import Handed
    from ogp_desktop.services.keys import Making


def write_rescue_page(making: Making, lang: str, path: Path) -> int:
    """Write the page that goes into an envelope: the paper key as text and as a code; returns the pages."""
    from ogp_desktop.documents.rescue_page import RescuePage, write_rescue_page

    told = RescuePage(making.paper, on_paper(making.paper), words_of(making.private.signing_key.public))
    return write_rescue_page(told, lang, path)


def write_slip(bench: Bench, handed: Handed, lang: str, path: Path) -> int:
    """Write the slip of a hand-over as a page to print; returns the pages."""
    from ogp_desktop.documents.slip_page import SlipPage, write_slip_page

    event, slip = Reference(bench).event, handed.slip
    told = SlipPage(
        code=slip.code,
        words=slip.words,
        event=titled(event, "title", lang) or slip.event,
        label=slip.label,
        at=handed.at,
        ideas=slip.ideas,
        people=slip.people,
        changes=slip.changes,
        last=slip.last,
        file=handed.file,
        encrypted=handed.encrypted,
        numbers=handed.numbers,
        demonstration=bool(event["demonstration"]),
    )
    return write_slip_page(told, lang, path)
