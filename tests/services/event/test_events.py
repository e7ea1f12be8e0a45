"""The files the launcher shows: those that cannot be opened are there too, if there is something to go back to."""

import datetime
import os

import pytest

from ogp_desktop.domain.keeping import usual_last_day
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import events
from ogp_desktop.services.personal import notice, privacy
from ogp_desktop.storage import backups, location
from tests.faults.warm_parent import in_fresh_process


def test_the_last_day_of_keeping_is_a_year_after_the_event_unless_another_one_is_said(own_home):
    asked = events.asked(next(iter(events.templates().values())))
    usual, said = usual_last_day(datetime.date.fromisoformat(asked.date)).isoformat(), "2024-03-31"
    same, plain, other = (events.create(asked._replace(kept_until=day)) for day in (usual, "", said))
    known = [events.summary(path).event for path in (same, plain, other)]
    ids = [event["id"] for event in known]
    assert {event["title_en"] for event in known} == {next(iter(events.templates("en")))}
    assert ids[0] == ids[1] != ids[2]
    days_after = {same: datetime.date(2024, 10, 14), other: datetime.date(2024, 4, 1)}
    for path, day in days_after.items():
        with opened(path) as bench:
            last = day - datetime.timedelta(1)
            assert last.strftime("%Y") in notice.notice(bench).text("fr")
            register_somebody(bench)
            for at, found in ((last, {}), (day, {bench.register.event: last})):
                bench.now = lambda at=at: datetime.datetime.combine(at, datetime.time(9), datetime.UTC)
                assert notice.kept_too_long(bench) == found
            privacy.erase_before(bench, day.isoformat())
            assert notice.kept_too_long(bench) == {}


def register_somebody(bench):
    with bench.register.act(bench.author) as act:
        row = act.new("participant", {"number": 1, "origin": "list"})
        act.new("identity", {"family_name": "BENJILMAR"}, row)


def kept(make_register):
    """Return the file of a register of which there is a backup."""
    bench = make_register("x")
    backups.take(bench.register, "start")
    bench.register.close()
    return bench.register.path


def told(path):
    return [known.lost for known in events.known_files([str(path)]) if known.path == path.resolve()]


def test_a_file_that_is_gone_is_listed_while_there_is_a_backup(make_register, tmp_path):
    path = kept(make_register)
    assert told(path) == [""]
    path.unlink()
    assert told(path) == ["missing"]
    assert told(tmp_path / "another.ogp") == []


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 900])
def test_a_file_that_is_damaged_is_listed_while_there_is_a_backup(damage, make_register, tmp_path):
    path = kept(make_register)
    path.write_bytes(damage)
    assert told(path) == ["damaged"]
    (tmp_path / "another.ogp").write_bytes(damage)
    assert told(tmp_path / "another.ogp") == []


def test_a_file_of_which_a_page_is_holed_is_listed_as_damaged(make_register):
    path = kept(make_register)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    assert told(path) == ["damaged"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_file_that_a_crash_left_in_the_middle_of_a_commit_is_shown_as_it_was_before(make_register):
    path = kept(make_register)
    in_fresh_process("tests.faults.saves:dies_in_a_commit", path)
    assert told(path) == [""]
    assert not location.journal_of(path).exists()
