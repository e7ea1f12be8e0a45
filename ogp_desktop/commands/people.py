"""`people import|find|export`, `checkin` and `anonymise`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Arrival, Desk
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.files.receipts import event_named
from ogp_desktop.services.participants import directory, registration, selection
from ogp_desktop.services.participants.list_columns import remember
from ogp_desktop.services.participants.list_rejected import write_rejected
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.services.personal import needs, privacy
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.registration import understood
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.sheets.listed_people import Rejected
    from ogp_desktop.sheets.registration import RegistrationList

Answer = dict[str, Any]


def import_people(given: Namespace) -> Answer:
    """Read a registration list; with --preview nothing is saved, with --undo the latest import is taken back."""
    if given.undo:
        with opened(Path(given.file)) as bench:
            noted = registration.undo_last(bench)
        return {"undone": noted["file"], "at": noted["at"], "added": noted["added"], "updated": noted["updated"]}
    listed = _listed(given)
    decisions: dict[int, registration.Decision] = dict.fromkeys(given.same or (), "same")
    with opened(Path(given.file)) as bench:
        if given.preview:
            found = registration.compare(bench, listed, decisions)
        else:
            found = registration.import_list(bench, listed, decisions)
            remember(listed)
    if given.rejected:
        write_rejected(listed, found.rejected, Path(given.rejected), given.lang)
    return _understood(listed, given.preview) | _told(found)


def _told(found: registration.Comparison) -> Answer:
    return {
        "added": len(found.rows("added")),
        "updated": len(found.rows("updated")),
        "unchanged": len(found.rows("unchanged")),
        "rejected": [_rejected(bad) for bad in found.rejected],
        "doubts": [_doubt(doubt) for doubt in found.doubts],
        "kept": [asdict(kept) for kept in found.kept],
    }


def _listed(given: Namespace) -> RegistrationList:
    """Return the list, its titles and columns as --header and --column say, else as they were read the last time."""
    listed = registration.read_list(Path(given.list), given.encoding or "")
    if given.header is not None:
        listed = registration.pointed(listed, given.header)
    mapping = dict(listed.mapping)
    for told in given.column or ():
        title, _, field = told.rpartition("=")
        if title not in listed.headers or field not in (*columns.fields(), ""):
            raise Trouble("column_unknown", title=title, field=field, fields=list(columns.fields()))
        mapping = {column: name for column, name in mapping.items() if name != field}
        mapping[listed.headers.index(title)] = field
    mapping = {column: field for column, field in mapping.items() if field}
    if mapping != listed.mapping:
        listed = understood(listed.table, listed.file_sha256, mapping, listed.file, listed.header_row)
    registration.require_names(listed)
    return listed


def _understood(listed: RegistrationList, in_full: bool) -> Answer:
    told: Answer = {"read": len(listed.people), "ignored": listed.ignored}
    if in_full:
        told |= {
            "header_row": listed.header_row,
            "encoding": listed.table.encoding,
            "columns": {listed.headers[column]: field for column, field in listed.mapping.items()},
            "first": [shown_name(person._asdict()) for person in listed.people[:5]],
        }
    return told


def _rejected(bad: Rejected) -> Answer:
    told: Answer = {"row": bad.row, "reason": bad.reason}
    return told if bad.other is None else told | {"other": bad.other}


def _doubt(doubt: registration.Doubt) -> Answer:
    other = {"other_row": doubt.other_row} if doubt.other_row is not None else {"person": doubt.other}
    told = {"row": doubt.row, "name": doubt.name, "reasons": list(doubt.reasons), "other": doubt.other_name}
    return told | other | {"decided": doubt.decided or "other"}


def select(given: Namespace) -> Answer:
    """Note whether a person is retained, on the waiting list or refused, and by which criterion."""
    with opened(Path(given.file)) as bench:
        person = selection.select(bench, given.person, given.state, given.criterion or "")
    return {"person": person["id"], "name": shown_name(person), "state": given.state, "criterion": given.criterion}


def identified(given: Namespace) -> Answer:
    """Tell, or note, how the participants of the event were identified."""
    with opened(Path(given.file)) as bench:
        if given.text is not None:
            selection.note_identification(bench, given.text)
        return {"identification": selection.identification(bench), "counts": selection.counts(bench)}


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


def purge_needs(given: Namespace) -> Answer:
    """Erase all access needs of an event, or of those that are over; at once, and for good."""
    with opened(Path(given.file)) as bench:
        events = [event_named(bench, given.event)["id"]] if given.event else None
        return asdict(needs.purge(bench, events))


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
