"""Contrast of the token table, in both themes: text 4.5, large text and controls 3 (WCAG 2.2)."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton

from ogp_desktop.gui import theme

TEXT = [
    ("text", "ground"), ("text", "surface"), ("text", "hover"), ("text", "solution_tint"), ("text", "saffron_tint"),
    ("text", "result_tint"), ("text", "error_tint"), ("text2", "ground"), ("text2", "surface"), ("text2", "hover"),
    ("on_ink", "ink"), ("on_header", "header"), ("on_header2", "header"), ("problem", "surface"),
    ("solution", "surface"), ("result", "surface"), ("result", "result_tint"), ("error", "error_tint"),
    ("saffron_text", "saffron_tint"), ("saffron_text", "surface"), ("on_toast", "toast"), ("toast_action", "toast"),
    ("saffron", "header"), ("text2", "solution_tint"), ("text2", "saffron_tint"), ("text2", "result_tint"),
]  # fmt: skip
CHIPS = ("text2", "solution", "result", "saffron_text", "error")
"""Those of small words; on a row that is chosen or pointed at they also outline them, on the surface."""
TEXT += [(chip, "surface") for chip in CHIPS]
CONTROLS = [
    ("border", "surface"),
    ("solution", "surface"),
    ("solution", "ground"),
    ("ink", "hover"),
    ("border", "ground"),
    *[(chip, row) for chip in CHIPS for row in ("solution_tint", "hover")],
]


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(name, front, back):
    chosen = theme.THEMES[name]
    assert contrast(getattr(chosen, front), getattr(chosen, back)) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("front", "back"), CONTROLS)
def test_controls_can_be_seen(name, front, back):
    chosen = theme.THEMES[name]
    assert contrast(getattr(chosen, front), getattr(chosen, back)) >= 3


def test_the_sheet_is_mirrored_in_arabic():
    assert "border-left: 6px" in theme.shape_sheet(False)
    assert "border-right: 6px" in theme.shape_sheet(True)


def test_the_arrow_of_a_choice_stands_at_its_end_in_every_language(qtbot, spoken):
    for lang in ("fr", "ar"):
        spoken(lang)
        choice = QComboBox()
        qtbot.addWidget(choice)
        choice.resize(200, 34)
        image = choice.grab().toImage()
        ends = (range(4, 30), range(170, 196))
        shades = [len({image.pixelColor(x, y).name() for x in end for y in range(8, 26)}) for end in ends]
        assert (shades[0] > shades[1]) == (lang == "ar")


def test_high_contrast_leaves_the_systems_colours(qapp, spoken):
    spoken("fr")
    before = qapp.palette().color(qapp.palette().ColorRole.Window)
    theme.apply("dark", high_contrast=True)
    assert qapp.palette().color(qapp.palette().ColorRole.Window) == before
    assert "#" not in qapp.styleSheet()
    theme.apply("light")


def test_a_missing_font_is_named(qapp, tmp_path, monkeypatch):
    assert theme.load_fonts() == []
    qapp.setProperty("fonts", False)
    monkeypatch.setattr(theme.QFontDatabase, "addApplicationFont", staticmethod(lambda path: -1))
    assert theme.load_fonts(tmp_path) == list(theme.FONT_FILES)


def spread(picture):
    """Return the shades of a picture, each with how many points have it."""
    image = picture.toImage()
    points = (image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))
    return Counter(points)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_primary_button_that_has_the_focus_bears_a_ring_that_can_be_seen(qtbot, spoken, look):
    spoken("fr", look)
    buttons = [QPushButton("Garder"), QPushButton("Garder")]
    page = QFrame()
    page.setProperty("kind", "card")
    line = QHBoxLayout(page)
    for button in buttons:
        button.setProperty("kind", "primary")
        line.addWidget(button)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    tokens = theme.THEMES[look]
    ring, without = (spread(page.grab(button.geometry())) for button in buttons)
    around = 2 * (buttons[0].width() - 20)
    assert contrast(tokens.solution, tokens.surface) >= 3
    assert ring[tokens.solution.lower()] > around
    assert without[tokens.solution.lower()] == 0
    assert ring[tokens.surface.lower()] > around / 2, "nothing parts the ring from the button"
