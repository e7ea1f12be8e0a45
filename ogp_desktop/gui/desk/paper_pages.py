"""The pages that a window prints: the paper key, and the opening words of laptops."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ogp_desktop import words
from ogp_desktop.gui.desk.printing import Page, Paper
from ogp_desktop.services.plan import keys, papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.services.plan.keys import Making
    from ogp_desktop.services.plan.laptops import Made

_QUIET, _MODULE = 4, 8
_STRIPS_A_SHEET = 7
_PER_LINE, _CODE_PIXELS = 4, 200
_WIDE = 'width="100%" cellpadding="6"'


def rescue_paper(making: Making) -> Paper:
    """Return the paper key, to print or to write."""
    return Paper(
        "cle-de-secours.pdf",
        lambda lang: rescue_page(making, lang),
        lambda lang, path: papers.write_rescue_page(making, lang, path),
    )


def rescue_page(making: Making, lang: str) -> Page:
    """Return the page of the paper key."""
    told = words.catalogue("documents", lang)
    groups = keys.on_paper(making.paper)
    lines = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    cells = "".join("<tr>" + "".join(f"<td><b>{group}</b></td>" for group in line) + "</tr>" for line in lines)
    html = [
        _small(told["rescue_kicker"]),
        f"<h1>{told['rescue_title']}</h1>",
        *(f"<p>{told[name]}</p>" for name in ("rescue_what", "rescue_keep")),
        f'<table dir="ltr" {_WIDE} style="font-size:18pt">{cells}</table>',
        _small(told["rescue_letters"]),
        f'<p><img src="code" width="{_CODE_PIXELS}" height="{_CODE_PIXELS}"></p>',
        f"<p>{told['rescue_words'].format(words=_ltr(papers.plan_words(making)))}</p>",
        f"<h3>{told['rescue_use']}</h3>",
        *(f"<p>{told[f'rescue_step_{step}']}</p>" for step in (1, 2, 3)),
        _small(told["rescue_note"]),
    ]
    return Page(_document(html, lang), {"code": code_picture(making.paper)})


def words_paper(event: str, made: Sequence[Made]) -> Paper:
    """Return the opening words of laptops, to print or to write."""
    return Paper(
        "mots-d-ouverture.pdf",
        lambda lang: words_page(event, made, lang),
        lambda lang, path: papers.write_opening_words(event, made, lang, path),
    )


def words_page(event: str, made: Sequence[Made], lang: str) -> Page:
    """Return the strips of laptops, one under the other."""
    told = words.catalogue("documents", lang)
    html = [f"<h2>{told['opening_title']}</h2>", f"<p>{told['opening_what']}</p>"]
    for place, each in enumerate(made):
        how = told["opening_how"].format(file=_ltr(each.register.name))
        new_sheet = place and place % _STRIPS_A_SHEET == 0
        html += [
            f'<p style="margin:0;page-break-before:{"always" if new_sheet else "auto"}">✂ {"– " * 40}</p>',
            _small(words.isolated(escape(event))),
            f'<p style="margin:2px"><b>{words.isolated(escape(each.label))}</b></p>',
            f'<p style="margin:2px;font-size:18pt"><b>{_ltr(each.words)}</b></p>',
            _small(how),
        ]
    return Page(_document(html, lang))


def _document(lines: list[str], lang: str) -> str:
    direction = "rtl" if lang == "ar" else "ltr"
    return f'<html><body dir="{direction}"><div dir="{direction}">{"".join(lines)}</div></body></html>'


def _small(text: str) -> str:
    return f'<p style="margin:2px;font-size:9pt">{text}</p>'


def _ltr(text: str) -> str:
    return f"\u2066{escape(text)}\u2069"


def code_picture(text: str) -> QImage:
    """Return a text's QR code as a picture, with its quiet margin."""
    rows = papers.code_rows(text)
    side = len(rows) + 2 * _QUIET
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    for line, row in enumerate(rows):
        for place, dark in enumerate(row):
            if dark:
                picture.setPixel(place + _QUIET, line + _QUIET, 0)
    return picture.scaled(side * _MODULE, side * _MODULE)
