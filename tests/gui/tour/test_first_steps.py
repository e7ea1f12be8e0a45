"""Understood in three minutes: the first steps of each post are its real task, by real keys (ux.md §6, check 16)."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog

from ogp_desktop import paths, words
from ogp_desktop.gui.tour import steps
from ogp_desktop.gui.translation import say
from ogp_desktop.services.desk.letters import letters_of_somebody_expected
from ogp_desktop.services.event import events
from ogp_desktop.services.event.post_cards import EVERYWHERE, KEYS
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import POSTS, Settings
from tests.gui.conftest import SIZES, real_event
from tests.gui.screens.test_every_screen import CHECKS, FITS, LONG, cut_lines, too_large_for_a_laptop_at_125_percent
from tests.gui.test_start import run

CONTROL, ALT, NONE = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Alt", "No"))
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
MOST_KEYS, MOST_SECONDS, KEY, LOOK = 12, 20, 0.28, 1.35
CHOOSING_A_FILE = 3
"""Keys in the system's own window: a letter, an arrow, Enter."""
BEGUN = """
import sys, time
from pathlib import Path
from ogp_desktop.app import begin
from ogp_desktop.gui.screens.launcher_screen import Beginning
application, desktop = begin()
for path in sys.argv[1:]:
    desktop.begin(Beginning(Path(path), "room", "", "1"))
    end = time.monotonic() + 10
    while time.monotonic() < end and not desktop.window.screen_shown.has_shown:
        application.processEvents()
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        application.processEvents()
    print("ogp_desktop.gui.tour.guide" in sys.modules, desktop.window.strip is not None)
    desktop.go_home()
desktop.window.close()
"""
UNDO = [(Qt.Key.Key_Z, CONTROL)]

ACTS = {
    "desk": (["@letters", ENTER], UNDO, [Qt.Key.Key_F3, "moi", ENTER]),
    "room": (["eau", ENTER], [(Qt.Key.Key_Up, ALT), Qt.Key.Key_Tab, "ok", ENTER], UNDO),
    "restitution": ([Qt.Key.Key_F2, "x", ENTER], [Qt.Key.Key_End, Qt.Key.Key_Space], [Qt.Key.Key_F5]),
    "secretariat": (
        [(Qt.Key.Key_O, CONTROL)],
        [Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_Right, ENTER],
        UNDO,
    ),
}
"""What the words of each step tell to press."""


def only_the_walk_in_came(hands):
    came = [person for person in People(hands.desktop.workplace.bench).everyone() if person["arrived"]]
    return len(came) == CAME + 1 and "moi" in {person["family_name"] for person in came}


def the_solution_was_taken_back(hands):
    said = Workshop(hands.desktop.workplace.bench).ideas(hands.screen._session["id"])[-1]
    return (said["problem"], said["solution"]) == ("eau", None)


CAME = 63
STANDS = {"desk": only_the_walk_in_came, "room": the_solution_was_taken_back}
"""What is in the register afterwards."""


@pytest.fixture(autouse=True)
def late_parcel(demonstration_file, make_hands):
    """Lay out the parcel that waits in the demonstration, as making it does."""
    made = events.late_parcel(demonstration_file.with_name(f"part-{demonstration_file.name}"))
    place = events.late_parcel(events.folder() / events.DEMONSTRATION)
    place.parent.mkdir(parents=True)
    return Path(shutil.copyfile(made, place))


def wrong_with(hands, checks=(set(CHECKS) - {too_large_for_a_laptop_at_125_percent})):
    return {check.__name__: found for check in checks if (found := check(hands))}


def strip(hands):
    return hands.window.strip


def keys_of(hands, key):
    """Return what really does what a card says, by its words."""
    everywhere = {words: action for action, words in hands.window._keys}
    return (everywhere.get(key) or hands.screen.action(key)).property("keys")


def lead(hands, post, session="1"):
    hands.at(post, session)
    hands.desktop.home.lead()
    hands.settle()


def press_in_help(hands, key):
    """Open the help, press a key there, and come back."""
    hands.press(Qt.Key.Key_F1)
    for window, pressed in ((hands.window.help, [key]), (hands.window, [])):
        window.activateWindow()
        hands.settle()
        for each in pressed:
            hands.press(each)


def act(hands, lang, keys):
    for told in keys:
        key = told
        if told == "@letters":
            key = letters_of_somebody_expected(hands.desktop.workplace.bench, lang)
            assert key in strip(hands).sentence
        if isinstance(key, str):
            hands.type(key)
        else:
            hands.press(*(key if isinstance(key, tuple) else (key,)))


@pytest.mark.parametrize(("lang", "look", "size"), [("fr", "light", "1093x574"), ("ar", "dark", "1366x728")])
def test_a_newcomer_does_the_main_act_of_each_post_in_a_dozen_keys(make_hands, monkeypatch, lang, look, size):
    opened = []

    def choose(_parent, _title, folder, *_):
        opened.extend(Path(folder).glob("*.ogpx"))
        return [str(path) for path in opened], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    hands = make_hands(lang, look)
    hands.window.resize(*SIZES[size])
    for post in POSTS:
        lead(hands, post)
        focus = QApplication.focusWidget()
        assert hands.screen.isAncestorOf(focus)
        hands.keys = 0
        for place, keys in enumerate(ACTS[post]):
            assert strip(hands)._bar.value() == place
            assert cut_lines(hands) == []
            act(hands, lang, keys)
        assert strip(hands).sentence == say(steps.DONE[post])
        pressed = hands.keys + CHOOSING_A_FILE * (post == "secretariat")
        assert pressed <= MOST_KEYS
        assert pressed * KEY + (len(ACTS[post]) + 1) * LOOK <= MOST_SECONDS
        assert post in hands.desktop.settings.toured
        if post == "restitution":
            assert hands.screen.projector.on is not None
            hands.press(ESCAPE)  # the projection
            hands.window.activateWindow()
            hands.settle()
        assert (post, wrong_with(hands)) == (post, {})
        assert STANDS.get(post, lambda _: True)(hands)
        hands.press(ESCAPE)
        assert strip(hands) is None
        assert hands.screen.isAncestorOf(QApplication.focusWidget())
        hands.desktop.go_home()
        hands.window.activateWindow()
    assert [path.name for path in opened] == [events.LATE]


def test_only_what_is_asked_takes_one_further(hands):
    lead(hands, "room")
    act(hands, "fr", ACTS["room"][0])
    act(hands, "fr", ACTS["room"][0])  # another idea, where the first one was to be completed
    assert strip(hands)._bar.value() == 1
    act(hands, "fr", ACTS["room"][1])
    act(hands, "fr", ACTS["room"][1])  # written again, where it was to be undone
    assert strip(hands)._bar.value() == 2


def test_the_keys_of_the_card_are_those_of_the_post_and_escape_first_leaves_what_is_under_way(hands):
    under_way = {
        "desk": [Qt.Key.Key_F3],
        "room": [(Qt.Key.Key_Up, ALT)],
        "restitution": [Qt.Key.Key_F2],
        "secretariat": [],
    }
    for post, keys in under_way.items():
        lead(hands, post)
        act(hands, "fr", keys)
        assert [(key, keys_of(hands, key)) for key, _ in (*KEYS[post], *EVERYWHERE)] == [*KEYS[post], *EVERYWHERE]
        if keys:
            hands.press(ESCAPE)
            assert strip(hands) is not None, post
        hands.press(ESCAPE)
        assert strip(hands) is None, post
        hands.desktop.go_home()
    assert Settings.read().toured == [*POSTS]


def test_they_are_offered_once_to_a_newcomer_and_only_on_the_demonstration(hands):
    desktop = hands.desktop
    desktop.begun.connect(desktop.home.offer_tour)  # as `app.begin` does
    hands.at("secretariat", "", real_event())
    hands.qtbot.wait(60)
    assert strip(hands) is None
    desktop.go_home()
    hands.at("room", "1")
    hands.qtbot.waitUntil(lambda: strip(hands) is not None)
    assert strip(hands).sentence == say("tour.room.say")
    desktop.hand_over()
    hands.settle()
    assert not strip(hands).isVisible()  # another page has other words
    hands.screen.left.emit()
    hands.settle()
    assert strip(hands).sentence == say("tour.room.say")
    hands.press(ESCAPE)
    desktop.go_home()
    hands.at("room", "1")
    hands.qtbot.wait(60)
    assert strip(hands) is None


def test_what_leads_is_not_even_loaded_where_no_demonstration_is_open(hands):
    demonstration = events.folder() / events.DEMONSTRATION
    assert run(BEGUN, str(real_event()), str(demonstration), home=paths.home()) == ["False False", "True True"]


def test_help_shows_them_again_from_the_post_and_from_the_launcher_but_not_on_a_real_event(hands):
    hands.desktop.settings.toured = [*POSTS]
    press_in_help(hands, Qt.Key.Key_F8)
    assert hands.screen.name == "desk"
    assert hands.screen.heading().demonstration
    assert say("tour.title") in strip(hands)._place.text()
    act(hands, "fr", ACTS["desk"][0])
    press_in_help(hands, ESCAPE)
    assert not hands.window.help.isVisible()
    assert strip(hands)._bar.value() == 1  # it was the help that was left
    press_in_help(hands, Qt.Key.Key_F8)
    assert strip(hands)._bar.value() == 0
    hands.desktop.go_home()
    hands.at("desk", "", real_event())
    hands.window.show_keys()
    hands.press(Qt.Key.Key_F8)
    assert strip(hands) is None
    hands.window.show_help()
    assert not hands.window.help.tour.isEnabled()
    assert hands.window.help.tour.toolTip() == say("tour.only_trial")


def test_the_strip_gives_way_to_a_message_and_says_aloud_what_it_says(hands, monkeypatch):
    heard = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    hands.window.resize(*SIZES["1093x574"])
    for post, page in (("desk", "walk_in"), ("restitution", "_reword")):
        lead(hands, post)
        getattr(hands.screen, page)()
        hands.settle()
        assert wrong_with(hands) == {}
        spoken = QAccessible.queryAccessibleInterface(strip(hands)).text(QAccessible.Text.Name)
        assert spoken == strip(hands).sentence == heard[-1].message()
        hands.window.tell_trouble(LONG)
        hands.settle()
        assert strip(hands).isHidden()
        assert wrong_with(hands, FITS) == {}
        hands.press(ESCAPE, Qt.KeyboardModifier.ShiftModifier)
        assert strip(hands).isVisible()
        hands.desktop.go_home()


def test_nothing_is_asked_that_cannot_be_done(hands):
    lead(hands, "restitution", "0")
    assert strip(hands).sentence == say("tour.restitution.propose")
    hands.press(Qt.Key.Key_F6)
    assert strip(hands).sentence == say("tour.restitution.reword")
    hands.desktop.go_home()
    hands.at("desk")
    for person in hands.screen._directory.expected():
        hands.screen.check_in.by_row(person["id"])
    hands.settle()
    hands.desktop.home.lead()
    assert strip(hands).sentence == say("tour.desk.walk_in")


def test_the_table_of_steps_is_whole():
    assert set(steps.STEPS) == set(steps.DONE) == set(POSTS)
    told = [step for post in steps.STEPS.values() for step in post]
    assert {step.needs for step in told} - {""} == set(steps.NEEDS)
    assert all(bool(step.changes) != bool(step.key) for step in told)
    for lang in words.LANGUAGES:
        known = words.own("interface", lang)
        assert all(step.does in known and step.did in known for step in told)
        assert all("{letters}" in known[step.does] for step in told if step.letters)


def test_settings_of_an_earlier_version_are_no_newcomers(own_home):
    assert Settings.read().toured == []
    (paths.home() / "settings.json").write_text('{"language": "ar"}', encoding="utf-8")
    assert Settings.read().toured == [*POSTS]
