"""The course of a session: steps that guide, time that never locks, votes only where somebody wants them."""

import datetime

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import derive


@pytest.fixture
def led(room, clock):
    bench, session, ideas = room
    bench.now = clock
    return Course(bench), session, ideas


@pytest.fixture
def clock():
    class Clock:
        at = datetime.datetime(2026, 11, 21, 13, 0, tzinfo=datetime.UTC)

        def __call__(self):
            return self.at

        def goes(self, minutes):
            self.at += datetime.timedelta(minutes=minutes)

    return Clock()


def codes(course, session):
    return [step.code for step in course.steps(session)]


def test_a_workshop_goes_from_its_introduction_to_the_agreement_and_votes_are_off(led):
    course, session, _ = led
    assert codes(course, session) == ["introduction", "problems", "solutions", "results", "agreement"]
    assert course.current(session) is None


def test_next_goes_from_step_to_step_and_stays_on_the_last(led, clock):
    course, session, _ = led
    for code in codes(course, session):
        assert course.next(session) == code
        clock.goes(1)
        assert course.current(session).code == code
    assert course.next(session) == ""
    assert course.current(session).code == "agreement"


def test_going_back_begins_the_step_anew(led, clock):
    course, session, _ = led
    course.begin(session, "solutions")
    clock.goes(3)
    course.begin(session, "problems")
    clock.goes(1)
    step = course.current(session)
    assert (step.code, step.remaining(clock())) == ("problems", datetime.timedelta(minutes=44))


def test_time_guides_and_never_locks(led, clock):
    course, session, _ = led
    course.begin(session, "introduction")
    clock.goes(12)
    assert course.current(session).remaining(clock()) == datetime.timedelta(minutes=-2)
    course.extend(session, "introduction")
    assert course.current(session).remaining(clock()) == datetime.timedelta(minutes=3)
    course.extend(session, "introduction", -60)
    assert course.current(session).minutes == 1


def test_a_step_that_is_not_in_the_course_is_told_with_those_that_are(led):
    course, session, _ = led
    with pytest.raises(Trouble, match="step_unknown") as told:
        course.begin(session, "votes")
    assert "problems" in told.value.values["known"]


def test_an_ended_session_has_no_current_step_and_goes_on_when_it_is_reopened(led, clock):
    course, session, _ = led
    course.begin(session, "agreement")
    ended = course.end(session)
    clock.goes(5)
    assert (course.end(session), course.ended_at(session)) == (ended, ended)
    assert course.current(session) is None
    course.reopen(session)
    assert course.current(session).code == "agreement"


def test_two_laptops_of_one_room_make_no_question_of_the_course(make_register, exchange):
    one, two = make_register("x"), make_register("y")
    with one.register.act(one.author) as act:
        session = act.new("session", {"number": 1})
    exchange(one, two)
    for bench in (one, two):
        Course(bench).begin({"id": session, "sort": "workshop"}, "problems")
    exchange(one, two)
    assert not one.register.conn.execute("SELECT count(*) FROM conflict").fetchone()[0]
    assert derive.digest(one.register.conn) == derive.digest(two.register.conn)


def test_ending_is_undone(led):
    course, session, _ = led
    batches = []
    course._bench.register.on_saved = lambda act: batches.append(act.batch)
    course.end(session)
    undo_act(course._bench, batches[0])
    assert course.ended_at(session) is None


# Votes.


def test_a_poll_brings_the_step_of_votes_and_a_count_replaces_the_one_before(led):
    course, session, ideas = led
    polls = Polls(course._bench)
    with pytest.raises(Trouble, match="poll_missing"):
        polls.count(session, ideas[0], 3)
    polls.open(session)
    assert "votes" in codes(course, session)
    polls.count(session, ideas[0], 7)
    polls.count(session, ideas[0], 6)
    polls.count(session, ideas[1], 0)
    assert (polls.of(session).votes, polls.of(session).is_open) == ({ideas[0]: 6, ideas[1]: 0}, True)
    polls.close(session)
    assert not polls.of(session).is_open


@pytest.mark.parametrize("votes", [-1, 1000])
def test_a_count_no_room_can_have_is_refused(led, votes):
    course, session, ideas = led
    polls = Polls(course._bench)
    polls.open(session, "dots")
    with pytest.raises(Trouble, match="votes_unlikely"):
        polls.count(session, ideas[0], votes)
    with pytest.raises(Trouble, match="poll_method_unknown"):
        polls.open(session, "email")


def test_two_tallies_of_one_idea_are_a_question_and_never_a_sum(make_register, exchange):
    one, two = make_register("x"), make_register("y")
    with one.register.act(one.author) as act:
        session = {"id": act.new("session", {"number": 1}), "sort": "workshop"}
        idea = act.new("idea", {"problem": "p", "session": session["id"], "number": 1})
    Polls(one).open(session)
    exchange(one, two)
    Polls(one).count(session, idea, 4)
    Polls(two).count(session, idea, 5)
    exchange(one, two)
    assert one.register.conn.execute("SELECT kind, field FROM conflict").fetchall() == [("tally", "votes")]
    assert Polls(one).of(session).votes[idea] in (4, 5)
