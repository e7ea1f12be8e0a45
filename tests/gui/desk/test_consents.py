"""Consents and counts by hand at the desk, by keys alone."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain.badge import Badge, badge_code
from ogp_desktop.services.personal import consent, headcount

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(both):
    return both.at("desk")


def answers(hands, person):
    known = consent.answers_of(hands.desktop.workplace.bench, person)
    return {purpose: one["given"] for purpose, one in known.items()}


def test_f9_asks_what_somebody_agrees_to_and_it_is_taken_back_later(desk):
    desk.form.results.step(1)
    person = desk.form.results.current()
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    assert answers(desk, person) == {"participation": True, "forum": True, "images": False, "report": False}
    assert desk.form.search.hasFocus()
    desk.form.results.make_current(person)
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    assert answers(desk, person)["forum"] is False
    desk.press(Qt.Key.Key_Z, CTRL)
    assert answers(desk, person)["forum"] is True


def test_escape_leaves_the_answers_as_they_were(desk):
    desk.form.results.step(1)
    person = desk.form.results.current()
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Escape)
    assert answers(desk, person) == {}


def test_nobody_chosen_is_told(desk):
    desk.form.results.choose_none()
    desk.press(Qt.Key.Key_F9)
    assert desk.form.middle.currentWidget() is desk.form.results_page


def test_f10_counts_by_plus_and_minus_and_ctrl_z_takes_one_back(desk):
    desk.press(Qt.Key.Key_F10)
    desk.press(Qt.Key.Key_Down)
    desk.type("++-+")
    desk.settle()
    counted = headcount.counts(desk.desktop.workplace.bench)
    assert counted == dict.fromkeys(headcount.GROUPS, 0) | {headcount.GROUPS[1]: 2}
    assert desk.screen.consents.counts._counts == counted
    desk.press(Qt.Key.Key_Z, CTRL)
    assert headcount.counts(desk.desktop.workplace.bench)[headcount.GROUPS[1]] == 1
    assert desk.form.search.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert desk.form.search.hasFocus()


def test_a_walk_in_is_asked_and_the_badge_they_were_handed_is_scanned_into_the_form(desk):
    code = badge_code(Badge(99, desk.desktop.workplace.bench.device.desk, 803))
    desk.press(Qt.Key.Key_F3)
    more = desk.screen.consents.walk_in
    assert not any(more.consents.answers()[purpose] for purpose in consent.ASKED)
    assert all(choice.accessibleName() for choice in more.consents.choices.values())
    desk.type("WALIDI")
    more.consents.choices["images"].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type(code)
    desk.press(Qt.Key.Key_Return)
    if desk.form.middle.currentWidget() is desk.form.walk_in_page:  # as quick as a scanner: its Enter is its own
        assert more.badge.text() == code
        desk.press(Qt.Key.Key_Return)
    (person,) = [p for p in desk.screen._directory.people.values() if p["family_name"] == "WALIDI"]
    assert answers(desk, person["id"]) == {"participation": True, "forum": False, "images": True, "report": False}
    assert person["badge"] == code
    desk.screen._scanned(code, "")
    desk.settle()
    assert desk.form.welcome.property("state") == "again"


def test_a_badge_that_somebody_has_keeps_the_form_as_it_was_typed(desk):
    for name in ("WALIDI", "SABIRI"):
        desk.press(Qt.Key.Key_F3)
        desk.type(name)
        desk.screen.consents.walk_in.badge.setFocus()
        desk.type("803")
        desk.press(Qt.Key.Key_Return)
    assert "WALIDI" in desk.window.band_sentence
    assert desk.form.middle.currentWidget() is desk.form.walk_in_page
    assert (desk.form.family_name.text(), desk.screen.consents.walk_in.badge.text()) == ("SABIRI", "803")
