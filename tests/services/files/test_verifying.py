"""A copy or a slip is answered number by number: found, altered, missing, added since."""

import json

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.copies import write_copy
from ogp_desktop.services.files.verifying import verify_file, verify_numbers
from ogp_desktop.services.room.workshop import Workshop


@pytest.fixture
def copied(room, tmp_path):
    """Return the room, its session, its ideas, and the JSON of a copy just written."""
    return *room, write_copy(room[0], "2", tmp_path, "fr").files[2]


def answers(found):
    return [(answer.number, answer.status) for answer in found.answers]


def rewrite(path, change):
    copy = json.loads(path.read_text("utf-8"))
    change(copy)
    path.write_text(json.dumps(copy), "utf-8")


def test_an_untouched_register_has_every_number_and_the_same_fingerprint(copied):
    bench, _, _, copy = copied
    found = verify_file(bench, copy)
    assert (found.ok, found.whole, found.numbers, found.count("found")) == (True, True, 3, 3)
    assert found.fingerprint == found.register_fingerprint
    assert len(found.spoken.split()) == 4


def test_a_changed_letter_is_an_altered_number_with_both_texts(copied):
    bench, _, ids, copy = copied
    Workshop(bench).edit(ids[0], {"problem": "Eaux"})
    found = verify_file(bench, copy)
    assert answers(found)[0] == ("DEM-2-1", "altered")
    assert (found.answers[0].copied.problem, found.answers[0].entry.said.problem) == ("Eau", "Eaux")
    assert (found.ok, found.count("found")) == (False, 2)
    assert found.fingerprint != found.register_fingerprint


def test_texts_that_swapped_numbers_are_two_altered_numbers(copied):
    bench, _, ids, copy = copied
    one, other = (Workshop(bench).ideas()[place] for place in (0, 1))
    for row, texts in ((ids[0], other), (ids[1], one)):
        Workshop(bench).edit(row, {part: texts[part] or "" for part in ("problem", "solution", "result")})
    assert answers(verify_file(bench, copy))[:2] == [("DEM-2-1", "altered"), ("DEM-2-2", "altered")]


def test_a_number_taken_out_of_the_register_is_missing(copied):
    bench, _, ids, copy = copied
    with bench.register.act(bench.author) as act:
        act.delete("idea", ids[1])
    found = verify_file(bench, copy)
    assert answers(found)[1] == ("DEM-2-2", "missing")
    assert found.answers[1].entry.said.state == "undone"
    assert not found.ok


def test_a_withdrawal_since_is_told_with_hour_and_reason_and_is_no_loss(copied):
    bench, _, ids, copy = copied
    Workshop(bench).withdraw(ids[1], "Déjà dit", "2026-12-12T15:20:00+00:00")
    found = verify_file(bench, copy)
    assert found.ok
    entry = found.answers[1].entry
    assert (entry.said.state, entry.withdrawn_at, entry.withdrawn_reason) == (
        "withdrawn",
        "2026-12-12T15:20",
        "Déjà dit",
    )
    assert found.fingerprint != found.register_fingerprint


def test_what_was_said_since_is_added_with_its_hour(copied):
    bench, session, _, copy = copied
    Workshop(bench).add(session, {"problem": "Après"}, at="2026-12-12T15:30:00+00:00")
    found = verify_file(bench, copy)
    assert answers(found)[3] == ("DEM-2-4", "added")
    assert found.answers[3].entry.said_at.startswith("2026-12-12T15:30")
    assert (found.ok, found.numbers) == (True, 3)


def test_a_number_unknown_then_that_arrived_since_is_added(room, tmp_path):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 5, "problem": "Loin"})
    copy = write_copy(bench, "2", tmp_path, "fr").files[2]
    assert answers(verify_file(bench, copy))[3] == ("DEM-2-4", "found")
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 4, "problem": "De l’autre ordinateur"})
    found = verify_file(bench, copy)
    assert answers(found)[3] == ("DEM-2-4", "added")
    assert found.ok


def test_a_copy_altered_after_it_was_written_says_so(copied):
    bench, _, _, copy = copied
    rewrite(copy, lambda told: told["ideas"][0].update(problem="Autre"))
    found = verify_file(bench, copy)
    assert not found.whole
    assert not found.ok
    assert answers(found)[0] == ("DEM-2-1", "altered")


def test_a_line_taken_out_of_a_copy_is_not_whole_either(copied):
    bench, _, _, copy = copied
    rewrite(copy, lambda told: told["ideas"].pop())
    found = verify_file(bench, copy)
    assert not found.ok
    assert answers(found)[2] == ("DEM-2-3", "added")


def test_two_ideas_under_one_number_are_both_found(room, tmp_path):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 1, "problem": "Importée"})
    found = verify_file(bench, write_copy(bench, "2", tmp_path, "fr").files[2])
    assert (found.ok, found.numbers, found.count("found")) == (True, 4, 4)


@pytest.mark.parametrize("slip", ["DEM-2-1, DEM-2-3", "dem-2-1\nDEM-2-3;DEM-2-3", "\ufeffN° DEM-٢-١ و DEM-2-3."])
def test_the_numbers_of_a_slip_are_answered_however_they_are_written(room, tmp_path, slip):
    bench, _, ids = room
    Workshop(bench).withdraw(ids[2], "Déjà dit", "2026-12-12T15:20:00+00:00")
    path = tmp_path / "bordereau.txt"
    path.write_text(slip, "utf-8")
    found = verify_file(bench, path)
    assert answers(found) == [("DEM-2-1", "found"), ("DEM-2-3", "found")]
    assert found.answers[1].entry.withdrawn_reason == "Déjà dit"
    assert (found.ok, found.numbers, found.fingerprint) == (True, 2, "")


def test_a_number_nobody_knows_is_missing(room):
    found = verify_numbers(room[0], "DEM-2-9 XYZ-1-1 DEM-2-1")
    assert answers(found) == [("DEM-2-9", "missing"), ("XYZ-1-1", "missing"), ("DEM-2-1", "found")]
    assert not found.ok


def test_a_number_that_was_given_but_is_not_in_this_file_is_missing(room):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 5, "problem": "Loin"})
    assert answers(verify_numbers(bench, "DEM-2-4 DEM-2-5")) == [("DEM-2-4", "missing"), ("DEM-2-5", "found")]


HOSTILE = {
    "empty.json": ("", "slip_without_numbers"),
    "nothing.txt": ("bonjour 2026-12-12", "slip_without_numbers"),
    "half.json": ('{"format": "ogp-copy-1"', "copy_unreadable"),
    "list.json": ('{"format": "ogp-copy-1", "ideas": {}, "session": []}', "copy_unreadable"),
    "deep.json": ('{"a":' * 100_000, "copy_unreadable"),
    "other.json": ('{"format": "ogp-copy-9", "ideas": [], "session": {"id": "x"}}', "copy_unreadable"),
    "foreign.json": ('{"format": "ogp-copy-1", "ideas": [], "session": {"id": "x"}}', "copy_other_register"),
    "surrogate.json": (
        '{"format": "ogp-copy-1", "session": {"id": "x"}, "ideas": [{"number": "\\ud800", "state": "said",'
        ' "problem": "", "solution": "", "result": ""}]}',
        "copy_unreadable",
    ),
    "number.json": (
        '{"format": "ogp-copy-1", "session": {"id": "x"}, "ideas": [{"number": 1, "state": "said",'
        ' "problem": "", "solution": "", "result": ""}]}',
        "copy_unreadable",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_copy_is_refused_in_a_sentence(room, tmp_path, name):
    text, code = HOSTILE[name]
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(Trouble, match=code):
        verify_file(room[0], tmp_path / name)


def test_a_pdf_and_a_missing_file_are_refused_in_a_sentence(room, tmp_path):
    pdf = write_copy(room[0], "2", tmp_path, "fr").files[0]
    with pytest.raises(Trouble, match="copy_unreadable"):
        verify_file(room[0], pdf)
    with pytest.raises(Trouble, match="copy_missing"):
        verify_file(room[0], tmp_path / "none.json")
