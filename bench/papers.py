"""What 70 badges cost: ours beside reportlab's own canvas and QR widget, which draw the same texts plainly.

The peer writes each text with `drawString` in the same font, unshaped and never wrapped, and each code with
`reportlab.graphics.barcode.qr`. `from the register` is what a person waits for: people read, sorted, drawn, written.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from typing import TYPE_CHECKING

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from telling import measure_and_print

from ogp_desktop import paths
from ogp_desktop.documents.badges import Badge, write_badges
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.desk_papers import DeskPapers
from ogp_desktop.services.event import creation
from ogp_desktop.services.participants import registration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE, DEMAND_SECONDS = 70, 1.0
NAMES = (("TOUZANI Wafae", "توزاني وفاء"), ("العلوي نور", "ALAOUI Nour"), ("ⴰⵎⵏⴰⵢ ⵜⵉⵍⵉⵍⴰ", "AMNAY Tilila"))


def badges() -> list[Badge]:
    """Return the badges of 70 invented people in three scripts."""
    told = []
    for number in range(PEOPLE):
        name, other = NAMES[number % len(NAMES)]
        told.append(
            Badge(f"9900{number:03d}1", f"{name} {number}", other, "Association Amal Ennour", "Atelier 2 – Salle")
        )
    return told


def reportlabs(told: list[Badge], path: Path, per_page: int) -> None:
    """Draw the same texts and codes plainly with reportlab."""
    canvas = Canvas(str(path), pagesize=A4)
    for place, badge in enumerate(told):
        row, column = divmod(place % per_page, 2)
        if place and not place % per_page:
            canvas.showPage()
        x, y = (18 + 87 * column) * mm, A4[1] - (24 + 480 / per_page * (row + 1)) * mm
        for line, (text, size) in enumerate(
            ((badge.name, 19), (badge.other_name, 11), (badge.organisation, 9.5), (badge.room, 11), (badge.code, 9))
        ):
            canvas.setFont("peer", size)
            canvas.drawString(x, y + (40 - 7 * line) * mm, text)
        code = QrCodeWidget(badge.code, barWidth=22 * mm, barHeight=22 * mm)
        drawing = Drawing(22 * mm, 22 * mm)
        drawing.add(code)
        renderPDF.draw(drawing, canvas, x + 60 * mm, y + 3 * mm)
    canvas.save()


def seconds(work: Callable[[], object]) -> float:
    """Return how much processor time `work` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measured(repeats: int, folder: Path) -> dict[str, object]:
    """Measure every way in turns; returns medians of processor seconds and the ratio."""
    fonts = paths.resources() / "fonts"
    pdfmetrics.registerFont(TTFont("peer", str(fonts / "IBMPlexSansArabic-Regular.ttf")))
    told, sample = badges(), paths.resources() / "sample" / "demonstration"
    creation.new_event(folder / "event.ogp", sample / "event.json")
    taken: dict[str, list[float]] = {}
    with opened(folder / "event.ogp") as bench:
        registration.import_list(bench, registration.preview(sample / "registrations.xlsx"))
        ways: dict[str, Callable[[], object]] = {
            "ours, 8 a page": lambda: write_badges(told, "Journée", "fr", folder / "ours.pdf", 8),
            "ours, 10 a page": lambda: write_badges(told, "Journée", "fr", folder / "ours.pdf", 10),
            "reportlab, 8 a page": lambda: reportlabs(told, folder / "reportlab.pdf", 8),
            "from the register": lambda: DeskPapers(bench, "ar").badges(folder / "register.pdf"),
        }
        first = {name: round(seconds(work), 3) for name, work in ways.items()}  # fills everyone's caches
        for _ in range(repeats):
            for name, work in ways.items():
                taken.setdefault(name, []).append(seconds(work))
    pairs = zip(taken["ours, 8 a page"], taken["reportlab, 8 a page"], strict=True)
    return {
        "people": PEOPLE,
        "first": first,
        "seconds": {name: round(statistics.median(times), 3) for name, times in taken.items()},
        "ratio": round(statistics.median(ours / theirs for ours, theirs in pairs), 2),
        "demand_seconds": DEMAND_SECONDS,
    }


if __name__ == "__main__":
    multiprocessing.freeze_support()
    measure_and_print(__doc__ or "", measured, repeats=5)
