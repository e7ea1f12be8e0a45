"""The hours that are kept and shown are those of the event's place."""

import datetime
import json

import pytest

from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.event import creation


@pytest.fixture
def event_in(tmp_path, sample):
    """Return a function that makes the register of an event on a day, in a zone."""

    def make(date, timezone):
        told = json.loads((sample / "demonstration/event.json").read_text(encoding="utf-8"))
        told |= {"date": date, "timezone": timezone}
        description = tmp_path / "event.json"
        description.write_text(json.dumps(told), encoding="utf-8")
        creation.new_event(tmp_path / "x.ogp", description)
        return tmp_path / "x.ogp"

    return make


@pytest.mark.parametrize(
    ("date", "timezone", "kept"),
    [
        ("2026-09-01", "Africa/Casablanca", "2026-09-01T09:17:00+01:00"),
        ("2026-11-20", "Africa/Casablanca", "2026-11-20T09:17:00+00:00"),
        ("2026-11-20", None, "2026-11-20T09:17:00+00:00"),
        ("2026-11-20", "Asia/Karachi", "2026-11-20T09:17:00+05:00"),
    ],
)
def test_an_hour_of_the_day_is_one_of_the_events_place(event_in, date, timezone, kept):
    with opened(event_in(date, timezone)) as bench:
        assert Desk(bench).moment("09:17") == kept


def test_a_moment_of_elsewhere_is_kept_as_the_clock_of_the_place_showed_it(event_in):
    with opened(event_in("2026-11-20", "Africa/Casablanca")) as bench:
        assert Desk(bench).moment("2026-11-20T09:17:00+05:00") == "2026-11-20T04:17:00+00:00"


def test_now_is_told_by_the_clock_of_the_place(event_in, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    with opened(event_in("2026-11-20", "Asia/Karachi")) as bench:
        assert bench.now().utcoffset() == datetime.timedelta(hours=5)
        assert Desk(bench).moment(None).endswith("+05:00")
