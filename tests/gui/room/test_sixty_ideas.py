"""A whole workshop by the keyboard alone: sixty ideas in three languages, and whatever else is thrown at it."""

import datetime

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.services.room.workshop import Workshop

SAID = (
    ("L’eau des douars est salée", "Publier les analyses", "Une eau sûre en 2028"),
    ("الولوج إلى المعلومة صعب (PAN 3).", "نشر المعطيات بالعربية والأمازيغية", "رد داخل 20 يوما"),
    ("ⴰⵎⴰⵏ ⵓⵔ ⵍⵍⵉⵏ", "bus scolaire l douar", "100 % ديال الدراري"),
    ("lidara b3ida 3lina", "", ""),
)


class Mouse(QObject):
    """Counts what only a mouse does."""

    pressed = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        self.pressed += event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return False


def test_sixty_ideas_take_three_keys_each_beside_their_letters_and_no_mouse(make_hands, qapp):
    hands = make_hands().at("room", "3")
    session, mouse, keys = hands.screen._session["id"], Mouse(), 0
    qapp.installEventFilter(mouse)
    before = len(Workshop(hands.desktop.workplace.bench).ideas(session))
    for number in range(60):
        parts = [f"{part} {number}" if part else "" for part in SAID[number % len(SAID)]]
        for part in filter(None, parts):
            if part is not parts[0]:
                hands.press(Qt.Key.Key_Tab)
                keys += 1
            hands.type(part)
        hands.press(Qt.Key.Key_Return)
        keys += 1
        assert hands.form.problem.hasFocus()
    qapp.removeEventFilter(mouse)
    said = Workshop(hands.desktop.workplace.bench).ideas(session)[before:]
    for number, idea in enumerate(said):
        wanted = [intake(f"{part} {number}") if part else None for part in SAID[number % len(SAID)]]
        assert [idea["problem"], idea["solution"], idea["result"]] == wanted
    assert [idea["number"] for idea in said] == list(range(said[0]["number"], said[0]["number"] + 60))
    assert mouse.pressed == 0
    assert keys <= 3 * 60
    assert len(hands.form.ideas.rows.ids) == before + 60


HOSTILE = {
    "a megabyte": "بيانات " * 150_000,
    "nested tables": "<table><tr><td>" * 2_000,
    "a picture": "<img src='file:///etc/passwd'> \u202eabc\u2069 \x00\x07 💧🏔",
    "a formula": '=HYPERLINK("x")\r\n+1\n@SUM(A1)\t-1',
    "surrogates": "a\ud800b\udfff c d e f",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_pasted_is_text_that_fits_and_is_shown_as_it_is(name, make_hands):
    hands = make_hands().at("room", "2")
    pasted = QMimeData()
    pasted.setText(HOSTILE[name])
    pasted.setHtml(HOSTILE[name].encode("utf-8", "replace").decode())
    hands.form.problem.insertFromMimeData(pasted)
    hands.press(Qt.Key.Key_Return)
    said = Workshop(hands.desktop.workplace.bench).ideas(hands.screen._session["id"])[-1]["problem"]
    assert said
    assert said == intake(said)
    assert said[:20] == intake(HOSTILE[name]).strip("\n ")[:20]
    assert len(said) <= 5_000
    hands.form.problem.insertFromMimeData(pasted)
    hands.qtbot.waitUntil(
        lambda: not (hands.screen.near._soon.isActive() or hands.screen.near._look.isActive()), timeout=20_000
    )
    hands.window.grab()
    for row in range(2):
        assert hands.form.ideas.rows.row(row).said


def test_a_clock_that_is_moved_back_takes_no_number_and_no_order(make_hands):
    hands = make_hands().at("room", "2")
    session, bench = hands.screen._session["id"], hands.desktop.workplace._writing
    now = bench.now
    for hours in (0, -5, -48):
        object.__setattr__(bench, "now", lambda hours=hours: now() + datetime.timedelta(hours=hours))
        hands.type(f"Idée à {hours} heures")
        hands.press(Qt.Key.Key_Return)
    said = Workshop(hands.desktop.workplace.bench).ideas(session)[-3:]
    assert [idea["problem"] for idea in said] == [f"Idée à {hours} heures" for hours in (0, -5, -48)]
    assert hands.form.ideas.rows.ids[:3] == [idea["id"] for idea in reversed(said)]
