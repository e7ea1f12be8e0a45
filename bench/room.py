"""What capture costs the one who types: Enter beside a bare durable commit, turns of the event loop, near ideas."""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from save import Bare, changed_pages, pages_of
from telling import machine, print_facts, print_table, put_demonstration

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from search import texts
from stalls import KEY_MILLISECONDS, LIMIT_MILLISECONDS, Peer, ThreadWatchdog, key, wait
from stalls import told as turns_told
from start import large_event

from ogp_desktop.app import compose
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.compose import opened
from ogp_desktop.services.room.hearing import LOT, Hearing, Lot, NearQuestion
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import Settings

if TYPE_CHECKING:
    from ogp_desktop.gui.desktop import Desktop

DEMANDS = {"enter_more_p95_ms": 16.0, "stalls": 0, "hint_p95_ms": 10.0}
ROOM = 120
"""Ideas of the room in which is typed; the others are said elsewhere."""

KEYS_AN_IDEA = 60


def _enter(desktop: Desktop) -> tuple[float, float]:
    """Press Enter; returns the milliseconds until the idea is durable and shown, and the processor's."""
    loop, workplace = QEventLoop(), desktop.workplace
    assert workplace is not None
    workplace.told.connect(loop.quit)
    screen: Any = desktop.window.screen_shown
    begun, processor = time.perf_counter(), time.process_time()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(screen.form.problem, event)
    loop.exec()
    took = (time.perf_counter() - begun) * 1000, (time.process_time() - processor) * 1000
    workplace.told.disconnect(loop.quit)
    return took


def entering(desktop: Desktop, path: Path, folder: Path, said: list[str]) -> dict[str, float]:
    """Save ideas, each beside a bare commit that writes as many pages."""
    bare, screen = Bare(folder / "bare.db"), desktop.window.screen_shown
    form: Any = screen.form if screen is not None else None
    ours, plain, processor = [], [], []
    for text in said:
        form.problem.set_text(text)
        wait(20)
        before = pages_of(path)
        took, worked = _enter(desktop)
        pages = changed_pages(before, pages_of(path))
        begun = time.perf_counter()
        bare.write(pages)
        plain.append((time.perf_counter() - begun) * 1000)
        ours.append(took)
        processor.append(worked)
    bare.conn.close()
    more = [took - commit for took, commit in zip(ours, plain, strict=True)]
    return {name: round(value, 2) for name, value in (
        ("ours_ms", statistics.median(ours)), ("bare_ms", statistics.median(plain)),
        ("more_ms", statistics.median(more)), ("more_p95_ms", _p95(more)),
        ("cpu_ms", statistics.median(processor)), ("cpu_p95_ms", _p95(processor)),
    )}  # fmt: skip


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def typing(desktop: Desktop, said: list[str], seconds: float) -> dict[str, float]:
    """Type ideas that are near to others as a fast typist does, with their hints, and save each."""
    screen: Any = desktop.window.screen_shown
    dog, peer = ThreadWatchdog(), Peer()
    letters = iter(" ".join(said))
    # The process that hears is begun and told the room's ideas first, as it is some seconds into an afternoon.
    screen.form.problem.set_text(said[0])
    while not screen.near._hearing.is_free or screen.near._untold:
        wait(50)
    wait(500)
    shown = 0
    peer.told()
    dog.watch()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(KEYS_AN_IDEA):
            key(screen.form.problem, next(letters, "."))
            wait(KEY_MILLISECONDS)
        shown += bool(screen.form.hints.rows.ids)
        screen.save()
    return turns_told(dog.stop(), dog.processor) | peer.told() | {"ideas_with_hints": shown}


def hinting(said: list[str], questions: list[str]) -> dict[str, float]:
    """Ask the process that hears what is near to texts; from the question to its answer, in this process."""
    hearing = Hearing(())
    for start in range(0, len(said), LOT):
        _answered(hearing, Lot({str(start + at): text for at, text in enumerate(said[start : start + LOT])}))
    took, found = [], 0
    for text in questions:
        begun = time.perf_counter()
        found += bool(_answered(hearing, NearQuestion(text)))
        took.append((time.perf_counter() - begun) * 1000)
    hearing.close()
    return {
        "median_ms": round(statistics.median(took), 2),
        "p95_ms": round(_p95(took), 2),
        "max_ms": round(max(took), 2),
        "found": found,
    }


def _answered(hearing: Hearing, what: Lot | NearQuestion) -> object:
    hearing.tell(what)
    while (found := hearing.answer()) is None and not hearing.is_lost:
        time.sleep(0.0002)
    return found


def measured(ideas: int, saves: int, seconds: float, given: Path | None) -> dict[str, Any]:
    """Measure all three on an event with so many ideas."""
    chance = random.Random(5)
    with tempfile.TemporaryDirectory(dir=given) as home:
        os.environ["OGP_HOME"] = home
        path = Path(home) / "events" / "demonstration.ogp"
        put_demonstration(path)
        large_event(path, ideas)
        made = texts(ROOM + saves + 400, chance)
        with opened(path) as bench:
            workshop = Workshop(bench)
            session = workshop.session("2")
            for text in made[:ROOM]:
                workshop.add(session, {"problem": text})
        desktop = compose(Settings())
        desktop.start()
        desktop.begin(Beginning(path, "room", "", "2"))
        wait(300)
        enter = entering(desktop, path, Path(home), made[ROOM : ROOM + saves])
        turns = typing(desktop, [text for pair in zip(made, made[ROOM:], strict=False) for text in pair], seconds)
        hint = hinting(made[:ROOM], made[ROOM : ROOM + 200])
        desktop.window.close()
    figures = {"enter_more_p95_ms": enter["more_p95_ms"], "stalls": turns["stalls"], "hint_p95_ms": hint["p95_ms"]}
    return {
        "machine": machine(),
        "ideas": ideas,
        "rows": {"enter": enter, "typing": turns, "hint": hint},
        "figures": figures,
        "demand": {name: figures[name] <= most for name, most in DEMANDS.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--folder", type=Path, help="where the files are written: a disk, not memory")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.ideas, given.saves, given.seconds, given.folder)
    if given.json:
        sys.stdout.write(json.dumps(result, indent=1) + "\n")
        return
    print_facts(result["machine"])
    for name, row in result["rows"].items():
        print_table(f"{name}, {result['ideas']} ideas", {name: row})
    print(f"\ndemands {DEMANDS} (a turn is a stall above {LIMIT_MILLISECONDS} ms): {result['demand']}")


if __name__ == "__main__":
    main()
