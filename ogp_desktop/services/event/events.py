"""The events of this computer: the files it knows, what each is, and a new one."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.keeping import last_day
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.titles import RECORDED, TITLED, recorded
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backup_names, connection, queries
from ogp_desktop.storage.register import Register, check_header, is_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.room.workshop import Record

DEMONSTRATION = "demonstration.ogp"
LATE = "salle-3.ogpx"


class EventFile(NamedTuple):
    """A register file as the launcher shows it; `event` is None in a plan's register, and before the demonstration."""

    path: Path
    event: Record | None
    people: int = 0
    ideas: int = 0
    sessions: tuple[Record, ...] = ()
    demonstration: bool = False
    lost: str = ""
    """`missing` or `damaged`: the file cannot be opened, but there are backups of it."""
    post: str = ""
    """The post of the laptop that the file was made for, and its session; empty where it was made for none."""
    session: int | None = None


def known_files(recent: Iterable[str]) -> list[EventFile]:
    """Return the event files of this computer and those opened lately that are still there; the demonstration last."""
    found = {path.resolve(): None for path in map(Path, recent) if path.is_file() or backup_names.of(path)}
    found.update(dict.fromkeys(path.resolve() for path in sorted(folder().glob("*.ogp"))))
    demo = (folder() / DEMONSTRATION).resolve()
    found.pop(demo, None)
    files = [known for path in found if (known := summary(path)) is not None]
    return [*files, summary(demo) or EventFile(demo, None, demonstration=True)]


def summary(path: Path) -> EventFile | None:
    """Return what a file is, None when it is not a readable register."""
    if not path.is_file():
        return EventFile(path, None, lost="missing") if backup_names.of(path) else None
    try:
        check_header(path)
        settle(path)
        register = Register(path, None)
    except Trouble:
        return EventFile(path, None, lost="damaged") if backup_names.of(path) else None
    try:
        with register.looking():
            return _told(path, register)
    except (Trouble, connection.Unreadable):
        return EventFile(path, None, lost="damaged" if backup_names.of(path) else "")
    finally:
        register.close()


def settle(path: Path) -> None:
    """Let a commit that a crash interrupted be taken back, where nobody has the file open: who only reads cannot."""
    if is_unfinished(path):
        with suppress(Trouble):
            Register.open_at(path).close()


def require_readable(path: Path) -> None:
    """Raise `Trouble` with the reason when a file is no register that this program can open."""
    check_header(path)


def _told(path: Path, register: Register) -> EventFile | None:
    conn = register.conn
    event = next(iter(queries.records(conn, "event", "date")), None) if queries.is_event(conn) else None
    sessions = tuple(queries.records(conn, "session", "number")) if event else ()
    counts = queries.counts(conn)
    is_demo = bool(event and event["demonstration"])
    told = EventFile(path, event, counts.get("participant", 0), counts.get("idea", 0), sessions, is_demo)
    if register.noted("device") is None:
        return told
    from ogp_desktop.services.plan.meant import meant_in

    meant = meant_in(register, path)
    return told._replace(post=meant.post, session=meant.session) if meant else told


def folder() -> Path:
    """Return where this computer keeps its events."""
    return paths.home() / "events"


def _make_folder() -> None:
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble("home_unwritable", folder=str(paths.home())) from error


def ensure_demonstration() -> Path:
    """Return the demonstration event's file, made at the first use."""
    path = folder() / DEMONSTRATION
    if not path.exists():
        from ogp_desktop.services.event import demonstration

        _make_folder()
        demonstration.event(path)
    return path


def late_parcel(register: Path) -> Path:
    """Return where a parcel waits that belongs to the demonstration's register; elsewhere there is none."""
    return register.with_suffix("") / LATE


class NewEvent(NamedTuple):
    """What is asked about a new event; `template` is the description it begins with.

    `names_allowed` lets the text of an idea name somebody who is there; otherwise the room is told of it.
    """

    template: Path
    title_fr: str
    title_ar: str
    city: str
    date: str
    workshops: tuple[str, ...]
    names_allowed: bool = False
    kept_until: str = ""
    """The last day on which personal data are kept; empty for the usual one."""


def templates(lang: str = RECORDED[0]) -> dict[str, Path]:
    """Return the shipped descriptions of events, by their title."""
    from ogp_desktop.services.event import creation

    found = {}
    for path in sorted((paths.resources() / "sample" / "events").glob("*.json")):
        found[_title_in(creation.read_description(path)["title"], lang)] = path
    return found


def _title_in(titles: dict[str, str], lang: str) -> str:
    """Return a title of a description in a language, else as its readers are shown it."""
    return str(titles.get(lang) or titles[recorded(lang)])


def asked(template: Path, lang: str = RECORDED[0]) -> NewEvent:
    """Return what a template answers already, its workshops in the language of who is asked."""
    from ogp_desktop.services.event import creation

    told = creation.read_description(template)
    try:
        workshops = tuple(_title_in(s["title"], lang) for s in told["sessions"] if s["sort"] == "workshop")
        titles, city, date = told["title"], told["city"]["fr"], told.get("date") or ""
        names_allowed, kept = bool(told.get("names_allowed")), told.get("kept_until") or ""
        return NewEvent(template, titles["fr"], titles["ar"], city, date, workshops, names_allowed, kept)
    except (KeyError, TypeError) as error:
        raise Trouble("description_unreadable", file=template.name) from error


def _kept_until(new: NewEvent, date: str | None) -> str | None:
    """Return the last day where it is not the usual one; raises `Trouble` where it is none, or before the event."""
    last, usual = _date(new.kept_until), last_day(None, date)
    if last and date and last < date:
        raise Trouble("kept_before_event", text=new.kept_until)
    return last if last and (usual is None or last != usual.isoformat()) else None


def create(new: NewEvent) -> Path:
    """Create an event's register in the events folder and return its file; raises `Trouble` with the reason."""
    from ogp_desktop.services.event import creation

    if not new.title_fr.strip():
        raise Trouble("event_without_title")
    date = _date(new.date)
    kept = _kept_until(new, date)
    told = creation.read_description(new.template)
    described: dict[str, Any] = {
        **told,
        "title": {"fr": new.title_fr.strip(), "ar": new.title_ar.strip() or new.title_fr.strip()},
        "city": {**told.get("city", {}), "fr": new.city.strip()},
        "date": date,
        "sessions": _sessions(told["sessions"], new.workshops),
        "names_allowed": new.names_allowed,
        "kept_until": kept,
    }
    if told["title"]["fr"] == new.title_fr.strip() and told["title"].get("en"):
        described["title"]["en"] = told["title"]["en"]
    answered = new._replace(date=date or "", kept_until=kept or "")
    same = any(asked(new.template, lang) == answered for lang in TITLED)
    if not same:  # who answers otherwise makes another event
        switched = [*(["names_allowed"] if new.names_allowed else []), *filter(None, [kept])]
        described |= {"id": ids.derive("event", new.title_fr, date or "", new.city, *switched), "code": _code(new)}
    path = _free(folder(), described)
    _make_folder()
    description = path.with_suffix(".json")
    described["plan"] = str(paths.resources() / "sample" / "plan.json")
    description.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    try:
        creation.new_event(path, description)
    finally:
        description.unlink()
    return path


def _date(text: str) -> str | None:
    if not text.strip():
        return None
    from ogp_desktop.domain.text.days import day_in

    try:
        day = day_in(text)
    except ValueError as error:
        raise Trouble("date_impossible", text=text.strip()) from error
    if day is None:
        raise Trouble("date_unreadable", text=text.strip())
    return day.isoformat()


def _code(new: NewEvent) -> str:
    """Return the three letters that stand in the numbers of ideas: the city's, or the title's."""
    letters = "".join(char for char in folded(new.city or new.title_fr).upper() if "A" <= char <= "Z")
    return (letters + "EVT")[:3]


def _sessions(told: list[dict[str, Any]], workshops: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the sessions with the workshops named; those of the template keep their room and theme."""
    others = [session for session in told if session["sort"] != "workshop"]
    known = [session for session in told if session["sort"] == "workshop"]
    named = []
    for place, title in enumerate(filter(None, (line.strip() for line in workshops))):
        session: dict[str, Any] = known[place] if place < len(known) else {"theme": None, "room": {}, "capacity": None}
        titles = session.get("title", {})
        same = title in titles.values()
        named.append({**session, "sort": "workshop", "title": titles if same else {"fr": title, "ar": title}})
    return [{**session, "number": number} for number, session in enumerate([*others, *named])]


def _free(where: Path, described: dict[str, Any]) -> Path:
    stem = "-".join(filter(None, (str(described.get("code", "event")).lower(), described["date"])))
    path, number = where / f"{stem}.ogp", 1
    while path.exists():
        number += 1
        path = where / f"{stem}-{number}.ogp"
    return path
