"""The room's agreement: what was read, agreed to and not agreed with, each act undone as any other."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.agreement import Agreed, Agreement
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.safety.undoing import undo_act


@pytest.fixture
def agreement(room):
    return Agreement(room[0])


def test_a_room_that_was_read_nothing_agreed_to_nothing(room, agreement):
    assert agreement.of(room[1]) == Agreed()


def test_agreeing_says_that_it_was_read_and_reading_again_keeps_the_later_hour(room, agreement):
    _, session, _ = room
    agreement.agree(session, "2026-12-12T14:50:00+01:00")
    assert agreement.of(session).read_at == agreement.of(session).agreed_at == "2026-12-12T14:50:00+01:00"
    agreement.read_out(session, "2026-12-12T14:55:00+01:00")
    assert agreement.of(session).read_at == "2026-12-12T14:55:00+01:00"
    assert agreement.of(session).agreed_at == "2026-12-12T14:50:00+01:00"


def test_every_act_is_undone_redone_and_done_again(room, agreement):
    bench, session, _ = room
    for act, field in (
        (lambda: agreement.agree(session), "agreed_at"),
        (lambda: agreement.read_out(session), "read_at"),
        (lambda: agreement.reserve(session, "Le n° 3 est mal noté"), "reserves"),
    ):
        before = agreement.of(session)
        done = act()
        after = agreement.of(session)
        assert getattr(after, field)
        undone = undo_act(bench, done)
        assert agreement.of(session) == before
        undo_act(bench, undone)
        assert agreement.of(session) == after
    first = agreement.agree(session)
    undo_act(bench, first)
    agreement.agree(session, "2026-12-12T15:00:00+01:00")
    assert agreement.of(session).agreed_at.endswith("15:00:00+01:00")


def test_agreeing_again_after_the_first_words_were_undone(room, agreement):
    bench, session, _ = room
    undo_act(bench, agreement.agree(session))
    assert agreement.of(session) == Agreed()
    agreement.reserve(session, "Encore")
    assert agreement.of(session) == Agreed(reserves="Encore")


def test_a_disagreement_tells_the_numbers_of_what_it_is_about(room, agreement):
    bench, session, ids = room
    told = agreement.conclude(session, "problem", "L’eau manque", [ids[0], ids[2]])
    kept = agreement.disagree(session, " <b>Non</b> ", [told, ids[0], ids[1]])
    (found,) = agreement.of(session).disagreements
    assert (found.id, found.text, found.about, found.numbers) == (
        kept,
        "<b>Non</b>",
        (told, ids[0], ids[1]),
        ("1", "3", "2"),
    )
    agreement.reword(kept, "Pas tout à fait")
    assert agreement.of(session).disagreements[0].text == "Pas tout à fait"
    undo_act(bench, agreement.settle(kept))
    Restitution(bench).drop(told)
    assert agreement.of(session).disagreements[0].numbers == ("1", "2")
    agreement.settle(kept)
    assert agreement.of(session).disagreements == ()


def test_a_disagreement_without_words_is_refused(room, agreement):
    with pytest.raises(Trouble, match="disagreement_empty"):
        agreement.disagree(room[1], " \n ")


def test_two_computers_that_noted_disagreements_have_both(make_register, exchange, room):
    bench, session, _ = room
    other = make_register("other")
    exchange(bench, other)
    Agreement(bench).disagree(session, "Ici", at="2026-12-12T14:50:00+01:00")
    Agreement(other).disagree(session, "Là", at="2026-12-12T14:51:00+01:00")
    Agreement(other).agree(session)
    exchange(bench, other)
    assert [each.text for each in Agreement(bench).of(session).disagreements] == ["Ici", "Là"]
    assert Agreement(bench).of(session) == Agreement(other).of(session)


def test_the_last_conclusion_that_is_accepted_is_the_rooms_agreement_and_one_undo_takes_both_back(room, agreement):
    bench, session, ids = room
    rows = [agreement.conclude(session, "problem", text, ids[:2]) for text in ("L’eau manque", "الماء قليل")]
    agreement.accept(session, rows[1], "2026-12-12T14:50:00+01:00")
    assert agreement.of(session) == Agreed()
    last = agreement.accept(session, rows[0], "2026-12-12T14:52:00+01:00")
    assert agreement.of(session).read_at == agreement.of(session).agreed_at == "2026-12-12T14:52:00+01:00"
    assert [point.read_at[11:16] for point in Restitution(bench).points(session)] == ["14:52", "14:50"]
    undo_act(bench, last)
    assert agreement.of(session) == Agreed()
    assert [point.read_at[11:16] for point in Restitution(bench).points(session)] == ["", "14:50"]


def test_a_conclusion_in_other_words_or_from_other_ideas_is_to_be_read_again(room, agreement):
    bench, session, ids = room
    restitution = Restitution(bench)
    row = agreement.conclude(session, "problem", "L’eau manque", ids[:2])
    for change in (
        lambda: restitution.reword(row, "L’eau est rare"),
        lambda: restitution.redraw(row, "solution", "L’eau est rare", ids),
    ):
        agreement.accept(session, row)
        change()
        assert restitution.points(session)[0].read_at == ""
    agreement.accept(session, row)
    restitution.redraw(row, "solution", " L’eau est rare ", ids)
    (point,) = restitution.points(session)
    assert (point.part, point.text, list(point.sources), bool(point.read_at)) == (
        "solution",
        "L’eau est rare",
        ids,
        True,
    )
    agreement.disagree(session, "Non", [row])
    assert restitution.points(session)[0].is_disputed


def test_a_conclusion_says_something_and_is_drawn_from_something(room, agreement):
    _, session, ids = room
    with pytest.raises(Trouble, match="conclusion_empty"):
        agreement.conclude(session, "problem", " \n ", ids)
    with pytest.raises(Trouble, match="conclusion_of_nothing"):
        agreement.conclude(session, "problem", "De rien", [])
