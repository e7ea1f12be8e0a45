"""The desk's camera: pictures of printed badges as a webcam sees them are read, and the arrival follows."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ogp_desktop.documents import badges
from ogp_desktop.gui.desk import camera, pdf_pages
from ogp_desktop.gui.translation import say
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.desk.desk_papers import DeskPapers

LANDSCAPE = (1280, 720)
DOTS = (2480, 3508)
FIRST_BADGE = (150, 180, 1100, 800)
"""A page of A4 at 300 dots an inch, and where its first badge stands."""


@pytest.fixture
def desk(both):
    return both.at("desk")


@pytest.fixture(scope="module")
def reader():
    return pytest.importorskip("zxingcpp", reason="no wheel of zxing-cpp for this Python: an extra")


def expected(desk):
    return next(p for p in desk.screen._directory.expected() if p["family_name"] and p["origin"] == "list")


def printed(desk, person, tmp_path):
    """Return a picture of somebody's badge, cut out of the page on which the desk prints it."""
    papers = DeskPapers(desk.desktop.workplace.bench, "fr")
    path = tmp_path / "badge.pdf"
    badges.write_badges([papers._badge(person)], "Journée", "fr", path)
    return pdf_pages.first_page(path, *DOTS).copy(*FIRST_BADGE)


def seen(badge, *, width=400, turn=0.0, blur=1.0, light=1.0, noise=0, code=QImage.Format.Format_RGB32):
    """Return what a camera shows of a badge that is held before it: `light` 1 is day, 0 is night."""
    held = badge.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    picture = QImage(*LANDSCAPE, QImage.Format.Format_RGB32)
    picture.fill(QColor("#8a7f74"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(LANDSCAPE[0] / 2, LANDSCAPE[1] / 2)
    painter.rotate(turn)
    painter.drawImage(-held.width() // 2, -held.height() // 2, held)
    painter.resetTransform()
    painter.fillRect(picture.rect(), QColor(0, 0, 0, round(255 * (1 - light))))
    chance = random.Random(3)
    for _ in range(noise):
        x, y, gray = chance.randrange(LANDSCAPE[0]), chance.randrange(LANDSCAPE[1]), chance.randrange(256)
        painter.fillRect(x, y, 2, 2, QColor(gray, gray, gray, 90))
    painter.end()
    if blur > 1:
        wide, smooth = round(LANDSCAPE[0] / blur), Qt.TransformationMode.SmoothTransformation
        picture = picture.scaledToWidth(wide, smooth).scaledToWidth(LANDSCAPE[0], smooth)
    return picture.convertToFormat(code)


HELD = {
    "straight": {},
    "far": {"width": 260},
    "tilted": {"turn": 12},
    "upside_down": {"turn": 176},
    "blurred": {"blur": 2.5},
    "dark": {"light": 0.15},
    "noisy": {"noise": 8000},
    "all_of_it": {"width": 640, "turn": 9, "blur": 2.3, "light": 0.25, "noise": 8000},
}
ANSWERED = ("RGB32", "ARGB32_Premultiplied", "RGBA8888_Premultiplied", "RGBX8888", "RGB888", "Grayscale8")
"""Formats of `QVideoFrame.toImage`, by camera and system."""


@pytest.mark.usefixtures("reader")
def test_a_badge_is_read_as_cameras_see_it_and_the_arrival_follows(desk, tmp_path):
    person = expected(desk)
    code = badge_of(person, desk.screen._reference.event)
    badge = printed(desk, person, tmp_path)
    for name, how in HELD.items():
        assert camera.codes_in(seen(badge, **how)) == [code], name
    for name in ANSWERED:
        assert camera.codes_in(seen(badge, code=QImage.Format[f"Format_{name}"])) == [code], name
    desk.screen.pages.camera.take(seen(badge, **HELD["all_of_it"]))
    desk.settle()
    assert desk.screen._directory.people[person["id"]]["arrived"]
    assert desk.screen.band.state == "welcome"


@pytest.mark.usefixtures("reader")
def test_what_is_no_badge_is_never_taken_for_one(hands, tmp_path):
    import segno

    desk = hands.at("desk")
    segno.make_qr("https://example.org/07000011").save(tmp_path / "other.png", scale=12)
    other = QImage(str(tmp_path / "other.png"))
    badge = printed(desk, expected(desk), tmp_path)
    covered = badge.copy()
    painter = QPainter(covered)
    painter.fillRect(550, 300, 550, 500, QColor("white"))
    painter.end()
    night = seen(badge, light=0.0)
    for picture in (other, covered, night, QImage()):
        assert camera.codes_in(picture) == []


def test_without_the_libraries_the_desk_says_so_in_words(desk, monkeypatch):
    monkeypatch.setattr(camera, "find_spec", lambda _: None)
    assert desk.form.webcam.isVisible()
    desk.press(Qt.Key.Key_F11)
    assert desk.window._toast._text.text() == say("desk.webcam_missing")
    assert not desk.screen.pages.camera.is_on
    monkeypatch.setattr(camera, "find_spec", lambda _: True)
    monkeypatch.setitem(__import__("sys").modules, "zxingcpp", None)
    desk.press(Qt.Key.Key_F11)
    assert desk.window._toast._text.text() == say("desk.webcam_none")
    assert not desk.screen.pages.camera.is_on


def test_a_badge_before_the_camera_is_told_once(desk, monkeypatch):
    person = expected(desk)
    code = badge_of(person, desk.screen._reference.event)
    monkeypatch.setattr(camera, "codes_in", lambda _: [code])
    told = []
    desk.screen.pages.camera.seen.connect(told.append)
    for _ in range(3):
        desk.screen.pages.camera.take(QImage(8, 8, QImage.Format.Format_RGB32))
    desk.settle()
    assert desk.screen._directory.people[person["id"]]["arrived"]
    assert desk.screen.band.state == "welcome"
    assert told == [code]
