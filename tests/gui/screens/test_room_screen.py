"""Room capture by its keys: nothing typed is lost, whatever happens."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.drafts_keeper import DraftsKeeper
from ogp_desktop.services.room.workshop import PARTS, Workshop
from ogp_desktop.storage import queries

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(both):
    return both.at("room", "2")


def ideas(hands):
    session = hands.screen._session["id"]
    return Workshop(hands.desktop.workplace.bench).ideas(session)


def texts(idea):
    return idea["problem"], idea["solution"], idea["result"]


def test_problem_solution_result_and_enter_are_an_idea(room):
    before = len(ideas(room))
    room.type("L’eau est chère")
    room.press(Qt.Key.Key_Tab)
    room.type("تعريفة اجتماعية")
    room.press(Qt.Key.Key_Tab)
    room.type("ⴰⵎⴰⵏ")
    room.press(Qt.Key.Key_Return)
    assert len(ideas(room)) == before + 1
    assert texts(ideas(room)[-1]) == ("L’eau est chère", "تعريفة اجتماعية", "ⴰⵎⴰⵏ")
    assert not any(room.screen.editors.texts().values())
    assert room.form.problem.hasFocus()


def test_an_idea_may_begin_with_its_result(room):
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_Tab)
    room.type("Moins de feux")
    room.press(Qt.Key.Key_Return)
    assert texts(ideas(room)[-1]) == (None, None, "Moins de feux")


def test_ctrl_enter_goes_on_with_the_same_problem(room):
    room.type("Feux")
    room.press(Qt.Key.Key_Return, CONTROL)
    assert room.form.problem.toPlainText() == "Feux"
    assert room.form.solution.hasFocus()
    room.type("Vigies")
    room.press(Qt.Key.Key_Return)
    assert [texts(idea)[:2] for idea in ideas(room)[-2:]] == [("Feux", None), ("Feux", "Vigies")]


def test_enter_with_nothing_typed_saves_nothing(room):
    before = len(ideas(room))
    room.press(Qt.Key.Key_Return)
    assert len(ideas(room)) == before


def test_a_correction_keeps_what_was_being_typed(room):
    room.type("à moitié")
    room.press(Qt.Key.Key_Up, ALT)
    assert room.form.editing_band.isVisible()
    latest = [idea for idea in ideas(room) if not idea["withdrawn_at"]][-1]
    room.form.problem.selectAll()
    room.type("Corrigé")
    room.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(room) if idea["id"] == latest["id"])["problem"] == "Corrigé"
    assert room.form.problem.toPlainText() == "à moitié"
    assert not room.form.editing_band.isVisible()


def test_a_correction_writes_only_what_was_changed(room):
    idea = next(i for i in ideas(room) if i["problem"] and i["solution"] and not i["withdrawn_at"])
    room.screen.edit(idea["id"])
    room.form.solution.setFocus()
    room.form.solution.selectAll()
    room.type("Autrement")
    room.press(Qt.Key.Key_Return)
    row = room.desktop.workplace.bench.register.row("idea", idea["id"], idea["scope"])
    assert row.value("solution") == "Autrement"
    assert row.heads["problem"][0].stamp.actor != row.heads["solution"][0].stamp.actor


def test_a_withdrawal_needs_a_reason_and_keeps_the_number(room):
    idea = next(i for i in reversed(ideas(room)) if not i["withdrawn_at"])
    room.press(Qt.Key.Key_F6)
    room.form.ideas.make_current(idea["id"])
    room.press(Qt.Key.Key_Delete)
    room.press(Qt.Key.Key_Return)
    assert not next(i for i in ideas(room) if i["id"] == idea["id"])["withdrawn_at"]
    room.type("dite deux fois")
    room.press(Qt.Key.Key_Return)
    kept = next(i for i in ideas(room) if i["id"] == idea["id"])
    assert kept["withdrawn_reason"] == "dite deux fois"
    assert kept["number"] == idea["number"]
    room.press(Qt.Key.Key_Z, CONTROL)
    assert not next(i for i in ideas(room) if i["id"] == idea["id"])["withdrawn_at"]


def test_ctrl_z_with_the_cursor_in_an_empty_editor_undoes_the_last_idea(room):
    before = len(ideas(room))
    room.type("Une idée")
    room.press(Qt.Key.Key_Return)
    assert room.form.problem.hasFocus()
    room.press(Qt.Key.Key_Z, CONTROL)
    assert len(ideas(room)) == before
    room.press(Qt.Key.Key_Y, CONTROL)
    assert len(ideas(room)) == before + 1


def test_a_save_that_is_refused_gives_the_text_back(room, monkeypatch):
    def refuse(*_, **__):
        raise Trouble("disk_full", file="x.ogp")

    monkeypatch.setattr(Workshop, "add", refuse)
    room.type("Ne pas perdre")
    room.press(Qt.Key.Key_Return)
    assert room.form.problem.toPlainText() == "Ne pas perdre"
    assert "x.ogp" in room.window.band_sentence


def test_what_is_being_typed_is_there_again_after_a_crash(room):
    room.type("coupure de cou")
    room.screen._drafts.keeper.flush()
    room.screen._drafts.keeper._orders.put(None)
    room.screen._drafts.keeper._thread.join()
    again = DraftsKeeper(room.desktop.workplace.bench.register.path)
    kept = again.texts()
    again.close()
    room.screen._drafts.keeper._thread = again._thread
    assert list(kept.values()) == ["coupure de cou"]


def test_leaving_and_coming_back_finds_the_sentence_again(make_hands):
    hands = make_hands().at("room", "2")
    hands.type("en cours")
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == "en cours"
    hands.press(Qt.Key.Key_Return)
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == ""


def test_the_list_shows_only_what_is_asked(room):
    everything = len(room.form.ideas.rows.ids)
    room.form.filter.setCurrentIndex(1)
    room.settle()
    assert 0 < len(room.form.ideas.rows.ids) < everything


@pytest.mark.parametrize("hostile", ["<img src='file:///x'>", "=1+1", "a\u202eb", "\ud800", "x" * 4_999, "😀" * 50])
def test_hostile_texts_are_texts(make_hands, hostile):
    hands = make_hands().at("room", "2")
    hands.form.problem.setPlainText(hostile)
    hands.press(Qt.Key.Key_Return)
    assert ideas(hands)[-1]["problem"]
    hands.window.grab()


def test_while_a_commit_is_written_the_list_stays_and_is_read_again_afterwards(make_hands, qtbot):
    hands = make_hands().at("room", "2")
    shown = list(hands.form.ideas.rows.ids)
    writing = hands.desktop.workplace._writing.register.conn
    writing.execute("BEGIN EXCLUSIVE")
    hands.screen.refresh({"idea": {shown[0]}})
    assert hands.form.ideas.rows.ids == shown
    hands.window.grab()
    assert not hands.window.band_sentence
    writing.execute("ROLLBACK")
    qtbot.waitUntil(lambda: not hands.screen._touched, timeout=2_000)
    assert hands.form.ideas.rows.ids == shown


def test_after_a_fork_was_settled_everything_is_read_anew(room):
    before = room.screen._ideas
    room.screen.refresh({"idea": set(), "session": set()})
    assert room.screen._ideas not in (None, before)


def test_what_is_being_saved_stays_in_the_drafts_until_it_is_durable(make_hands, monkeypatch):
    import threading

    hands = make_hands().at("room", "2")
    gate = threading.Event()
    hands.desktop.workplace.do(lambda bench: gate.wait(5))
    hands.type("pas encore écrite")
    hands.form.problem.entered.emit()
    assert hands.form.problem.toPlainText() == ""
    hands.screen._drafts.keeper.flush()
    hands.qtbot.waitUntil(lambda: "pas encore écrite" in hands.screen._drafts.keeper._drafts.texts().values())
    gate.set()
    hands.settle()
    hands.screen._drafts.keeper.flush()
    hands.qtbot.waitUntil(lambda: "pas encore écrite" not in hands.screen._drafts.keeper._drafts.texts().values())
    assert ideas(hands)[-1]["problem"] == "pas encore écrite"


def test_after_a_crash_only_what_did_not_become_an_idea_is_there_again(make_hands):
    hands = make_hands().at("room", "2")
    said = next(idea for idea in ideas(hands) if idea["problem"] and not idea["solution"] and not idea["result"])
    hands.screen._drafts.keep_all("saving-1", {"problem": said["problem"]})
    hands.screen._drafts.keep_all("saving-2", {"problem": "perdue sans cela"})
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == "perdue sans cela"


def test_a_mistake_of_ours_while_saving_gives_the_text_back(make_hands, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    hands = make_hands().at("room", "2")
    monkeypatch.setattr(Workshop, "add", fail)
    hands.type("Ne pas perdre")
    hands.press(Qt.Key.Key_Return)
    assert hands.form.problem.toPlainText() == "Ne pas perdre"
    assert hands.window.band_sentence


def test_a_correction_in_progress_is_there_again_and_what_was_set_aside_too(make_hands):
    hands = make_hands().at("room", "2")
    hands.type("nouvelle")
    hands.press(Qt.Key.Key_Up, ALT)
    row = hands.screen.correcting.row
    hands.form.problem.selectAll()
    hands.type("à moitié corrigée")
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.screen.correcting.row == row
    assert hands.form.problem.toPlainText() == "à moitié corrigée"
    hands.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(hands) if idea["id"] == row)["problem"] == "à moitié corrigée"
    assert hands.form.problem.toPlainText() == "nouvelle"
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.screen.correcting.row == ""
    assert hands.form.problem.toPlainText() == "nouvelle"


# Near ideas.


def near(hands):
    hands.qtbot.waitUntil(lambda: bool(hands.form.hints.rows.ids), timeout=20_000)
    return hands.form.hints.rows.ids


def quiet(hands):
    hands.qtbot.waitUntil(
        lambda: not (hands.screen.near._soon.isActive() or hands.screen.near._look.isActive()), timeout=30_000
    )


def links(hands):
    return {(link["a"], link["relation"], link["b"]) for link in records(hands, "idea_link")}


def records(hands, kind):
    return queries.records(hands.desktop.workplace.bench.register.conn, kind)


SAID = "Les puits du douar Tifrit sont salés"
AGAIN = "Au douar Tifrit les puits sont devenus salés"


def test_ctrl_l_ties_what_is_typed_to_the_near_idea_in_one_act_shown_on_both(room):
    room.type(SAID)
    room.press(Qt.Key.Key_Return)
    said, before = ideas(room)[-1], links(room)
    room.type(AGAIN)
    assert near(room)[0] == said["id"]
    assert len(near(room)) <= 3
    room.press(Qt.Key.Key_L, CONTROL)
    assert room.form.problem.hasFocus()
    room.press(Qt.Key.Key_Return)
    again = ideas(room)[-1]
    assert links(room) - before == {(again["id"], "duplicate_of", said["id"])}
    rows = {row.id: row for row in map(room.form.ideas.rows.row, range(2))}
    assert str(said["number"]) in rows[again["id"]].cells[1].below
    assert str(again["number"]) in rows[said["id"]].cells[1].below
    assert not room.form.hints_frame.isVisible()
    room.press(Qt.Key.Key_Z, CONTROL)
    assert links(room) == before
    assert ideas(room)[-1]["id"] == said["id"]
    room.press(Qt.Key.Key_Y, CONTROL)
    assert links(room) - before == {(again["id"], "duplicate_of", said["id"])}


def test_a_save_that_is_refused_gives_the_ties_back_beside_those_decided_since(room, monkeypatch):
    room.type(SAID)
    room.press(Qt.Key.Key_Return)
    said, before = ideas(room)[-1], links(room)
    held, add = threading.Event(), Workshop.add

    def refuse(*_, **__):
        held.wait()
        raise Trouble("disk_full", file="x.ogp")

    monkeypatch.setattr(Workshop, "add", refuse)
    room.type(AGAIN)
    assert near(room)[0] == said["id"]
    room.press(Qt.Key.Key_L, CONTROL)
    QTest.keyClick(room.form.problem, Qt.Key.Key_Return)
    assert room.screen.near.ties() == {}
    held.set()
    room.settle()
    assert room.form.problem.toPlainText() == AGAIN
    assert room.screen.near.ties() == {said["id"]: "same"}
    monkeypatch.setattr(Workshop, "add", add)
    room.press(Qt.Key.Key_Return)
    assert links(room) - before == {(ideas(room)[-1]["id"], "duplicate_of", said["id"])}


def test_by_the_list_an_idea_completes_another_or_is_told_apart_for_good(make_hands):
    hands = make_hands().at("room", "2")
    hands.type(SAID)
    hands.press(Qt.Key.Key_Return)
    said = ideas(hands)[-1]["id"]
    before = links(hands)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
        hands.type(AGAIN)
        near(hands)
        hands.press(Qt.Key.Key_Down, ALT)
        assert hands.form.hints.hasFocus()
        hands.form.hints.make_current(said)
        hands.press(key)
        assert hands.form.problem.hasFocus()
        quiet(hands)
        hands.press(Qt.Key.Key_Return)
    completing, apart = (idea["id"] for idea in ideas(hands)[-2:])
    assert links(hands) - before == {(completing, "completes", said)}
    judged = {(frozenset((each["a"], each["b"])), each["verdict"]) for each in records(hands, "judgement")}
    assert judged == {(frozenset((said, apart)), "different")}
    hands.screen.edit(apart)
    assert completing in near(hands)
    assert said not in near(hands)


def test_what_was_decided_is_taken_back_by_the_same_key_and_by_leaving(make_hands):
    hands = make_hands().at("room", "2")
    hands.type(SAID)
    hands.press(Qt.Key.Key_Return)
    hands.type(AGAIN)
    near(hands)
    hands.press(Qt.Key.Key_L, CONTROL)
    assert hands.screen.near.ties() == {ideas(hands)[-1]["id"]: "same"}
    decided = next(iter(hands.screen.near.ties()))
    hands.screen.near._decide(decided, "same")
    assert not any(hands.screen.near.ties().values())
    hands.press(Qt.Key.Key_Down, ALT)
    hands.press(Qt.Key.Key_Escape)
    assert hands.form.problem.hasFocus()
    hands.press(Qt.Key.Key_Down, ALT)
    hands.type("x")
    assert hands.form.problem.toPlainText() == f"{AGAIN}x"


def test_without_the_process_that_hears_capture_goes_on(make_hands):
    hands = make_hands().at("room", "2")
    hands.type(AGAIN)
    quiet(hands)
    hands.screen.near._hearing._lose()
    hands.type(" encore et encore")
    quiet(hands)
    hands.press(Qt.Key.Key_Return)
    assert ideas(hands)[-1]["problem"] == f"{AGAIN} encore et encore"


# Withdrawn, parked, completed.


def test_a_reason_is_chosen_by_the_arrows_and_stands_under_the_struck_number(room):
    row = next(i for i in reversed(ideas(room)) if not i["withdrawn_at"])["id"]
    room.press(Qt.Key.Key_F6)
    room.form.ideas.make_current(row)
    room.press(Qt.Key.Key_Delete)
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Down)
    reason = room.form.reason.currentText()
    assert len(reason.split()) > 1
    room.press(Qt.Key.Key_Return)
    assert next(i for i in ideas(room) if i["id"] == row)["withdrawn_reason"] == reason
    shown = room.form.ideas.rows.row(room.form.ideas.rows.ids.index(row))
    assert shown.cells[0].struck
    assert any(reason in cell.below for cell in shown.cells)
    assert room.form.problem.hasFocus()


def test_an_idea_for_another_room_keeps_its_number_here_and_the_secretariat_sees_it(room):
    before = len(ideas(room))
    room.press(Qt.Key.Key_F7)
    assert not room.screen.band.asks
    room.type("Pour une autre salle")
    room.press(Qt.Key.Key_F7)
    room.press(Qt.Key.Key_Return)
    parked = ideas(room)[-1]
    assert parked["number"] == before + 1
    assert parked["theme"] != room.screen._session["theme"]
    assert not any(room.screen.editors.texts().values())
    room.screen._list.choose("parked")
    room.settle()
    assert room.form.ideas.rows.ids == [parked["id"]]
    room.press(Qt.Key.Key_F6)
    room.form.ideas.make_current(parked["id"])
    room.press(Qt.Key.Key_F7)
    room.press(Qt.Key.Key_Return)
    assert not ideas(room)[-1]["theme"]
    room.press(Qt.Key.Key_Z, CONTROL)
    room.desktop.go_home()
    room.at("secretariat").screen.show_view(1)
    room.form.state.setCurrentIndex(room.form.state.findData("parked"))
    room.settle()
    assert room.form.ideas.rows.ids == [parked["id"]]
    assert room.form.ideas.rows.row(0).cells[1].below


def test_completing_goes_from_gap_to_gap_and_brings_back_what_was_being_typed(make_hands):
    hands = make_hands().at("room", "2")
    at = lambda row: hands.qtbot.waitUntil(lambda: hands.screen.correcting.row == row)  # noqa: E731
    hands.type("en attente")
    hands.press(Qt.Key.Key_F11)
    gaps = hands.screen._ideas.ids(hands.screen._session["id"], "incomplete", latest_first=False)
    at(gaps[0])
    first = next(idea for idea in ideas(hands) if idea["id"] == gaps[0])
    gap = next(part for part in ("problem", "solution", "result") if not first[part])
    assert getattr(hands.form, gap).hasFocus()
    hands.type("Ce qui manquait")
    hands.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(hands) if idea["id"] == gaps[0])[gap] == "Ce qui manquait"
    at(gaps[1])
    hands.press(Qt.Key.Key_Up, ALT)
    at(gaps[0])
    for row in gaps[1:]:
        hands.press(Qt.Key.Key_Return)
        at(row)
    hands.press(Qt.Key.Key_Return)
    assert not hands.screen.correcting.completes
    assert hands.form.problem.toPlainText() == "en attente"
    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_Escape)
    assert hands.form.problem.toPlainText() == "en attente"
    assert hands.form.filter.currentData() == "all"


def heads(hands, row, part="result"):
    idea = next(idea for idea in ideas(hands) if idea["id"] == row)
    return hands.desktop.workplace.bench.register.row("idea", row, idea["scope"]).heads[part]


def test_an_idea_that_is_saved_twice_before_the_next_one_is_read_has_one_version(make_hands):
    hands = make_hands().at("room", "2")
    hands.press(Qt.Key.Key_F11)
    correcting = hands.screen.correcting
    row, part = correcting.row, next(part for part in PARTS if not correcting._open.texts[part])
    as_read = correcting._desk.as_read
    object.__setattr__(correcting._desk, "as_read", lambda _: [])  # a commit is being written
    hands.type("Ce qui")
    hands.press(Qt.Key.Key_Return)
    hands.type(" manquait")
    object.__setattr__(correcting._desk, "as_read", as_read)
    hands.qtbot.waitUntil(lambda: correcting.row != row)
    hands.settle()
    assert [head.value for head in heads(hands, row, part)] == ["Ce qui manquait"]


def test_an_idea_that_is_opened_while_its_correction_is_saved_is_read_once_that_is_durable(room):
    disk = threading.Event()
    row = next(idea["id"] for idea in ideas(room) if idea["result"] and not idea["withdrawn_at"])
    room.screen.edit(row)
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_Tab)
    room.desktop.workplace.do(lambda _: disk.wait(20))
    room.type("un ")
    room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    room.screen.edit(row)
    assert room.screen.correcting.row == ""
    disk.set()
    room.qtbot.waitUntil(lambda: room.screen.correcting.row == row)
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_Tab)
    room.type("deux ")
    room.press(Qt.Key.Key_Return)
    (head,) = heads(room, row)
    assert head.value.endswith("undeux")


def test_the_coach_speaks_only_where_ideas_are_completed_and_is_sent_away_by_a_key(room):
    room.type("Un joli site moderne")
    quiet(room)
    assert not any("/" in row for row in room.form.hints.rows.ids)
    room.press(Qt.Key.Key_F11)
    room.form.solution.setFocus()
    room.form.solution.selectAll()
    room.type("Un joli site moderne")
    room.qtbot.waitUntil(lambda: "no_actor/solution" in room.form.hints.rows.ids, timeout=20_000)
    room.press(Qt.Key.Key_Down, ALT)
    room.form.hints.make_current("no_actor/solution")
    room.press(Qt.Key.Key_Delete)
    assert "no_actor/solution" not in room.form.hints.rows.ids
    assert room.form.solution.hasFocus()
    room.press(Qt.Key.Key_Down, ALT)
    room.form.hints.make_current("no_result/result")
    room.press(Qt.Key.Key_Return)
    assert room.form.result.hasFocus()


def test_a_text_that_names_somebody_present_is_told_and_kept_unless_the_event_allows_names(make_hands):
    hands = make_hands().at("room", "2")
    present = {arrival["person"] for arrival in records(hands, "arrival")}
    who = next(i for i in records(hands, "identity") if i["id"] in present and i["family_name"] and i["given_name"])
    said = f"Comme dit {who['given_name']} {who['family_name']}, l’eau manque"
    hands.type(said)
    quiet(hands)
    assert who["family_name"] in hands.form.names_text.text()
    hands.press(Qt.Key.Key_Return)
    assert ideas(hands)[-1]["problem"] == said
    assert not hands.form.hints_frame.isVisible()
    event = hands.desktop.workplace.bench.register.event

    def allow(bench):
        with bench.register.act(bench.author) as act:
            act.set("event", event, {"names_allowed": True})

    hands.desktop.workplace.do(allow)
    hands.settle()
    hands.type(said)
    quiet(hands)
    assert not hands.form.names_text.text()


def test_after_a_crash_the_hour_and_what_is_there_are_told(make_hands):
    hands = make_hands().at("room", "2")
    hands.type("la phrase en cours")
    hands.screen._drafts.keeper.flush()
    keeper = hands.screen._drafts.keeper
    keeper.close()
    keeper._drafts.begin()  # as a crash leaves it: it never ended
    told = []
    again = DraftsKeeper(hands.desktop.workplace.bench.register.path)
    assert again.stopped_at is not None
    hands.screen._drafts.keeper = again
    hands.screen.told.connect(told.append)
    hands.screen._tell_found(True)
    assert ":" in told[0]
    assert str(len(ideas(hands))) in told[0]


def test_an_idea_that_is_corrected_is_not_taken_anew_from_what_stood_before(room):
    room.press(Qt.Key.Key_Up, ALT)
    row = room.screen.correcting.row
    room.form.problem.setFocus()
    room.type(" encore")
    typed = room.form.problem.toPlainText()
    room.press(Qt.Key.Key_Up, ALT)
    assert room.form.problem.toPlainText() == typed
    room.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(room) if idea["id"] == row)["problem"] == typed
