"""How long a long registration list takes to be checked, read and understood, beside calamine alone on the same file.

`pandas` stands beside them where it is installed.
"""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING

from telling import measure_and_print

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEMAND = 2.0
HEADERS = (
    *("N°", "Civilité", "Nom", "Prénom", "الاسم العائلي", "الاسم الشخصي", "Organisme"),
    *("Catégorie", "Région", "E-mail", "Téléphone", "Langue", "Qualité", "Groupe"),
)
LATIN, ARABIC = "abcdefghilmnorstuyz", "ابتجحدرسعفقكلمنهوي"


def write_list(path: Path, rows: int) -> None:
    """Write a list of invented people, its header below a title."""
    from openpyxl import Workbook

    drawn = random.Random(1)

    def word(letters: str, length: int) -> str:
        return "".join(drawn.choices(letters, k=length))

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Liste des inscriptions"])
    sheet.append(HEADERS)
    for number in range(1, rows + 1):
        family, given = word(LATIN, 7), word(LATIN, 6)
        arabic = [word(ARABIC, 7), word(ARABIC, 5)]
        place = [f"Association {word(LATIN, 2)}", drawn.choice(["Société civile", "Administration"]), "Oriental"]
        contact = [f"{given}.{family}{number}@exemple.ma", 612_000_000 + number]
        names = [drawn.choice(["Mme", "M."]), family.upper(), given.title()]
        sheet.append([number, *names, *arabic, *place, *contact, "Français", "Membre", "1"])
    book.save(path)


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ways(path: Path) -> dict[str, Callable[[], object]]:
    """Return each way to read the list."""
    from python_calamine import CalamineWorkbook

    from ogp_desktop.sheets.registration import read_registrations

    found: dict[str, Callable[[], object]] = {
        "calamine": lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(),
        "ours": lambda: read_registrations(path),
    }
    try:
        import pandas
    except ImportError:
        return found
    return found | {"pandas": lambda: pandas.read_excel(path, engine="calamine", header=None, dtype=str)}


def measured(rows: int, repeats: int, folder: Path) -> dict[str, object]:
    """Measure every way in turns; returns medians in seconds and ratios to calamine in the same round."""
    path = folder / "liste.xlsx"
    write_list(path, rows)
    taken: dict[str, list[float]] = {}
    for number in range(repeats + 1):
        for name, read in ways(path).items():
            time_taken = seconds(read)
            if number:  # the first round fills everyone's caches
                taken.setdefault(name, []).append(time_taken)
    alone = taken["calamine"]
    return {
        "rows": rows,
        "people": _people(path),
        "seconds": {name: round(statistics.median(times), 3) for name, times in taken.items()},
        "best": {name: round(min(times) / min(alone), 2) for name, times in taken.items()},
        "ratio": {
            name: round(statistics.median(a / b for a, b in zip(times, alone, strict=True)), 2)
            for name, times in taken.items()
        },
        "demand": DEMAND,
    }


def _people(path: Path) -> int:
    from ogp_desktop.sheets.registration import read_registrations

    return len(read_registrations(path).people)


if __name__ == "__main__":
    measure_and_print(__doc__ or "", measured, rows=50_000, repeats=5)
