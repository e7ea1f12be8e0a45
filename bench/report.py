"""What it costs to print: our flowable beside reportlab's own left-to-right paragraphs, and LibreOffice.

`bilingual`: 40 pages in French and Arabic with tables, ours only. `French`: the same French text as our
`Text` and as reportlab's `Paragraph`, same font, size and page. LibreOffice prints the same text from a
plain HTML file, where it is installed; its start is part of what a person waits for.
"""

from __future__ import annotations

import html
import shutil
import statistics
import subprocess
import time
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
from telling import measure_and_print

from ogp_desktop import paths
from ogp_desktop.documents.page import WIDTH, table
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEMAND = 3.0
FRENCH = (
    "Les demandes d’accès à l’information restent sans réponse après les vingt jours de la loi 31-13, et personne "
    "ne sait à qui s’adresser. Publier chaque mois un tableau des délais, par administration et par commune, "
    "permettrait aux associations de suivre les progrès et aux agents de montrer leur travail. "
)
ARABIC = (
    "تبقى طلبات الحصول على المعلومات بدون جواب رغم آجال القانون 31-13، ولا يعرف المواطنون إلى من يتوجهون. "
    "نشر جدول شهري للآجال حسب الإدارة والجماعة سيمكن الجمعيات من تتبع التقدم المحرز (2026). "
)
STYLE = TextStyle(10, 14.5, space_after=6)
CELL = TextStyle(9, 13)


def paragraphs(count: int) -> list[str]:
    """Return French paragraphs that differ, as real ones do."""
    words = FRENCH.split()
    return [" ".join(words[n % len(words) :] + words[: n % len(words)]) * 2 + f" n° {n}" for n in range(count)]


def ours(texts: list[str], path: Path) -> int:
    """Print `texts` with our flowable; returns the pages."""
    return built(path, [Text(text, STYLE) for text in texts])


def reportlabs(texts: list[str], path: Path) -> int:
    """Print `texts` with reportlab's own paragraphs."""
    style = ParagraphStyle("x", fontName="peer", fontSize=10, leading=14.5, spaceAfter=6)
    return built(path, [Paragraph(html.escape(text), style) for text in texts])


def bilingual(path: Path, pages: int) -> int:
    """Print paragraphs and tables in both languages, about `pages` of them."""
    flowables: list[Flowable] = []
    for number in range(pages):
        flowables.extend(Text(f"{text} {number}", STYLE) for text in (FRENCH, ARABIC) * 2)
        rows = [[Text(f"DEM-1-{n}", CELL), Text(FRENCH[:90], CELL), Text(ARABIC[:80], CELL)] for n in range(12)]
        flowables.append(table(rows, (WIDTH * 0.16, WIDTH * 0.42, WIDTH * 0.42), rtl=number % 2 == 1))
    return built(path, flowables)


def built(path: Path, flowables: list[Flowable]) -> int:
    """Build a document and return its pages."""
    document = SimpleDocTemplate(str(path), pagesize=A4)
    document.build(flowables)
    return int(document.page)


def libreoffice(texts: list[str], folder: Path) -> Path:
    """Print `texts` with LibreOffice."""
    source = folder / "peer.html"
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    source.write_text(f'<meta charset="utf-8"><body style="font-size:10pt">{body}', encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [shutil.which("soffice") or "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True)
    return source


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(repeats: int, pages: int, folder: Path) -> dict[str, object]:
    """Measure every way in turns; returns medians in seconds, ratios and pages."""
    font = paths.resources() / "fonts" / "IBMPlexSansArabic-Regular.ttf"
    pdfmetrics.registerFont(TTFont("peer", str(font)))
    texts = paragraphs(pages * 6)
    taken: dict[str, list[float]] = {"ours": [], "reportlab": [], "bilingual": []}
    for number in range(repeats + 1):
        round_trip = {
            "ours": seconds(lambda: ours(texts, folder / "ours.pdf")),
            "reportlab": seconds(lambda: reportlabs(texts, folder / "reportlab.pdf")),
            "bilingual": seconds(lambda: bilingual(folder / "bilingual.pdf", pages * 10 // 9)),
        }
        if number:  # the first round fills everyone's caches
            for name, time_taken in round_trip.items():
                taken[name].append(time_taken)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    found: dict[str, object] = {
        "pages": dict(_pages(texts, pages, folder)),
        "seconds": {name: round(median, 4) for name, median in medians.items()},
        "ratio": round(statistics.median(a / b for a, b in zip(taken["ours"], taken["reportlab"], strict=True)), 2),
        "demand": DEMAND,
    }
    if shutil.which("soffice"):
        found["libreoffice_seconds"] = round(seconds(lambda: libreoffice(texts, folder)), 2)
    return found


def _pages(texts: list[str], pages: int, folder: Path) -> dict[str, int]:
    return {
        "ours": ours(texts, folder / "ours.pdf"),
        "reportlab": reportlabs(texts, folder / "reportlab.pdf"),
        "bilingual": bilingual(folder / "bilingual.pdf", pages * 10 // 9),
    }


if __name__ == "__main__":
    measure_and_print(__doc__ or "", measured, repeats=5, pages=40)
