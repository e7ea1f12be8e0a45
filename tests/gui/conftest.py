"""A whole desktop on a copy of the demonstration, driven by real key events."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ogp_desktop import paths, words
from ogp_desktop.app import compose
from ogp_desktop.gui import late, theme
from ogp_desktop.gui.files.sticks import Stick, Sticks
from ogp_desktop.gui.garbage import Collector
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import events
from ogp_desktop.services.files import handover
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.plan import laptops
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import Settings
from ogp_desktop.storage import backups, queries
from tests.conftest import CAMPAIGN

PYTEST_QT_LOOKS, LOOKED = 10, 1
_WINDOWS = itertools.count()
LOOKS = [("fr", "light"), ("ar", "dark")]
SIZES = {"1366x728": (1366, 728), "1093x574": (1093, 574)}
SMALL_FRENCH, LARGE_ARABIC = ("fr", "light", "1093x574"), ("ar", "dark", "1366x728")
EVERY_LOOK = [(lang, look, size) for lang in words.LANGUAGES for look in ("light", "dark") for size in SIZES]
"""All twelve in the campaign; the two that differ most in every run."""


@pytest.fixture(autouse=True)
def seldom_settled(monkeypatch):
    """Collecting costs as much as a test: one window in eight does it, and what stood before all tests stays apart."""
    monkeypatch.setattr(Collector, "settle", lambda _: next(_WINDOWS) % 8 or gc.collect())
    monkeypatch.setattr(gc, "unfreeze", lambda: None)


@pytest.fixture(autouse=True)
def hardly_late(monkeypatch):
    """What waits until the window is painted waits for that alone: nobody looks at it here."""
    monkeypatch.setattr(late, "MILLISECONDS", 1)


@pytest.fixture(autouse=True)
def nothing_plugged_in(monkeypatch):
    """Whatever stick is plugged into this machine is no part of a test."""
    monkeypatch.setattr(Sticks.__init__, "__defaults__", (list,))


@pytest.fixture
def qtbot(qtbot, monkeypatch):
    """Look each millisecond for what is waited for: pytest-qt looks each hundredth of a second, thousands of times."""
    wait = qtbot.wait
    monkeypatch.setattr(qtbot, "wait", lambda ms: wait(LOOKED if ms == PYTEST_QT_LOOKS else ms))
    return qtbot


class Hands:
    """Someone at the keyboard."""

    def __init__(self, qtbot, desktop):
        self.qtbot, self.desktop = qtbot, desktop
        self.keys = 0

    @property
    def window(self):
        return self.desktop.window

    @property
    def screen(self):
        return self.window.screen_shown

    @property
    def form(self):
        return self.screen.form

    def at(self, post, session="", path=None):
        self.desktop.begin(Beginning(path or events.folder() / events.DEMONSTRATION, post, "Nadia", session))
        self.settle()
        return self

    def type(self, text):
        """Type a text, letter by letter, where the focus is."""
        for char in text:
            self._key(0, char)
        QApplication.processEvents()

    def scan(self, text):
        """Let a scanner type a text and Enter, a key every five milliseconds by the keyboard's own clock."""
        for place, char in enumerate(text):
            self._key(0, char, 1_000 + 5 * place)
        self._key(Qt.Key.Key_Return, "\r", 1_000 + 5 * len(text))
        self.settle()

    def _key(self, key, char, stamp=0):
        target = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(stamp)
            QApplication.sendEvent(target, event)
            parent = target
            while kind == QEvent.Type.KeyPress and not event.isAccepted() and parent is not self.screen:
                parent = parent.parentWidget()
                if parent is None:  # the focus was in the window's own head or foot
                    break
                QApplication.sendEvent(parent, event)
        self.keys += 1

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key that is no letter."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.keys += 1
        self.settle()

    def settle(self):
        """Wait until what was asked is done and shown."""
        QApplication.processEvents()
        self.qtbot.waitUntil(
            lambda: self.desktop.workplace is None or not self.desktop.workplace.waiting, timeout=20_000
        )
        self.qtbot.waitUntil(lambda: self.screen.has_shown or self.desktop.workplace is None, timeout=20_000)
        self.qtbot.waitUntil(lambda: not getattr(self.screen, "is_behind", False), timeout=20_000)
        QApplication.processEvents()


def with_demonstration(file):
    """Put the demonstration event's register where this computer keeps its events."""
    events.folder().mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, events.folder() / events.DEMONSTRATION)


@pytest.fixture
def make_hands(qtbot, qapp, demonstration_file, own_home, monkeypatch):
    """Return a function that opens the desktop in a language and a theme."""
    made = []

    def make(lang="fr", look="light"):
        with_demonstration(demonstration_file)
        desktop = compose(Settings(language=lang, theme=look))
        desktop.start()
        qtbot.waitExposed(desktop.window)
        desktop.window.activateWindow()
        qtbot.waitUntil(lambda: desktop.window.screen_shown.has_shown)
        made.append(desktop)
        return Hands(qtbot, desktop)

    yield make
    for desktop in made:
        desktop.window.close()
        desktop.window.deleteLater()
    QApplication.processEvents()
    # Outside of the application's loop nothing else does: the next window's style would be put on this one too.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hands(make_hands):
    return make_hands()


def real_event():
    """Return a new event of this computer that is no demonstration."""
    return events.create(events.asked(next(iter(events.templates().values()))))


def at_keys(hands, path=None):
    """Go to the keys of a plan."""
    hands.at("secretariat", path=path or real_event())
    hands.desktop.secretariat.show_keys()
    hands.settle()
    return hands


PHRASE = "la maison de l’eau"


def make_keys(hands):
    """Make the keys of a plan by the pages; returns the paper."""
    hands.screen.go_on()
    for field in (hands.form.first, hands.form.again):
        field.setText(PHRASE)
    hands.screen.go_on()
    paper = hands.screen._making.paper
    hands.screen.go_on()
    hands.form.typed.setText(paper)
    hands.screen.go_on()
    hands.settle()
    return paper


def made_laptop(hands, tmp_path):
    """Return the files of a room's laptop, made by another computer."""
    home = os.environ["OGP_HOME"]
    os.environ["OGP_HOME"] = str(tmp_path / "office")
    try:
        with opened(real_event()) as bench:
            session = next(row for row in queries.records(bench.register.conn, "session") if row["number"] == 2)
            return laptops.make(bench, laptops.Wanted("room", session["id"], "Atelier 2"), tmp_path / "salle.ogp")
    finally:
        os.environ["OGP_HOME"] = home


@pytest.fixture(params=LOOKS, ids=["fr-light", "ar-dark"])
def both(request, make_hands):
    """The desktop in French and light, then in Arabic and dark."""
    return make_hands(*request.param)


@pytest.fixture(params=EVERY_LOOK if CAMPAIGN else [SMALL_FRENCH, LARGE_ARABIC], ids="-".join)
def dressed(request, make_hands):
    """The desktop in a language, a theme and a size."""
    lang, look, size = request.param
    hands = make_hands(lang, look)
    hands.window.resize(*SIZES[size])
    return hands


def go(hands, place):
    """Go to one state of one screen."""
    reach = _REACHED.get(place)
    if reach is not None:
        reach(hands)
    elif place != "launcher":
        hands.at(place, "2")
    hands.settle()
    return hands


def _backups(hands):
    """Show the demonstration's backups, of which there is one."""
    demo = events.folder() / events.DEMONSTRATION
    with opened(demo) as bench:
        backups.take(bench.register, "start")
    hands.desktop.home.show_backups(demo, "Journée")
    hands.qtbot.waitUntil(lambda: bool(hands.form.backups.rows.ids))


def _copy(hands):
    hands.at("restitution", "2").screen.copy_requested.emit("")
    hands.settle()
    return hands.screen


def _copy_verified(hands):
    screen = _copy(hands)
    screen.form.numbers.setText("DEM-2-1 DEM-2-20 DEM-2-99")
    screen.verify_typed()


def _erasing(hands):
    hands.at("desk").form.results.step(1)
    hands.screen.pages.ask_to_erase()


def _on_a_page(ask):
    """Return how one of the desk's pages about a person is reached."""

    def reach(hands):
        hands.at("desk")
        here = next(row for row, person in hands.screen._directory.people.items() if person["arrived"])
        hands.screen.check_in.by_row(here)
        hands.settle()
        getattr(hands.screen.pages, ask)()

    return reach


def _unknown(hands):
    hands.at("desk")
    hands.type("belkasmix")
    hands.press(Qt.Key.Key_Return)


def _reader_tested(hands):
    hands.at("desk").screen.pages.ask_reader()
    hands.type("à&àà&ààà")
    hands.press(Qt.Key.Key_Return)


def _session(hands):
    return Workshop(hands.desktop.workplace.bench).session("2")


def _voting(hands):
    session = _session(hands.at("room", "2"))
    hands.desktop.workplace.do(lambda bench: Polls(bench).open(session))
    hands.settle()
    hands.desktop.rooms.show_votes(session)


def _withdrawing(hands):
    screen = hands.at("room", "2").screen
    screen.ask_reason(next(row for row in screen.form.ideas.rows.ids if any(screen._as_read(row))))


def _parking(hands):
    hands.at("room", "2").type("Pour une autre salle")
    hands.press(Qt.Key.Key_F7)


def _near(hands):
    said = hands.at("room", "2").screen._ideas
    rows = said.ids(hands.screen._session["id"], latest_first=False)[:6]
    text = next(idea["problem"] for idea in said.ideas(rows).values() if idea["problem"] and not idea["withdrawn_at"])
    hands.form.problem.set_text(text)
    hands.qtbot.waitUntil(lambda: bool(hands.form.hints.rows.ids), timeout=20_000)


def _completing(hands):
    hands.at("room", "2").screen.complete()
    hands.form.solution.set_text("Un joli site moderne")
    hands.qtbot.waitUntil(lambda: bool(hands.form.hints.rows.ids), timeout=20_000)


def _consents(hands):
    hands.at("desk").form.results.step(1)
    hands.screen.pages.ask_consents()


def _papers(hands):
    """Show the papers, the first one drawn."""
    hands.at("desk").desktop.desk.show_papers()
    hands.qtbot.waitUntil(lambda: hands.screen._shown is not None, timeout=20_000)
    return hands.screen


def _reentry(hands):
    """Tick two people of a list of paper."""
    hands.at("desk").desktop.desk.show_reentry()
    hands.settle()
    expected = [p for p in hands.screen._people.values() if not p["arrived"] and p["origin"] == "list"]
    for person in expected[:2]:
        hands.form.line.setText(f"{person['number']} 9:05")
        hands.screen._tick()
    hands.form.line.setText("ben")


def _reading(hands):
    hands.at("restitution", "2").screen.agreement_requested.emit()
    hands.type("Nous n’avons pas dit « jamais »")
    hands.press(Qt.Key.Key_Return)


def _rewording(hands):
    hands.at("restitution", "2")
    hands.screen._reword()


def _handed_over(hands):
    hands.at("desk").desktop.hand_over()
    hand_over_to_a_stick(hands)


KEYS_PAGES = ("keys", "keys_phrase", "keys_paper", "keys_proof")


def _keys_page(place):
    """Return how a page of the keys is reached."""

    def reach(hands):
        at_keys(hands)
        for _ in range(KEYS_PAGES.index(place)):
            hands.screen._is_well()
            hands.screen._step += 1
        hands.screen.refresh()

    return reach


LISTED = [
    ["Liste des inscriptions"],
    ["Nom", "Prénom", "Organisme", "Tél", "Statut", "Motif", "CIN", "Couleur"],
    ["TOUZRINI", "Wafae", "Association Amal", "612345678", "Retenue", "", "X1", "bleu"],
    ["TOUZRINY", "Ouafae", "Réseau Racines", "", "attente", "", "X2", ""],
    ["", "", "Commune", "", "", "", "X3", ""],
    ["BENJILMAR", "Brahim", "Commune", "655000001", "non retenu", "hors région", "X4", "vert"],
    ["BENJILMAR", "Brahim", "Commune", "655000001", "non retenu", "hors région", "X5", ""],
]


def preview_a_list(hands, rows=LISTED):
    """Go to the list's screen and show a file."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = paths.home() / "inscriptions.xlsx"
    book.save(path)
    hands.at("desk").desktop.desk.show_list()
    hands.settle()
    hands.screen.preview.open(path)
    hands.qtbot.waitUntil(lambda: hands.screen.preview.listed is not None, timeout=20_000)
    hands.settle()
    return hands


def _list_doubts(hands):
    preview_a_list(hands).screen.preview.show_view("doubts")


def _list_rejected(hands):
    preview_a_list(hands).screen.preview.show_view("rejected")


def _purging(hands):
    _handed_over(hands)
    state = handover.state(hands.desktop.workplace.bench)
    hands.screen.purge.show(replace(state, acknowledged="2026-12-12T18:10+01:00"))
    hands.form.purge.click()


def _needs(hands):
    """Go to the hand-over of an event whose day is past, with an access need, and ask to purge it."""
    bench = hands.at("desk").desktop.workplace.bench
    person = People(bench).everyone()[0]["id"]

    def happened(bench):
        with bench.register.act(bench.author) as act:
            act.set("event", bench.register.event, {"date": "2020-02-03"})
            act.set("access_need", person, {"note": "rampe"})

    hands.desktop.workplace.do(happened)
    hands.settle()
    hands.desktop.hand_over()
    hands.settle()
    hands.press(Qt.Key.Key_F8)
    return hands


_REACHED = {
    **{place: _keys_page(place) for place in KEYS_PAGES},
    "keys_hindered": lambda hands: hands.at("secretariat").desktop.secretariat.show_keys(),
    "laptops": lambda hands: hands.at("secretariat").desktop.secretariat.show_laptops(),
    "list": lambda hands: hands.at("desk").desktop.desk.show_list(),
    "list_preview": preview_a_list,
    "list_doubts": _list_doubts,
    "list_rejected": _list_rejected,
    "new_event": lambda hands: hands.desktop.home.new_event(),
    "backups": _backups,
    "walk_in": lambda hands: hands.at("desk").screen.walk_in(),
    "erasing": _erasing,
    "presence": lambda hands: hands.at("room", "2").desktop.rooms.show_presence(_session(hands)),
    "votes": _voting,
    "desk_room": _on_a_page("ask_room"),
    "desk_hour": _on_a_page("ask_time"),
    "desk_unknown": _unknown,
    "desk_reader": _reader_tested,
    "consents": _consents,
    "headcount": lambda hands: hands.at("desk").screen.consents.show_counts(),
    "papers": _papers,
    "papers_notice": lambda hands: _papers(hands).edit_notice(),
    "reentry": _reentry,
    "correcting": lambda hands: hands.at("room", "2").screen._reopen_latest(),
    "withdrawing": _withdrawing,
    "parking": _parking,
    "near": _near,
    "completing": _completing,
    "paper_slips": lambda hands: hands.at("room", "2").screen.paper_slips_requested.emit(),
    "rewording": _rewording,
    "conclusion": lambda hands: hands.at("restitution", "2").screen.conclusion_requested.emit("", ""),
    "agreement": _reading,
    "copy": _copy,
    "copy_written": lambda hands: _copy(hands).door.write_to(events.folder()),
    "copy_verified": _copy_verified,
    "ideas": lambda hands: hands.at("secretariat").screen.show_view(1),
    "versions": lambda hands: hands.at("secretariat").screen.show_view(2),
    "handing_over": lambda hands: hands.at("desk").desktop.hand_over(),
    "handed_over": _handed_over,
    "hand_purging": _purging,
    "hand_needs": _needs,
}
"""How the states are reached that are more than a post."""


def hand_over_to_a_stick(hands):
    """Plug a stick in and copy; returns its folder."""
    folder = paths.home() / "PAN3"
    folder.mkdir(exist_ok=True)
    hands.screen.show_sticks([Stick(folder, "PAN3", 14_000_000_000)])
    hands.form.copy.setFocus()
    hands.press(Qt.Key.Key_Return)
    return folder


PLACES = (
    *KEYS_PAGES,
    "keys_hindered",
    "laptops",
    "launcher",
    "new_event",
    "backups",
    "desk",
    "walk_in",
    "erasing",
    "list",
    "list_preview",
    "list_doubts",
    "list_rejected",
    "desk_room",
    "desk_hour",
    "desk_unknown",
    "desk_reader",
    "consents",
    "headcount",
    "papers",
    "papers_notice",
    "reentry",
    "room",
    "correcting",
    "presence",
    "votes",
    "withdrawing",
    "parking",
    "near",
    "completing",
    "paper_slips",
    "restitution",
    "rewording",
    "conclusion",
    "agreement",
    "copy",
    "copy_written",
    "copy_verified",
    "secretariat",
    "ideas",
    "versions",
    "handing_over",
    "handed_over",
    "hand_purging",
    "hand_needs",
)


TOGETHER = 12
"""Places that are gone to in one window, one after another: each window costs as much as a place."""


@pytest.fixture(params=range(0, len(PLACES), TOGETHER), ids=lambda start: f"from-{PLACES[start]}")
def places(request, dressed):
    """Every screen and state, in every look: names, as each is reached on a computer where nothing happened yet."""
    home = paths.home()

    def visited():
        for name in PLACES[request.param : request.param + TOGETHER]:
            dressed.desktop.go_home()
            os.environ["OGP_HOME"] = str(home / name)
            with_demonstration(request.getfixturevalue("demonstration_file"))
            dressed.desktop.go_home()
            go(dressed, name)
            yield name

    return visited()


@pytest.fixture
def spoken(qapp):
    """Return a function that makes the application speak a language, without a window."""
    from ogp_desktop.gui.translation import speak

    def make(lang, look="light"):
        theme.load_fonts()
        speak(lang)
        theme.apply(look)

    return make


@pytest.fixture
def held_back():
    """Return a function that lets the writer wait, as a slow disk does, until the event it returns is set."""
    disks = []

    def hold(hands):
        disk = threading.Event()
        disks.append(disk)
        hands.desktop.workplace.do(lambda _: disk.wait(20))
        return disk

    yield hold
    for disk in disks:
        disk.set()
