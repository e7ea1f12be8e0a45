"""One journey for each post, from the launcher to its main act, by the keyboard alone, in both languages."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.workshop import Workshop
from tests.gui.conftest import *  # noqa: F403 - the same hands

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class MouseCounter(QObject):
    """Counts what no journey may need."""

    def __init__(self):
        super().__init__()
        self.clicks = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        self.clicks += event.type() == QEvent.Type.MouseButtonPress
        return False


@pytest.fixture(autouse=True)
def no_mouse(qapp):
    counter = MouseCounter()
    qapp.installEventFilter(counter)
    yield
    qapp.removeEventFilter(counter)
    assert counter.clicks == 0


def choose_post(hands, place):
    """From the list of events, go to a post by its keys and begin."""
    hands.press(TAB)
    while QApplication.focusWidget().objectName() not in ("desk", "room", "restitution", "secretariat"):
        hands.press(TAB)
    for _ in range(place):
        hands.press(Qt.Key.Key_Right if hands.window.layoutDirection() == Qt.LeftToRight else Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Space)
    hands.form.operator_name.setFocus()
    hands.press(ENTER)


def test_the_desk_checks_in_and_registers_and_undoes(both):
    hands = both
    hands.press(ENTER)
    assert hands.screen.name == "desk"
    person = next(p for p in hands.screen._directory.expected() if p["family_name"])
    hands.keys = 0
    hands.type(person["family_name"][:3] + " " + person["given_name"][:1])
    hands.press(ENTER)
    assert hands.keys <= 6
    hands.press(Qt.Key.Key_F3)
    hands.type("ZAKI")
    hands.press(TAB)
    hands.type("Ghita")
    hands.press(ENTER)
    present = {p["id"] for p in People(hands.desktop.workplace.bench).everyone() if p["arrived"]}
    assert person["id"] in present
    assert len(present) == 65
    hands.press(Qt.Key.Key_Z, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert len([p for p in People(hands.desktop.workplace.bench).everyone() if p["arrived"]]) == 63


def test_the_room_notes_forty_ideas_and_reports_back(both):
    hands = both
    hands.at("room", "3")
    session = hands.screen._session["id"]
    before = len(Workshop(hands.desktop.workplace.bench).ideas(session))
    told = [
        (f"Problème {n} : l’accès", "حل مقترح", "Résultat") if n % 2 else (f"مشكل رقم {n}", "", "") for n in range(40)
    ]
    for problem, solution, result in told:
        hands.keys = 0
        hands.type(problem)
        typed = len(problem)
        if solution:
            hands.press(TAB)
            hands.type(solution)
            hands.press(TAB)
            hands.type(result)
            typed += len(solution) + len(result)
        hands.press(ENTER)
        assert hands.keys - typed <= 3
    saved = Workshop(hands.desktop.workplace.bench).ideas(session)[before:]
    assert [tuple(idea[part] or "" for part in ("problem", "solution", "result")) for idea in saved] == told
    assert [idea["number"] for idea in saved] == list(range(before + 1, before + 41))
    hands.press(Qt.Key.Key_T, CONTROL)
    assert hands.screen.name == "restitution"
    hands.press(Qt.Key.Key_F5)
    assert hands.screen.projector.on is not None


def test_the_rapporteur_chooses_rewords_and_projects(both):
    hands = both
    hands.at("restitution", "0")
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.type("Répondre à chaque idée")
    hands.press(ENTER)
    hands.press(Qt.Key.Key_F5)
    assert hands.screen.projector.on is not None
    hands.desktop.window.activateWindow()
    hands.press(Qt.Key.Key_PageDown)
    assert "Répondre à chaque idée" in {slide.headline for slide in hands.screen._slides}


def test_the_secretary_receives_finds_and_settles(both, tmp_path):
    hands = both
    hands.at("secretariat")
    parcel = hand_over(hands.desktop.workplace.bench, tmp_path).path
    hands.screen.receive([parcel])
    hands.settle()
    hands.press(Qt.Key.Key_F, CONTROL)
    hands.type("climat")
    hands.qtbot.waitUntil(lambda: hands.screen._found is not None)
    hands.press(Qt.Key.Key_F6)
    while hands.screen.versions.conflicts:
        hands.form.conflicts.setFocus()
        hands.press(Qt.Key.Key_Right)
        hands.press(ENTER)
    assert hands.form.middle.currentIndex() == 2


def test_the_language_can_be_switched_while_working(make_hands):
    hands = make_hands("fr").at("room", "2")
    hands.type("à moitié")
    hands.desktop.speak("ar")
    hands.settle()
    assert hands.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert hands.form.problem_label.text() == "المشكل المطروح"
    assert hands.form.problem.toPlainText() == "à moitié"
    hands.desktop.speak("fr")
    hands.settle()
    assert hands.form.problem_label.text() == "Problème soulevé"


def test_a_post_is_chosen_by_keys_on_the_launcher(both):
    hands = both
    choose_post(hands, 1)
    assert hands.screen.name in ("room", "restitution", "desk", "secretariat")
