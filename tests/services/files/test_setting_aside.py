"""A received file is set aside and put back: what it brought goes and returns whole, nothing else is lost."""

import datetime

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.services.files import inbox, setting_aside
from ogp_desktop.services.files.receipts import receipt
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.files.setting_aside import put_back, set_aside
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.personal.consent import answers_of
from ogp_desktop.services.plan import enrolment
from ogp_desktop.services.safety.undoing import RECEPTION, undo_act
from ogp_desktop.storage import derive, devices, journal, numbering, queries
from ogp_desktop.storage.devices import SECRETARIAT, Enrolled
from ogp_desktop.storage.register import Register
from tests.conftest import EVENT

NOW = datetime.datetime(2026, 12, 12, 17, 0, tzinfo=datetime.UTC)
WITHDRAWN = "2026-12-12T15:00:00+00:00"


def says(bench, text, number=1, **more):
    with bench.register.act(bench.author, EVENT) as act:
        return act.new("idea", {"problem": text, "number": number, **more})


def writes(bench, row, kind="idea", **values):
    with bench.register.act(bench.author, EVENT) as act:
        act.set(kind, row, values)


def receives(bench, source, folder, *more):
    """Receive what a bench hands over now, as its own file; the writers of `more` are accepted as well."""
    named = folder / f"{source.device.label}-{len(list(folder.iterdir()))}.ogpx"
    hand_over(source, folder).path.replace(named)
    return receive(bench.register, named, NOW, [each.device.id for each in (source, *more)])


def trusts(bench, *secretariats):
    enrolled = [Enrolled(each.device.id, SECRETARIAT, each.device.label) for each in secretariats]
    with bench.register.writing() as conn:
        devices.enrol(conn, enrolled, NOW)


def shown(bench):
    """What people see: every record but those that say who writes and what is aside."""
    kinds = queries.counts(bench.register.conn).keys() - {"actor", "set_aside"}
    return {kind: queries.records(bench.register.conn, kind) for kind in kinds}


def texts(bench):
    return sorted(idea["problem"] for idea in queries.records(bench.register.conn, "idea"))


def assert_rebuilt(bench):
    before = derive.digest(bench.register.conn)
    bench.register.rebuild()
    assert derive.digest(bench.register.conn) == before


@pytest.fixture
def room(make_register):
    bench = make_register("salle-B")
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "title_fr": "Journée", "title_ar": "يوم"}, EVENT)
    return bench


@pytest.fixture
def central(make_register):
    bench = make_register("central", event=None)
    says(bench, "Notée au secrétariat")
    return bench


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_what_a_file_brought_goes_and_returns_and_the_journal_keeps_all(room, central, folder):
    before = shown(central)
    for number in range(3):
        last = says(room, f"L’eau des douars {number}", number + 7, session=EVENT)
    undone = says(room, "Dite puis annulée", 12)
    with room.register.act(room.author) as act:
        act.delete("idea", undone)
    came = receives(central, room, folder)
    conn, taken, whole = central.register.conn, derive.digest(central.register.conn), journal.digest
    changes, index = list(journal.everything(conn)), IdeaIndex(central)
    assert len(index.find("douars", 9)) == 3
    done = set_aside(central, came.sha256)
    assert (done.ideas, done.kept) == (3, 0)
    assert shown(central) == before
    assert index.find("douars", 9) == []
    assert numbering.highest(conn, "idea", session=EVENT, letter=None) == 9
    assert {change.id for change in changes} < {change.id for change in journal.everything(conn)}
    assert_rebuilt(central)
    again = undo_act(central, done.batch)
    assert (derive.digest(conn), len(index.find("douars", 9))) == (taken, 3)
    undo_act(central, again)
    (line,) = inbox.lines(central)
    assert (line.state, line.aside.ideas, line.can_be_set_aside) == ("aside", 3, False)
    with pytest.raises(Trouble, match="undo_parcel_is_aside"):
        set_aside(central, came.sha256)
    put_back(central, line.aside)
    assert derive.digest(conn) == taken
    assert whole(conn) != came.sha256
    assert_rebuilt(central)
    index.close()
    assert queries.record(conn, "idea", last)["number"] == 9


def test_what_somebody_wrote_upon_stays_with_all_that_they_saw(room, central, folder):
    kept, gone = says(room, "Relu au secrétariat"), says(room, "Pas relu", 2)
    came = receives(central, room, folder)
    writes(central, kept, solution="Publier")
    assert set_aside(central, came.sha256)[1:] == (1, 1)
    (idea,) = (each for each in queries.records(central.register.conn, "idea") if each["id"] == kept)
    assert (idea["problem"], idea["solution"], idea["number"]) == ("Relu au secrétariat", "Publier", 1)
    assert queries.record(central.register.conn, "idea", gone) is None
    assert_rebuilt(central)


def test_erasures_consents_and_withdrawals_are_never_taken_back(room, central, folder, exchange):
    withdrawn, person = says(central, "Dite puis retirée"), None
    with central.register.act(central.author, EVENT) as act:
        person = act.new("participant", {"number": 1})
        act.new("identity", {"family_name": "Zelmadane"}, person)
        act.new("consent", {"person": person, "purpose": "forum", "given": True})
        other = act.new("participant", {"number": 2})
        act.new("contact", {"phone": "0655512345"}, other)
    consent = queries.records(central.register.conn, "consent")[0]["id"]
    exchange(central, room)
    says(room, "Autre chose")
    writes(room, withdrawn, withdrawn_at=WITHDRAWN)
    writes(room, consent, "consent", given=False)
    with room.register.act(room.author) as act:
        act.new("erasure", {"at": WITHDRAWN}, other)
    came = receives(central, room, folder)
    set_aside(central, came.sha256)
    idea = queries.record(central.register.conn, "idea", withdrawn)
    assert "Autre chose" not in texts(central)
    assert idea["withdrawn_at"] == WITHDRAWN
    assert answers_of(central, person)["forum"]["given"] is False
    assert queries.records(central.register.conn, "contact") == []
    assert "0655512345" not in str([change.body for change in journal.everything(central.register.conn)])
    assert_rebuilt(central)


def test_of_two_files_set_aside_the_one_put_back_is_whole(room, central, folder):
    """A withdrawal that came later is known of an idea that comes back alone."""
    idea = says(room, "Dite puis retirée")
    first = receives(central, room, folder)
    writes(room, idea, withdrawn_at=WITHDRAWN)
    second = receives(central, room, folder)
    for came in (second, first):
        set_aside(central, came.sha256)
    put_back(central, setting_aside.asides(central)[first.sha256])
    assert queries.record(central.register.conn, "idea", idea)["withdrawn_at"] == WITHDRAWN
    assert_rebuilt(central)


def test_each_file_of_a_computer_has_what_it_brought(room, central, folder):
    says(room, "Première remise")
    first = receives(central, room, folder)
    says(room, "Seconde remise", 2)
    second = receives(central, room, folder)
    assert set_aside(central, first.sha256).ideas == 1
    assert texts(central) == ["Notée au secrétariat", "Seconde remise"]
    assert set_aside(central, second.sha256).ideas == 1
    put_back(central, setting_aside.asides(central)[first.sha256])
    assert texts(central) == ["Notée au secrétariat", "Première remise"]


def test_what_a_computer_wrote_goes_with_its_file_and_what_another_carried_stays_with_it(
    make_register, room, central, folder, exchange
):
    plenary = make_register("plénière")
    says(room, "De la salle")
    exchange(room, plenary)
    says(plenary, "De la plénière", 2)
    carried = receives(central, plenary, folder, room)
    own = receives(central, room, folder)
    assert own.status == "already"
    assert set_aside(central, carried.sha256).ideas == 1
    assert texts(central) == ["De la salle", "Notée au secrétariat"]
    assert set_aside(central, own.sha256).ideas == 1
    put_back(central, setting_aside.asides(central)[carried.sha256])
    assert texts(central) == ["De la plénière", "Notée au secrétariat"]


def test_what_nobody_but_others_carried_goes_with_the_first_and_belongs_to_its_computer_once_that_came(
    make_register, room, central, folder, exchange
):
    one, other = make_register("relais-1"), make_register("relais-2")
    says(room, "De la salle")
    exchange(room, one, other)
    carried = receives(central, one, folder, room)
    receives(central, other, folder, room)
    assert set_aside(central, carried.sha256).ideas == 1
    put_back(central, setting_aside.asides(central)[carried.sha256])
    own = receives(central, room, folder)
    with pytest.raises(Trouble, match="undo_parcel_held") as refused:
        set_aside(central, carried.sha256)
    assert "salle-B" in refused.value.values["other"]
    assert set_aside(central, own.sha256).ideas == 1


def test_a_later_file_brings_what_is_new_and_says_what_stays_aside(room, central, folder):
    says(room, "Première remise")
    first = receives(central, room, folder)
    set_aside(central, first.sha256)
    same = receive(central.register, next(folder.iterdir()), NOW)
    assert (same.status, same.reason.code, same.aside) == ("already", "undo_parcel_is_aside", 1)
    says(room, "Seconde remise", 2)
    second = receives(central, room, folder)
    assert (second.status, second.aside) == ("merged", 1)
    assert texts(central) == ["Notée au secrétariat", "Seconde remise"]
    put_back(central, setting_aside.asides(central)[first.sha256])
    assert texts(central) == ["Notée au secrétariat", "Première remise", "Seconde remise"]


def test_two_secretariats_agree_in_any_order_and_either_puts_back(make_register, room, central, folder):
    says(room, "L’eau des douars")
    other, late = (make_register(name, event=None) for name in ("autre", "tard"))
    for bench in (central, other, late):
        trusts(bench, central, other)
    came = receives(central, room, folder)
    receives(other, room, folder)
    taken = derive.digest(central.register.conn)
    set_aside(central, came.sha256)
    receives(other, central, folder, room)
    receives(late, central, folder, room)
    assert [(line.state, line.file) for line in inbox.lines(late)][-1] == ("aside", came.file)
    receives(late, room, folder)
    assert texts(central) == texts(other) == texts(late) == ["Notée au secrétariat"]
    assert [line.state for line in inbox.lines(late)] == ["aside", "merged"]
    assert (
        derive.digest(other.register.conn) == derive.digest(late.register.conn) == derive.digest(central.register.conn)
    )
    put_back(other, setting_aside.asides(other)[came.sha256])
    receives(central, other, folder)
    assert texts(central) == ["L’eau des douars", "Notée au secrétariat"]
    assert taken != derive.digest(central.register.conn)  # the other secretariat has introduced itself
    for bench in (central, other, late):
        assert_rebuilt(bench)


def test_the_receipt_does_not_name_what_is_aside(room, central, folder):
    says(room, "L’eau des douars")
    came = receives(central, room, folder)
    says(room, "Encore", 2)
    later = receives(central, room, folder)
    set_aside(central, later.sha256)
    assert enrolment.missing(central) == []
    told = receipt(central, "DEM")
    assert [each["sha256"] for each in told["parcels"]] == [came.sha256]
    assert told["ideas"] == 0
    set_aside(central, came.sha256)
    assert [each.label for each in enrolment.missing(central)] == ["salle-B"]


def test_the_reception_is_undone_and_what_brought_nothing_or_came_long_ago_is_refused(room, central, folder):
    says(room, "L’eau des douars")
    came = receives(central, room, folder)
    batch = undo_act(central, f"{RECEPTION}{came.sha256}")
    assert texts(central) == ["Notée au secrétariat"]
    undo_act(central, batch)
    with room.register.act(room.author) as act:
        act.new("consent", {"person": EVENT, "purpose": "forum", "given": False})
    consent = receives(central, room, folder)
    with pytest.raises(Trouble, match="undo_parcel_nothing"):
        undo_act(central, f"{RECEPTION}{consent.sha256}")
    mine = receives(central, central, folder, room)
    with pytest.raises(Trouble, match="undo_parcel_nothing"):  # what was written here came by no file
        set_aside(central, mine.sha256)
    with central.register.writing() as conn:
        conn.execute("DELETE FROM meta WHERE key LIKE 'holds %'")
    with pytest.raises(Trouble, match="undo_parcel_unknown"):
        undo_act(central, f"{RECEPTION}{came.sha256}")
    with pytest.raises(Trouble, match="parcel_not_received"):
        set_aside(central, "0" * 64)


def test_only_the_secretariat_puts_back_what_the_secretariat_set_aside(room, central, folder, make_register):
    says(room, "L’eau des douars")
    came = receives(central, room, folder)
    set_aside(central, came.sha256)
    plenary = make_register("plénière")
    changes = list(journal.everything(central.register.conn))
    with plenary.register.writing() as conn:
        derive.derive(conn, journal.unite(conn, changes).entered)
    assert texts(plenary) == ["Notée au secrétariat"]
    with pytest.raises(Trouble, match="not_the_secretariat"):
        put_back(plenary, setting_aside.asides(plenary)[came.sha256])


def test_an_event_sets_nothing_of_the_plan_aside(make_register):
    bench = make_register("salle")
    with bench.register.act(bench.author, bench.register.plan) as act:
        theme = act.new("theme", {"code": "EAU"})
    idea = says(bench, "L’eau")
    with bench.register.act(bench.author) as act:
        act.new("set_aside", {"changes": [f"1-9@{bench.author.actor.hex()}", "1-x@y", "9-1@" + "0" * 32]})
    assert queries.record(bench.register.conn, "theme", theme) is not None
    assert queries.record(bench.register.conn, "idea", idea) is None
    assert_rebuilt(bench)
    path = bench.register.path
    bench.register.close()
    with Register.open_at(path) as opened:
        assert queries.record(opened.conn, "idea", idea) is None
