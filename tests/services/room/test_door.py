"""At the door of the room: every paper at once, nothing written over, and slips that verify."""

import re
import shutil

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.reports import write_report
from ogp_desktop.services.files.verifying import verify_file, verify_numbers
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.door import write_all
from ogp_desktop.services.room.paper_slips import PaperSlips
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.room_papers import RoomPapers
from ogp_desktop.services.room.workshop import Workshop
from tests.documents.test_session_report import text_of

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


@pytest.fixture
def agreed(room):
    """A room that withdrew an idea, undid another, drew conclusions and did not agree with everything."""
    bench, session, ids = room
    workshop, agreement = Workshop(bench), Agreement(bench)
    workshop.withdraw(ids[1], "Déjà dit", "2026-12-12T13:40:00+00:00")
    undone = workshop.add(session, {"problem": "Effacée"})
    with bench.register.act(bench.author) as act:
        act.delete("idea", undone)
    PaperSlips(bench, session).enter("17", {"problem": "Écrite sur papier"})
    told = agreement.conclude(session, "problem", "L’eau manque", [ids[0], ids[2]])
    Restitution(bench).choose(session, [workshop.ideas(session["id"])[0]])
    agreement.disagree(session, "Pas d’accord du tout", [told])
    agreement.agree(session, "2026-12-12T14:56:00+00:00")
    return bench, session


def people(bench, session, *names):
    with bench.register.act(bench.author) as act:
        for number, name in enumerate(names):
            person = act.new("participant", {"number": number})
            act.new("identity", {"family_name": name}, person)
            act.new("allocation", {"session": session["id"]}, person)
            act.new("arrival", {"person": person, "desk": "A", "at": "2026-12-12T09:00:00+00:00"})


@needs_poppler
def test_everything_is_written_at_once_and_tells_the_same_fingerprint(agreed, stick):
    bench, _ = agreed
    made = write_all(bench, "2", stick, "fr")
    assert [paper.sort for paper in made.papers] == ["minutes", "presenter", "slips"]
    files = [paper.path for paper in made.papers] + list(made.copy.files)
    assert sorted(stick.iterdir()) == sorted(files)
    minutes, half, slips = (text_of(paper.path) for paper in made.papers)
    for shown in (*(f"DEM-2-{n}" for n in range(1, 6)), "Déjà dit", "13:40", "14:56", "Pas d’accord du tout", "2-17"):
        assert shown in minutes
    assert made.copy.spoken in minutes
    assert made.copy.spoken in slips
    assert "d’après les n° 1, 3" in minutes
    assert "L’eau manque" in half
    assert "Écrite sur papier" in text_of(made.copy.files[0])
    write_report(bench, "2", "fr", stick / "rapport.pdf")
    assert "2-17" in text_of(stick / "rapport.pdf")


@needs_poppler
def test_a_slip_is_verified_by_what_stands_on_it(agreed, stick):
    bench, _ = agreed
    made = write_all(bench, "2", stick, "ar")
    found = verify_numbers(bench, text_of(made.papers[2].path))
    assert (found.ok, found.numbers) == (True, 5)
    assert [answer.entry.said.state for answer in found.answers] == ["said", "withdrawn", "said", "undone", "said"]
    assert verify_file(bench, made.copy.files[2]).ok


@needs_poppler
def test_who_was_ticked_in_the_room_and_the_turns_that_were_counted_are_told(agreed, stick):
    bench, session = agreed
    people(bench, session, "BENZEKRI", "OUBELLA")
    RoomPapers(bench, "2", "fr").minutes(stick / "x.pdf")
    assert "Idées par catégorie" in text_of(stick / "x.pdf")
    with bench.register.act(bench.author) as act:
        category = act.new("category", {"title_fr": "Société civile"})
        walked_in = act.new("participant", {"number": 9})
        act.new("identity", {"family_name": "TAHRI"}, walked_in)
    presence = Presence(bench)
    presence.tick(session, walked_in)
    for _ in range(3):
        presence.count_turn(session, category)
    RoomPapers(bench, "2", "fr").minutes(stick / "x.pdf")
    found = " ".join(text_of(stick / "x.pdf").split())
    assert "Prises de parole par catégorie" in found
    assert "Société civile 3" in found
    RoomPapers(bench, "2", "fr").slips(stick / "y.pdf", with_names=True)
    assert "TAHRI" in text_of(stick / "y.pdf")
    assert "BENZEKRI" not in text_of(stick / "y.pdf")


@needs_poppler
def test_names_are_on_slips_only_when_they_are_asked_for(agreed, stick):
    bench, session = agreed
    people(bench, session, "BENZEKRI", "OUBELLA")
    without, with_names = stick / "sans.pdf", stick / "avec.pdf"
    papers = RoomPapers(bench, "2", "fr")
    papers.slips(without)
    papers.slips(with_names, with_names=True)
    assert len(re.findall(r"DEM-2-1 \.\.\. DEM-2-5", text_of(without))) == 2
    assert "BENZEKRI" not in text_of(without)
    assert {"BENZEKRI", "OUBELLA"} <= set(text_of(with_names).split())
    made = write_all(bench, "2", stick, "fr")
    assert all("BENZEKRI" not in text_of(paper.path) for paper in made.papers)
    assert "17" not in without.name


def test_a_second_time_nothing_is_written_over_and_names_go_together(room, stick):
    bench = room[0]
    first, again = (write_all(bench, "2", stick, "fr") for _ in range(2))
    assert len(list(stick.iterdir())) == 12
    assert {paper.path.stem[-4:] for paper in again.papers} == {" (2)"}
    assert not {paper.path for paper in first.papers} & {paper.path for paper in again.papers}


def test_a_folder_that_is_gone_is_said_and_an_empty_room_has_papers_too(room, stick):
    bench = room[0]
    with pytest.raises(Trouble, match="folder_missing"):
        write_all(bench, "2", stick / "none", "fr")
    with bench.register.act(bench.author) as act:
        act.new("session", {"number": 3, "title_fr": "Vide"})
    for lang in ("fr", "ar"):
        assert all(paper.pages >= 1 for paper in write_all(bench, "3", stick, lang).papers)


@needs_poppler
def test_the_half_page_tells_whole_ideas_part_by_part_under_one_number(agreed, stick):
    bench, _ = agreed
    RoomPapers(bench, "2", "fr").presenter(stick / "x.pdf")
    found = " ".join(text_of(stick / "x.pdf").split())
    assert "1. L’eau manque 2. Eau" in found
    assert "2. Publier" in found
    assert "2. <b>20</b> jours" in found
    assert "Désaccords notés par la salle : 1" in found
