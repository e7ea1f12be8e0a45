"""What the door of a room takes: every paper and the association's copy of 120 ideas in three languages.

Issue 7 asks for 60 seconds altogether. `seconds` is the wall clock and `processor` the processor's; each paper is
also timed alone.
"""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from telling import measure_and_print

from ogp_desktop.domain import ids
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.door import write_all
from ogp_desktop.services.room.room_papers import RoomPapers
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ogp_desktop.domain.change import Value

DEMAND = 60.0
TEXTS = (
    ("Les analyses de l’eau des douars ne sont pas publiées", "Publier chaque trimestre", "100 % des communes"),
    ("معطيات جودة المياه غير متاحة للساكنة في الجماعات", "نشر النتائج كل ثلاثة أشهر", "معرفة جودة الماء"),
    ("ⴰⵎⴰⵏ ⵓⵔ ⵍⵍⵉⵏ ⵖ ⵓⴷⵡⴰⵔ ⵏⵏⵖ", "ⴰⴷ ⵏⵙⵙⵓⴼⵖ ⵉⵖⵔⵉⵙⵏ", "ⴰⵎⴰⵏ ⵢⴰⵍⵍ"),
)


def room(folder: Path, ideas: int, people: int) -> tuple[Bench, str]:
    """Return a register in which a room of `people` said `ideas` and agreed; and its session's number."""
    register = Register.create(folder / "room.ogp", ids.derive("plan"), ids.derive("event"))
    device = Device(ids.draw(), "salle", "room")
    bench = Bench(register, Author(device.id, device.post, ""), device)
    with register.act(bench.author) as act:
        event: dict[str, Value] = {"code": "DEM", "title_fr": "Journée", "title_ar": "يوم", "date": "2026-12-12"}
        act.new("event", event, register.event)
        session = act.new("session", {"number": 2, "title_fr": "Eau", "title_ar": "الماء"})
        for number in range(1, people + 1):
            person = act.new("participant", {"number": number})
            act.new("allocation", {"session": session}, person)
            act.new("arrival", {"person": person, "desk": "A", "at": "2026-12-12T09:00:00+00:00"})
    workshop = Workshop(bench)
    told = workshop.session("2")
    rows = [
        workshop.add(told, dict(zip(("problem", "solution", "result"), TEXTS[n % 3], strict=True)))
        for n in range(ideas)
    ]
    workshop.withdraw(rows[4], "Déjà dit", "2026-12-12T13:40:00+00:00")
    agreement = Agreement(bench)
    for place, part in enumerate(("problem", "problem", "solution", "solution", "result")):
        agreement.conclude(told, part, TEXTS[place % 3][0], rows[place * 5 : place * 5 + 3])
    agreement.disagree(told, TEXTS[1][0], rows[:2])
    agreement.agree(told)
    return bench, "2"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that `work` takes by the wall clock and by the processor's."""
    begun, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - processor


def measured(repeats: int, ideas: int, people: int, folder: Path) -> dict[str, object]:
    """Measure the whole in each language, and each paper alone; returns the slowest seconds of the whole."""
    bench, session = room(folder, ideas, people)
    whole: list[tuple[float, float]] = []
    alone: dict[str, list[float]] = {"minutes": [], "presenter": [], "slips": []}
    for turn in range(repeats):
        for lang in ("fr", "ar"):
            stick = folder / f"{turn}-{lang}"
            stick.mkdir()
            whole.append(timed(partial(write_all, bench, session, stick, lang)))
            papers = RoomPapers(bench, session, lang)
            for name, times in alone.items():
                times.append(timed(partial(getattr(papers, name), stick / name))[0])
    bench.register.close()
    return {
        "ideas": ideas,
        "people": people,
        "seconds": round(max(wall for wall, _ in whole), 2),
        "processor": round(max(used for _, used in whole), 2),
        "demand": DEMAND,
        "alone": {name: round(statistics.median(times), 3) for name, times in alone.items()},
    }


if __name__ == "__main__":
    measure_and_print(__doc__ or "", measured, repeats=3, ideas=120, people=25)
