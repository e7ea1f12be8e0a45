"""Papers of the exchange: the paper key (clé de secours) and the opening words of laptops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.plan.keys import on_paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.files.handover import Handed
    from ogp_desktop.services.plan.keys import Making
    from ogp_desktop.services.plan.laptops import Made


def write_rescue_page(making: Making, lang: str, path: Path) -> int:
    """Write the page that goes into an envelope: the paper key as text and as a code; returns the pages."""
    from ogp_desktop.documents.rescue_page import RescuePage, write_rescue_page

    told = RescuePage(making.paper, on_paper(making.paper), plan_words(making))
    return write_rescue_page(told, lang, path)


def plan_words(making: Making) -> str:
    """Return the four words that tell the plan's keys from another's."""
    return words_of(making.private.signing_key.public)


def code_rows(text: str) -> list[bytes]:
    """Return the modules of a text's QR code line by line, 1 where dark."""
    from ogp_desktop.documents.code import rows_of

    return rows_of(text)


def write_opening_words(event: str, made: Sequence[Made], lang: str, path: Path) -> int:
    """Write one strip a laptop with the words that open its keys; returns the pages."""
    from ogp_desktop.documents.opening_words import Strip, write_opening_words

    strips = [Strip(each.label, each.register.name, each.words) for each in made if each.words]
    return write_opening_words(event, strips, lang, path)


def write_slip(bench: Bench, handed: Handed, lang: str, path: Path) -> int:
    """Write the slip of a hand-over as a page to print; returns the pages."""
    from ogp_desktop.documents.slip_page import SlipPage, write_slip_page

    event, slip = Reference(bench).event, handed.slip
    told = SlipPage(
        code=slip.code,
        words=slip.words,
        event=titled(event, "title", lang) or slip.event,
        label=words.computer(lang, slip.label),
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
