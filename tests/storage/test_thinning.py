"""Which backups stay, whatever the days on which they were taken."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.zones import zone
from ogp_desktop.storage.thinning import DAILY, LATEST, MONTHLY, MOST, WEEKLY, kept

NOW = datetime.datetime(2026, 11, 21, 15, 30, tzinfo=zone(None))
minutes = st.integers(-3_000_000, 50_000).map(lambda ago: NOW + datetime.timedelta(minutes=ago))
moments = st.sets(minutes, max_size=80)


@given(moments)
def test_what_stays_was_there_is_bounded_and_holds_the_latest(taken):
    stays = kept(taken, NOW)
    assert stays <= taken
    assert len(stays) <= MOST
    past = sorted(moment for moment in taken if moment <= NOW)
    assert set(past[-LATEST:]) <= stays


@given(moments)
def test_thinning_again_changes_nothing(taken):
    assert kept(kept(taken, NOW), NOW) == kept(taken, NOW)


@given(moments)
def test_each_of_the_last_days_with_a_backup_keeps_its_last_one(taken):
    past = [moment for moment in taken if moment <= NOW]
    days = sorted({moment.date() for moment in past}, reverse=True)[:DAILY]
    assert {max(m for m in past if m.date() == day) for day in days} <= kept(taken, NOW)


@given(st.lists(st.integers(1, 2_000), min_size=1, max_size=60), st.integers(0, 4_000))
def test_a_backup_that_was_just_taken_stays_when_the_clock_goes_on(steps, ahead):
    now, standing = NOW, set()
    for minutes in steps:
        now += datetime.timedelta(minutes=minutes)
        standing = kept(standing | {now}, now)
        assert now in standing


def test_a_year_of_days_leaves_twelve_days_ten_weeks_and_nine_months():
    standing = set()
    for day in range(400):
        now = NOW + datetime.timedelta(days=day)
        standing = kept(standing | {now}, now)
    ages = sorted((now - moment).days for moment in standing)
    assert len(ages) == DAILY + WEEKLY + MONTHLY
    assert ages[:DAILY] == list(range(DAILY))
    assert {b - a for a, b in zip(ages[DAILY:20], ages[DAILY + 1 : 21], strict=True)} == {7}
    assert ages[-1] >= 300


def test_a_clock_that_was_ten_years_ahead_takes_no_day_away():
    ahead = {NOW + datetime.timedelta(days=3650 + day) for day in range(40)}
    days = {NOW - datetime.timedelta(days=day) for day in range(DAILY)}
    stays = kept(ahead | days, NOW)
    assert days <= stays
    assert len(stays - days) == LATEST


def test_a_day_begins_at_midnight_where_now_is_told():
    latest = {NOW - datetime.timedelta(minutes=minute) for minute in range(LATEST)}
    evening = datetime.datetime(2026, 9, 10, 22, 30, tzinfo=datetime.UTC)
    night = evening + datetime.timedelta(hours=1)
    assert {evening, night} <= kept(latest | {evening, night}, NOW)
    assert evening not in kept(latest | {evening, night}, NOW.astimezone(datetime.UTC))
