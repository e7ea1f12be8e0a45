"""Access needs: purged alone once their event is over, on every computer, and brought back by nothing."""

import datetime

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files.receiving import receive_all
from ogp_desktop.services.participants import registration
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.personal import headcount, needs
from ogp_desktop.services.safety.checking import check
from ogp_desktop.sheets.reading import Table
from ogp_desktop.sheets.registration import understood
from tests.services.personal.test_privacy import NEED, _stands, computer, day, goes, registers, stick  # noqa: F401

LIST = [["Nom", "Prénom", "Accessibilité"], ["TOUZRINI", "Wafae", f"{NEED} (liste)"], ["BENJILMAR", "Brahim", ""]]


def days_later(days):
    """Return a clock that many days after the demonstration's event."""
    return lambda: datetime.datetime(2026, 12, 12, 9, tzinfo=datetime.UTC) + datetime.timedelta(days=days)


def needs_in(folder):
    return [path.name for path in folder.rglob("*") if path.is_file() and _stands(NEED, path.read_bytes())]


def test_needs_go_from_every_computer_alone_and_neither_a_file_nor_the_list_brings_them_back(
    day,  # noqa: F811
    computer,  # noqa: F811
    stick,  # noqa: F811
):
    central, desk, _ = day
    listed = understood(Table("Liste", LIST), b"1" * 32, None, "liste.xlsx")
    with opened(desk) as bench:
        registers(bench)
        registration.import_list(bench, listed)
        headcount.count_here(bench, "disability", 2)
    old, _ = goes(desk, central, computer, stick)
    with opened(central) as bench:
        bench.now = days_later(1)
        assert needs.due(bench).people == 2
        certificate = needs.purge(bench)
        assert check(bench).ok
    assert (certificate.erased, certificate.bodies, certificate.copies) == (2, {"access_need": 2}, 2)
    assert certificate.before == certificate.after
    assert needs_in(central.parent) == []
    computer("desk")
    assert needs_in(desk.parent)
    goes(central, desk, computer, stick)
    assert needs_in(desk.parent) == []
    with opened(desk) as bench:
        assert [each.status for each in receive_all(bench, [old])] == ["already"]
        again = registration.import_list(bench, listed)
        assert len(again.rows("unchanged")) == 2
        later = understood(Table("Liste", [*LIST, ["ZAOUATI", "Hind", NEED]]), b"2" * 32, None, "suite.xlsx")
        assert len(registration.import_list(bench, later).rows("added")) == 1
        assert headcount.counts(bench)["disability"] == 2
        assert sum(bool(person["family_name"]) for person in People(bench).everyone()) == 4
        bench.now = days_later(1)
        assert (needs.due(bench).people, needs.purge(bench).erased) == (0, 0)
    assert needs_in(desk.parent) == []


@pytest.mark.parametrize(("days", "people", "is_over"), [(-1, 0, False), (0, 1, False), (1, 1, True)])
def test_a_need_is_of_use_until_the_event_is_over(day, days, people, is_over):  # noqa: F811
    _, desk, _ = day
    with opened(desk) as bench:
        registers(bench)
        bench.now = days_later(days)
        due = needs.due(bench)
        assert (due.people, due.is_over) == (people, is_over)
        if is_over:
            assert needs.purge(bench).erased == 1
        else:
            with pytest.raises(Trouble, match="needs_not_over"):
                needs.purge(bench)
            assert needs.kept(bench) == {bench.register.event: 1}
            assert needs.purge(bench, [bench.register.event]).erased == 1
