"""The launcher: what is there, what was chosen, and every file that cannot be opened told in words."""

import datetime
import json

import pytest
from PySide6.QtCore import QLocale, Qt

from ogp_desktop import paths, words
from ogp_desktop.domain.text.numbers import long_date
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.gui.translation import NAMES, language, partly_said, say
from ogp_desktop.services.compose import begin_work, local_now, opened
from ogp_desktop.services.event import events
from ogp_desktop.services.personal import notice
from ogp_desktop.settings import Settings
from ogp_desktop.storage.connection import ENGINE


@pytest.fixture
def launcher(both, qtbot):
    qtbot.waitUntil(lambda: bool(both.form.events.rows.ids))
    return both


def test_the_demonstration_is_always_there(launcher):
    assert launcher.form.events.rows.ids == [str((events.folder() / events.DEMONSTRATION).resolve())]
    assert "72" in launcher.form.events.rows.row(0).said


def test_a_session_is_asked_only_where_it_matters(launcher):
    launcher.form.desk.setChecked(True)
    assert not launcher.form.session.isEnabled()
    assert launcher.form.session.toolTip()
    launcher.form.room.setChecked(True)
    assert launcher.form.session.isEnabled()
    assert launcher.form.session.count() == 4


def test_name_and_post_are_remembered(launcher):
    launcher.form.room.setChecked(True)
    launcher.form.operator_name.setText("Nadia")
    launcher.screen.begin()
    launcher.settle()
    assert launcher.screen.name == "room"
    kept = Settings.read()
    assert (kept.operator, kept.post) == ("Nadia", "room")


def test_f9_goes_through_every_language_and_its_direction(launcher):
    seen = set()
    for _ in NAMES:
        launcher.press(Qt.Key.Key_F9)
        seen.add((QLocale().name(), launcher.window.layoutDirection(), Settings.read().language))
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    assert seen == {("fr_MA", left, "fr"), ("ar_MA", right, "ar"), ("zgh_MA", left, "zgh"), ("en_GB", left, "en")}


def test_a_language_that_is_not_complete_says_so_where_it_is_chosen(launcher):
    launcher.desktop.speak("zgh")
    assert launcher.screen.heading().subtitle == partly_said() != ""
    launcher.desktop.speak("en")
    assert launcher.screen.heading().subtitle == words.phrase("en", "launcher.subtitle")


def test_a_file_in_use_is_told_with_its_owner(launcher):
    path = events.folder() / events.DEMONSTRATION
    other = begin_work(path, "room", "")
    launcher.desktop.begin(Beginning(path, "desk", "", ""))
    assert other.device.label in launcher.window.band_sentence
    assert launcher.screen.name == "launcher"
    other.register.close()


def newer(path, whole):
    path.write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])


BROKEN = {
    "not_a_register": lambda path, whole: path.write_bytes(b"a letter" * 50),
    "register_truncated": lambda path, whole: path.write_bytes(whole[: len(whole) // 2]),
    "register_too_new": newer,
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_file_that_cannot_be_opened_is_told_and_not_changed(launcher, tmp_path, code):
    path = tmp_path / "x.ogp"
    BROKEN[code](path, (events.folder() / events.DEMONSTRATION).read_bytes())
    before = path.read_bytes()
    launcher.screen.open_path(path)
    lang = launcher.desktop.settings.language
    expected = words.catalogue("messages", lang)[code].split("{file}")[-1][-20:]
    assert expected in launcher.window.band_sentence
    launcher.desktop.begin(Beginning(path, "desk", "", ""))
    assert launcher.screen.name == "launcher"
    assert path.read_bytes() == before


def test_a_file_in_a_cloud_folder_is_copied_and_said_so(launcher, tmp_path):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    path = folder / "che.ogp"
    path.write_bytes((events.folder() / events.DEMONSTRATION).read_bytes())
    launcher.desktop.begin(Beginning(path, "desk", "", ""))
    launcher.settle()
    assert launcher.screen.name == "desk"
    assert launcher.desktop.workplace.bench.register.path.is_relative_to(paths.home())
    assert launcher.window._toast.isVisible()


def test_a_missing_language_is_said_in_french(make_hands, monkeypatch):
    true = words.own

    def missing(name, lang):
        if (name, lang) == ("interface", "ar"):
            raise FileNotFoundError
        return true(name, lang)

    monkeypatch.setattr(words, "own", missing)
    hands = make_hands("ar")
    assert hands.window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert "français" in hands.window.band_sentence


@pytest.mark.parametrize("told", ["", "[]", '{"language": 3}', '{"recent": [1, null]}', "\x00"])
def test_damaged_settings_are_the_usual_ones(own_home, told):
    paths.home().mkdir(parents=True, exist_ok=True)
    (paths.home() / "settings.json").write_text(told, encoding="utf-8")
    assert Settings.read().language == "fr"
    assert Settings.read().recent == []


def test_a_mistake_of_ours_is_told_with_a_mark_and_logged_without_words(launcher, capsys):
    from ogp_desktop import logs

    path = logs.begin()
    launcher.at("room", "2")
    secret = "CANARI Salma 0612345678"

    def fail(bench):
        raise ValueError(secret)

    launcher.desktop.workplace.do(fail)
    launcher.settle()
    told = path.read_text(encoding="utf-8")
    assert "ValueError" in told
    assert secret not in told
    assert launcher.window.band_sentence
    for handler in logs.LOG.handlers:
        handler.close()
    logs.LOG.handlers.clear()


def test_a_new_event_begins_with_a_template_and_is_on_the_list(both, qtbot):
    both.desktop.home.new_event()
    both.form.title_fr.setText("Rencontre de Ksar Ennour")
    both.form.city.setText("Ksar Ennour")
    date, told = both.form.date, both.form.day_told
    assert date.day() == local_now().date()
    date.setText("31/02/2027")
    both.screen.create_event()
    assert both.window.band_sentence == words.sentence(Trouble("date_impossible", text="31/02/2027"), language())
    assert (told.text(), told.property("kind")) == (say("new_event.day_impossible"), "warning")
    date.setText("١٣.٠٣.٢٠٢٧")
    date.setFocus()
    both.press(Qt.Key.Key_Up)
    both.press(Qt.Key.Key_Down)
    both.press(Qt.Key.Key_Down)
    assert (date.text(), told.text()) == ("12/03/2027", long_date(datetime.date(2027, 3, 12), language()))
    assert say("hint.days") in both.window._form.footer.keys.text()
    kept = both.form.kept_until
    assert kept.text() == "11/03/2028"
    kept.setText("01/03/2027")
    both.screen.create_event()
    assert "01/03/2027" in both.window.band_sentence
    kept.setText("31/12/2027")
    date.setText("13/03/2027")
    assert kept.text() == "31/12/2027"  # what was said stays
    date.setText("12/03/2027")
    both.form.workshops.set_text("Eau\nÉcole")
    both.screen.create_event()
    qtbot.waitUntil(lambda: len(both.form.events.rows.ids) == 2)
    known = [known for known in events.known_files([]) if known.event and not known.demonstration]
    assert [s["title_fr"] for s in known[0].sessions if s["sort"] == "workshop"] == ["Eau", "École"]
    assert known[0].event["date"] == "2027-03-12"
    assert known[0].event["code"] == "KSA"
    assert known[0].event["names_allowed"] is None
    with opened(known[0].path) as bench:
        assert notice.facts(bench)["until"] == "2027-12-31"


def test_a_new_event_may_allow_names_in_ideas(both, qtbot):
    both.desktop.home.new_event()
    both.form.names_allowed.setFocus()
    both.press(Qt.Key.Key_Space)
    both.screen.create_event()
    qtbot.waitUntil(lambda: len(both.form.events.rows.ids) == 2)
    (created,) = [known for known in events.known_files([]) if known.event and not known.demonstration]
    assert created.event["names_allowed"] is True
    (template,) = [t for t in events.templates().values() if events.asked(t).title_fr == created.event["title_fr"]]
    assert events.summary(events.create(events.asked(template))).event["id"] != created.event["id"]


def test_the_same_form_on_two_computers_is_the_same_event(own_home):
    asked = events.asked(next(iter(events.templates().values())))
    one = events.summary(events.create(asked))
    other = events.summary(events.create(asked))
    assert one.path != other.path
    assert one.event["id"] == other.event["id"]


def test_help_opens_and_says_the_keys(launcher):
    launcher.at("desk")
    launcher.press(Qt.Key.Key_F1)
    assert launcher.window.help.isVisible()
    assert len(launcher.window.help.page.toPlainText()) > 200
    assert ENGINE in launcher.window.help.page.toPlainText()
    launcher.window.show_keys()
    assert "F3" in launcher.window.help.page.toPlainText()
    launcher.window.help.close()


def test_words_are_a_flat_file(own_home):
    for lang in NAMES:
        read = json.loads((paths.resources() / "i18n" / f"interface.{lang}.json").read_text(encoding="utf-8"))
        assert all(isinstance(text, str) and text for text in read.values())
