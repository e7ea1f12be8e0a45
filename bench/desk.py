"""What the desk costs beside the disk: each key among 10,000 people, and Enter beyond a bare durable commit."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from names import people
from save import Bare, changed_pages, pages_of
from telling import machine, print_facts, print_table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ogp_desktop.app import compose
from ogp_desktop.domain import ids
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.settings import Settings
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.gui.desktop import Desktop

KEY_MS = ENTER_MS = 16.0
LETTERS = 5
AT_ONCE = 2_500
ROWS = (
    "a key",
    "a badge's eight keys",
    "Enter beyond the commit",
    "the same by the clock",
    "Enter with the disk, clock",
    "bare durable commit, clock",
    "what follows, altogether",
    "its longest turn",
)
"""What is measured; of the processor where the clock is not named."""

NUMBERS = 1_000
"""People of one origin that badges tell apart."""


def event_of(path: Path, count: int) -> None:
    """Write the register of an event that so many invented people are registered for, in three rooms."""
    event = ids.draw()
    with Register.create(path, ids.draw(), event) as register:
        author = Author(ids.draw(), "desk")
        with register.act(author) as act:
            act.new("event", {"number": 1, "code": "BIG", "title_fr": "Grand événement", "city_fr": "Ksar"}, event)
            categories = [act.new("category", {"code": f"c{each}", "title_fr": f"Catégorie {each}"}) for each in "abc"]
            rooms = [act.new("session", {"number": each, "sort": "workshop", "capacity": 25}) for each in (1, 2, 3)]
        everyone = people(count, 2)
        for start in range(0, count, AT_ONCE):
            with register.act(author) as act:
                for place, person in enumerate(everyone[start : start + AT_ONCE], start):
                    desk, number = divmod(place, NUMBERS)
                    origin = f"desk-{desk}" if desk else "list"
                    values: dict[str, Value] = {"number": number, "origin": origin, "category": categories[number % 3]}
                    row = act.new("participant", values | {"organisation": person.organisation or None})
                    family, given = person.names("latin")
                    act.new("identity", {"family_name": family, "given_name": given}, row)
                    act.new("allocation", {"session": rooms[number % 3]}, row)


class Hands:
    """Someone at the desk; every key is timed until it is painted."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.screen: Any = desktop.window.screen_shown

    def key(self, char: str, key: int = 0) -> float:
        """Press a key; returns the milliseconds until everything it asked of the window is painted.

        Of the processor, as the computer may be busy with something else.
        """
        begun = time.thread_time()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = QApplication.focusWidget() or self.screen
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char))
        QApplication.processEvents()
        return (time.thread_time() - begun) * 1000

    def enter(self) -> tuple[float, float]:
        """Press Enter; returns the milliseconds until the arrival is durable and the welcome painted.

        By the clock, and of the processor, the writer's thread included. What the register says now, the header, the
        counts and the list of who is still expected follow.
        """
        begun, used = time.perf_counter(), time.process_time()
        self.key("\r", Qt.Key.Key_Return)
        workplace = self._desktop.workplace
        while workplace is not None and workplace.waiting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000

    def following(self) -> list[float]:
        """Wait until header, counts and list are painted too; returns what each turn took of the processor.

        In milliseconds; a key that is pressed meanwhile waits for one turn.
        """
        turns = []
        while self.screen.is_behind:
            used = time.process_time()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            turns.append((time.process_time() - used) * 1000)
        used = time.process_time()
        QApplication.processEvents()
        return [*turns, (time.process_time() - used) * 1000]


def measured(count: int, arrivals: int) -> dict[str, Any]:
    """Check people in, by name and by badge in turns, beside commits of as many pages."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        path = Path(home) / "events" / "demonstration.ogp"  # or one would be made meanwhile
        path.parent.mkdir()
        event_of(path, count)
        desktop = compose(Settings())
        desktop.start()
        begun = time.perf_counter()
        desktop.begin(Beginning(path, "desk", "", ""))
        hands = Hands(desktop)
        while not hands.screen.has_shown:
            QApplication.processEvents()
        opened = time.perf_counter() - begun
        found = _arrivals(hands, path, Bare(Path(home) / "bare.db"), arrivals)
        desktop.window.close()
        QApplication.processEvents()
    rows = {name: told(samples) for name, samples in found.items()}
    figures = {"key_p99_ms": rows[ROWS[0]]["p99_ms"], "enter_more_p95_ms": rows[ROWS[2]]["p95_ms"]}
    return {
        "machine": machine(),
        "people": count,
        "opened_s": round(opened, 2),
        "rows": rows,
        "figures": figures,
        "demand": {"key_p99_ms": KEY_MS, "enter_more_p95_ms": ENTER_MS},
    }


def _arrivals(hands: Hands, path: Path, bare: Bare, count: int) -> dict[str, list[float]]:
    chance = Random(4)
    expected = chance.sample(list(hands.screen._directory.expected()), count + 2)
    found: dict[str, list[float]] = {name: [] for name in ROWS}
    for place, person in enumerate(expected):
        before = pages_of(path)
        if place % 2:
            typed = badge_of(person, hands.screen._reference.event)
            keys = [sum(hands.key(char) for char in typed)]
        else:
            typed = f"{person['family_name'].casefold()[:LETTERS]} {person['given_name'].casefold()[:2]}"
            keys = [hands.key(char) for char in typed]
        took, used = hands.enter()
        turns = hands.following()
        pages = changed_pages(before, pages_of(path))
        begun, spent = time.perf_counter(), time.process_time()
        bare.write(max(2, pages))
        plain, cost = (time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000
        if place < 2 or not pages:
            continue  # the first find everything cold; a namesake may be here already
        found["a badge's eight keys" if place % 2 else "a key"] += keys
        figures = (used - cost, took - plain, took, plain, sum(turns), max(turns))
        for name, value in zip(ROWS[2:], figures, strict=True):
            found[name].append(value)
    return found


def told(samples: list[float]) -> dict[str, float]:
    """Return the figures of samples in milliseconds."""
    ordered = sorted(samples)
    return {
        "times": len(ordered),
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)], 2),
        "max_ms": round(ordered[-1], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--arrivals", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.people, given.arrivals)
    if given.json:
        sys.stdout.write(json.dumps(result, indent=1) + "\n")
        return
    print_facts(result["machine"])
    print_table(f"the desk, {result['people']:,} people", result["rows"])
    print(f"\nopened in {result['opened_s']} s")
    for name, figure in result["figures"].items():
        print(f"{name}: {figure} (demand: at most {result['demand'][name]:.0f})")


if __name__ == "__main__":
    main()
