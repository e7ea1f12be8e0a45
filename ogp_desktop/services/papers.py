"""Papers of the exchange: the paper key (clé de secours) and the slip of a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.exchange.slip import words_of
from ogp_desktop.services.keys import on_paper

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.keys import Making


def write_rescue_page(making: Making, lang: str, path: Path) -> int:
    """Write the page that goes into an envelope: the paper key as text and as a code; returns the pages."""
    from ogp_desktop.documents.rescue_page import RescuePage, write_rescue_page

    told = RescuePage(making.paper, on_paper(making.paper), words_of(making.private.signing_key.public))
    return write_rescue_page(told, lang, path)
