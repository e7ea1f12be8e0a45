"""Erasing people: nothing is left on any computer that learns of it, and what is counted stays."""

import datetime
import io
import json
import tempfile
import zipfile
from dataclasses import asdict

import pytest

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.desk.desk_papers import DeskPapers
from ogp_desktop.services.event import creation
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.files.receiving import hand_over, receive_all
from ogp_desktop.services.files.reports import session_report
from ogp_desktop.services.participants import directory, registration
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.personal import privacy, traces
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import erasure, queries

NAME, GIVEN, ARABIC = "Zelmadane", "Ikhlassia", "زلمدان"
PHONE, MAIL, NEED = "0655512345", "ikhlassia.z@example.org", "chien guide Zelmadane"
CANARIES = (NAME, GIVEN, ARABIC, PHONE, MAIL)
MORNING = "2026-12-12T09:00:00+00:00"


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """Return a function that goes to another computer: a data folder of its own."""

    def go(name):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv("OGP_HOME", str(folder / "home"))
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        return folder

    return go


@pytest.fixture
def day(computer, sample):
    """Return the register of a secretariat and that of a desk where somebody was registered and handed over."""
    central = computer("central") / "central.ogp"
    creation.new_plan(central, sample / "plan.json")
    desk = computer("desk") / "desk.ogp"
    with opened(computer("central") / "central.ogp") as bench:
        secretariat = bench.device.id
    computer("central")
    made = creation.new_event(desk, sample / "demonstration" / "event.json", central)
    assert made.event
    computer("desk")
    return central, desk, secretariat


def registers(bench, name=NAME):
    """Register somebody with everything personal there is; returns their id."""
    desk = Desk(bench)
    told = {"family_name": name, "given_name": GIVEN, "family_name_ar": ARABIC, "gender": "f", "category": "CSO"}
    person = desk.walk_in(told | {"organisation": "Association des puits"}).person["id"]
    with bench.register.act(bench.author) as act:
        act.new("contact", {"email": MAIL, "phone": PHONE}, person)
        act.new("access_need", {"note": NEED}, person)
        act.new("consent", {"person": person, "purpose": "partner", "given": True, "at": MORNING})
    workshop = Workshop(bench)
    workshop.add(workshop.session("1"), {"problem": "L’eau des douars manque en été"})
    return person


def hits(*places):
    """Return where a canary stands, in UTF-8 or UTF-16, in files or in members of those that are zips."""
    found = []
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.is_file():
                found += [f"{path.name}: {canary}" for canary in CANARIES if _stands(canary, path.read_bytes())]
    return found


def _stands(canary, raw):
    if any(canary.encode(coding) in raw for coding in ("utf-8", "utf-16-le", "utf-16-be")):
        return True
    escaped = json.dumps(canary)[1:-1].encode()
    if escaped in raw:
        return True
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return any(_stands(canary, archive.read(member)) for member in archive.namelist())
    return False


def goes(source, target, computer, folder, accept=()):
    """Carry a parcel from one computer to another; returns the receipt."""
    computer(source.parent.name)
    with opened(source) as bench:
        parcel = hand_over(bench, folder).path
        device = bench.device.id
    computer(target.parent.name)
    with opened(target) as bench:
        (receipt,) = receive_all(bench, [parcel], [*accept, device])
    return parcel, receipt


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_nothing_is_left_on_either_computer_and_an_old_parcel_brings_nothing_back(day, computer, stick):
    central, desk, _ = day
    with opened(desk, operator="") as bench:
        person = registers(bench)
    old, receipt = goes(desk, central, computer, stick)
    assert receipt.status == "merged"
    assert len(hits(central.parent)) > 2 * len(CANARIES) - 2
    with opened(central) as bench:
        certificate = privacy.erase_person(bench, person)
        assert check(bench).ok
    assert (certificate.erased, certificate.pending, certificate.copies) == (1, False, 2), "a parcel and a backup"
    assert certificate.bodies == {"identity": 1, "contact": 1, "access_need": 1, "consent": 1}
    assert certificate.before == certificate.after == {"participant": 1, "arrival": 1, "idea": 1}
    assert hits(central.parent) == []
    computer("desk")
    assert hits(desk.parent)
    back, receipt = goes(central, desk, computer, stick)
    assert receipt.status == "merged"
    assert hits(desk.parent) == []
    for _ in range(2):
        computer("central")
        with opened(central) as bench:
            assert [each.status for each in receive_all(bench, [old, back])] == ["already", "already"]
        assert hits(central.parent) == []
    computer("desk")
    with opened(desk) as bench:
        assert [each.status for each in receive_all(bench, [old])] == ["already"]
        assert check(bench).ok
    assert hits(desk.parent) == []


def test_a_certificate_tells_counts_only(day):
    _, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
        certificate = privacy.erase_person(bench, person)
    told = json.dumps(asdict(certificate), ensure_ascii=False)
    assert person not in told
    assert not any(canary in told for canary in CANARIES)


def test_somebody_who_names_themselves_as_operator_is_erased_too(day):
    _, desk, _ = day
    with opened(desk, operator=NAME) as bench:
        registers(bench, "Autre")
        (operator,) = directory.operators(bench, NAME[:5])
        privacy.erase_person(bench, operator["id"])
        assert directory.operators(bench, NAME) == []
        names = {row["family_name"] for row in queries.records(bench.register.conn, "identity")}
    assert names == {"Autre"}


def test_everyone_of_the_events_before_a_day_is_erased_and_the_statistics_stay(day, sample):
    _, desk, _ = day
    with opened(desk) as bench:
        listed = registration.preview(sample / "demonstration" / "registrations.xlsx")
        registration.import_list(bench, listed)
        registers(bench)
        event = queries.records(bench.register.conn, "event")[0]
        assert privacy.erase_before(bench, event["date"]).erased == 0
        after = datetime.date.fromisoformat(event["date"]) + datetime.timedelta(days=1)
        people = [{key: p[key] for key in ("category", "region", "gender", "arrived")} for p in everyone(bench)]
        certificate = privacy.erase_before(bench, after.isoformat())
        assert certificate.erased == 71
        assert certificate.before == certificate.after
        assert people == [{key: p[key] for key in people[0]} for p in everyone(bench)]
        assert all(person["erased"] for person in everyone(bench))
        assert privacy.erase_before(bench, after.isoformat()).erased == 0
    assert hits(desk.parent) == []


def everyone(bench):
    return People(bench).everyone()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda bench: privacy.erase_person(bench, "quelqu’un"), "person_not_found"),
        (lambda bench: privacy.erase_person(bench, ids.draw()), "person_not_found"),
        (lambda bench: privacy.erase_before(bench, "hier"), "day_unreadable"),
    ],
)
def test_nobody_known_and_no_day_are_refused_and_nothing_is_erased(how, code, day):
    _, desk, _ = day
    with opened(desk) as bench:
        registers(bench)
        with pytest.raises(Trouble, match=code):
            how(bench)
        assert not erasure.is_any(bench.register.conn)


def test_a_badge_names_a_person_too(day):
    _, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
        (badge,) = privacy.badges(bench).values()
        assert privacy.erase_person(bench, badge).erased == 1
        assert privacy.erase_person(bench, person).erased == 0


def test_the_desk_neither_finds_nor_checks_in_who_is_erased(day):
    _, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
        (badge,) = privacy.badges(bench).values()
        privacy.erase_person(bench, person)
        people = People(bench)
        assert people.find(NAME[:5]) == people.find("Association") == []
        with pytest.raises(Trouble, match="person_unknown"):
            Desk(bench).check_in_by_name(NAME)
        with pytest.raises(Trouble, match="person_erased"):
            Desk(bench).check_in_by_code(badge)


def test_the_same_list_does_not_bring_people_back(day, sample):
    _, desk, _ = day
    with opened(desk) as bench:
        listed = registration.preview(sample / "demonstration" / "registrations.xlsx")
        registration.import_list(bench, listed)
        gone = everyone(bench)[3]
        privacy.erase_person(bench, gone["id"])
        again = registration.import_list(bench, listed)
        assert (len(again.rows("unchanged")), len(again.rows("added"))) == (69, 0)
        assert [(bad.row, bad.reason) for bad in again.rejected] == [(gone["number"], "person_erased")]


@pytest.mark.parametrize("face", ["internal", "partner", "copil", "public"])
def test_sheets_count_who_is_erased_and_do_not_name_them(face, day, tmp_path):
    _, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
        before = Exports(bench, "fr").people(tmp_path / f"before-{face}.csv", face)
        privacy.erase_person(bench, person)
        after = Exports(bench, "fr").people(tmp_path / f"after-{face}.csv", face)
        text = (tmp_path / f"after-{face}.csv").read_text(encoding="utf-8-sig")
    assert after == (0 if face == "partner" else before)
    assert not any(canary in text for canary in CANARIES)


def test_a_report_counts_who_is_erased(day):
    _, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
        before = session_report(bench, "0", "fr")
        privacy.erase_person(bench, person)
        after = session_report(bench, "0", "fr")
    assert (before.present, before.categories, before.ideas) == (after.present, after.categories, after.ideas)
    assert after.present == 1


def test_papers_of_the_desk_count_who_is_erased_and_ask_no_signature(day):
    _, desk, _ = day
    with opened(desk) as bench:
        privacy.erase_person(bench, registers(bench))
        papers = DeskPapers(bench, "fr")
        ((_, to_sign),) = papers.attendance().groups
        present = papers.present()
    ((_, came),) = present.groups
    assert to_sign == ()
    assert [(line.name, line.organisation) for line in came] == [("—", "")]
    assert present.totals[-1][1] == "1"


# Traces.


def test_traces_that_could_not_be_removed_go_at_the_next_opening(day, computer, stick, monkeypatch):
    central, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
    goes(desk, central, computer, stick)

    def refuses(register):
        raise Trouble("disk_full", file=register.path.name)

    with monkeypatch.context() as patched:
        patched.setattr(traces, "renew_backups", refuses)
        with opened(central) as bench:
            assert privacy.erase_person(bench, person).pending
    with opened(central) as bench:
        assert not erasure.leaves_traces(bench.register.conn)
    assert hits(central.parent) == []


def test_parcels_that_were_not_read_in_stay_in_the_inbox(day, computer, stick):
    central, desk, _ = day
    with opened(desk) as bench:
        person = registers(bench)
    goes(desk, central, computer, stick)
    damaged = stick / "damaged.ogpx"
    damaged.write_bytes(b"PK\x03\x04 half of it")
    with opened(central) as bench:
        receive_all(bench, [damaged])
        privacy.erase_person(bench, person)
    assert [path.read_bytes() for path in (paths.home() / "inbox").iterdir()] == [damaged.read_bytes()]
