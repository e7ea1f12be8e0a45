"""An afternoon by the keyboard alone: a room speaks, agrees and ends; three rooms report back, one of them late."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.event import events
from ogp_desktop.services.files import receiving
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import PARTS, Workshop
from tests.conftest import CAMPAIGN
from tests.gui.conftest import *  # noqa: F403 - the same hands
from tests.journeys.test_posts import no_mouse  # noqa: F401 - used by itself

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE, TAB, DOWN, SPACE = (
    getattr(Qt.Key, f"Key_{key}") for key in ("Return", "Escape", "Tab", "Down", "Space")
)
IDEAS = 60 if CAMPAIGN else 20
SAID = (
    ("L’eau du douar n° {n} est salée", "Publier les analyses du puits {n}", ""),
    ("لا أحد يجيب على طلبات الجماعة رقم {n}", "", ""),
    ("ⵓⵔ ⵉⵍⵍⵉ ⵓⵖⴰⵔⴰⵙ ⵙ ⵜⵉⵏⵎⵍ {n}", "ⵓⵖⴰⵔⴰⵙ", "Route ouverte en {n} mois"),
    ("", "حافلة مدرسية لكل {n} تلميذا", ""),
)


def texts(number):
    return tuple(text.format(n=number) for text in SAID[number % len(SAID)])


@pytest.fixture(scope="module")
def day(tmp_path_factory, listed_file):
    """Return the event as room 1 has it after room 2 arrived, and the parcel of room 3, which is late."""
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OGP_HOME", str(folder / "home-1"))
        with opened(shutil.copyfile(listed_file, folder / "room-1.ogp")) as bench:
            for person in People(bench).everyone()[:6]:
                Desk(bench).check_in(person, "09:10")
        (second, known), (late, _) = [other_room(folder, number, patched) for number in (2, 3)]
        patched.setenv("OGP_HOME", str(folder / "home-1"))
        with opened(folder / "room-1.ogp") as bench:
            assert receiving.receive_all(bench, [second], [known])[0].status == "merged"
    return folder / "room-1.ogp", late


def other_room(folder, number, patched):
    """Play another room on a computer of its own; returns its parcel and the computer's id."""
    patched.setenv("OGP_HOME", str(folder / f"home-{number}"))
    register = folder / f"room-{number}.ogp"
    shutil.copyfile(folder / "room-1.ogp", register)
    with opened(register) as bench:
        workshop = Workshop(bench)
        session = workshop.session(str(number))
        ideas = [workshop.add(session, dict(zip(PARTS, texts(n), strict=True))) for n in range(3)]
        Restitution(bench).conclude(session, "problem", f"Ce que dit la salle {number}", ideas)
        (folder / str(number)).mkdir()
        return receiving.hand_over(bench, folder / str(number)).path, bench.device.id


@pytest.fixture
def afternoon(both, day, tmp_path, monkeypatch):
    """The desktop in room 1; whenever a folder or a file is asked for, the stick and the late parcel are chosen."""
    register, late = day
    stick = tmp_path / "clé"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(late)], ""))
    path = events.folder() / "afternoon.ogp"
    shutil.copyfile(register, path)
    return both.at("room", "1", path), stick


def test_an_afternoon_from_the_first_idea_to_the_late_room(afternoon):
    hands, stick = afternoon
    bench = hands.desktop.workplace.bench
    session = Workshop(bench).session("1")
    speak(hands)
    said = Workshop(bench).ideas(session["id"])
    assert [tuple(idea[part] or "" for part in PARTS) for idea in said] == [texts(n) for n in range(IDEAS)]
    put_right(hands, session)
    agree(hands, session)
    leave(hands, session, stick)
    report_back(hands)


def speak(hands):
    """Two steps, then ideas in three languages."""
    hands.press(Qt.Key.Key_F8)
    hands.press(Qt.Key.Key_F8)
    for number in range(IDEAS):
        told = texts(number)
        hands.keys = 0
        for place, text in enumerate(told):
            hands.type(text)
            if any(told[place + 1 :]):
                hands.press(TAB)
        hands.press(ENTER)
        assert hands.keys - sum(map(len, told)) <= 3


def put_right(hands, session):
    """Correct, tie to what is near, withdraw, complete, tick who is here."""
    workshop = Workshop(hands.desktop.workplace.bench)
    hands.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    hands.type("Pas de bus le matin")
    hands.press(ENTER)
    assert workshop.ideas(session["id"])[-1]["problem"] == "Pas de bus le matin"

    hands.type("L’eau du douar n° 4 est salée et trouble")
    hands.qtbot.waitUntil(lambda: bool(hands.form.hints.rows.ids), timeout=20_000)
    hands.press(Qt.Key.Key_L, CONTROL)
    hands.press(ENTER)
    assert len(workshop.ideas(session["id"])) == IDEAS + 1
    assert hands.screen._ideas.ids(session["id"], "linked")

    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_Home)
    hands.press(DOWN)
    hands.press(Qt.Key.Key_Delete)
    hands.type("قيلت من قبل")
    hands.press(ENTER)
    assert [idea["withdrawn_reason"] for idea in workshop.ideas(session["id"]) if idea["withdrawn_at"]] == [
        "قيلت من قبل"
    ]

    gaps = len(hands.screen._ideas.ids(session["id"], "incomplete"))
    hands.press(Qt.Key.Key_F11)
    hands.type("On le verra")
    hands.press(ENTER)
    hands.press(ESCAPE)
    assert gaps >= len(hands.screen._ideas.ids(session["id"], "incomplete"))
    assert any("On le verra" in (idea[part] or "") for idea in workshop.ideas(session["id"]) for part in PARTS)

    hands.press(Qt.Key.Key_E, CONTROL)
    hands.press(ENTER)
    hands.press(DOWN)
    hands.press(ENTER)
    hands.press(ESCAPE)
    assert Presence(hands.desktop.workplace.bench).here(session) >= 1


def agree(hands, session):
    """Draw two conclusions from several ideas and read them to the room, which does not quite agree."""
    for _ in range(3):
        hands.press(Qt.Key.Key_F8)
    assert hands.form.course.form.agreement.isVisible()
    for words in ("L’eau manque et personne ne répond", "النقل المدرسي أولا"):
        hands.press(Qt.Key.Key_F3)
        for _ in range(3):
            hands.press(SPACE)
            hands.press(DOWN)
        hands.type(words)
        hands.press(ENTER)
        assert hands.screen.name == "room"
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.press(ENTER)
    hands.type("لسنا متفقين على «أولا»")
    hands.press(ENTER)
    hands.press(ENTER)
    told = Agreement(hands.desktop.workplace.bench).of(session)
    points = Restitution(hands.desktop.workplace.bench).points(session)
    assert told.agreed_at
    assert [(each.text, each.about) for each in told.disagreements] == [("لسنا متفقين على «أولا»", (points[1].id,))]
    assert [len(point.numbers) for point in points] == [3, 3]


def leave(hands, session, stick):
    """End the workshop and write its papers."""
    hands.press(Qt.Key.Key_T, CONTROL)
    assert Course(hands.desktop.workplace.bench).ended_at(session)
    assert hands.form.session.currentData() == session["id"]
    hands.press(ENTER)
    kinds = {path.name.split("-DEM")[0] for path in stick.iterdir()}
    assert {"proces-verbal", "demi-page", "bordereaux"} <= kinds
    assert {path.suffix for path in stick.iterdir()} == {".pdf", ".json", ".xlsx"}
    hands.press(ESCAPE)
    assert hands.screen.name == "restitution"


def report_back(hands):
    """Room 1, then room 2, whose file was there; the file of room 3 arrives meanwhile."""

    def states():
        return [group.state for group in hands.screen.turn.groups.values()]

    assert states() == ["ready", "ready", "awaited"]
    hands.press(Qt.Key.Key_F5)
    hands.desktop.window.activateWindow()
    hands.settle()
    assert states() == ["telling", "ready", "awaited"]
    hands.press(Qt.Key.Key_F8)
    assert states() == ["told", "telling", "awaited"]
    hands.press(Qt.Key.Key_R, CONTROL)
    hands.press(Qt.Key.Key_O, CONTROL)
    hands.qtbot.waitUntil(lambda: not hands.screen.reception.is_reading, timeout=20_000)
    hands.settle()
    hands.form.received.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_F7)
    hands.press(ESCAPE)
    assert hands.screen.name == "restitution"
    assert states() == ["told", "telling", "ready"]
    hands.press(Qt.Key.Key_F5)
    hands.desktop.window.activateWindow()
    hands.settle()
    hands.press(Qt.Key.Key_F8)
    assert states() == ["told", "told", "telling"]
    hands.press(Qt.Key.Key_PageDown)
    assert hands.screen.projector.window.view.slide.headline == "Ce que dit la salle 3"
