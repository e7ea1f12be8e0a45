"""A pile of paper slips is typed: each under its number, its origin kept, none twice."""

import json

import openpyxl
import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.room.paper_slips import PaperSlips
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.undoing import undo_act


@pytest.fixture
def pile(room):
    return PaperSlips(room[0], room[1])


def test_a_slip_becomes_an_idea_with_the_next_number_and_its_origin(room, pile):
    bench, session, _ = room
    row = pile.enter("١٧", {"problem": "Eau", "solution": "", "result": ""})
    (idea,) = pile.entered()
    assert (idea["id"], idea["number"], idea["source"], idea["source_id"]) == (row, 4, "papier", "2-17")
    assert idea["said_at"] is None
    assert Workshop(bench).ideas(session["id"])[-1]["id"] == row


def test_the_next_slip_is_proposed_as_it_is_printed(pile):
    assert pile.next_slip() == "2-1"
    pile.enter("2-9", {"problem": "Eau"})
    assert pile.next_slip() == "2-10"
    pile.enter("rouge", {"problem": "Routes"})
    assert pile.next_slip() == "2-1"
    pile.enter("", {"problem": "Sans numéro"})
    assert pile.entered()[0]["source_id"] is None


def test_a_slip_that_was_typed_is_refused_naming_its_idea_until_that_is_undone(room, pile):
    bench, _, _ = room
    pile.enter("17", {"problem": "Eau"})
    with pytest.raises(Trouble, match="slip_entered") as refused:
        pile.enter("2-17", {"problem": "Encore"})
    assert refused.value.values == {"slip": "2-17", "number": "4"}
    with bench.register.act(bench.author) as act:
        act.delete("idea", pile.entered()[0]["id"])
    pile.enter("17", {"problem": "Encore"})
    assert [idea["problem"] for idea in pile.entered()] == ["Encore"]
    assert undo_act(bench, act.batch)


def test_an_empty_slip_is_refused(pile):
    with pytest.raises(Trouble, match="idea_empty"):
        pile.enter("17", {"problem": " "})


def test_a_sheet_of_slips_marks_its_origin_updates_by_slip_and_keeps_rooms_apart(room, tmp_path):
    bench, _, _ = room
    with bench.register.act(bench.author) as act:
        act.new("session", {"number": 3, "title_fr": "Climat"})
    book = openpyxl.Workbook()
    for row in (("Atelier", "Problème", "Fiche"), ("2", "Eau", "17"), ("3", "Feux", "17")):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    workshop = Workshop(bench)
    assert workshop.import_file(tmp_path / "x.xlsx", "Papier").added == [2, 3]
    papers = {i["source_id"]: i["problem"] for i in workshop.ideas() if i["source"] == "papier"}
    assert papers == {"2-17": "Eau", "3-17": "Feux"}
    book.active["B2"] = "Eau potable"
    book.save(tmp_path / "y.xlsx")
    again = workshop.import_file(tmp_path / "y.xlsx", "papier")
    assert (again.updated, again.unchanged, again.added) == ([2], [3], [])
    Exports(bench, "fr").ideas(tmp_path / "out.xlsx", "internal")
    head, *rows = openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True)
    place = head.index("Origine")
    assert [row[place] for row in rows if row[place]] == ["papier", "papier"]


def test_votes_are_exported_once_their_poll_is_closed(room, tmp_path):
    bench, session, ids = room
    polls = Polls(bench)
    polls.open(session)
    polls.count(session, ids[0], 6)

    def votes():
        Exports(bench, "fr").ideas(tmp_path / "x.json", "internal")
        return [idea["votes"] for idea in json.loads((tmp_path / "x.json").read_text("utf-8"))["ideas"]]

    assert votes() == [None, None, None]
    polls.close(session)
    assert votes() == [6, None, None]
