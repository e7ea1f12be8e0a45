"""The workshop: ideas are said, numbered, corrected, linked and withdrawn; conclusions are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain import ids
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED, intake, intake_name
from ogp_desktop.domain.text.numbers import western_digits
from ogp_desktop.domain.text.titles import every_title
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.ties import RELATIONS, Ties
from ogp_desktop.storage import numbering, queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.sheets.ideas import ListedIdea
    from ogp_desktop.sheets.listed_people import Rejected
    from ogp_desktop.storage.act import Act

Record = queries.Record
PARTS = ("problem", "solution", "result")
PAPER = "papier"
"""The source of ideas that were written by hand: their `source_id` is session and slip, `2-17`."""


@dataclass
class IdeaImport:
    """What an import of ideas did, row by row."""

    read: int = 0
    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


class Workshop:
    """The use cases around what is said in the sessions of one event."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._ties = Ties(bench)

    def sessions(self) -> list[Record]:
        """Return the sessions of the register's event, the plenary first."""
        scope = {"scope": self._bench.register.event} if self._bench.register.event else {}
        return queries.records(self._bench.register.conn, "session", "number", **scope)

    def session(self, named: str) -> Record:
        """Return the session of that number or id; raises `Trouble` naming those there are."""
        sessions = self.sessions()
        for session in sessions:
            if named in (session["id"], str(session["number"])):
                return session
        known = [session["number"] for session in sessions]
        raise Trouble("session_unknown", session=named, known=known or "—")

    def ideas(self, session: str | None = None) -> list[Record]:
        """Return the ideas of a session, or all, in the order of their numbers, withdrawn ones included."""
        wanted = {"session": session} if session else {}
        return queries.records(self._bench.register.conn, "idea", "session, number, letter, id", **wanted)

    def add(
        self,
        session: Record,
        texts: Mapping[str, str],
        category: str = "",
        at: str | None = None,
        more: Mapping[str, Value] | None = None,
        ties: Mapping[str, str] | None = None,
    ) -> str:
        """Save one idea and return its id; what is said now gets the next number, for ever.

        `more` tells the `theme` of another room where the idea belongs there, the `source` and `source_id` of
        what was not said aloud; `ties` say by the ids of ideas how it is tied to them.
        """
        told: dict[str, Value] = {"category": self.category(category), "said_at": at, **(more or {})}
        with self._bench.register.act(self._bench.author) as act:
            row = self._add(act, session, texts, told)
            self._ties.say_all(act, row, ties or {})
        return row

    def add_chain(self, session: Record, problem: str, others: Mapping[str, Sequence[str]], category: str) -> list[str]:
        """Save a problem with its solutions and results: one idea for each further solution of the problem."""
        solutions, results = list(others["solution"]), list(others["result"])
        told = {
            "category": self.category(category),
            "said_at": self._bench.now().isoformat(timespec="seconds"),
        }
        added = []
        with self._bench.register.act(self._bench.author) as act:
            for place in range(max(1, len(solutions), len(results))):
                parts = {"solution": solutions[place : place + 1], "result": results[place : place + 1]}
                texts = {"problem": problem} | {name: "".join(text) for name, text in parts.items()}
                added.append(self._add(act, session, texts, told, ahead=place))
        return added

    def _add(
        self, act: Act, session: Record, texts: Mapping[str, str], more: Mapping[str, Value], ahead: int = 0
    ) -> str:
        told = written_parts(texts)
        if not any(told.get(part) for part in PARTS):
            raise Trouble("idea_empty")
        letter = self._bench.device.letter
        number = self.next_number(session["id"]) + ahead
        told |= {"session": session["id"], "number": number, "letter": letter or None}
        return act.new("idea", told | dict(more))

    def next_number(self, session: str) -> int:
        """Return the number of the next idea: never one that was given before, undone and withdrawn included."""
        letter = self._bench.device.letter or None
        return numbering.highest(self._bench.register.conn, "idea", session=session, letter=letter) + 1

    def is_said(self, session: Record, texts: Mapping[str, str]) -> bool:
        """Say whether a session has an idea with exactly these texts."""
        told = written_parts(texts)
        return any(all(idea[part] == told[part] for part in texts) for idea in self.ideas(session["id"]))

    def seen(self, idea: Record) -> dict[str, list[str]]:
        """Return what someone who reads an idea now has seen: a later correction replaces that and no more."""
        return self._bench.register.row("idea", idea["id"], idea["scope"]).seen()

    def edit(
        self,
        idea: str,
        texts: Mapping[str, str],
        seen: dict[str, list[str]] | None = None,
        ties: Mapping[str, str] | None = None,
    ) -> str:
        """Change texts and ties of an idea, replacing what its author saw; returns the act, for undo."""
        with self._bench.register.act(self._bench.author) as act:
            if texts:
                act.set("idea", idea, written_parts(texts), seen)
            self._ties.say_all(act, idea, ties or {})
        return act.batch

    def park(self, idea: str, theme: str) -> None:
        """Say that an idea belongs to another theme's room, or with none to this one; it keeps its number here."""
        with self._bench.register.act(self._bench.author) as act:
            act.set("idea", idea, {"theme": theme or None})

    def withdraw(self, idea: str, reason: str, at: str) -> None:
        """Withdraw an idea: it stays under its number, with the hour and the reason."""
        with self._bench.register.act(self._bench.author) as act:
            act.set("idea", idea, {"withdrawn_at": at, "withdrawn_reason": intake(reason)})

    def link(self, one: str, other: str, relation: str) -> str:
        """Say how two ideas are related; saying it again changes nothing."""
        if relation not in RELATIONS:
            raise Trouble("relation_unknown", relation=relation)
        with self._bench.register.act(self._bench.author) as act:
            return put(act, "idea_link", {"a": one, "b": other, "relation": relation})

    def category(self, typed: str) -> str | None:
        """Return the id of the category of that code, title or id; None when nothing is said."""
        if not typed:
            return None
        for category in queries.records(self._bench.register.conn, "category"):
            known = (category["id"], category["code"] or "", *every_title(category))
            if folded(typed) in {folded(name) for name in known if name}:
                return str(category["id"])
        raise Trouble("category_unknown", category=typed)

    def import_file(self, path: Path, source: str, otherwise: str = "0") -> IdeaImport:
        """Take the ideas of a file in one act; again means update, never doubles.

        `otherwise` is the number of the session of rows that name none.
        """
        from ogp_desktop.sheets.ideas import read_ideas
        from ogp_desktop.sheets.listed_people import Rejected

        listed = read_ideas(path)
        result = IdeaImport(read=len(listed.ideas), rejected=list(listed.rejected))
        known = {idea["id"] for idea in self.ideas()}
        by_source = {(i["source"], i["source_id"]): i["id"] for i in self.ideas() if i["source_id"]}
        ahead: dict[str, int] = {}
        sessions = {name: s for s in self.sessions() for name in (s["id"], str(s["number"]), *every_title(s))}
        origin = PAPER if folded(source) == PAPER else intake_name(source)
        with self._bench.register.act(self._bench.author) as act:
            for row_of_file in listed.ideas:
                named = row_of_file.session
                session = sessions.get(named or otherwise) or sessions.get(named.split(" ")[0])
                idea = _from_slip(row_of_file, session) if origin == PAPER else row_of_file
                row = by_source.get((origin, idea.source_id))
                row = row or ids.of_listed_row(listed.file_sha256, idea.row)
                if row in known:
                    outcome = self._update(act, row, idea)
                else:
                    if session is None:
                        result.rejected.append(Rejected(idea.row, "row_unknown_session"))
                        continue
                    place = ahead[session["id"]] = ahead.get(session["id"], -1) + 1
                    number = self.next_number(session["id"]) + place
                    act.new("idea", self._listed(idea, session, origin) | {"number": number}, row)
                    outcome = "added"
                getattr(result, outcome).append(idea.row)
        return result

    def _listed(self, idea: ListedIdea, session: Record, source: str) -> dict[str, Value]:
        told = written_parts({part: getattr(idea, part) for part in PARTS if getattr(idea, part)})
        more: dict[str, Any] = {
            "session": session["id"],
            "source": source,
            "source_id": idea.source_id or None,
            "to_split": True if idea.to_split else None,
            "category": self._category_or_none(idea.category),
        }
        return told | more

    def _category_or_none(self, typed: str) -> str | None:
        try:
            return self.category(typed)
        except Trouble:
            return None

    def _update(self, act: Act, row: str, idea: ListedIdea) -> str:
        standing = act.row("idea", row)
        texts = {part: getattr(idea, part) for part in PARTS}
        changed = {part: text for part, text in texts.items() if text and standing.value(part) != text}
        if changed:
            act.set("idea", row, written_parts(changed))
        return "updated" if changed else "unchanged"


def written_parts(texts: Mapping[str, str]) -> dict[str, Value]:
    """Return the texts as they are kept, each with a first guess of its language; empty ones are null."""
    from ogp_desktop.language.guess import guessed_language

    told: dict[str, Value] = {}
    for part, text in texts.items():
        if part not in PARTS:
            raise KeyError(part)
        kept = intake(text).strip("\n ")
        if len(kept.encode()) > BYTES_LIMIT_IMPORTED:
            raise Trouble("text_too_long", limit=BYTES_LIMIT_IMPORTED // 1024)
        told[part] = kept or None
        told[f"{part}_language"] = guessed_language(kept)
    return told


def idea_number(idea: Record, session: Record, event_code: str) -> str:
    """Return an idea's number as people say it: `DEM-3-23`, or `DEM-3A-23` with two laptops in a room."""
    return f"{event_code}-{session['number']}{idea['letter'] or ''}-{idea['number']}"


def short_number(idea: Record) -> str:
    """Return an idea's number as its own room says it: `23`, or `A23` with two laptops in a room."""
    return f"{idea['letter'] or ''}{idea['number']}"


def _from_slip(idea: ListedIdea, session: Record | None) -> ListedIdea:
    """Return an idea that was on paper, under its slip's number as it is kept."""
    if session is None or not idea.source_id:
        return idea
    return replace(idea, source_id=slip_of(session, idea.source_id))


def slip_of(session: Record, typed: str) -> str:
    """Return a paper slip's number as it is kept, `2-17`: a slip belongs to a session even where it only says 17."""
    number = western_digits(typed).strip()
    return number if number.startswith(f"{session['number']}-") else f"{session['number']}-{number}"
