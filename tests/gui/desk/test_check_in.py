"""What is shown when somebody arrives, and in which order: the band at once, everything else after it."""

import threading

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain.badge import Badge, badge_code
from ogp_desktop.gui.translation import say
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.personal import consent, needs

ENTER = Qt.Key.Key_Return
LONGER_THAN_ITS_PAUSE = 80


@pytest.fixture
def desk(hands):
    return hands.at("desk")


@pytest.fixture
def disk(desk):
    """Return what lets the disk go on: until it is set, all that is saved from now on waits for it."""
    goes_on = threading.Event()

    def stop():
        desk.desktop.workplace.do(lambda _: goes_on.wait(20))

    goes_on.stop = stop
    yield goes_on
    goes_on.set()


@pytest.fixture
def order(desk, monkeypatch):
    """Return what was shown and read, in its order."""
    screen, happened = desk.screen, []
    for place, name, told in (
        (screen.band, "welcome", "band"),
        (screen._directory, "follow", "read"),
        (screen.counts, "show", "counts"),
        (screen._results, "show", "list"),
    ):
        before = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *g, b=before, t=told: (happened.append(t), b(*g))[1])
    return happened


def expected(desk, count=1):
    found = [p for p in desk.screen._directory.expected() if p["family_name"] and p["origin"] == "list"]
    return found[:count]


def arrive(desk, person):
    """Type a name and Enter, and wait for nothing."""
    desk.type(f"{person['family_name']} {person['given_name']}")
    desk.qtbot.keyClick(desk.form.search, ENTER)


def scan(desk, code):
    desk.type(code)
    desk.qtbot.keyClick(desk.form.search, ENTER)


def counter(desk):
    return desk.window._form.header._counter.text()


def test_the_band_comes_first_then_what_the_register_says_the_counts_and_the_list(desk, order):
    (person,) = expected(desk)
    before = counter(desk)
    desk.type(person["family_name"])
    order.clear()
    desk.press(ENTER)
    assert order == ["band", "read", "counts", "list"]
    assert counter(desk) != before
    assert person["id"] not in desk.form.results.rows.ids


def test_nothing_stands_between_two_who_come_while_the_disk_is_slow_and_both_are_followed(desk, order, disk):
    first, second = expected(desk, 2)
    here = desk.screen.counts.attendance.here
    desk.screen.check_in.by_row(first["id"])
    disk.stop()
    desk.screen.check_in.by_row(second["id"])
    desk.qtbot.waitUntil(lambda: bool(order))
    desk.qtbot.wait(LONGER_THAN_ITS_PAUSE)
    assert order == ["band"]
    assert first["family_name"] in desk.form.welcome_text.text()
    assert desk.form.search.text() == ""
    disk.set()
    desk.settle()
    assert order == ["band", "band", "read", "counts", "list"]
    assert second["family_name"] in desk.form.welcome_text.text()
    assert desk.screen.counts.attendance.here == here + 2


def test_nobody_is_told_to_be_present_before_it_is_durable(desk, disk):
    (person,) = expected(desk)
    disk.stop()
    arrive(desk, person)
    desk.qtbot.wait(LONGER_THAN_ITS_PAUSE)
    assert desk.form.welcome.property("state") == "ready"
    desk.type(person["family_name"])
    assert desk.form.results.current() == person["id"]  # who types on is answered meanwhile
    disk.set()
    desk.settle()
    assert desk.form.welcome.property("state") == "welcome"
    assert desk.form.search.text() == person["family_name"]
    assert desk.screen._directory.people[person["id"]]["arrived"]


def test_a_refusal_brings_the_list_back(desk, order):
    scan(desk, badge_code(Badge(98, 0, 1)))
    desk.settle()
    assert desk.form.welcome.property("state") == "unknown"
    assert order[-2:] == ["counts", "list"]
    assert desk.screen.check_in.under_way == 0
    scan(desk, badge_of(expected(desk)[0], desk.screen._reference.event))
    desk.settle()
    assert desk.form.welcome.property("state") == "welcome"


def test_a_scanned_badge_paints_no_row_of_the_list_anew(desk, disk):
    (person,) = expected(desk)
    painted = []
    for changed in (desk.form.results.rows.dataChanged, desk.form.results.rows.modelReset):
        changed.connect(lambda *_: painted.append("rows"))
    disk.stop()
    scan(desk, badge_of(person, desk.screen._reference.event))
    assert desk.form.search.text() == ""
    assert painted == []


def test_a_badge_is_known_by_heart_only_while_nothing_is_being_saved(desk, disk):
    first, second = expected(desk, 2)
    code = badge_of(first, desk.screen._reference.event)
    assert desk.screen.bearer(code) == first

    def given_to_another(bench):
        with bench.register.act(bench.author) as act:
            act.new("given_badge", {"badge": code}, second["id"])

    disk.stop()
    desk.desktop.workplace.do(given_to_another)
    scan(desk, code)
    disk.set()
    desk.settle()
    assert desk.screen.person(second["id"])["arrived"]
    assert not desk.screen.person(first["id"])["arrived"]
    assert desk.screen.bearer(code)["id"] == second["id"]


def test_who_welcomes_somebody_is_told_what_to_make_ready_until_it_is_purged_or_refused(desk, caplog):
    workplace = desk.desktop.workplace
    asks, refuses, nothing = expected(desk, 3)

    def tell(bench):
        with bench.register.act(bench.author) as act:
            for person in (asks, refuses):
                act.new("access_need", {"note": "place <b>accessible</b>"}, person["id"])
        consent.answer(bench, refuses["id"], {"participation": False})

    workplace.do(tell)
    desk.settle()
    told, need = desk.form.welcome_detail, say("desk.need", need="place <b>accessible</b>")
    for person, is_told in ((nothing, False), (refuses, False), (asks, True), (asks, True)):
        desk.screen.check_in.by_row(person["id"])
        desk.settle()
        assert (need in told.text()) is is_told
        assert need not in desk.window._toast._text.text()
    assert desk.screen.band.state == "again"
    workplace.do(lambda bench: needs.purge(bench, [bench.register.event]), undoable=False)
    desk.settle()
    assert desk.screen.band.state == "again"
    assert "accessible" not in told.text()
    assert "accessible" not in caplog.text
