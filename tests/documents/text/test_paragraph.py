"""`Text`: nothing is lost between the text and the page, and nothing in it is interpreted."""

import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A5
from reportlab.platypus import SimpleDocTemplate, Table

from ogp_desktop.documents.text.faces import fonts_of, stack
from ogp_desktop.documents.text.paragraph import Text, TextStyle, text_width
from ogp_desktop.domain.text.intake import intake

STYLE = TextStyle(12, 17)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")

texts = st.text(
    st.one_of(st.characters(), st.sampled_from("اللا لأ محمد éà ⵣⴰⵎ (12-34) <b>&amp; \n\u200f")), max_size=120
)


def pdf(path, flowables):
    SimpleDocTemplate(str(path), pagesize=A5).build(flowables)
    return path


def extracted(path):
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e\u200b]", "", told))


@given(texts, st.floats(20, 400))
def test_lines_hold_the_whole_text_in_its_order(text, width):
    flowable = Text(text, STYLE)
    flowable.wrap(width, 1000)
    told = re.sub("[\u200e\u00a0\n ]", "", flowable.drawn_text())
    kept = re.sub("[\u200e\u202a-\u202e\u2066-\u2069\u00a0\n ]", "", intake(text))
    assert told == unicodedata.normalize("NFC", kept)


@given(texts, st.integers(0, 200))
def test_a_text_split_over_pages_loses_nothing(text, height):
    flowable = Text(text, STYLE)
    flowable.wrap(150, height)
    parts = flowable.split(150, height)
    for part in parts:
        part.wrap(150, 1000)
    assert not parts or "".join(part.drawn_text() for part in parts) == flowable.drawn_text()


@given(texts.filter(lambda text: "\n" not in text), st.floats(60, 300))
def test_no_line_is_wider_than_its_room(text, width):
    flowable = Text(text, STYLE)
    flowable.wrap(width, 1000)
    assert all(line.width <= width + 0.01 for _, line in flowable._lines)


@settings(max_examples=60)
@given(st.lists(texts, min_size=1, max_size=3))
def test_any_text_can_be_drawn(tmp_path_factory, drawn):
    pdf(tmp_path_factory.mktemp("x") / "x.pdf", [Text(text, STYLE) for text in drawn])


HOSTILE = [
    '<img src="/etc/passwd"/>',
    "<b>Gratuit</b> & x<y </para>",
    "nul \x00 et \x1b et \ud800 et \u202e fin",
    "sansespace" * 400,
    "😀 𝔘 ￼ emoji",
    "PAN3: البوابة (31-13) ⴰⵎⴰⵏ ḍɣɛ 中",
    "\n" * 2000 + "fin",
    "كلمة " * 3000,
]


@needs_poppler
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_texts_are_printed_as_they_are(number, tmp_path):
    table = Table([[Text(HOSTILE[number], STYLE)]], colWidths=[200], splitInRow=1)
    found = extracted(pdf(tmp_path / "x.pdf", [Text(HOSTILE[number], STYLE), table]))
    wanted = unicodedata.normalize("NFKC", intake(HOSTILE[number])).split()[-1]
    assert wanted[-5:] in found
    fonts = subprocess.run(["pdffonts", str(tmp_path / "x.pdf")], capture_output=True, text=True, check=True).stdout
    embedded = [line.split() for line in fonts.splitlines()[2:] if "Plex" in line or "Noto" in line]
    assert embedded
    assert all(line[-5] == "yes" for line in embedded)


WORDS = [
    "الحق",
    "في",
    "الحصول",
    "على",
    "المعلومات",
    "القانون",
    "الإدارة",
    "الأولى",
    "البوابة",
    "الجماعات",
    "الترابية",
    "المجتمع",
    "المدني",
    "المشاركة",
    "الدامجة",
    "للشباب",
    "والنساء",
    "والأشخاص",
    "وضعية",
    "إعاقة",
    "المناخ",
    "الميزانية",
    "لائحة",
    "الحضور",
    "لأن",
    "الآجال",
    "المقترح",
    "النتيجة",
    "المنتظرة",
    "ورشة",
    "قصر",
    "النور",
    "خطة",
    "العمل",
][:32]


@needs_poppler
@pytest.mark.parametrize("bold", [False, True])
def test_arabic_words_are_found_in_order(bold, tmp_path):
    assert len(WORDS) == 32
    style = TextStyle(12, 17, bold)
    found = extracted(pdf(tmp_path / "x.pdf", [Text(" ".join(WORDS), style)])).split()
    wanted = [unicodedata.normalize("NFKC", word) for word in WORDS]
    at, in_order = 0, 0
    for word in wanted:
        if word in found[at:]:
            at = found.index(word, at) + 1
            in_order += 1
    assert in_order >= 31


def test_each_word_takes_the_first_font_that_has_all_its_letters():
    plex, noto, tifinagh = stack(False)
    assert fonts_of("région", False) == ((0, 6, plex),)
    assert fonts_of("الجهة", False) == ((0, 5, plex),)
    assert fonts_of("ɣef", False) == ((0, 3, noto),)
    assert fonts_of("ⴰⵎⴰⵏ", False) == ((0, 4, tifinagh),)


def test_a_letter_no_font_has_is_shown_as_a_box_and_not_dropped():
    assert text_width("中", STYLE) > 5


@pytest.mark.parametrize(
    ("text", "base_rtl", "align", "on_right"),
    [
        ("عربي", False, "start", True),
        ("latin", True, "start", False),
        ("12 %", True, "start", True),
        ("latin", True, "side", True),
        ("عربي", False, "side", False),
        ("latin", False, "end", True),
    ],
)
def test_the_side_a_text_stands_on(text, base_rtl, align, on_right):
    flowable = Text(text, TextStyle(12, 17, align=align, base_rtl=base_rtl))
    flowable.wrap(300, 100)
    assert (flowable._left(50) > 0) is on_right
