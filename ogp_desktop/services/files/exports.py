"""Exports: people and ideas as sheets, each face seeing what it may (`domain.md` §6)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.people import People, Record
from ogp_desktop.services.personal import consent
from ogp_desktop.services.personal.masking import hidden, masked
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.workshop import Workshop, idea_number
from ogp_desktop.sheets.writing import Column, Look, write_rows
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.services.compose import Bench

_NAMES = ("title", "family_name", "given_name", "family_name_ar", "given_name_ar")
_PRIVATE = ("email", "phone", "access_need")
_PARTS = ("problem", "solution", "result")
_PEOPLE: dict[str, tuple[str, ...]] = {
    "internal": (
        *("number", *_NAMES, "organisation", "category", "region", "gender", "language", "role"),
        *(*_PRIVATE, "group", "selection", "criterion", "arrived"),
        *(f"agrees_{purpose}" for purpose in consent.ASKED),
    ),
    "partner": ("number", *_NAMES, "organisation", "category", "group"),
    "copil": ("number", "organisation", "category", "region", "role"),
    "public": ("category", "registered", "present"),
}
_IDEAS = (
    *("id", "number", "source", "source_id", "session", "theme", *_PARTS, "language", "category"),
    *("links", "votes", "proposal", "answer", "withdrawn"),
)
_ANSWERS = {True: "agrees", False: "refuses", None: ""}
_WIDE = {"problem": 46, "solution": 46, "result": 36, "organisation": 30, "category": 22, "theme": 26, "email": 24}


class Exports:
    """Sheets out of one register, in one language."""

    def __init__(self, bench: Bench, lang: str) -> None:
        self._bench = bench
        self._lang = lang
        self._words = words.catalogue("sheets", lang)

    def people(self, path: Path, face: str) -> int:
        """Write the people as `face` may see them; returns the number of rows.

        Partners see the names of those who agreed to it; who does not want to take part stands on no list that
        leaves the organisers; the public sees counts only, the small ones masked (`services.masking`).
        """
        _require(face)
        answers = consent.everyones_answers(self._bench)
        everyone = [self._told(person, answers.get(person["id"], {})) for person in People(self._bench).everyone()]
        if face == "public":
            rows: list[Record] = public_counts(everyone)
        elif face == "partner":
            rows = [person for person in everyone if consent.shared_with_partners(answers.get(person["id"], {}))]
        elif face == "copil":
            rows = [person for person in everyone if consent.takes_part(answers.get(person["id"], {}))]
        else:
            rows = everyone
        self._write(path, _PEOPLE[face], rows, "people")
        return len(rows)

    def _told(self, person: Record, answers: dict[str, bool]) -> Record:
        sessions = {session["id"]: session for session in Workshop(self._bench).sessions()}
        group = sessions.get(person.get("session") or "")
        return person | {
            "category": self._title("category", person["category"]) or person["category_typed"],
            "region": self._title("region", person["region"]) or person["region_typed"],
            "gender": self._words.get(f"gender_{person['gender']}", ""),
            "access_need": person.get("note"),
            "selection": self._words.get(f"selection_{person.get('selection')}", ""),
            "group": group["number"] if group else None,
            "arrived": (person["arrived"] or "")[11:16],
            **{f"agrees_{purpose}": self._words.get(_ANSWERS[answers.get(purpose)], "") for purpose in consent.ASKED},
        }

    def ideas(self, path: Path, face: str) -> int:
        """Write every idea, one row each, byte for byte as saved; returns the number of rows.

        Its theme is that of its session, or the one for which it was noted there.
        In public the category of who spoke is not told where so few of it are here that it would name them.
        """
        _require(face)
        few = self._categories_of_few() if face == "public" else frozenset()
        workshop = Workshop(self._bench)
        conn = self._bench.register.conn
        codes = {event["id"]: event["code"] for event in queries.records(conn, "event")}
        sessions = {session["id"]: session for session in workshop.sessions()}
        links, votes = self._links(), self._votes(sessions.values())
        rows = []
        for idea in workshop.ideas():
            session = sessions.get(idea["session"]) or {"number": "?", "id": None}
            languages = dict.fromkeys(filter(None, (idea[f"{part}_language"] for part in _PARTS)))
            told: Record = {
                "id": idea["id"],
                "number": idea_number(idea, session, codes.get(idea["scope"], "?")),
                "source": idea["source"],
                "source_id": idea["source_id"],
                "session": session["number"],
                "theme": self._title("theme", idea["theme"] or session.get("theme")),
                **{part: idea[part] for part in _PARTS},
                "language": "+".join(languages),
                "category": None if idea["category"] in few else self._title("category", idea["category"]),
                "links": links.get(idea["id"], []),
                "votes": votes.get(idea["id"]),
                "proposal": None,
                "answer": None,
                "withdrawn": idea["withdrawn_reason"] if idea["withdrawn_at"] else None,
            }
            rows.append(told)
        self._write(path, _IDEAS, rows, "ideas")
        return len(rows)

    def _votes(self, sessions: Iterable[Record]) -> dict[str, int]:
        """Return what was counted in polls that are closed: an open one tells nobody its totals."""
        polls = (Polls(self._bench).of(session) for session in sessions)
        return {idea: count for poll in polls if poll and not poll.is_open for idea, count in poll.votes.items()}

    def _categories_of_few(self) -> frozenset[str]:
        """Return the categories of which too few people are registered, or here, for one to hide among them."""
        everyone = People(self._bench).everyone()
        names = sorted({person["category"] for person in everyone if person["category"]})
        registered = Counter(person["category"] for person in everyone)
        present = Counter(person["category"] for person in everyone if person["arrived"])
        places = hidden([registered[name] for name in names]) | hidden([present[name] for name in names])
        return frozenset(names[place] for place in places)

    def _links(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for link in queries.records(self._bench.register.conn, "idea_link"):
            for one, other in ((link["a"], link["b"]), (link["b"], link["a"])):
                found.setdefault(one, []).append(f"{link['relation']} {other}")
        return found

    def _title(self, kind: str, row: str | None) -> str | None:
        record = queries.record(self._bench.register.conn, kind, row) if row else None
        return titled(record, "title", self._lang) or None if record else None

    def _write(self, path: Path, keys: tuple[str, ...], rows: list[Record], sheet: str) -> None:
        columns = [Column(key, self._words[key], _WIDE.get(key, 16)) for key in keys]
        name = sheet if path.suffix.lower() == ".json" else self._words[f"sheet_{sheet}"]
        write_rows(path, columns, rows, Look(name, self._lang == "ar"))


def _require(face: str) -> None:
    if face not in _PEOPLE:
        raise Trouble("face_unknown", face=face, known=list(_PEOPLE))


def public_counts(people: list[Record]) -> list[Record]:
    """Return registered and present people by category, small counts masked."""
    registered = Counter(person["category"] or "—" for person in people)
    present = Counter(person["category"] or "—" for person in people if person["arrived"])
    names = sorted(registered)
    columns = {
        "registered": masked([registered[name] for name in names]),
        "present": masked([present[name] for name in names]),
    }
    return [
        {"category": name, **{column: told[place] for column, told in columns.items()}}
        for place, name in enumerate(names)
    ]
