"""`people import|find|export`, `checkin` and `anonymise`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services import directory, privacy, registration
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk import Arrival, Desk
from ogp_desktop.services.exports import Exports
from ogp_desktop.services.people import People, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.sheets.registration import RegistrationList

Answer = dict[str, Any]


def import_people(given: Namespace) -> Answer:
    """Read a registration list; with --preview nothing is saved."""
    listed = registration.preview(Path(given.list))
    if given.preview:
        return _previewed(listed)
    with opened(Path(given.file)) as bench:
        result = registration.import_list(bench, listed)
    return {
        "read": result.read,
        "added": len(result.added),
        "updated": len(result.updated),
        "unchanged": len(result.unchanged),
        "rejected": [{"row": bad.row, "reason": bad.reason} for bad in result.rejected],
        "ignored": listed.ignored,
    }


def _previewed(listed: RegistrationList) -> Answer:
    return {
        "read": len(listed.people),
        "header_row": listed.header_row,
        "columns": {listed.headers[column]: field for column, field in listed.mapping.items()},
        "ignored": listed.ignored,
        "rejected": [{"row": bad.row, "reason": bad.reason} for bad in listed.rejected],
        "first": [shown_name(person.__dict__) for person in listed.people[:5]],
    }


def find(given: Namespace) -> Answer:
    """Find people by the first letters of their names."""
    with opened(Path(given.file)) as bench:
        found = People(bench).find(given.text)
        badges = privacy.badges(bench)
        operators = directory.operators(bench, given.text)
    return {
        "people": [
            {
                "id": person["id"],
                "badge": badges.get((person["id"], person["scope"])),
                "name": shown_name(person),
                "organisation": person["organisation"],
                "state": "arrived" if person["arrived"] else "expected",
            }
            for person in found
        ],
        "operators": [{"id": operator["id"], "name": shown_name(operator)} for operator in operators],
    }


def export(given: Namespace) -> Answer:
    """Write the people as one of the four faces may see them."""
    with opened(Path(given.file)) as bench:
        return {"rows": Exports(bench, given.lang).people(Path(given.out), given.face), "path": given.out}


def checkin(given: Namespace) -> Answer:
    """Note one arrival, and tell where the person is awaited."""
    with opened(Path(given.file)) as bench:
        desk = Desk(bench)
        if given.code:
            arrival = desk.check_in_by_code(given.code, given.at)
        else:
            arrival = desk.check_in_by_name(given.name, given.at)
        session = queries.record(bench.register.conn, "session", arrival.person.get("session") or "")
    return arrived(arrival) | {"desk": arrival.desk, "session": session["number"] if session else None}


def anonymise(given: Namespace) -> Answer:
    """Erase one person, or everyone of the events before a day; at once, and for good."""
    with opened(Path(given.file)) as bench:
        if given.person:
            certificate = privacy.erase_person(bench, given.person)
        else:
            certificate = privacy.erase_before(bench, given.before)
    return asdict(certificate)


def arrived(arrival: Arrival) -> Answer:
    """Return an arrival as the command tells it."""
    person = {"id": arrival.person["id"], "name": shown_name(arrival.person)}
    return {"person": person, "first_time": arrival.first_time, "at": arrival.at}
