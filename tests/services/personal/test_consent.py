"""Law 09-08: what people are told, what they agree to, and that every sheet honours it."""

import json

import pytest

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.desk.desk_papers import DeskPapers, How
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.personal import consent, headcount, notice, privacy
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import queries
from tests.conftest import EVENT


@pytest.fixture
def desk(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "number": 99, "title_fr": "Journée", "date": "2026-12-12"}, EVENT)
        for code in ("CSO", "ADM"):
            act.new("category", {"code": code, "title_fr": code})
        act.new("session", {"number": 1, "sort": "workshop", "title_fr": "Eau"})
    return bench


def come(bench, name, category="CSO", **answers):
    def saying(act, row):
        consent.answer_in(act, bench, row, answers)

    return Desk(bench).walk_in({"family_name": name, "category": category}, "09:10", [saying]).person["id"]


def said(bench, person):
    return {purpose: one["given"] for purpose, one in consent.answers_of(bench, person).items()}


def exported(bench, path, face):
    Exports(bench, "fr").people(path, face)
    return json.loads(path.read_text())["people"]


# The notice.


def test_the_shipped_notice_names_the_law_and_says_what_is_missing(desk):
    shown = notice.notice(desk)
    assert "Récépissé n° ……" in shown.text("fr")
    assert "12 décembre 2027" in shown.text("fr")
    assert "دجنبر 2027" in shown.text("ar")
    assert shown.lacks.code == "cndp_missing"


def test_the_events_word_stands_before_the_plans_and_each_change_is_another_version(desk):
    with desk.register.act(desk.author, desk.register.plan) as act:
        act.new("notice", {"cndp": "D-1/2026", "contact": "contact@plan.example"}, desk.register.plan)
    of_the_plan = notice.notice(desk)
    assert of_the_plan.cndp == "D-1/2026"
    assert of_the_plan.lacks is None
    own = notice.change_notice(desk, {"cndp": " D-2/2026 ", "abroad_fr": "un partenaire {x} à Paris"})
    assert own.cndp == "D-2/2026"
    assert "contact@plan.example" in own.text("ar")
    assert "un partenaire {x} à Paris" in own.text("fr")
    assert own.version != of_the_plan.version
    assert notice.change_notice(desk, {"cndp": None, "abroad_fr": ""}).version == of_the_plan.version


def test_a_last_day_that_is_none_changes_nothing(desk):
    with pytest.raises(Trouble, match="date_unreadable_kept"):
        notice.change_notice(desk, {"until": "demain", "cndp": "D-3"})
    assert notice.notice(desk).cndp == ""
    notice.change_notice(desk, {"until": "31.12.2027"})
    assert notice.facts(desk)["until"] == "2027-12-31"


# Consents.


def test_each_answer_has_its_hour_desk_and_the_words_that_were_shown(desk):
    person = come(desk, "TAZI", forum=True, images=False)
    version = notice.notice(desk).version
    kept = consent.answers_of(desk, person)
    assert said(desk, person) == {"forum": True, "images": False}
    assert {(one["notice"], one["desk"]) for one in kept.values()} == {(version, desk.device.id)}
    assert all(one["at"] for one in kept.values())
    (text,) = queries.records(desk.register.conn, "notice_text")
    assert (text["version"], text["text_fr"]) == (version, notice.notice(desk).text("fr"))


def test_an_agreement_is_withdrawn_and_an_answer_given_again_changes_nothing(desk):
    person = come(desk, "TAZI", forum=True)
    before = queries.change_count(desk.register.conn)
    consent.answer(desk, person, {"forum": True})
    assert queries.change_count(desk.register.conn) == before
    consent.answer(desk, person, {"forum": False})
    assert said(desk, person) == {"forum": False}


def test_taking_a_walk_in_back_takes_the_answers_too_and_they_can_be_said_anew(desk):
    acts = []
    desk.register.on_saved = lambda act: acts.append(act.batch)
    person = come(desk, "TAZI", forum=True)
    undone = undo_act(desk, acts[-1])
    assert said(desk, person) == {}
    undo_act(desk, undone)
    assert said(desk, person) == {"forum": True}
    acts.clear()
    consent.answer(desk, person, {"forum": False})
    undo_act(desk, acts[-1])
    assert said(desk, person) == {"forum": True}


def test_an_answer_that_was_taken_back_can_be_given_again(desk):
    acts = []
    person = come(desk, "TAZI")
    desk.register.on_saved = lambda act: acts.append(act.batch)
    for given in (True, True, False):
        consent.answer(desk, person, {"forum": given})
        assert said(desk, person) == {"forum": given}
        undo_act(desk, acts[-1])
        assert said(desk, person) == {}
    tally = [headcount.count_here(desk, "women", 2)]
    undo_act(desk, acts[-1])
    tally.append(headcount.count_here(desk, "women", 1))
    assert tally == [2, 1]


def test_two_desks_agree_after_exchanging_and_a_contradiction_waits_for_somebody(desk, make_register, exchange):
    other = make_register("other")
    person = come(desk, "TAZI")
    exchange(desk, other)
    consent.answer(desk, person, {"forum": True, "report": True})
    consent.answer(other, person, {"forum": True, "report": False})
    exchange(desk, other)
    disputed = {(one.kind, one.field) for one in queries.conflicts(desk.register.conn)} - {("consent", "at")}
    assert {field for _, field in disputed} <= {"given", "desk", "notice"}
    assert ("consent", "given") in disputed
    assert said(desk, person) == said(other, person)


def test_who_refuses_everything_is_admitted_and_stands_on_no_list_that_leaves(desk, tmp_path):
    person = come(desk, "TAZI", participation=False, forum=False, images=False, report=False)
    come(desk, "ALAMI", forum=True)
    assert consent.refused_everything(said(desk, person))
    assert {one["id"] for one in People(desk).everyone() if one["arrived"]} >= {person}
    assert [row["family_name"] for row in exported(desk, tmp_path / "i.json", "internal")] == ["TAZI", "ALAMI"]
    assert [row["family_name"] for row in exported(desk, tmp_path / "p.json", "partner")] == ["ALAMI"]
    assert len(exported(desk, tmp_path / "c.json", "copil")) == 1


@pytest.mark.parametrize(
    ("answers", "is_shared"),
    [({}, False), ({"forum": True}, True), ({"forum": False}, False), ({"partner": True}, True),
     ({"forum": True, "partner": False}, False), ({"forum": True, "participation": False}, False),
     ({"images": True, "report": True}, False)],
)  # fmt: skip
def test_partners_read_the_names_of_those_who_agreed_and_have_not_taken_it_back(desk, tmp_path, answers, is_shared):
    come(desk, "TAZI", **answers)
    assert bool(exported(desk, tmp_path / "p.json", "partner")) is is_shared


def test_the_internal_sheet_tells_the_answers(desk, tmp_path):
    come(desk, "TAZI", forum=True, images=False)
    (row,) = exported(desk, tmp_path / "i.json", "internal")
    assert (row["agrees_forum"], row["agrees_images"], row["agrees_report"]) == ("Oui", "Non", "")


def test_no_name_stands_on_what_the_committee_or_the_public_sees(desk, tmp_path):
    for number in range(7):
        come(desk, f"NOM{number}", forum=True)
    for face in ("copil", "public"):
        Exports(desk, "fr").people(path := tmp_path / f"{face}.csv", face)
        assert "NOM" not in path.read_text("utf-8-sig")
        DeskPapers(desk, "fr").write("present", path := tmp_path / f"{face}-present.csv", How(face=face))
        assert "NOM" not in path.read_text("utf-8-sig")
    DeskPapers(desk, "fr").write("present", path := tmp_path / "partner.csv", How(face="partner"))
    assert path.read_text("utf-8-sig").count("NOM") == 7


@pytest.mark.parametrize("kind", ["attendance", "calls"])
def test_a_sheet_of_the_door_is_for_the_door(desk, tmp_path, kind):
    with pytest.raises(Trouble, match="paper_of_the_door"):
        DeskPapers(desk, "fr").write(kind, tmp_path / "l.xlsx", How(face="public"))


def test_in_public_an_idea_does_not_tell_the_category_of_few(desk, tmp_path):
    rows = {category["code"]: category["id"] for category in queries.records(desk.register.conn, "category")}
    for number in range(12):
        come(desk, f"N{number}", "CSO")
    for number in range(2):
        come(desk, f"A{number}", "ADM")
    workshop = Workshop(desk)
    for code in rows:
        workshop.add(workshop.session("1"), {"problem": code}, code)
    told = {}
    for face in ("internal", "public"):
        Exports(desk, "fr").ideas(tmp_path / f"{face}.json", face)
        ideas = json.loads((tmp_path / f"{face}.json").read_text())["ideas"]
        told[face] = {idea["problem"]: idea["category"] for idea in ideas}
    assert told["internal"] == {"CSO": "CSO", "ADM": "ADM"}
    assert told["public"] == {"CSO": None, "ADM": None}
    for number in range(10):
        come(desk, f"B{number}", "ADM")
    Exports(desk, "fr").ideas(tmp_path / "again.json", "public")
    assert all(idea["category"] for idea in json.loads((tmp_path / "again.json").read_text())["ideas"])


def test_an_unknown_purpose_or_person_is_refused_in_words(desk):
    with pytest.raises(Trouble, match="purpose_unknown"):
        consent.answer(desk, come(desk, "TAZI"), {"advertising": True})
    with pytest.raises(Trouble, match="person_not_here"):
        consent.answer(desk, ids.draw(), {"forum": True})


def test_erasing_a_person_takes_what_they_agreed_to(desk):
    person = come(desk, "TAZI", participation=True, forum=True, images=True, report=False)
    privacy.erase_person(desk, person)
    assert consent.answers_of(desk, person) == {}
    with pytest.raises(Trouble, match="person_erased"):
        consent.answer(desk, person, {"forum": True})


# The tally.


def test_counts_by_hand_add_up_over_desks_never_go_below_nothing_and_are_taken_back(desk, make_register, exchange):
    other = make_register("other")
    acts = []
    desk.register.on_saved = lambda act: acts.append(act.batch)
    assert [headcount.count_here(desk, "youth", by) for by in (1, 1, -1, -1, -1, 3)] == [1, 2, 1, 0, 0, 3]
    exchange(desk, other)
    assert headcount.count_here(other, "youth", 4) == 7
    assert headcount.count_here(other, "youth", -9) == 3
    undo_act(desk, acts[-1])
    assert headcount.counts(desk)["youth"] == 0
    with pytest.raises(Trouble, match="group_unknown"):
        headcount.count_here(desk, "origin", 1)
