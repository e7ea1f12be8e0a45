"""How long a long registration list takes to be read and understood, beside calamine alone on the same file.

`python bench/lists.py [ROWS]`: 50,000 rows of 14 columns by default.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROWS, TIMES = 50_000, 5
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


def seconds(work: object) -> float:
    """Return how long one call takes."""
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def main() -> None:
    """Print both, and what one is of the other, the best of some runs taken in turn."""
    from python_calamine import CalamineWorkbook

    from ogp_desktop.sheets.registration import read_registrations

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.xlsx"
        write_list(path, rows)
        alone, ours = [], []
        for _ in range(TIMES):
            alone.append(seconds(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()))
            ours.append(seconds(lambda: read_registrations(path)))
        listed = read_registrations(path)
    assert len(listed.people) == rows, "every row is a person"
    print(f"rows {rows}")
    print(f"calamine alone {min(alone):.2f} s, median {sorted(alone)[TIMES // 2]:.2f} s")
    print(f"checked, read and understood {min(ours):.2f} s, median {sorted(ours)[TIMES // 2]:.2f} s")
    print(f"ratio {min(ours) / min(alone):.2f}, median {sorted(ours)[TIMES // 2] / sorted(alone)[TIMES // 2]:.2f}")


if __name__ == "__main__":
    main()
