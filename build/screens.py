"""Pictures of every screen and state on the demonstration, by language, theme and size, and a sheet for each screen.

Usage: `python build/screens.py --out DIR [--only NAME] [--lang en] [--quick]`; `dev.py screens` runs it.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import prepare

prepare.prepare()

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ogp_desktop import words
from ogp_desktop.app import compose
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.event_rows import event_title
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import events
from ogp_desktop.services.files import handover
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.plan import keys
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import POSTS, Settings
from ogp_desktop.storage.backup_names import folder_of
from ogp_desktop.storage.backups import take

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.desktop import Desktop
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.backup_names import Why

SIZES = {"1366x728": (1366, 728), "1093x574": (1093, 574)}
LANGUAGES = ("fr", "ar")
THEMES = ("light", "dark")


def wait(milliseconds: int = 60) -> None:
    """Let the application work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(desktop: Desktop) -> None:
    """Wait until everything that was asked is done and painted."""
    wait()
    while desktop.workplace is not None and desktop.workplace.waiting:
        wait(20)
    screen = desktop.window.screen_shown
    while screen is not None and ((screen.shows_late and not screen.has_shown) or getattr(screen, "is_behind", False)):
        wait(20)
    wait(40)


LISTED = (
    ("Journée de démonstration : inscriptions de dernière minute",),
    ("Nom", "Prénom", "Organisme", "Téléphone", "E-mail", "Statut", "Motif", "Comment nous avez-vous connus ?", "CIN"),
    ("TOUZANI", "Wafae", "Réseau fictif des jardins", "", "", "Retenue", "", "Radio", "X1"),
    ("TOUZANY", "Ouafa", "", "0612000001", "", "Retenue", "", "Affiche", "X2"),
    ("AMZIRGHI", "Touda", "Coopérative Tifawine", "655000002", "touda@exemple.ma", "Liste d’attente", "", "", ""),
    ("", "", "Commune de Ksar Ennour", "", "", "", "", "", "X3"),
    ("ZIATARI", "Hicham", "Commune de Ksar Ennour", "+212 6 55 00 00 03", "", "Non retenu", "hors région", "", ""),
    ("ZIATARI", "Hicham", "Commune de Ksar Ennour", "+212 6 55 00 00 03", "", "Non retenu", "hors région", "", ""),
    ("التازريفي", "إيزة", "جمعية آفاق الواحة", "", "", "مقبولة", "", "", ""),
)


def _past_with_a_need(bench: Bench) -> None:
    person = People(bench).everyone()[0]["id"]
    with bench.register.act(bench.author) as act:
        act.set("event", bench.register.event or "", {"date": "2026-02-14"})
        act.set("access_need", person, {"note": "rampe"})


def _corrected(bench: Bench, person: str) -> None:
    with bench.register.act(bench.author) as act:
        act.set("participant", person, {"organisation": "Association corrigée ici"})


class Tour:
    """Goes through every state of every screen; `look` is called at each."""

    def __init__(self, desktop: Desktop, folder: Path, look: Callable[[str], None]) -> None:
        self._desktop, self._folder, self._look = desktop, folder, look
        self._demo = events.folder() / events.DEMONSTRATION

    @property
    def screen(self) -> Any:  # noqa: ANN401 - whichever it is
        return self._desktop.window.screen_shown

    def see(self, name: str) -> None:
        settle(self._desktop)
        self._look(name)

    def begin(self, post: str, session: str = "", path: Path | None = None) -> None:
        self._desktop.go_home()
        self._desktop.begin(Beginning(path or self._demo, post, "Nadia", session))
        settle(self._desktop)

    def launcher(self) -> None:
        self._desktop.go_home()
        self.see("launcher")
        self._desktop.window.tell_trouble(Trouble("register_busy", file="che.ogp", owner="Atelier 2"))
        self.see("launcher-busy")
        self._desktop.window.tell_trouble(Trouble("clock_far", now="12/12/2021 09:04", day="12/12/2026"))
        self.see("launcher-clock")

    def new_event(self) -> None:
        self._desktop.home.new_event()
        self.see("new_event")
        self.screen.form.date.setText("31/11/2026")
        self.screen.create_event()
        self.see("new_event-no_day")
        self._desktop.go_home()

    def backups(self) -> None:
        """See the demonstration's backups: none, then some of several days; go back to one; verify the file."""
        self._desktop.go_home()
        self._desktop.home.show_backups(self._demo, titled_demonstration())
        self.aside()
        self.see("backups-none")
        with opened(self._demo) as bench:
            reasons: tuple[Why, ...] = ("receive", "start", "restore", "migration")
            for day, why in enumerate(reasons):
                moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3 * day)
                with bench.register.act(bench.author) as act:
                    act.new("idea", {"problem": "Une idée de plus"})
                take(bench.register, why, moment)
        self._desktop.home.show_backups(self._demo, titled_demonstration())
        self.aside()
        self.see("backups-list")
        self.screen.form.backups.step(1)
        self.screen.restore(self.screen.form.backups.current())
        self.aside()
        self.see("backups-restored")
        self.screen.check()
        self.aside()
        self.see("backups-checked")
        self._desktop.go_home()
        shutil.rmtree(folder_of(self._demo))

    def aside(self) -> None:
        """Wait for what the screen does on its own thread."""
        wait(100)
        while self.screen._aside.is_busy:
            wait(20)
        wait(100)

    def launcher_lost(self) -> None:
        """See a damaged file of which there are backups, and a disk that is nearly full."""
        path = events.create(events.asked(next(iter(events.templates().values()))))
        with opened(path) as bench:
            take(bench.register, "start")
        path.write_bytes(b"nothing of ours")
        self._desktop.go_home()
        self._desktop._tell_low_room(312)
        self.see("launcher-lost")
        path.unlink()
        shutil.rmtree(folder_of(path))

    def desk(self) -> None:
        self.begin("desk")
        form = self.screen.form
        self.see("desk-ready")
        form.search.setText("ben")
        self.see("desk-results")
        expected = next(p for p in self.screen._directory.people.values() if not p["arrived"])
        form.search.setText((expected.get("family_name") or expected.get("family_name_ar") or "")[:4])
        self.screen.check_in.by_row(expected["id"])
        self.see("desk-welcome")
        self.screen.check_in.by_row(expected["id"])
        self.see("desk-again")
        self.screen.pages.ask_room()
        self.see("desk-room")
        self.screen._leave()
        self.screen.pages.ask_time()
        self.see("desk-hour")
        self.screen._leave()
        self.screen.counts.turn()
        self.screen.reader.scanned.emit("77000016", "enter")
        self.see("desk-badge_other")
        self.screen.counts.turn()
        self.screen.reader.unreadable.emit("12345678")
        self.see("desk-badge_unknown")
        self.screen.counts.turn()
        self.screen.pages.ask_reader()
        self.see("desk-reader")
        self.screen.reader.scanned.emit("èèàààà&-", "enter")
        self.see("desk-reader_read")
        self.screen.counts.turn()
        self.screen._leave()
        self._desktop.window.undo()
        self.see("desk-undone")
        form.search.setText("belkasmix")
        self.screen._enter()
        self.see("desk-unknown")
        self.screen.walk_in()
        here = next(p for p in self.screen._directory.people.values() if p.get("phone") and p.get("family_name"))
        form.family_name.setText(here["family_name"])
        form.given_name.setText(here["given_name"] or "")
        self.see("desk-walk-in")
        self.screen._leave()
        form.results.step(1)
        self.screen.pages.ask_to_erase()
        self.see("desk-erasing")
        self.screen.pages.erasing.erase.click()
        settle(self._desktop)
        form.results.make_current(form.results.rows.ids[-1])
        self.see("desk-erased")

    def list(self) -> None:
        """See who is registered, a file before it is imported, its columns corrected, doubts, rows not taken."""
        from openpyxl import Workbook

        self.begin("desk")
        self._desktop.desk.show_list()
        self.see("list-people")
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        with_correction = next(p for p in self.screen._people.values() if p["family_name"] and p.get("email"))
        names = [with_correction["family_name"], with_correction["given_name"]]
        for row in (*LISTED, [*names, "Organisme de la liste", "", with_correction["email"]]):
            sheet.append(row)
        path = self._folder / "inscriptions-2.xlsx"
        book.save(path)
        self.screen.work.do(lambda bench: _corrected(bench, with_correction["id"]))
        settle(self._desktop)
        form, preview = self.screen.form, self.screen.preview
        preview.open(path)
        while preview.is_busy:
            wait(20)
        self.see("list-preview")
        form.columns.make_current("7")
        preview.columns.choose_field()
        self.see("list-column")
        self.screen._point()
        self.see("list-header")
        for view in ("doubts", "rejected", "kept"):
            preview.show_view(view)
            self.see(f"list-{view}")
        preview.do_import()
        self.see("list-imported")
        form.people.make_current(form.people.rows.ids[0])
        self.screen.selection.choose()
        self.see("list-selection")
        csv = self._folder / "liste.csv"
        csv.write_bytes("Nom;Ville\nالتازريبيني;فاس\n".encode("cp1256"))
        preview.open(csv)
        while preview.is_busy:
            wait(20)
        self.see("list-csv")

    def papers(self) -> None:
        self.begin("desk")
        self.screen.form.results.step(1)
        self.screen.pages.ask_consents()
        self.see("desk-consents")
        self.screen.consents.show_counts()
        self.screen.consents.counts.counted.emit("youth", 1)
        self.see("desk-headcount")
        self._desktop.desk.show_papers()
        for kind in ("badges", "attendance", "notice"):
            self.screen.form.papers.make_current(kind)
            wait(300)
            self.see(f"papers-{kind}")
        self.screen.edit_notice()
        self.see("papers-facts")
        self._desktop.desk.show_reentry()
        settle(self._desktop)
        form = self.screen.form
        expected = [p for p in self.screen._people.values() if not p["arrived"] and p["origin"] == "list"]
        for person in expected[:5]:
            form.line.setText(f"{person['number']} 9:05")
            self.screen._tick()
        form.line.setText("ben")
        self.see("reentry-typing")

    def desk_empty(self) -> None:
        template = next(iter(events.templates().values()))
        path = events.create(events.asked(template))
        self.begin("desk", path=path)
        self.see("desk-empty")
        self.begin("room", "1", path=path)
        self.see("room-empty")
        self._desktop.go_home()
        path.unlink()

    def room(self) -> None:
        self.begin("room", "2")
        form = self.screen.form
        self.see("room-ready")
        form.problem.set_text("L’eau des douars est contrôlée une fois par an, sans publication")
        form.solution.set_text("نشر التحاليل كل ثلاثة أشهر حسب الجماعة (PAN3).")
        form.result.setFocus()
        self.see("room-typing")
        self.screen.save()
        self.see("room-saved")
        form.ideas.step(1)
        self.screen.edit(form.ideas.current())
        self.see("room-correcting")
        self.screen.stop()
        self.screen.ask_reason(form.ideas.current())
        form.reason.setCurrentIndex(0)
        self.see("room-withdrawing")
        self.screen.save()
        self.see("room-withdrawn")
        self._room_near(form)
        self._room_parked(form)
        self._room_completing(form)
        for _ in range(4):
            self._desktop.window.undo()
            settle(self._desktop)

    def _room_near(self, form: Any) -> None:  # noqa: ANN401 - whichever form it is
        said = [idea for idea in Workshop(self.screen.work.bench).ideas(self.screen._session["id"]) if idea["problem"]]
        form.problem.set_text(f"{said[0]['problem']} {said[1]['problem']}")
        while not form.hints.rows.ids:
            wait(50)
        self.see("room-near")
        form.hints.setFocus()
        form.hints.step(1)
        self.see("room-near-choosing")
        self.screen.near.link()
        self.see("room-near-linked")
        self.screen.save()
        settle(self._desktop)
        self.see("room-linked")

    def _room_parked(self, form: Any) -> None:  # noqa: ANN401 - whichever form it is
        form.ideas.setFocus()
        form.ideas.make_current(form.ideas.rows.ids[3])
        self.screen._ask_theme()
        self.see("room-parking")
        self.screen.save()
        self.see("room-parked")

    def _room_completing(self, form: Any) -> None:  # noqa: ANN401 - whichever form it is
        self.screen.complete()
        form.solution.set_text("Un joli site moderne")
        wait(600)
        self.see("room-completing")
        self.screen.stop()

    def room_course(self) -> None:
        self.begin("room", "2")
        panel = self.screen.form.course
        now = self.screen.work.bench.now
        for minutes in range(2):
            later = now() + datetime.timedelta(minutes=12 * minutes)
            for bench in (self.screen.work.bench, self.screen.work._writing):
                bench.now = lambda at=later: at
            panel.next()
            settle(self._desktop)
        self.see("room_course-begun")
        self.screen.course.project()
        settle(self._desktop)
        self.see("room_course-projected")
        self.screen.course.projection.step(1)
        self.see("room_course-cards")
        self.screen.course.projector.window.end()
        panel.form.method.setCurrentIndex(2)
        panel._begin_round()
        self.see("room_course-round")
        panel._end_round()
        late = now() + datetime.timedelta(minutes=61)
        self.screen.work.bench.now = lambda: late
        panel.tick()
        self.see("room_course-late")
        for _ in range(2):
            self._desktop.window.undo()
            settle(self._desktop)

    def counting(self) -> None:
        self.begin("room", "2")
        session = Workshop(self.screen.work.bench).session("2")
        self._desktop.rooms.show_presence(session)
        rows = list(self.screen._seats)
        for row in (*rows[:5], rows[-3]):
            self.screen.form.rows.make_current(row)
            self.screen.enter()
        settle(self._desktop)
        self.see("presence-ticked")
        self.screen.form.field.setText("be")
        self.see("presence-typing")
        self.screen.work.do(lambda bench: Polls(bench).open(session))
        settle(self._desktop)
        self._desktop.rooms.show_votes(session)
        for votes in ("6", "4", "11"):
            self.screen.form.field.setText(votes)
            self.screen.enter()
        settle(self._desktop)
        self.screen.form.field.setText("3")
        self.see("votes-counting")
        self.screen.finish()
        self.see("votes-closed")
        for _ in range(11):
            self._desktop.window.undo()
            settle(self._desktop)

    def paper_slips(self) -> None:
        self.begin("room", "2")
        self.screen.paper_slips_requested.emit()
        self.see("paper_slips-empty")
        form = self.screen.form
        for slip, problem, solution in (("7", "Pas de place assise au guichet", ""), ("8", "لا توجد مقاعد", "كراس")):
            form.slip.setText(slip)
            form.problem.set_text(problem)
            form.solution.set_text(solution)
            self.screen.save()
            settle(self._desktop)
        form.problem.set_text("ⴰⵎⴰⵏ ⵓⵔ ⵍⵍⵉⵏ")
        self.see("paper_slips-typing")
        form.slip.setText("8")
        self.screen.save()
        self.see("paper_slips-again")
        form.problem.set_text("")
        for _ in range(2):
            self._desktop.window.undo()
            settle(self._desktop)

    def restitution(self) -> None:
        self.begin("restitution", "2")
        self.see("restitution-points")
        self.screen.form.points.step(1)
        self.screen._reword()
        self.see("restitution-reword")
        self.screen.rewording.stop()
        closes = self.screen.work.bench.now().replace(hour=15, minute=2, second=0)
        for bench in (self.screen.work.bench, self.screen.work._writing):
            bench.now = lambda: closes
        self.screen.refresh()
        self.see("restitution-share")
        self.screen.project()
        settle(self._desktop)
        self.screen.step(1)
        self.screen.turn.tick()
        self.see("restitution-turn")
        self.screen.projector.window.end()
        self.begin("restitution", "0")
        self.see("restitution-nothing-chosen")
        self.screen._propose()
        settle(self._desktop)
        self.screen.step(2)
        self.see("restitution-proposed")
        self._desktop.window.undo()
        settle(self._desktop)

    def agreement(self) -> None:
        self.begin("restitution", "2")
        self.screen.conclusion_requested.emit("", "")
        self.see("conclusion-empty")
        for row in list(self.screen._ideas)[1:6:2]:
            self.screen._toggle(row)
        self.screen.form.field.setText("Personne ne sait qui contrôle l’eau, ni quand")
        self.see("conclusion-ticked")
        self.screen.enter()
        settle(self._desktop)
        self.screen.agreement_requested.emit()
        self.see("agreement-begun")
        self.screen.form.rows.step(-10)
        self.screen.form.field.setText("Nous n’avons pas dit « jamais contrôlée »")
        self.screen.enter()
        settle(self._desktop)
        self.see("agreement-disagreement")
        self.screen.edit()
        self.screen.form.field.setText("L’eau des douars n’est pas assez contrôlée")
        self.see("agreement-wording")
        self.screen.stop()
        self.screen._serve("reserves")
        self.screen.form.field.setText("La salle demande que la conclusion 2 soit vérifiée avec la province.")
        self.screen.enter()
        for _ in list(self.screen._points):
            self.screen.enter()
            settle(self._desktop)
        self.see("agreement-given")
        self._desktop.rooms.show_restitution(Workshop(self.screen.work.bench).session("2"))
        settle(self._desktop)
        self.screen.step(1)
        self.see("restitution-agreed")
        self.begin("room", "0")
        self.screen.course.agreement_requested.emit()
        self.see("agreement-none")

    def copy(self) -> None:
        self.begin("restitution", "2")
        self.screen.copy_requested.emit("")
        self.see("copy-ready")
        stick = self._folder / "cle-association"
        stick.mkdir(exist_ok=True)
        self.screen.door.write_to(stick)
        self.see("copy-written")
        copy = next(stick.glob("*.json"))
        self.screen.verify(copy)
        self.see("copy-verified")
        bench = self.screen.work.bench
        first, second, *_ = Workshop(bench).ideas(self.screen.form.session.currentData())
        self.screen.work.do(lambda writing: Workshop(writing).edit(first["id"], {"problem": "L’eau est contrôlée."}))
        self.screen.work.do(lambda writing: writing_withdraws(writing, second["id"]))
        settle(self._desktop)
        self.screen.verify(copy)
        self.see("copy-differs")
        self.screen.form.numbers.setText("DEM-2-1 DEM-2-2 DEM-2-20 DEM-2-44")
        self.screen.verify_typed()
        self.see("copy-slip")

    def secretariat(self) -> None:
        self.begin("secretariat")
        self.see("secretariat-files")
        parcel = hand_over(self.screen.work.bench, self._folder).path
        broken = self._folder / "salle-C.ogpx"
        broken.write_bytes(parcel.read_bytes()[:2000])
        self.screen.receive([parcel, broken])
        self.see("secretariat-received")
        self.screen.receive([self._damaged_copy()])
        self.see("secretariat-damaged")
        self.screen.inbox.take()
        self.see("secretariat-taken-partly")
        rows = self.screen.form.received.rows
        place = next(place for place in range(len(rows.ids)) if "atelier-2" in rows.row(place).said)
        self.screen.form.received.make_current(rows.ids[place])
        self.see("secretariat-taken")
        self.screen.inbox.set_aside()
        self.see("secretariat-aside")
        self.screen.inbox.set_aside()
        settle(self._desktop)
        self.screen.show_view(1)
        self.see("secretariat-ideas")
        self.screen.form.ideas.make_current(self.screen.form.ideas.rows.ids[NEAR_SHOWN])
        wait(600)
        settle(self._desktop)
        self.see("secretariat-near")
        self.screen.form.ideas.choose_none()
        self.screen.form.find.setText("eau")
        wait(200)
        self.see("secretariat-found")
        self.screen.show_view(2)
        self.see("secretariat-versions")

    def _damaged_copy(self) -> Path:
        """Copy the register by hand and spoil a text in it."""
        copy = self._folder / "salleC.ogp"
        content = bytearray(self.screen.work.bench.register.path.read_bytes())
        place = content.rindex(b'"problem":"')
        content[place + 20 : place + 24] = b"????"
        copy.write_bytes(content)
        return copy

    def keys(self) -> None:
        self.begin("secretariat")
        self._desktop.secretariat.show_keys()
        self.see("keys-demonstration")
        self.begin("secretariat", path=self._real_event())
        self._desktop.secretariat.show_keys()
        form = self.screen.form
        self.see("keys-purpose")
        self.screen.go_on()
        self.screen._suggest()
        self.see("keys-phrase")
        form.again.setText(form.first.text())
        self.screen.go_on()
        self.see("keys-paper")
        paper = self.screen._making.paper
        self.screen.go_on()
        groups = keys.on_paper(paper)
        form.typed.setText(" ".join([*groups[:3], "QQQQQ", groups[4][:3]]))
        self.see("keys-proof")
        form.typed.setText(" ".join(groups))
        self.see("keys-proof-right")
        self.screen.go_on()
        self.see("keys-made")
        self._unlocked_away(paper)

    def _unlocked_away(self, paper: str) -> None:
        """Show the page where the keys are closed, and where they are on another computer."""
        opened = dict(self.screen.work.bench.keyring.opened)
        self.screen.work.bench.keyring.opened.clear()
        self._desktop.secretariat.show_keys()
        self.see("keys-locked")
        (closed,) = (Path(os.environ["OGP_HOME"]) / "keys").glob("plan-*.age")
        content = closed.read_bytes()
        closed.unlink()
        self._desktop.secretariat.show_keys()
        self.see("keys-elsewhere")
        self.screen.go_on()
        self.screen.form.typed.setText(" ".join(keys.on_paper(paper)))
        self.see("keys-rescue")
        closed.write_bytes(content)
        self.screen.work.bench.keyring.opened.update(opened)

    def laptops(self) -> None:
        self.begin("secretariat", path=self._real_event())
        self._desktop.secretariat.show_laptops()
        self.see("laptops-no-keys")
        self.begin("secretariat")
        self._desktop.secretariat.show_laptops()
        self.screen._folder = Path(tempfile.mkdtemp(dir=self._folder))
        for place in list(self.screen._places)[3:]:
            self.screen._toggle(place)
        self.screen.write()
        self.see("laptops-written")
        made = next(iter(self.screen._made.values()))
        self._desktop.go_home()
        self._desktop.begin(Beginning(made.register, "desk", "", ""))
        self.see("first_opening")
        made.keys.unlink()
        self._desktop.begin(Beginning(made.register, "desk", "", ""))
        self.see("first_opening-no-keys")

    def _real_event(self) -> Path:
        for left in [*(Path(os.environ["OGP_HOME"]) / "keys").glob("plan-*"), *events.folder().glob("cas*.ogp")]:
            left.unlink()
        return events.create(events.asked(next(iter(events.templates().values()))))

    def handover(self) -> None:
        from ogp_desktop.gui.files.sticks import Stick

        stick = self._folder / "PAN3"
        stick.mkdir(exist_ok=True)
        self.begin("desk")
        self._desktop.hand_over()
        self.see("handover-no-stick")
        self.screen.show_sticks([Stick(stick, "PAN3", 14_200_000_000)])
        self.see("handover-stick")
        self.screen.copy()
        self.see("handover-copied")
        self.screen.work.do(_past_with_a_need)
        settle(self._desktop)
        self.screen.refresh()
        self.see("handover-needs")
        self.screen.needs.ask()
        self.see("handover-needs-asking")
        self.screen.needs.stop()
        self.screen.show_sticks([Stick(self._folder / "pulled", "PAN3", 14_200_000_000)])
        self.screen.copy()
        self.see("handover-pulled-out")
        self.begin("room", "2")
        self.screen.form.problem.set_text("Ce qui n’est pas encore enregistré")
        wait(900)
        self._desktop.hand_over()
        parcel = next(stick.glob("*.ogpx"))
        broken = self._folder / "salle-C.ogpx"
        broken.write_bytes(parcel.read_bytes()[:2000])
        self.screen.reception.queue.receive([parcel, broken])
        self.see("handover-room-received")
        from dataclasses import replace

        form, state = self.screen.form, handover.state(self.screen.work.bench)
        self.screen.purge.show(replace(state, acknowledged="2026-12-12T18:10+01:00"))
        form.purge.click()
        self.see("handover-purge")

    def tour(self) -> None:
        """See the first steps of each post, the next one once something was done, and their end."""
        for post in POSTS:
            self.begin(post, "2")
            self._desktop.home.lead()
            self.see(f"tour-{post}")
        self.begin("room", "2")
        self._desktop.home.lead()
        self.screen.form.problem.set_text("L’eau")
        self.screen.save()
        settle(self._desktop)
        self.see("tour-room_said")
        self.screen.edit(self.screen.form.ideas.rows.ids[0])
        self.screen.form.solution.set_text("Publier")
        self.screen.save()
        settle(self._desktop)
        self._desktop.window.undo()
        settle(self._desktop)
        self.see("tour-room_done")

    def help(self) -> None:
        self.begin("room", "1")
        self._desktop.window.show_keys()
        self.see("help-keys")
        self._desktop.window.show_help()
        self.see("help-page")
        self._desktop.window.help.sought.setText("usb")
        self.see("help-found")
        self._desktop.window.help.close()


def titled_demonstration() -> str:
    """Return what the launcher calls the demonstration."""
    known = events.summary(events.folder() / events.DEMONSTRATION)
    return event_title(known) if known else ""


def writing_withdraws(bench: Bench, idea: str) -> None:
    """Withdraw an idea."""
    Workshop(bench).withdraw(idea, "Déjà dit au n° 7", "2026-12-12T14:40:00+00:00")


NEAR_SHOWN = 20
PARTS = (
    "launcher",
    "launcher_lost",
    "new_event",
    "backups",
    "desk",
    "list",
    "desk_empty",
    "papers",
    "room",
    "room_course",
    "counting",
    "paper_slips",
    "restitution",
    "agreement",
    "copy",
    "secretariat",
    "keys",
    "laptops",
    "handover",
    "tour",
    "help",
)


def shoot(out: Path, sizes: list[str], languages: list[str], themes: list[str], only: list[str]) -> list[Path]:
    """Take all pictures, each look on a computer of its own that nothing was done on before; returns their files."""
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as made:
        os.environ["OGP_HOME"] = made
        fresh = events.ensure_demonstration()
        for lang in languages:
            for theme in themes:
                for size in sizes:
                    with tempfile.TemporaryDirectory() as home:
                        os.environ["OGP_HOME"] = home
                        taken += _shoot(out, fresh, lang, theme, size, only)
    return taken


def _shoot(out: Path, fresh: Path, lang: str, theme: str, size: str, only: list[str]) -> list[Path]:
    desktop, taken = compose(Settings()), []
    desktop.speak(lang)
    desktop.dress(theme)
    desktop.window.resize(*SIZES[size])
    desktop.window.show()

    def save(widget: QWidget, name: str) -> None:
        taken.append(out / f"{name}--{lang}-{theme}-{size}.png")
        widget.grab().save(str(taken[-1]))

    def look(name: str) -> None:
        window = desktop.window
        save(window.help if window.help.isVisible() else window, name)
        shown_screen: Any = window.screen_shown
        leads = getattr(shown_screen, "course", shown_screen)
        projector = getattr(leads, "projector", None)
        if projector is None or projector.slide is None:
            return
        if leads is shown_screen or projector.on is not None:
            projector.window.view.show_slide(projector.slide)
            projector.window.resize(1366, 768)
            save(projector.window, f"slide-{name}")

    tour = Tour(desktop, Path(os.environ["OGP_HOME"]), look)
    for part in only or PARTS:
        shutil.copytree(fresh.parent, events.folder(), dirs_exist_ok=True)
        desktop.window.activateWindow()  # as a window manager does when help or slides were closed
        getattr(tour, part)()
        desktop.go_home()
    desktop.window.close()
    return taken


def sheets(out: Path, taken: list[Path]) -> None:
    """Put the pictures of each state side by side on one sheet."""
    by_name: dict[str, list[Path]] = {}
    for path in taken:
        by_name.setdefault(path.name.split("--")[0].split("-")[0], []).append(path)
    for name, paths in by_name.items():
        width, height, columns = 683, 364, 4
        rows = (len(paths) + columns - 1) // columns
        sheet = QImage(width * columns, height * rows, QImage.Format.Format_RGB32)
        sheet.fill(0x808080)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, path in enumerate(paths):
            picture = QImage(str(path)).scaledToWidth(width - 8)
            painter.drawImage(place % columns * width + 4, place // columns * height + 4, picture)
        painter.end()
        sheet.save(str(out / f"sheet-{name}.png"))


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo") / "screens")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument(
        "--lang",
        nargs="*",
        default=LANGUAGES,
        choices=(*words.LANGUAGES, *words.PARTLY),
        help="languages (default: fr ar)",
    )
    parser.add_argument("--quick", action="store_true", help="French light and Arabic dark, one size")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    QApplication.instance() or QApplication(sys.argv[:1])
    sizes = ["1366x728"] if given.quick else list(SIZES)
    taken: list[Path] = []
    if given.quick:
        for lang, theme in (("fr", "light"), ("ar", "dark")):
            taken += shoot(given.out, sizes, [lang], [theme], given.only)
    else:
        taken += shoot(given.out, sizes, list(given.lang), list(THEMES), given.only)
    sheets(given.out, taken)
    print(f"{len(taken)} pictures in {given.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
