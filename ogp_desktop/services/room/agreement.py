"""The room's agreement: conclusions are read to it; it agrees, or says what it does not agree with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import Record, Workshop, short_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

_FIELDS = ("read_at", "agreed_at", "reserves")


@dataclass(frozen=True)
class Disagreement:
    """What somebody in the room does not agree with; `about` are ids of conclusions and ideas.

    `numbers` are those of the ideas concerned, as a room says them: `7`, or `A7` with two computers.
    """

    id: str
    text: str
    about: tuple[str, ...]
    numbers: tuple[str, ...]
    at: str


@dataclass(frozen=True)
class Agreed:
    """What a room said of its conclusions: ISO moments, "" where it did not come to that."""

    read_at: str = ""
    agreed_at: str = ""
    reserves: str = ""
    disagreements: tuple[Disagreement, ...] = ()


class Agreement:
    """The use cases of "lecture et accord de la salle"; each writes one act, whose batch it returns, for undo."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def of(self, session: Record) -> Agreed:
        """Return what stands for a session."""
        conn = self._bench.register.conn
        told = queries.record(conn, "agreement", session["id"]) or {}
        numbers = self._numbers(session)
        noted = queries.records(conn, "disagreement", "at, id", session=session["id"])
        return Agreed(
            told.get("read_at") or "",
            told.get("agreed_at") or "",
            told.get("reserves") or "",
            tuple(
                Disagreement(
                    each["id"],
                    each["text"] or "",
                    tuple(each["about"] or ()),
                    tuple(dict.fromkeys(n for row in each["about"] or () for n in numbers.get(row, ()))),
                    each["at"] or "",
                )
                for each in noted
            ),
        )

    def conclude(self, session: Record, part: str, text: str, sources: Iterable[str]) -> str:
        """Add a conclusion drawn from several ideas; returns its id."""
        return Restitution(self._bench).conclude(session, part, text, sources)

    def read_out(self, session: Record, at: str | None = None) -> str:
        """Say that the conclusions were read to the room; said again, the hour is the later one."""
        return self._say(session, {"read_at": at or self._now()})

    def agree(self, session: Record, at: str | None = None) -> str:
        """Say that the room agrees, under the reserves and disagreements that are noted."""
        moment = at or self._now()
        read = {} if self.of(session).read_at else {"read_at": moment}
        return self._say(session, {**read, "agreed_at": moment})

    def accept(self, session: Record, conclusion: str, at: str | None = None) -> str:
        """Say that a conclusion was read and accepted; with the last one, that the room agrees.

        One that was accepted before, or is told no more, stays so: the act is then empty.
        """
        moment = at or self._now()
        told = queries.records(self._bench.register.conn, "conclusion", session=session["id"])
        unread = [each["id"] for each in told if not each["read_at"]]
        left = [each for each in unread if each != conclusion]
        if conclusion not in unread:
            return ""
        with self._bench.register.act(self._bench.author) as act:
            act.set("conclusion", conclusion, {"read_at": moment})
            if not left:
                self._tell(act, session, {"read_at": moment, "agreed_at": moment})
        return act.batch

    def reserve(self, session: Record, text: str, seen: dict[str, list[str]] | None = None) -> str:
        """Note the room's reserves in its own words; empty takes them back."""
        return self._say(session, {"reserves": intake(text).strip() or None}, seen)

    def disagree(self, session: Record, text: str, about: Iterable[str] = (), at: str | None = None) -> str:
        """Note what somebody does not agree with; returns its id. Raises `Trouble` when nothing is said."""
        said: dict[str, Value] = {
            "session": session["id"],
            "text": _words(text),
            "about": list(about),
            "at": at or self._now(),
        }
        with self._bench.register.act(self._bench.author) as act:
            return act.new("disagreement", said)

    def reword(self, disagreement: str, text: str, seen: dict[str, list[str]] | None = None) -> str:
        """Note a disagreement in other words."""
        with self._bench.register.act(self._bench.author) as act:
            act.set("disagreement", disagreement, {"text": _words(text)}, seen)
        return act.batch

    def settle(self, disagreement: str) -> str:
        """Take a disagreement off the minutes, if it stands there: the room found its words."""
        if queries.record(self._bench.register.conn, "disagreement", disagreement) is None:
            return ""
        with self._bench.register.act(self._bench.author) as act:
            act.delete("disagreement", disagreement)
        return act.batch

    def _say(self, session: Record, told: dict[str, Value], seen: dict[str, list[str]] | None = None) -> str:
        with self._bench.register.act(self._bench.author) as act:
            self._tell(act, session, told, seen)
        return act.batch

    def _tell(
        self, act: Act, session: Record, told: dict[str, Value], seen: dict[str, list[str]] | None = None
    ) -> None:
        standing = act.row("agreement", session["id"])
        if not standing.seen():
            act.new("agreement", told, session["id"])
        elif standing.is_deleted:  # undone: what was said then does not come back with it
            act.set("agreement", session["id"], dict.fromkeys(_FIELDS) | told)
        else:
            act.set("agreement", session["id"], told, seen)

    def _now(self) -> str:
        return self._bench.now().isoformat(timespec="seconds")

    def _numbers(self, session: Record) -> dict[str, tuple[str, ...]]:
        """Return the numbers that an idea, or a conclusion by its sources, stands for."""
        said = Workshop(self._bench).ideas(session["id"])
        found: dict[str, tuple[str, ...]] = {idea["id"]: (short_number(idea),) for idea in said}
        drawn = queries.records(self._bench.register.conn, "conclusion", "order, id", session=session["id"])
        for told in drawn:
            found[told["id"]] = tuple(n for source in told["sources"] or () for n in found.get(source, ()))
        return found


def _words(text: str) -> str:
    words = intake(text).strip()
    if not words:
        raise Trouble("disagreement_empty")
    return words
