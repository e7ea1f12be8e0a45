"""Reference data as screens show it: the event, categories, sessions, and how people are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.domain.text.titles import RECORDED, titled
from ogp_desktop.services.participants.people import full_names, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record


class Reference:
    """What changes rarely, read once and again when a screen shows its state anew."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.event: Record = {}
        self.categories: list[Record] = []
        self.sessions: list[Record] = []
        self.themes: list[Record] = []
        self._titles: dict[str, Record] = {}
        self.read()

    def read(self) -> None:
        """Read it."""
        conn = self._bench.register.conn
        named = self._bench.register.event
        found = queries.record(conn, "event", named) if named else next(iter(queries.records(conn, "plan")), None)
        blank = {f"{name}_{lang}": None for name in ("title", "city") for lang in RECORDED}
        self.event = {**blank, "demonstration": None, "names_allowed": None, "code": "", "date": None, **(found or {})}
        self.categories = queries.records(conn, "category", "title_fr")
        self.themes = queries.records(conn, "theme", "title_fr")
        scope = {"scope": named} if named else {}
        self.sessions = queries.records(conn, "session", "number", **scope)
        known = [*self.categories, *queries.records(conn, "region"), *self.sessions, *self.themes]
        self._titles = {record["id"]: record for record in known}

    def title(self, field: str, record: Record, lang: str = "fr") -> str:
        """Return the title of what a field refers to, or what was typed where nothing is known."""
        known = self._titles.get(record.get(field) or "")
        return titled(known, "title", lang) if known else str(record.get(f"{field}_typed") or "")

    def session(self, row: str | None) -> Record | None:
        """Return a session by its id."""
        return next((session for session in self.sessions if session["id"] == row), None)

    def script_name(self, person: Record, lang: str) -> str:
        """Return a person's name in the script of a language where it is known, else in the other."""
        names = full_names(person)
        wanted = [name for name in names if is_right_to_left(name) == (lang == "ar")]
        return (wanted or names or [shown_name(person)])[0]

    def name_field(self, part: str, text: str) -> str:
        """Return the field a name belongs to by its script."""
        return f"{part}_ar" if is_right_to_left(text) else part
