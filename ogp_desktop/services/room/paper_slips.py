"""Paper slips: a pile of ideas written by hand is typed after the debate, each under its slip's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.workshop import PAPER, Record, Workshop, short_number, slip_of
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ogp_desktop.services.compose import Bench

SLIP_LIMIT = 20
"""Characters of a slip's number."""

_ENDS_IN_NUMBER = re.compile(r"(.*?)(\d{1,9})$")


class PaperSlips:
    """The use cases of who types a pile of slips in one session."""

    def __init__(self, bench: Bench, session: Record) -> None:
        self._bench, self._session = bench, session
        self._workshop = Workshop(bench)

    def entered(self) -> list[Record]:
        """Return the ideas that came from slips, the one typed last first."""
        found = queries.records(
            self._bench.register.conn, "idea", "number, id", session=self._session["id"], source=PAPER
        )
        return found[::-1]

    def next_slip(self) -> str:
        """Return the number that follows the slip typed last, as it is printed; the first one's where none was."""
        typed = next((idea["source_id"] for idea in self.entered() if idea["source_id"]), "")
        found = _ENDS_IN_NUMBER.match(typed)
        return f"{found[1]}{int(found[2]) + 1}" if found else slip_of(self._session, "1")

    def enter(self, slip: str, texts: Mapping[str, str], category: str = "") -> str:
        """Save the idea of a slip with its origin; returns its id.

        Raises `Trouble` when nothing is written on it, or the same slip was typed before.
        """
        number = intake_name(slip)[:SLIP_LIMIT]
        kept = slip_of(self._session, number) if number else None
        for idea in self.entered() if kept else ():
            if idea["source_id"] == kept:
                raise Trouble("slip_entered", slip=kept, number=short_number(idea))
        return self._workshop.add(self._session, texts, category, more={"source": PAPER, "source_id": kept})
