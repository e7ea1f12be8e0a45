"""The secretariat: files in, ideas found, versions settled."""

import os
from functools import partial

import pytest
from PySide6.QtCore import Qt

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.translation import say
from ogp_desktop.services.compose import Bench, opened
from ogp_desktop.services.device import Device
from ogp_desktop.services.event import creation
from ogp_desktop.services.files import inbox
from ogp_desktop.services.files.receiving import hand_over, receive_one
from ogp_desktop.services.files.review import Review
from ogp_desktop.services.plan import keys, laptops
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

WASTE = "Déchets ménagers brûlés"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def secretary(both):
    return both.at("secretariat")


def statuses(hands):
    """What the list says of the files that came, the latest first."""
    return [line.status for line in inbox.lines(hands.desktop.workplace.bench)]


def test_a_file_that_was_received_is_nothing_to_do_and_a_broken_one_is_refused(secretary, tmp_path):
    parcel = hand_over(secretary.desktop.workplace.bench, tmp_path).path
    broken = tmp_path / "salle-C.ogpx"
    broken.write_bytes(parcel.read_bytes()[:900])
    secretary.screen.receive([parcel, broken])
    secretary.settle()
    assert statuses(secretary)[:2] == ["refused", "already"]
    assert "salle-C.ogpx" in secretary.form.received.rows.row(0).said
    assert "salle-C.ogpx" in secretary.form.detail_state.text()
    secretary.screen.receive([parcel])
    secretary.settle()
    assert len(secretary.form.received.rows.ids) == 6 + 2
    assert say("inbox.told.already") in secretary.window._toast._text.text()


def test_a_refused_file_leaves_the_list_by_a_key_or_once_it_came_well_and_nothing_leaves_the_disk(secretary, tmp_path):
    bench, rows = secretary.desktop.workplace.bench, secretary.form.received.rows
    good = hand_over(bench, tmp_path).path.read_bytes()
    for name in ("salle-C.ogpx", "salle-D.ogpx"):
        (tmp_path / name).write_bytes(good[:900] + name.encode())
    before = statuses(secretary)
    secretary.screen.receive([tmp_path / "salle-C.ogpx", tmp_path / "salle-D.ogpx"])
    secretary.settle()
    kept = sorted((paths.home() / "inbox").iterdir())
    assert statuses(secretary) == ["refused", "refused", *before]
    secretary.form.received.make_current(rows.ids[0])
    secretary.form.received.setFocus()
    assert secretary.form.put_away.isVisible()
    secretary.press(Qt.Key.Key_Delete)
    assert say("inbox.put_away_done", file="salle-D.ogpx") in secretary.window._toast._text.text()
    assert [rows.row(place).said.count("salle-D.ogpx") for place in range(2)] == [0, 0]
    for key, left in ((Qt.Key.Key_Z, 2), (Qt.Key.Key_Y, 1), (Qt.Key.Key_Z, 2), (Qt.Key.Key_Y, 1)):
        secretary.press(key, CONTROL)
        assert statuses(secretary) == ["refused"] * left + before
    (tmp_path / "salle-C.ogpx").write_bytes(good)
    secretary.screen.receive([tmp_path / "salle-C.ogpx"])
    secretary.settle()
    assert statuses(secretary) == ["already", *before]
    assert set(kept) <= set((paths.home() / "inbox").iterdir())
    (tmp_path / "salle-D.ogpx").write_bytes(good[:700])
    secretary.screen.receive([tmp_path / "salle-D.ogpx"])
    secretary.settle()
    assert statuses(secretary)[0] == "refused"


def test_an_unknown_computer_is_set_aside_until_it_is_accepted(secretary, make_hands, tmp_path, monkeypatch):
    path = secretary.desktop.workplace.bench.register.path
    copy = tmp_path / "laptop.ogp"
    copy.write_bytes(path.read_bytes())
    device = Device(ids.draw(), "salle inconnue", "room")
    with Register.open_at(copy) as register:
        bench = Bench(register, Author(device.id, "room"), device)
        workshop = Workshop(bench)
        workshop.add(workshop.session("1"), {"problem": "D’ailleurs"})
        parcel = hand_over(bench, tmp_path).path
    secretary.screen.receive([parcel])
    secretary.settle()
    assert statuses(secretary)[0] == "quarantined"
    secretary.form.received.make_current(secretary.form.received.rows.ids[0])
    assert secretary.form.accept.isVisible()
    secretary.press(Qt.Key.Key_F7)
    assert statuses(secretary)[0] == "merged"
    assert len(secretary.screen._ideas.ids()) == 65


def test_of_a_damaged_copy_of_a_register_what_is_readable_is_taken_with_a_key(secretary, tmp_path):
    copy = tmp_path / "salleC.ogp"
    content = bytearray(secretary.desktop.workplace.bench.register.path.read_bytes())
    place = content.index(b'"problem":"', len(content) // 2)
    content[place + 20 : place + 24] = b"????"
    copy.write_bytes(content)
    secretary.screen.receive([copy])
    secretary.settle()
    form = secretary.form
    assert statuses(secretary)[0] == "refused"
    assert form.take.isVisible()
    assert not form.accept.isVisible()
    form.received.setFocus()
    secretary.press(Qt.Key.Key_Return)
    secretary.settle()
    assert statuses(secretary)[0] in ("merged", "already")
    assert "salleC.ogp" in form.detail_state.text()
    assert not form.take.isVisible()


def test_ideas_are_found_by_the_beginnings_of_their_words(secretary, qtbot):
    secretary.press(Qt.Key.Key_F, CONTROL)
    assert secretary.form.find.hasFocus()
    secretary.type("eau")
    qtbot.waitUntil(lambda: secretary.screen._found is not None)
    assert 0 < len(secretary.form.ideas.rows.ids) < 64
    secretary.form.find.clear()
    qtbot.waitUntil(lambda: len(secretary.form.ideas.rows.ids) == 64)


def test_ideas_are_shown_by_session_and_state(secretary):
    secretary.screen.show_view(1)
    secretary.form.state.setCurrentIndex(3)
    secretary.settle()
    assert 0 < len(secretary.form.ideas.rows.ids) < 10
    secretary.form.state.setCurrentIndex(0)
    secretary.form.session.setCurrentIndex(1)
    secretary.settle()
    assert len(secretary.form.ideas.rows.ids) == 4


def choose(secretary, qtbot, wanted):
    """Go down the list with the arrow key until an idea with that text is chosen, and its near ideas are there."""
    form = secretary.form
    secretary.screen.show_view(1)
    form.ideas.setFocus()
    ideas = secretary.screen.ideas_of(form.ideas.rows.ids)
    row = next(row for row, idea in ideas.items() if wanted in (idea["problem"] or ""))
    for _ in form.ideas.rows.ids:
        if form.ideas.current() == row:
            break
        secretary.press(Qt.Key.Key_Down)
    assert form.ideas.current() == row
    number = secretary.screen._number_of(ideas[row])
    qtbot.waitUntil(lambda: form.near_panel.isVisible() and number in form.near_title.text())
    return row


def test_the_ideas_near_to_the_chosen_one_are_shown_with_what_speaks_for_them(secretary, qtbot):
    choose(secretary, qtbot, WASTE)
    form = secretary.form
    said = " ".join(form.near.rows.row(place).said for place in range(len(form.near.rows.ids)))
    assert "déchets" in said
    assert "النفايات كتحرق" in said
    assert form.near_title.text()


def test_a_near_idea_is_gone_to_by_enter_even_when_a_filter_hides_it(secretary, qtbot):
    form = secretary.form
    choose(secretary, qtbot, WASTE)
    near = form.near.rows.ids[0]
    form.ideas.show_rows([form.ideas.current()], secretary.screen._idea_rows)
    form.near.setFocus()
    form.near.make_current(near)
    secretary.press(Qt.Key.Key_Return)
    assert form.ideas.current() == near
    assert len(form.ideas.rows.ids) == 64


def test_a_screen_that_was_left_reads_nothing_more(secretary, qtbot):
    screen = secretary.screen
    choose(secretary, qtbot, WASTE)
    screen.leave()
    assert screen.read(lambda: "something", "nothing") == "nothing"
    screen._near._look()
    secretary.settle()


def test_without_a_chosen_idea_there_is_no_panel(secretary, qtbot):
    choose(secretary, qtbot, WASTE)
    secretary.form.ideas.choose_none()
    assert not secretary.form.near_panel.isVisible()


def test_two_versions_are_settled_by_arrows_and_enter_and_undone(secretary):
    secretary.screen.show_view(2)
    waiting = len(secretary.screen.versions.conflicts)
    assert waiting == 3
    first = next(iter(secretary.screen.versions.conflicts.values()))
    secretary.form.conflicts.make_current(first.id)
    secretary.form.conflicts.setFocus()
    secretary.press(Qt.Key.Key_Return)
    assert len(secretary.screen.versions.conflicts) == waiting - 1
    secretary.press(Qt.Key.Key_Z, CONTROL)
    assert len(secretary.screen.versions.conflicts) == waiting


def test_both_texts_can_be_kept(secretary):
    secretary.screen.show_view(2)
    conflict = next(c for c in Review(secretary.desktop.workplace.bench).conflicts() if c.field == "solution")
    secretary.form.conflicts.make_current(conflict.id)
    secretary.form.keep_both.click()
    secretary.settle()
    row = secretary.desktop.workplace.bench.register.row("idea", conflict.row, conflict.scope)
    assert all(str(version.value) in str(row.value("solution")) for version in conflict.versions)


def test_two_agreements_of_one_room_are_told_in_words_and_their_hours_never_joined(secretary, tmp_path):
    work = secretary.desktop.workplace
    apart = work.bench.register.path.read_bytes()
    for at, reserves in (("14:50", "Le budget est à revoir"), ("15:05", "لا ميزانية")):
        laptop = ids.draw()
        copy = tmp_path / f"{at[3:]}.ogp"
        copy.write_bytes(apart)
        with Register.open_at(copy) as register:
            bench = Bench(register, Author(laptop, "room"), Device(laptop, "salle", "room"))
            session = Workshop(bench).session("1")
            Agreement(bench).agree(session, f"2026-12-12T{at}:00+01:00")
            Agreement(bench).reserve(session, reserves)
            parcel = hand_over(bench, tmp_path).path
        work.do(partial(receive_one, parcel=parcel, accept=[laptop]))
        secretary.settle()
    secretary.screen.show_view(2)
    told = {c.field: c for c in secretary.screen.versions.conflicts.values() if c.kind == "agreement"}
    assert set(told) == {"agreed_at", "reserves"}
    form = secretary.form
    form.conflicts.make_current(told["agreed_at"].id)
    assert say("kind.agreement") in form.decision_title.text()
    assert say("field.agreed_at") in form.decision_title.text()
    assert session_title(session) in form.decision_title.text()
    assert {form.first_text.toPlainText(), form.second_text.toPlainText()} == {"14:50", "15:05"}
    assert not form.keep_both.isEnabled()
    refused = []
    work.do(lambda bench: Review(bench).resolve(told["agreed_at"].id, "both"), failed=refused.append)
    secretary.settle()
    assert [trouble.code for trouble in refused] == ["conflict_not_text"]
    form.conflicts.make_current(told["reserves"].id)
    assert form.keep_both.isEnabled()


def test_only_the_versions_that_are_shown_are_decided_between_a_third_is_asked_about_next(secretary):
    work = secretary.desktop.workplace
    conn = work.bench.register.conn
    row = next(told["id"] for told in queries.records(conn, "conclusion") if told["text"])
    seen = work.bench.register.row("conclusion", row).seen()

    def say_apart(bench, text):
        with bench.register.act(Author(f"salle {text}", "room")) as act:
            act.set("conclusion", row, {"text": text}, seen)

    def waiting():
        found = [c for c in Review(work.bench).conflicts() if c.row == row]
        return {version.value for conflict in found for version in conflict.versions}

    for text in ("un", "deux", "trois"):
        work.do(partial(say_apart, text=text), undoable=False)
    secretary.settle()
    secretary.screen.show_view(2)
    form = secretary.form
    form.conflicts.make_current(f"conclusion/{row}/text")
    shown = {form.first_text.toPlainText(), form.second_text.toPlainText()}
    work.do(partial(say_apart, text="quatre"), undoable=False)  # it comes while the person decides
    secretary.screen.versions.keep_chosen()
    secretary.screen.versions.keep_chosen()
    secretary.settle()
    kept = waiting() & shown
    assert len(kept) == 1
    assert waiting() == kept | ({"un", "deux", "trois"} - shown) | {"quatre"}
    assert not secretary.window.band_sentence
    secretary.press(Qt.Key.Key_Z, CONTROL)
    assert waiting() == {"un", "deux", "trois", "quatre"}
    stale = next(c for c in Review(work.bench).conflicts() if c.row == row)
    refused = []
    for _ in range(2):
        work.do(lambda bench: Review(bench).resolve(stale.id, "1", stale) and None, failed=refused.append)
    secretary.settle()
    assert [trouble.code for trouble in refused] == ["conflict_unknown"]


def test_who_wrote_a_version_is_said_in_words(secretary):
    origins = [v for c in secretary.screen.versions.conflicts.values() for v in c.versions]
    assert {version.where for version in origins} <= {"desk", "room", "plenary", "secretariat"}


def test_escape_leaves_the_files_that_are_not_read_yet(secretary, tmp_path, monkeypatch):
    import threading

    from ogp_desktop.gui.files import reading_queue

    parcel = hand_over(secretary.desktop.workplace.bench, tmp_path).path
    copies = []
    for number in range(5):
        copy = tmp_path / f"salle-{number}.ogpx"
        copy.write_bytes(parcel.read_bytes())
        copies.append(copy)
    go_on, true = threading.Event(), reading_queue.receiving.receive_one

    def slow(*given):
        go_on.wait(5)
        return true(*given)

    monkeypatch.setattr(reading_queue.receiving, "receive_one", slow)
    secretary.screen.receive(copies)
    secretary.screen.inbox.stop()
    go_on.set()
    secretary.settle()
    assert len(statuses(secretary)) <= 6 + 1
    assert not secretary.form.progress.isVisible()


def test_after_a_fork_was_settled_everything_is_read_anew(secretary):
    before = secretary.screen._ideas
    secretary.screen.refresh({"idea": set(), "session": set()})
    assert secretary.screen._ideas not in (None, before)


WORDS = "la maison de l’eau"


@pytest.fixture
def plan_with_keys(tmp_path, sample, monkeypatch, quick_words):
    """The plan's register of this computer, and an encrypted parcel of a laptop that was made for it."""
    central, event = tmp_path / "central.ogp", tmp_path / "event.ogp"
    creation.new_plan(central, sample / "plan.json")
    with opened(central) as bench:
        making = keys.begin(bench.keyring, bench.register.plan)
        keys.finish(bench.keyring, making, making.paper, WORDS, bench.now())
        keys.tell(bench.register, bench.author, bench.keyring, bench.now())
    creation.new_event(event, sample / "demonstration" / "event.json", central)
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        made = [
            laptops.make(bench, laptops.Wanted("room", label=label), tmp_path / f"{label}.ogp")
            for label in ("Salle A", "Salle B")
        ]
    home = os.environ["OGP_HOME"]
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "laptop"))
    laptops.take_in(made[0].keys, made[0].words, Keyring())
    with opened(made[0].register) as bench:
        workshop = Workshop(bench)
        workshop.add(workshop.session("1"), {"problem": "Chiffrée"})
        parcel = hand_over(bench, tmp_path).path
    monkeypatch.setenv("OGP_HOME", home)
    return central, parcel


def test_an_encrypted_file_waits_for_the_phrase_and_is_then_taken(plan_with_keys, both):
    central, parcel = plan_with_keys
    secretary = both.at("secretariat", path=central)
    form = secretary.form
    assert form.unlock_panel.isVisible()
    assert "Salle A" in form.received_summary.text()
    secretary.screen.receive([parcel])
    secretary.settle()
    assert statuses(secretary) == []
    assert len(form.received.rows.ids) == 1
    secretary.type("pas la bonne phrase")
    secretary.press(Qt.Key.Key_Return)
    assert form.unlock_panel.isVisible()
    form.unlock_words.clear()
    secretary.type(WORDS)
    secretary.press(Qt.Key.Key_Return)
    secretary.settle()
    assert statuses(secretary) == ["merged"]
    assert not form.unlock_panel.isVisible()
    assert form.unlock_words.text() == ""
    assert "Salle B" in form.received_summary.text()
    assert "Salle A" not in form.received_summary.text()


def test_a_file_that_came_is_told_with_its_slip_also_the_next_day(plan_with_keys, both):
    central, parcel = plan_with_keys
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        receive_one(bench, parcel)
    secretary = both.at("secretariat", path=central)
    (line,) = inbox.lines(secretary.desktop.workplace.bench)
    told = secretary.form.detail_facts.text()
    assert line.slip in told
    assert line.words in told
    assert len(line.words.split()) == 4
